"""Every request of the W3C's SPARQL Protocol suite against a running `kg serve`."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib

from tests.web.w3c.manifests import Case, Request, cases
from tests.web.w3c.sending import Answer, checked, put

CASES = cases("protocol")
RESULTS = "{http://www.w3.org/2005/sparql-results#}"
RDF = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt", "application/ld+json": "json-ld"}


def test_the_suite_is_there(suites: Path) -> None:
    assert len(CASES) == 34


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(endpoint: str, case: Case) -> None:
    for graph, file in case.data:
        put(endpoint, f"graph={quote(graph, safe='')}", file)
    for request in case.requests:
        path = ("/update" if _updates(case, request) else "/sparql") + request.path.removeprefix("/sparql/")
        answer = checked(endpoint, request, path, {})
        if request.expected.format == "RDF":
            rdflib.Graph().parse(data=answer.text, format=RDF[answer.media])
        elif request.expected.format == "tabular":
            assert rdflib.query.Result.parse(io.BytesIO(answer.body), content_type=answer.media).bindings
        elif request.expected.format == "boolean":
            assert _boolean(answer) is (True if request.expected.boolean is None else request.expected.boolean)


def _updates(case: Case, request: Request) -> bool:
    """The manifest has one path for queries and updates; a server may have two."""
    return "update" in case.name and dict(request.headers).get("content-type") != "application/sparql-query"


def _boolean(answer: Answer) -> bool:
    if answer.media == "application/sparql-results+json":
        return bool(json.loads(answer.body)["boolean"])
    assert answer.media == "application/sparql-results+xml", answer.media
    found = ElementTree.fromstring(answer.text).find(f"{RESULTS}boolean")
    assert found is not None
    return found.text == "true"
