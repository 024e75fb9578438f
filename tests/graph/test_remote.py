"""Another server as a store: what is asked and written over HTTP, found addresses, faults that are waited out, refusals that are told."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryError, StoreError
from kg.graph import remote as room
from kg.graph.answers import Solutions, Triples
from kg.graph.remote import Remote, declared
from tests.graph.servers import DROP, Asked, Said, between, serving, sparql

A, B, P = ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:p")
WORDS = [ox.Literal('« À 44,3 % »\n"x" \\ \t€ 𝒳', language="fr"), ox.Literal(True), ox.Literal("1.50", datatype=ox.NamedNode("a:t")), B]
TRIPLES = [ox.Triple(A, P, word) for word in WORDS]
RESULT = {"Content-Type": "application/sparql-results+json"}
TRUE = Said(200, b'{"head": {}, "boolean": true}', RESULT)


def of(store: ox.Store, graph: str | None) -> set[ox.Triple]:
    node = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, node)}


@pytest.fixture(params=["all", "no graphs", "no updates"])
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Remote, ox.Store]]:
    store = ox.Store()
    handler = sparql(store, graphs=request.param != "no graphs", update=request.param != "no updates")
    with serving(handler) as address, Remote(f"{address}/ds/query", writing=True) as remote:
        assert remote.can_take == (request.param != "no updates")
        yield remote, store


def test_graphs_are_put_added_to_counted_and_dropped(pair: tuple[Remote, ox.Store], monkeypatch: pytest.MonkeyPatch) -> None:
    remote, store = pair
    monkeypatch.setattr(room, "PUT_BYTES", 60)  # so that a graph goes in pieces
    monkeypatch.setattr(room, "UPDATE_BYTES", 60)
    for graph in ("a:g", None):
        remote.put(graph, [ox.Triple(B, P, A)])
        remote.put(graph, TRIPLES)
        assert of(store, graph) == set(TRIPLES)
        remote.add(graph, [*TRIPLES, ox.Triple(B, P, A)])
        assert of(store, graph) == {*TRIPLES, ox.Triple(B, P, A)}
    assert remote.counts(["a:g", "a:none"]) == {"a:g": 5}
    assert remote.graphs("a:") == ["a:g"]
    assert remote.graphs("a:h") == []
    for graph in ("a:g", "a:g", None):
        remote.drop(graph)
        assert of(store, graph) == set()


def test_triples_are_taken_out_where_updates_are_taken(pair: tuple[Remote, ox.Store]) -> None:
    remote, store = pair
    remote.put("a:g", TRIPLES)
    if remote.can_take:
        remote.take("a:g", [*TRIPLES[1:], ox.Triple(B, P, B)])
        assert of(store, "a:g") == {TRIPLES[0]}
    else:
        with pytest.raises(StoreError, match="KG_STORE_UPDATE"):
            remote.take("a:g", TRIPLES)


def test_a_list_of_graphs_comes_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    store = ox.Store()
    store.extend(ox.Quad(A, P, B, ox.NamedNode(f"a:g{number}")) for number in range(2345))
    with serving(sparql(store)) as address, Remote(f"{address}/ds/query") as remote:
        assert remote.graphs("a:") == sorted(f"a:g{number}" for number in range(2345))
        assert len(remote.counts(f"a:g{number}" for number in range(250))) == 250


def test_every_kind_of_answer() -> None:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in TRIPLES)
    with serving(sparql(store)) as address, Remote(f"{address}/ds/query") as remote:
        rows = remote.query("SELECT ?o ?none { ?s ?p ?o }")
        assert isinstance(rows, Solutions)
        assert rows.variables == ("o", "none")
        assert {row["o"] for row in rows} == set(WORDS)
        graph = remote.query("# a SELECT of triples\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(graph, Triples)
        assert set(graph) == set(TRIPLES)
        assert remote.query("ASK { ?s ?p ?o }") is True
        assert remote.query("PREFIX select: <a:select> ASK { ?s <a:CONSTRUCT> 'DESCRIBE' }") is False
        long = f"SELECT ?o {{ ?s ?p ?o }} #{'x' * 5000}"
        assert len(list(remote.select(long))) == len(WORDS)
        with pytest.raises(QueryError, match="SELECT query is needed"):
            remote.select("ASK {}")
        for bad, reason in (("SELECT * {\n ?s ?p }", "400 Bad Request: error at 2"), ("INSERT DATA {}", "one of the words SELECT")):
            with pytest.raises(QueryError, match=reason) as found:
                remote.query(bad)
            assert "\n" not in str(found.value)


def test_prefixes_are_declared_where_they_are_used_and_lines_keep_their_number() -> None:
    assert declared("ASK { ?s sc:relation 1 }") == "PREFIX sc: <https://w3id.org/sovereign-cloud/ontology#> ASK { ?s sc:relation 1 }"
    own = "PREFIX sc: <a:b>\nSELECT * { ?s sc:relation <http://a/> }"
    assert declared(own) == own
    assert declared("SELECT *\n{ ?s rdfs:label ?o ; skos:x 1 }").splitlines()[1:] == ["{ ?s rdfs:label ?o ; skos:x 1 }"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Said(206, TRUE.body, RESULT), "a part of the answer"),
        (Said(200, b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a"', RESULT), "no SPARQL result"),
        (Said(200, b"<html>Welcome</html>", {"Content-Type": "text/html"}), "no SPARQL result"),
        (Said(302, b"", {"Location": "http://127.0.0.1:1/elsewhere"}), "elsewhere, at http://127.0.0.1:1/elsewhere"),
        (Said(400, b"Error\r\nkg: all is well\x1b[2J", {"Content-Type": "text/plain"}), r"400 Bad Request: Error kg: all is well \[2J$"),
        (Said(500, b'{"message": "out of memory"}', {"Content-Type": "application/json"}), "500 Internal Server Error: out of memory$"),
        (Said(500, b"<head><title>t</title></head><h1>No</h1><p>b &lt; c", {"Content-Type": "text/html"}), "Error: b < c$"),
        (Said(403, b"not for <you>", {"Content-Type": "text/plain"}), "403 Forbidden: not for <you>$"),
        (Said(400, b"x" * 5000, {"Content-Type": "text/plain"}), "x{299}…$"),
    ],
)
def test_an_answer_that_is_none_is_one_line_with_the_servers_reason(answer: Said, reason: str) -> None:
    with serving(lambda _: answer) as address, Remote(f"{address}/query", pauses=(0,)) as remote:
        with pytest.raises(KgError, match=reason) as found:
            remote.query("SELECT ?a { ?a ?b ?c }")
        assert str(found.value).startswith(f"{address}/query: ") and len(str(found.value).splitlines()) == 1  # noqa: PT018


def test_a_cut_that_the_server_admits_is_told() -> None:
    rows = Said(200, b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}', {**RESULT, "X-SPARQL-MaxRows": "10000"})
    said: list[str] = []
    with serving(lambda _: rows) as address, Remote(f"{address}/query", remark=said.append) as remote:
        remote.query("SELECT ?a {}")
    assert [line.partition(": ")[2] for line in said] == ["gives 10000 rows at most, there may be more"]


def test_a_lost_answer_doubles_nothing() -> None:
    store = ox.Store()
    with serving(sparql(store)) as real:
        handler, seen = between(real, lambda number, asked: DROP if number % 2 else None)
        with serving(handler) as address, Remote(f"{address}/ds/query", writing=True, pauses=(0, 0, 0)) as remote:
            remote.put("a:g", TRIPLES)
            remote.add("a:g", [ox.Triple(B, P, B)])
            remote.take("a:g", [ox.Triple(B, P, B)])
    assert of(store, "a:g") == set(TRIPLES)
    assert [asked.method for asked in seen].count("PUT") == 2


#: How servers spell their places: queries, updates, graphs.
SPELLED = {
    "Virtuoso": ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
    "Oxigraph": ("/query", "/update", "/store"),
    "kg": ("/sparql", "/update", "/store"),
    "Fuseki": ("/ds/query", "/ds/update", "/ds/data"),
    "Fuseki too": ("/ds/sparql", "/ds/update", "/ds/data"),
    "GraphDB": ("/repositories/x", "/repositories/x/statements", "/repositories/x/rdf-graphs/service"),
    "rdflib-endpoint": ("/sparql", "/sparql", None),
    "graphs only": ("/query", None, "/store"),
}


@pytest.mark.parametrize("server", sorted(SPELLED))
def test_the_other_addresses_are_found_from_one_with_requests_that_change_nothing(server: str) -> None:
    query, update, graphs = SPELLED[server]
    seen: list[Asked] = []

    def handler(asked: Asked) -> Said:
        seen.append(asked)
        if asked.path == query and asked.params.get("query") == "ASK {}":
            return TRUE
        if asked.path == update and asked.method == "POST":
            return Said(204)
        if asked.path in {"/", ""}:
            return Said(200, b'{"welcome": "to this server"}', {"Content-Type": "application/json"})
        return Said(200) if asked.path == graphs and "default" in asked.params else Said(404)

    with serving(handler) as address:
        beginning = query.rpartition("/")[0] if query.rpartition("/")[2] in {"query", "sparql"} else query
        for given in {query, beginning, f"{beginning}/"} if beginning == query else {query, beginning, f"{beginning}/"} | {update or query}:
            with Remote(address + given, writing=True) as remote:
                found = remote.addresses
            assert [found.query, found.update, found.graphs] == [place and address + place for place in (query, update, graphs)], given
    assert {(asked.method, asked.body) for asked in seen} <= {("GET", b""), ("POST", b""), ("HEAD", b"")}


def test_the_environment_says_where_updates_go_and_a_server_without_any_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def handler(asked: Asked) -> Said:
        return TRUE if asked.params.get("query") else Said(404)

    with serving(handler) as address:
        with pytest.raises(StoreError, match="no place for updates is found beside it; set KG_STORE_UPDATE or KG_STORE_GRAPHS"):
            Remote(f"{address}/sparql", writing=True)
        monkeypatch.setenv("KG_STORE_UPDATE", f"{address}/elsewhere")
        with Remote(f"{address}/sparql", writing=True) as remote:
            assert remote.addresses.update == f"{address}/elsewhere"


def test_a_place_that_refuses_says_why() -> None:
    def handler(asked: Asked) -> Said:
        return TRUE if asked.params.get("query") else Said(403, b"this service is read-only", {"Content-Type": "text/plain"})

    with serving(handler) as address, pytest.raises(StoreError, match=r"403 Forbidden: this service is read-only$"):
        Remote(f"{address}/sparql", writing=True)
