"""The Graph Store Protocol beyond the W3C's suites: every syntax in and out, what is refused, whose graphs are whose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from kg.web.media import GRAPHS
from tests.web.serving import fill, running

TOKEN = {"Authorization": "Bearer geheim"}
TURTLE = {"Content-Type": "text/turtle"} | TOKEN
MINE = "https://example.org/mine"
TRIPLES = {ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), value) for value in (ox.Literal("un nuage", language="fr"), ox.Literal(3))}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that may be written to, over a build."""
    with running(fill(tmp_path_factory.mktemp("graphs") / "store"), token="geheim") as server:
        yield server


@pytest.fixture
def graphs(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        yield client
        client.delete("/store", params={"graph": MINE}, headers=TOKEN)


@pytest.mark.parametrize("media", GRAPHS)
def test_every_syntax_in_and_out(graphs: httpx.Client, media: str) -> None:
    body = ox.serialize(TRIPLES, format=GRAPHS[media])
    put = graphs.put("/store", params={"graph": MINE}, content=body, headers=TOKEN | {"Content-Type": media})
    assert (put.status_code, put.content) == (201, b"")
    got = graphs.get("/store", params={"graph": MINE}, headers={"Accept": media})
    assert got.headers["content-type"].split(";")[0] == media
    assert {quad.triple for quad in ox.parse(got.content, format=GRAPHS[media])} == TRIPLES
    head = graphs.head("/store", params={"graph": MINE}, headers={"Accept": media})
    assert (head.content, head.headers["content-length"]) == (b"", got.headers["content-length"])


def test_put_replaces_and_post_adds(graphs: httpx.Client) -> None:
    where = {"graph": MINE}

    def values() -> list[str]:
        text = graphs.get("/store", params=where, headers={"Accept": "application/n-triples"}).text
        return sorted(line.split('"')[1] for line in text.splitlines())

    statuses = [graphs.put("/store", params=where, content=f'<a:s> <a:p> "{value}" .', headers=TURTLE).status_code for value in "12"]
    assert (statuses, values()) == ([201, 204], ["2"])
    assert graphs.post("/store", params=where, content='<a:s> <a:p> "3" .', headers=TURTLE).status_code == 200
    assert values() == ["2", "3"]
    query = f"ASK {{ GRAPH <{MINE}> {{ <a:s> <a:p> '3' }} }}"
    assert graphs.get("/sparql", params={"query": query}).json()["boolean"] is True
    assert [graphs.delete("/store", params=where, headers=TOKEN).status_code for _ in range(2)] == [200, 404]
    assert graphs.get("/store", params=where).status_code == 404


def test_a_graph_of_no_triples_is_there(graphs: httpx.Client) -> None:
    assert graphs.put("/store", params={"graph": MINE}, content="", headers=TURTLE).status_code == 201
    got = graphs.get("/store", params={"graph": MINE})
    assert (got.status_code, got.content) == (200, b"")


def test_graphs_below_the_store_have_their_address_for_a_name(graphs: httpx.Client, address: str) -> None:
    posted = graphs.post("/store", content="<> <a:p> <other> .", headers=TURTLE)
    name = posted.headers["location"]
    assert (posted.status_code, name.startswith(f"{address}/store/")) == (201, True)
    (triple,) = rdflib.Graph().parse(data=graphs.get(name).text, format="turtle")
    assert triple == (rdflib.URIRef(name), rdflib.URIRef("a:p"), rdflib.URIRef(f"{address}/store/other"))
    assert graphs.get("/store", params={"graph": name}).text == graphs.get(name).text
    other = graphs.post("/store", content="<> <a:p> <a:o> .", headers=TURTLE).headers["location"]
    assert other != name
    encoded = f"{address}/store/d%C3%A9j%C3%A0/%31"
    assert graphs.put(encoded, content="<a:s> <a:p> <a:o> .", headers=TURTLE).status_code == 201
    found = graphs.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g { <a:s> ?p ?o } }"}).json()["results"]["bindings"]
    assert encoded in [row["g"]["value"] for row in found]
    for one in (name, other, encoded):
        assert graphs.delete(one, headers=TOKEN).status_code == 200


def test_the_whole_store_can_be_had_with_the_names_of_its_graphs(graphs: httpx.Client) -> None:
    graphs.put("/store", params={"graph": MINE}, content="<a:s> <a:p> <a:o> .", headers=TURTLE)
    got = graphs.get("/store", headers={"Accept": "application/trig"})
    quads = set(ox.parse(got.content, format=ox.RdfFormat.TRIG))
    assert len(quads) == 9
    assert ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode("a:o"), ox.NamedNode(MINE)) in quads
    assert graphs.get("/store").headers["content-type"] == "application/n-quads"
    assert graphs.get("/store", headers={"Accept": "text/turtle"}).status_code == 406
    assert graphs.put("/store", content="", headers=TURTLE).status_code == 400
    assert graphs.delete("/store", headers=TOKEN).status_code == 400


