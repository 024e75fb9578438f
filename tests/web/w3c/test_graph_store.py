"""Every request of the W3C's Graph Store Protocol suites against a running `kg serve`: direct, indirect, and the older one in prose."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rdflib
from rdflib.compare import isomorphic, to_canonical_graph

from tests.web.w3c.manifests import Case, cases, told
from tests.web.w3c.sending import checked, send

CASES = [*cases("graph-store-protocol", "manifest-direct.ttl"), *cases("graph-store-protocol", "manifest-indirect.ttl")]

#: Where the older suite (deprecated, and told in prose) is wrong itself: entry → (reason, its text, what it must say). No other exception.
_STOP = "its Turtle lacks the full stop at the end"
_EARLIER = "it expects the graph before two of its own earlier steps, which put Jane for John and added a name"
CORRECTIONS = {
    "post__existing_graph": [(_STOP, 'foaf:name "Jane Doe"', 'foaf:name "Jane Doe" .')],
    "post__multipart_formdata": [
        (_STOP, 'foaf:familyName "Doe"', 'foaf:familyName "Doe" .'),
        (_STOP, 'foaf:givenName "Jane"', 'foaf:givenName "Jane" .'),
    ],
    "get_of_post__existing_graph": [
        (_EARLIER, "a foaf:Person;", 'a foaf:Person; foaf:name "Jane Doe";'),
        (_EARLIER, '"John Doe"', '"Jane Doe"'),
    ],
}
#: Entry → (reason, graph below the store that is made before it).
MISSING = {"delete__existing_graph": ("no step before it makes the graph that it deletes", "/person/2.ttl")}
OLDER = list(told(CORRECTIONS))


def test_the_suites_are_there(suites: Path) -> None:
    assert (len(CASES), len(OLDER)) == (14, 18)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_graph_store(endpoint: str, case: Case) -> None:
    variables: dict[str, str] = {}
    for request in case.requests:
        answer = checked(endpoint, request, "/store" + request.path.removeprefix("/gsp"), variables)
        if request.expected.body is not None:
            same(answer.text, request.expected.body)


@pytest.mark.parametrize("number", range(len(OLDER)), ids=[case.name for case in OLDER])
def test_older_suite(endpoint: str, number: int) -> None:
    """An entry of the older suite begins where the one before it ends, so all before it are run first."""
    place = urlsplit(endpoint).netloc
    known = {"/$GRAPHSTORE$": "/store", "$GRAPHSTORE$": "/store", "$HOST$": place}
    for case in OLDER[: number + 1]:
        (request,) = case.requests
        if case.name in MISSING:
            send(endpoint, "PUT", "/store" + MISSING[case.name][1], (("Content-Type", "text/turtle"),), b"<a:s> <a:p> <a:o> .")
        answer = checked(endpoint, request, request.path, known)
        if "$NEWPATH$" in known:
            known["$NEWPATH$"] = urlsplit(known["$NEWPATH$"]).path
        if request.expected.body is not None:
            expected = request.expected.body
            for name, value in known.items():
                expected = expected.replace(name, value)
            same(answer.text, expected)


def same(given: str, expected: str) -> None:
    one, two = (rdflib.Graph().parse(data=text, format="turtle") for text in (given, expected))
    assert isomorphic(one, two), sorted(set(to_canonical_graph(one)) ^ set(to_canonical_graph(two)))
