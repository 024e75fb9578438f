"""The endpoint as clients meet it: a real server, real sockets."""

from __future__ import annotations

import csv
import io
import json
import socket
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.web.serving import GRAPH, NAMES, names

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_three_ways_to_ask(client: httpx.Client, path: str) -> None:
    expected = ["Armor Télécom", "Nimbia"]
    assert names(client.get(path, params={"query": NAMES})) == expected
    assert names(client.post(path, data={"query": NAMES})) == expected
    assert names(client.post(path, content=NAMES, headers=DIRECT)) == expected
    assert names(client.post(path, content=NAMES, headers={"Content-Type": "application/sparql-query; charset=UTF-8"})) == expected


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.1", "text/tab-separated-values; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_results(client: httpx.Client, accept: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": NAMES}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media
    assert "Accept" in answer.headers["vary"].split(", ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    if "json" in media:
        found = [row["name"]["value"] for row in json.loads(answer.text)["results"]["bindings"]]
    elif "xml" in media:
        found = [cell.text for cell in ElementTree.fromstring(answer.text).iter("{http://www.w3.org/2005/sparql-results#}literal")]
    elif "csv" in media:
        found = [row["name"] for row in csv.DictReader(io.StringIO(answer.text))]
    else:
        found = [line.split('"')[1] for line in answer.text.splitlines()[1:]]
    assert found == ["Armor Télécom", "Nimbia"]


@pytest.mark.parametrize(
    "syntax",
    [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG],
)
def test_graphs(client: httpx.Client, syntax: ox.RdfFormat) -> None:
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": syntax.media_type})
    assert answer.headers["content-type"].split(";")[0] == syntax.media_type
    assert [quad.predicate.value.rsplit("#")[-1] for quad in ox.parse(answer.content, format=syntax)] == ["owns_stake_in"]


def test_asks(client: httpx.Client) -> None:
    for query, expected in (("ASK { ?s skos:prefLabel 'Nimbia' }", True), ("ASK { ?s skos:prefLabel 'Nimbus' }", False)):
        assert client.get("/sparql", params={"query": query}).json()["boolean"] is expected


def test_decoded_once(client: httpx.Client) -> None:
    """A plus sign, a percent sign and what looks like an escape arrive as they were meant."""
    text = "a+b %41 100 % é ☁ &="
    query = f'SELECT ("{text}" AS ?name) WHERE {{}}'
    assert names(client.get("/sparql?query=" + quote(query, safe=""))) == [text]
    assert names(client.post("/sparql", content="query=" + quote(query, safe=""), headers=FORM)) == [text]
    assert names(client.post("/sparql", content=query.encode(), headers=DIRECT)) == [text]
    assert names(client.get("/sparql?query=SELECT+?name+WHERE+%7B+?e+skos:altLabel+?name+%7D")) == ["Nuage & Cie, « à 100 % + 1 »"]


def test_dataset_of_the_request(client: httpx.Client) -> None:
    count = "SELECT (COUNT(*) AS ?name) WHERE { ?s ?p ?o }"
    graph = "https://w3id.org/sovereign-cloud/graph/doc1"
    assert names(client.get("/sparql", params={"query": count})) == ["6"]
    assert names(client.get("/sparql", params={"query": count, "default-graph-uri": graph})) == ["2"]
    assert names(client.post("/sparql", data={"query": count, "default-graph-uri": graph})) == ["2"]
    assert names(client.post("/sparql", params={"default-graph-uri": graph}, content=count, headers=DIRECT)) == ["2"]
    assert names(client.get("/sparql", params={"query": count, "named-graph-uri": graph})) == ["0"]
    inside = "SELECT (COUNT(*) AS ?name) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert names(client.get("/sparql", params={"query": inside})) == ["2"]
    assert names(client.get("/sparql", params={"query": inside, "default-graph-uri": graph})) == ["0"]
    assert names(client.get("/sparql", params={"query": inside, "named-graph-uri": graph})) == ["2"]
    elsewhere = "SELECT (COUNT(*) AS ?name) FROM <a:none> { ?s ?p ?o }"  # the request goes before FROM
    assert names(client.get("/sparql", params={"query": elsewhere})) == ["0"]
    assert names(client.get("/sparql", params={"query": elsewhere, "default-graph-uri": graph})) == ["2"]
    assert names(client.get("/sparql", params={"query": count, "union-default-graph": ""})) == ["8"]


@pytest.mark.parametrize(
    ("request_", "status", "reason"),
    [
        ({"method": "GET", "params": {"query": "SELECT * {\n ?s ?p }"}}, 400, "line 2, column 9"),
        ({"method": "GET", "params": {"query": ""}}, 400, "bad SPARQL"),
        ({"method": "GET", "params": {"query": "SELECT * { ?s no:thing ?o }"}}, 400, "line 1"),
        ({"method": "GET", "params": {"query": "INSERT DATA { <a:a> <a:b> 1 }"}}, 400, "bad SPARQL"),
        ({"method": "GET", "params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "more than one query"),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 405, "is posted"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "read-only"),
        ({"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "read-only"),
        ({"method": "POST", "data": {"quary": "ASK {}"}}, 400, "no query"),
        ({"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, "not as text/plain"),
        ({"method": "POST", "content": "ASK {}"}, 415, "not as nothing"),
        ({"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "application/sparql-query; charset=utf-16"}}, 415, "UTF-8"),
        ({"method": "POST", "content": b"ASK { ?s ?p '\xe9' }", "headers": DIRECT}, 400, "UTF-8"),
        ({"method": "POST", "content": "query=ASK%20%7B%7D%E9", "headers": FORM}, 400, "UTF-8"),
        ({"method": "POST", "params": {"query": "ASK {}"}, "content": "ASK {}", "headers": DIRECT}, 400, "only one"),
        ({"method": "POST", "content": b"#" * (1 << 20) + b"\nASK {}", "headers": DIRECT}, 413, "at most"),
        ({"method": "GET", "params": {"query": NAMES}, "headers": {"Accept": "image/png"}}, 406, "text/csv"),
        ({"method": "GET", "params": {"query": GRAPH}, "headers": {"Accept": "text/csv"}}, 406, "text/turtle"),
        ({"method": "GET", "headers": {"Accept": "image/png"}}, 406, "text/turtle"),
        ({"method": "GET", "params": {"query": "ASK {}", "format": "xlsx"}}, 400, "xlsx"),
        ({"method": "GET", "params": {"query": "ASK { ?s ?p ?o }", "default-graph-uri": "not an iri"}}, 400, "cannot run"),
        ({"method": "GET", "params": {"query": "SELECT (<a:f>(1) AS ?x) {}"}}, 400, "a:f"),
        ({"method": "PUT", "content": "x"}, 405, "Method Not Allowed"),
    ],
)
def test_refusals_say_why(client: httpx.Client, request_: dict, status: int, reason: str) -> None:
    answer = client.request(url="/sparql", **request_)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert reason in answer.text
    assert len(answer.text.strip().splitlines()) == 1


def test_update_endpoint_refuses(client: httpx.Client) -> None:
    answer = client.post("/update", data={"update": "CLEAR ALL"})
    assert answer.status_code == 403
    assert "read-only" in answer.text


def test_service_is_not_called(client: httpx.Client) -> None:
    """With a listener that would see the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        target = f"<http://127.0.0.1:{port}/>"
        assert client.get("/sparql", params={"query": f"SELECT * {{ SERVICE {target} {{ ?s ?p ?o }} }}"}).status_code == 400
        assert client.get("/sparql", params={"query": f"SELECT * FROM {target} {{ ?s ?p ?o }}"}).status_code == 200
        with pytest.raises(TimeoutError):
            listener.accept()
    assert "SERVICE is not allowed" in client.get("/sparql", params={"query": "ASK { SERVICE <a:b> {} }"}).text


def test_head_options_and_cors(client: httpx.Client) -> None:
    full = client.get("/sparql", params={"query": NAMES})
    head = client.head("/sparql", params={"query": NAMES})
    assert head.content == b""
    assert head.headers["content-length"] == full.headers["content-length"]
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    origin = {"Origin": "https://editor.example"}
    asked = origin | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/sparql", headers=asked).headers["access-control-allow-origin"] == "*"
    assert client.get("/sparql", params={"query": NAMES}, headers=origin).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("accept", "syntax"), [("*/*", "turtle"), ("application/rdf+xml", "xml"), ("application/n-triples", "nt")])
def test_service_description(client: httpx.Client, server: str, accept: str, syntax: str) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    graph = rdflib.Graph().parse(data=answer.text, format=syntax)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(server + "/sparql")
    assert (service, rdflib.RDF.type, sd.Service) in graph
    assert graph.value(service, sd.endpoint) == service
    assert len(list(graph.objects(service, sd.resultFormat))) == 10


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_as_a_client(server: str, method: str) -> None:
    store = SPARQLStore(server + "/sparql", method=method)
    graph = rdflib.Graph(store)
    assert [str(row[0]) for row in graph.query(NAMES)] == ["Armor Télécom", "Nimbia"]
    assert len(list(graph.triples((None, rdflib.SKOS.prefLabel, None)))) == 2
    assert graph.query("ASK { ?s ?p 'Nimbia' }").askAnswer
    assert len(graph.query("CONSTRUCT WHERE { ?s a ?t }").graph or ()) == 2