def test_the_graphs_of_the_build_are_read_only(graphs: httpx.Client) -> None:
    default = graphs.get("/store?default").text
    assert "Armor Télécom" in default
    owned = ["https://w3id.org/sovereign-cloud/graph/doc1", "https://w3id.org/sovereign-cloud/ontology"]
    for where in ("?default", *(f"?graph={graph}" for graph in owned)):
        for method in ("PUT", "POST", "DELETE"):
            answer = graphs.request(method, f"/store{where}", content="<a:s> <a:p> <a:o> .", headers=TURTLE)
            what = f"the graph <{where[7:]}>" if "graph" in where else "the default graph"
            assert (answer.status_code, answer.text.partition(" belongs to the build")[0]) == (403, what)
    assert graphs.get("/store?default").text == default


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (None, "<a:s> <a:p> <a:o> .", 415),
        ("application/pdf", "%PDF", 415),
        ("text/turtle; charset=utf-16", "<a:s> <a:p> <a:o> .", 415),
        ("text/turtle", "<a:s> <a:p>", 400),
        ("text/turtle", b'<a:s> <a:p> "\xff" .', 400),
        ("application/trig", "<a:g> { <a:s> <a:p> <a:o> }", 400),
        ("application/n-quads", "<a:s> <a:p> <a:o> <a:g> .", 400),
        ("multipart/form-data", "no boundary", 400),
        ("multipart/form-data; boundary=x", "no part", 400),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Type: image/png\r\n\r\n<a:s> <a:p> <a:o> .\r\n--x--\r\n", 415),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Type: text/turtle\r\n\r\n<a:s> <a:p>\r\n--x--\r\n", 400),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    graphs: httpx.Client, content_type: str | None, body: str | bytes, status: int
) -> None:
    headers = TOKEN | ({"Content-Type": content_type} if content_type else {})
    answer = graphs.put("/store", params={"graph": MINE}, content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert len(answer.text.strip().splitlines()) == 1
    assert graphs.get("/store", params={"graph": MINE}).status_code == 404


@pytest.mark.parametrize(
    "where",
    [
        "?graph=relative",
        "?graph=",
        "?graph=a:b&graph=a:c",
        "?default&graph=a:b",
        "/x?default",
        "/x?graph=a:b",
        "?graph=%ff",
        "?graph=a:%20b",
    ],
)
def test_a_graph_is_named_once_by_an_absolute_iri(graphs: httpx.Client, where: str) -> None:
    assert graphs.get("/store" + where).status_code == 400
    assert graphs.put("/store" + where, content="", headers=TURTLE).status_code == 400


def test_reading_is_for_everybody_and_writing_needs_the_token(graphs: httpx.Client, server: str) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        for method in ("PUT", "POST", "DELETE"):
            answer = graphs.request(method, "/store", params={"graph": MINE}, content="", headers={"Content-Type": "text/turtle"} | headers)
            assert answer.status_code == 401
    assert graphs.patch("/store", headers=TURTLE).status_code == 405
    assert "DELETE" in graphs.options("/store").headers["allow"]
    with httpx.Client(base_url=server, trust_env=False) as read_only:
        assert read_only.get("/store?default").status_code == 200
        assert read_only.put("/store", params={"graph": MINE}, content="", headers=TURTLE).status_code == 403


def test_a_graph_that_has_not_changed_is_not_sent_again(graphs: httpx.Client) -> None:
    graphs.put("/store", params={"graph": MINE}, content="<a:s> <a:p> <a:o> .", headers=TURTLE)
    first = graphs.get("/store", params={"graph": MINE})
    known = {"If-None-Match": first.headers["etag"]}
    assert graphs.get("/store", params={"graph": MINE}, headers=known).status_code == 304
    graphs.post("/store", params={"graph": MINE}, content="<a:s> <a:p> <a:q> .", headers=TURTLE)
    assert graphs.get("/store", params={"graph": MINE}, headers=known).status_code == 200


def test_limits_hold_for_graphs_too(tmp_path: Path) -> None:
    limited = running(fill(tmp_path / "store"), token="geheim", answer_bytes=300, upload_bytes=1000)
    with limited as server, httpx.Client(base_url=server, trust_env=False) as client:
        assert client.get("/store?default").status_code == 422
        assert client.put("/store?graph=a:b", content="#" * 1001, headers=TURTLE).status_code == 413
        assert client.get("/store?graph=a:b").status_code == 404


def test_a_graph_that_is_compressed_is_refused(graphs: httpx.Client) -> None:
    answer = graphs.put("/store", params={"graph": MINE}, content=b"\x1f\x8b", headers=TURTLE | {"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")


def test_blank_nodes_of_two_documents_stay_apart(graphs: httpx.Client) -> None:
    for _ in range(2):
        graphs.post("/store", params={"graph": MINE}, content='_:x <a:p> "1" .', headers=TURTLE)
    assert len(rdflib.Graph().parse(data=graphs.get("/store", params={"graph": MINE}).text, format="turtle")) == 2
