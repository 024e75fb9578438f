"""Clients that people have, unchanged, against a running server: rdflib, SPARQLWrapper, pandas, curl, and Virtuoso's SERVICE."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pandas
import pytest
import rdflib
import SPARQLWrapper as Wrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from kg.graph.namespaces import PREFIXES
from tests.cli.calling import kg_, lines
from tests.conftest import lacking
from tests.web.serving import GRAPH, NAMES, fill, running

TOKEN = "t0ken"
MINE = "https://example.org/mine"
FOUND = ["Armor Télécom", "Nimbia"]
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(fill(tmp_path_factory.mktemp("clients") / "store"), token=TOKEN) as address:
        yield address


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv"])
@pytest.mark.parametrize(
    "query",
    [NAMES, "ASK { ?s sc:owns_stake_in ?o }", "ASK { ?s sc:never ?o }", GRAPH, "SELECT ?none WHERE { ?s ?p <a:never> }", "SELECT * {"],
)
def test_kg_prints_another_servers_answers_as_its_own(query: str, form: str, server: str, store: Path) -> None:
    here, there = kg_("query", query, "-f", form, "-o", store), kg_("query", query, "-f", form, "--remote", f"{server}/sparql")
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)
    assert len(lines(there.stderr)) == len(lines(here.stderr))


def test_kg_reads_all_graphs_of_another_server_as_one(server: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert lines(kg_("query", count, "-f", "csv", "--remote", f"{server}/sparql").stdout) == ["n", "6"]
    assert lines(kg_("query", count, "-f", "csv", "--union", "--remote", server).stdout) == ["n", "8"]
    missing = kg_("query", count, "--remote", f"{server}/nothing")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert missing.stderr == f"kg: {server}/nothing: 404 Not Found: Not Found\n"


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        lacking("curl")
    return subprocess.run(["curl", "-sS", "--fail-with-body", *arguments], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("path", ["/sparql", "/query"])
@pytest.mark.parametrize("returned", ["xml", "json", "csv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads(server: str, path: str, returned: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(server + path, method=method, returnFormat=returned))
    assert [str(row[0]) for row in graph.query(NAMES)] == FOUND  # type: ignore[index]
    if returned != "csv":  # which has no language tags and no truth values
        assert rdflib.Literal("Armor Télécom", lang="fr") in set(graph.objects(None, rdflib.URIRef(LABEL)))
        assert bool(graph.query("ASK { ?s ?p ?o }"))
        assert not graph.query("ASK { ?s <a:never> ?o }")
    assert len(graph) == 6


def test_rdflib_reads_named_graphs(server: str) -> None:
    claims = rdflib.Graph(SPARQLStore(f"{server}/sparql"), identifier=rdflib.URIRef(f"{PREFIXES['graph']}doc1"))
    assert len(list(claims.triples((None, None, None)))) == 2
    made = claims.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert made.graph is not None
    assert len(made.graph) == 2


def test_rdflib_writes(writable: str) -> None:
    store = SPARQLUpdateStore(f"{writable}/query", f"{writable}/update", headers={"Authorization": f"Bearer {TOKEN}"})
    graph = rdflib.Graph(store, identifier=rdflib.URIRef(f"{MINE}/rdflib"))
    seen = rdflib.URIRef("https://example.org/seen")
    graph.add((seen, rdflib.RDFS.label, rdflib.Literal("vu, « à 100 % »", lang="fr")))
    graph.addN([(seen, rdflib.RDFS.comment, rdflib.Literal(f"line\n{number}"), graph) for number in range(3)])
    assert len(graph) == 4
    assert rdflib.Literal("line\n2") in set(graph.objects(seen, rdflib.RDFS.comment))
    graph.remove((seen, rdflib.RDFS.comment, None))
    assert set(graph.triples((None, None, None))) == {(seen, rdflib.RDFS.label, rdflib.Literal("vu, « à 100 % »", lang="fr"))}
    graph.update("DELETE WHERE { ?s ?p ?o }")
    assert len(graph) == 0


def test_rdflib_without_the_token_or_on_the_builds_graphs_is_refused(writable: str) -> None:
    triple = (rdflib.URIRef("a:a"), rdflib.URIRef("a:b"), rdflib.Literal("c"))
    store = SPARQLUpdateStore(f"{writable}/query", f"{writable}/update")
    with pytest.raises(Exception, match="401"):
        rdflib.Graph(store, identifier=rdflib.URIRef(MINE)).add(triple)
    store = SPARQLUpdateStore(f"{writable}/query", f"{writable}/update", headers={"Authorization": f"Bearer {TOKEN}"})
    with pytest.raises(Exception, match="403"):
        rdflib.Graph(store, identifier=rdflib.URIRef(f"{PREFIXES['graph']}doc1")).add(triple)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which SPARQLWrapper uses
@pytest.mark.parametrize("path", ["/sparql", "/query"])
@pytest.mark.parametrize(
    ("method", "request_method"),
    [(Wrapper.GET, Wrapper.URLENCODED), (Wrapper.POST, Wrapper.URLENCODED), (Wrapper.POST, Wrapper.POSTDIRECTLY)],
)
def test_sparqlwrapper_reads(server: str, path: str, method: str, request_method: str) -> None:
    client = Wrapper.SPARQLWrapper(server + path)
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setReturnFormat(Wrapper.JSON)
    client.setQuery(NAMES)
    assert [row["name"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == FOUND
    client.setQuery("ASK { ?s ?p ?o }")
    assert client.queryAndConvert()["boolean"] is True
    client.setReturnFormat(Wrapper.XML)
    client.setQuery(NAMES)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == 2
    for form in (Wrapper.CSV, Wrapper.TSV):
        client.setReturnFormat(form)
        assert "Armor Télécom" in client.queryAndConvert().decode()
    client.setQuery("CONSTRUCT WHERE { ?s skos:prefLabel ?o }")
    for form in (Wrapper.TURTLE, Wrapper.RDFXML, Wrapper.JSONLD):
        client.setReturnFormat(form)
        made = client.queryAndConvert()
        if not isinstance(made, rdflib.Graph):
            made = rdflib.Graph().parse(data=made, format="turtle")
        assert len(made) == 2, form


def test_sparqlwrapper_writes_and_hears_why_not(writable: str) -> None:
    client = Wrapper.SPARQLWrapper(f"{writable}/query", f"{writable}/update")
    client.setMethod(Wrapper.POST)
    client.setQuery(f"INSERT DATA {{ GRAPH <{MINE}/wrapper> {{ <a:a> <a:b> 'c' }} }}")
    with pytest.raises(Wrapper.SPARQLExceptions.Unauthorized):
        client.query()
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    for request_method in (Wrapper.URLENCODED, Wrapper.POSTDIRECTLY):
        client.setRequestMethod(request_method)
        assert client.query().response.status in {200, 204}
    client = Wrapper.SPARQLWrapper(f"{writable}/query")
    client.setReturnFormat(Wrapper.JSON)
    client.setQuery(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{MINE}/wrapper> {{ ?s ?p ?o }} }}")
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "1"
    client.setQuery("SELECT * {\n ?s ?p }")
    with pytest.raises(Wrapper.SPARQLExceptions.QueryBadFormed, match="line 2, column 9"):
        client.query()


def test_pandas_reads_a_table_from_an_address(server: str) -> None:
    for extra in ({"format": "csv"}, {}):
        address = f"{server}/sparql?{urlencode({'query': NAMES, **extra})}"
        table = pandas.read_csv(address, storage_options={} if extra else {"Accept": "text/csv"})
        assert (list(table.columns), list(table["name"])) == (["name"], FOUND)
    table = pandas.read_csv(f"{server}/sparql?{urlencode({'query': NAMES, 'format': 'tsv'})}", sep="\t")
    assert list(table.columns) == ["?name"]


def test_curl(server: str, tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text(NAMES, "utf-8")
    assert curl(f"{server}/sparql?query={quote(NAMES)}&format=csv").split() == ["name", "Armor", "Télécom", "Nimbia"]
    assert "Armor Télécom" in curl("-G", f"{server}/sparql", "--data-urlencode", f"query@{tmp_path / 'names.rq'}")
    assert "Armor Télécom" in curl(
        f"{server}/query", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path / 'names.rq'}"
    )
    assert "Armor Télécom" in curl("--compressed", f"{server}/query", "--data-urlencode", f"query={NAMES}")
    assert json.loads(curl(f"{server}/sparql", "-d", "query=ASK{}", "-H", "Accept: application/sparql-results+json"))["boolean"] is True
    assert "<rdf:RDF" in curl(
        "-G", f"{server}/sparql", "--data-urlencode", "query=DESCRIBE entity:nimbia", "-H", "Accept: application/rdf+xml"
    )
    assert "sd:Service" in curl(f"{server}/sparql", "-H", "Accept: text/turtle")
    headers = curl("-I", f"{server}/sparql?query={quote('ASK {}')}")
    assert headers.startswith("HTTP/1.1 200")


def test_curl_writes(writable: str) -> None:
    update = f"INSERT DATA {{ GRAPH <{MINE}/curl> {{ <a:a> <a:b> 'c' }} }}"
    bearer = ("-H", f"Authorization: Bearer {TOKEN}")
    curl(*bearer, f"{writable}/update", "--data-urlencode", f"update={update}")
    curl(*bearer, f"{writable}/update", "-H", "Content-Type: application/sparql-update", "--data-binary", update)
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{MINE}/curl> {{ ?s ?p ?o }} }}"
    assert curl(f"{writable}/sparql?query={quote(count)}&format=csv").split() == ["n", "1"]
    curl("-u", f"anyone:{TOKEN}", f"{writable}/update", "--data-urlencode", f"update=DROP GRAPH <{MINE}/curl>")
    assert curl(f"{writable}/sparql?query={quote(count)}&format=csv").split() == ["n", "0"]


def federated(virtuoso: str, query: str) -> list[dict[str, str]]:
    answer = httpx.get(
        f"{virtuoso}/sparql-auth", params={"query": query}, headers={"Accept": "application/sparql-results+json"},
        auth=httpx.DigestAuth("dba", "dba"), timeout=60, trust_env=False,
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    return [{name: word["value"] for name, word in row.items()} for row in answer.json()["results"]["bindings"]]


def test_virtuoso_asks_us_with_service(server: str, virtuoso: str) -> None:
    for path in ("/sparql", "/query"):
        rows = federated(virtuoso, f"SELECT ?name {{ SERVICE <{server}{path}> {{ ?thing <{LABEL}> ?name }} }}")
        assert sorted(row["name"] for row in rows) == FOUND
    auth = httpx.DigestAuth("dba", "dba")
    mine = {"graph": f"{MINE}/federated"}
    note = f'<{PREFIXES["entity"]}nimbia> <a:note> "watch" . <{PREFIXES["entity"]}other> <a:note> "leave" .'
    put = httpx.put(
        f"{virtuoso}/sparql-graph-crud-auth", params=mine, content=note, headers={"Content-Type": "text/turtle"}, auth=auth, trust_env=False
    )
    assert put.is_success
    owner = f"{PREFIXES['sc']}owns_stake_in"
    rows = federated(
        virtuoso,
        f"SELECT ?note ?name {{ GRAPH <{MINE}/federated> {{ ?whom <a:note> ?note }} "
        f"SERVICE <{server}/sparql> {{ ?who <{owner}> ?whom ; <{LABEL}> ?name }} }}",
    )
    assert rows == [{"note": "watch", "name": "Armor Télécom"}]
