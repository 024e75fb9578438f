"""Answers and their limits: how many rows and bytes, compressed or not, changed or not."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.graph.placing import publish
from kg.web.guard import may_call_out, may_load
from kg.web.sparql import Query, TooLargeError, count_rows, execute
from tests.web.serving import NAMES, fill, running

FORMATS = [ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV]


@pytest.fixture(scope="module")
def awkward() -> ox.Store:
    store = ox.Store()
    a = ox.NamedNode("a:a")
    texts = ['{"a":{},"b":[{', "<result></result>", 'two\n"lines"\r\n,;', "tab\tand \\ \\n", "", '}},{"x":{', ":{"]
    store.extend([ox.Quad(a, ox.NamedNode("a:b"), ox.Literal(text)) for text in texts])
    store.add(ox.Quad(a, ox.NamedNode("a:c"), ox.Triple(a, a, ox.Literal('{"'))))
    return store


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?s ?p ?o { ?s ?p ?o }", 8),
        ("SELECT ?o { ?s ?p ?o }", 8),
        ("SELECT ?none ?s { ?s ?p ?o }", 8),
        ("SELECT ?none { ?s ?p ?o }", 8),
        ("SELECT * {}", 1),
        ("SELECT ?s { ?s <a:none> ?o }", 0),
    ],
)
def test_rows_are_counted_in_every_format(awkward: ox.Store, query: str, rows: int, form: ox.QueryResultsFormat) -> None:
    found = awkward.query(query)
    assert isinstance(found, ox.QuerySolutions)
    assert count_rows(found.serialize(format=form) or b"", form) == rows


@pytest.mark.parametrize("accept", [form.media_type for form in FORMATS])
def test_too_many_rows(awkward: ox.Store, accept: str) -> None:
    query = Query(text="SELECT ?o { ?s ?p ?o }")
    assert execute(awkward, query, accept, rows=8).body
    with pytest.raises(TooLargeError, match="more than 7 rows"):
        execute(awkward, query, accept, rows=7)
    with pytest.raises(TooLargeError, match="more than 20 bytes"):
        execute(awkward, query, accept, size=20)


def test_too_many_triples(awkward: ox.Store) -> None:
    query = Query(text="CONSTRUCT WHERE { ?s ?p ?o }")
    assert execute(awkward, query, rows=8).body
    with pytest.raises(TooLargeError, match="more than 7 triples"):
        execute(awkward, query, rows=7)


@pytest.fixture(scope="module")
def small(store: Path) -> Iterator[httpx.Client]:
    with running(store, rows=3, answer_bytes=3000, query_bytes=500) as server, httpx.Client(base_url=server, trust_env=False) as client:
        yield client


def test_limits_are_told(small: httpx.Client) -> None:
    answer = small.get("/query", params={"query": "SELECT * { ?s ?p ?o }"})
    assert (answer.status_code, answer.text) == (
        422, "the answer has more than 3 rows, which is all that this endpoint gives at once; use LIMIT and OFFSET\n"
    )  # fmt: skip
    assert len(small.get("/query", params={"query": "SELECT * { ?s ?p ?o } LIMIT 3"}).json()["results"]["bindings"]) == 3
    assert small.get("/query", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}).status_code == 422
    wide = f"SELECT ('{'x' * 300}' AS ?a) {{ VALUES ?n {{ {'1 ' * 15} }} }}"
    long = small.get("/query", params={"query": wide})
    assert (long.status_code, "bytes" in long.text) == (422, True)
    for request in (
        small.build_request("GET", "/query", params={"query": f"ASK {{}} # {'x' * 500}"}),
        small.build_request("POST", "/query", data={"query": f"ASK {{}} # {'x' * 500}"}),
        small.build_request("POST", "/query", content=f"ASK {{}} # {'x' * 500}", headers={"Content-Type": "application/sparql-query"}),
    ):
        answer = small.send(request)
        assert (answer.status_code, "500 bytes" in answer.text) == (413, True)


def test_gzip(client: httpx.Client) -> None:
    query = {"query": f"SELECT ?a {{ VALUES ?a {{ {'1 ' * 300} }} }}"}
    plain = client.get("/query", params=query, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/query", params=query, headers={"Accept-Encoding": "br;q=1, gzip;q=0.5"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert (answer.headers["content-encoding"], answer.headers["vary"].removesuffix(", Origin")) == ("gzip", "Accept, Accept-Encoding")
    assert gzip.decompress(raw) == plain.content
    assert answer.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in client.get("/query", params=query, headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert "content-encoding" not in client.get("/query", params={"query": "ASK {}"}, headers={"Accept-Encoding": "gzip"}).headers


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store")
    with running(folder) as server, httpx.Client(base_url=server, trust_env=False) as client:
        first = client.get("/query", params={"query": NAMES})
        tag = first.headers["etag"]
        again = client.get("/query", params={"query": NAMES}, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get("/query", params={"query": NAMES}, headers={"If-None-Match": f'"other", {tag}'}).status_code == 304
        for other in ({"query": NAMES + " LIMIT 5"}, {"query": NAMES, "format": "csv"}, {"query": NAMES, "default-graph-uri": "a:b"}):
            assert client.get("/query", params=other, headers={"If-None-Match": tag}).status_code == 200
        assert client.post("/query", data={"query": NAMES}, headers={"If-None-Match": tag}).status_code == 200
        publish(fill(tmp_path / "next", "After"), folder)
        changed = client.get("/query", params={"query": NAMES}, headers={"If-None-Match": tag})
        assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)


def test_hosts_that_may_be_called() -> None:
    hosts = frozenset({"query.example", "127.0.0.1:9"})
    for call in ("<http://query.example/sparql>", "SILENT <https://query.example/>", "<http://127.0.0.1:9/>"):
        assert may_call_out(f"SELECT * {{ SERVICE {call} {{ ?s ?p ?o }} }}")
        assert not may_call_out(f"SELECT * {{ SERVICE {call} {{ ?s ?p ?o }} }}", hosts)
        assert not may_load(f"LOAD {call} INTO GRAPH <a:g>", hosts)
    for call in (
        "<http://evil.example/>", "<http://query.example.evil/>", "<http://query.example@evil.example/>", "<http://query.example:81/>",
        "?where", "<query.example/>", "q:x", "<http://evil.example/#<http://query.example/>>", "# \n<http://query.example/>\n<http://evil.example/>",
    ):  # fmt: skip
        assert may_call_out(f"SELECT * {{ SERVICE {call} {{ ?s ?p ?o }} }}", hosts), call
        assert may_load(f"LOAD {call} INTO GRAPH <a:g>", hosts), call
    hidden = "ASK { SERVICE <http://query.example/> {} } # SERVICE <http://query.example/>\n SERVICE <http://evil.example/> {}"
    assert may_call_out(hidden, hosts)
    assert not may_load("INSERT DATA { GRAPH <a:g> { <a:a> a:upload 'a load of' } } ; CLEAR GRAPH <http://a.example/load>")


