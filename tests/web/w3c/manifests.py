"""The W3C's manifests in ../shared/w3c as requests with what must come back; nothing of them is copied here."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import rdflib
from rdflib.collection import Collection

ROOT = Path(__file__).resolve().parents[3]
SUITES = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "w3c" / "sparql" / "sparql11"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
STATUS = {"OK": 200, "Created": 201, "No Content": 204, "NoContent": 204, "Not Found": 404, "NotFound": 404}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What must come back: names of status codes (any of them), the kind of answer, headers, a graph; `location` names a variable."""

    statuses: tuple[str, ...]
    boolean: bool | None = None
    format: str | None = None
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None

    def allows(self, status: int) -> bool:
        classes = [name.removeprefix("StatusCode")[0] for name in self.statuses if name.startswith("StatusCode")]
        return str(status)[0] in classes or status in [STATUS[name] for name in self.statuses if not name.startswith("StatusCode")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as the manifest has it; the path may have variables such as $LOCATION$."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    expected: Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One entry of a manifest: named graphs to begin with (IRI → file) and the requests in their order."""

    name: str
    title: str
    data: tuple[tuple[str, Path], ...] = ()
    requests: tuple[Request, ...] = field(repr=False, default=())


def entries(suite: str, file: str = "manifest.ttl") -> tuple[rdflib.Graph, list[rdflib.term.Node]]:
    """The manifest and its entries: those that it lists and then those that it only describes. No entry where ../shared is absent."""
    path = SUITES / suite / file
    graph = rdflib.Graph()
    if not path.is_file():
        return graph, []
    graph.parse(path, format="turtle", publicID=path.as_uri())
    listed = [entry for head in graph.objects(None, MF.entries) for entry in Collection(graph, head)]
    tests = {subject for subject, kind in graph.subject_objects(rdflib.RDF.type) if str(kind).startswith(str(MF)) and kind != MF.Manifest}
    return graph, [*listed, *sorted(tests - set(listed))]


def local(term: rdflib.term.Node) -> str:
    return str(term).rpartition("#")[2]


def cases(suite: str, file: str = "manifest.ttl") -> list[Case]:
    """The entries of a manifest that describes HTTP connections in RDF."""
    graph, found = entries(suite, file)
    return [_case(graph, entry) for entry in found]


def _case(graph: rdflib.Graph, entry: rdflib.term.Node) -> Case:
    data = []
    for one in graph.objects(entry, UT.graphData):
        data.append((str(graph.value(one, rdflib.RDFS.label)), _file(graph.value(one, UT.graph))))
    action = graph.value(entry, MF.action)
    requests = [_request(graph, node) for node in Collection(graph, graph.value(action, HT.requests))]
    return Case(name=local(entry), title=str(graph.value(entry, MF.name)), data=tuple(sorted(data)), requests=tuple(requests))


def _file(iri: rdflib.term.Node | None) -> Path:
    return Path(str(iri).removeprefix("file://"))


def _request(graph: rdflib.Graph, node: rdflib.term.Node) -> Request:
    body = graph.value(node, HT.body)
    answer = graph.value(node, HT.resp)
    boolean, kind, location = (graph.value(answer, MF[name]) for name in ("expectedBoolean", "expectedFormat", "expectedLocation"))
    return Request(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)),
        headers=_headers(graph, node),
        body=None if body is None else str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding))),
        expected=Expected(
            statuses=tuple(sorted(local(status) for status in graph.objects(answer, MF.expectedStatus))),
            boolean=None if boolean is None else bool(boolean.toPython()),
            format=None if kind is None else str(kind),
            location=None if location is None else str(location),
            headers=_headers(graph, answer),
            body=next((str(graph.value(one, CNT.chars)) for one in graph.objects(answer, HT.body)), None),
        ),
    )


def _headers(graph: rdflib.Graph, node: rdflib.term.Node | None) -> tuple[tuple[str, str], ...]:
    head = graph.value(node, HT.headers)
    return tuple(
        (str(graph.value(one, HT.fieldName)), str(graph.value(one, HT.fieldValue))) for one in Collection(graph, head or rdflib.RDF.nil)
    )


def told(corrections: dict[str, list[tuple[str, str, str]]]) -> Iterator[Case]:
    """The entries of http-rdf-update, whose requests are told in Markdown; `corrections` has (reason, old, new) by entry."""
    graph, found = entries("http-rdf-update")
    for entry in found:
        text = next(str(one) for one in graph.objects(entry, rdflib.RDFS.comment) if "#### Request" in str(one))
        for _, old, new in corrections.get(local(entry), []):
            assert old in text, f"{local(entry)}: the suite was changed, and there is nothing to correct any more"
            text = text.replace(old, new)
        asked, _, answered = text.partition("#### Request")[2].partition("#### Response")
        line, headers, body = _message(asked)
        status, given, content = _message(answered)
        method, path, _ = line.split()
        if dict(headers).get("Content-Type", "").startswith("multipart/"):
            body = body.replace("\n", "\r\n")
        expected = Expected(
            statuses=(status.split(None, 1)[1],),
            location=dict(given).get("Location"),
            headers=tuple((name, value) for name, value in given if name == "Content-Type"),
            body=content or None,
        )
        request = Request(
            method=method,
            path=path,
            headers=tuple(pair for pair in headers if pair[0] != "Host"),
            body=body.encode() if body else None,
            expected=expected,
        )
        yield Case(name=local(entry), title=str(graph.value(entry, MF.name)), requests=(request,))


def _message(text: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """First line, headers and body of an HTTP message."""
    head, _, body = textwrap.dedent(text).strip().partition("\n\n")
    first, *lines = head.splitlines()
    return first, tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines)), body
