"""What the service tells of itself and its data: Service Description and VoID, by the queries with which editors read them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, RDF, Literal, URIRef

import kg
from kg.graph.namespaces import PREFIXES, individual, node
from kg.graph.placing import publish
from kg.graph.samples import samples
from kg.graph.triples import ontology_quads
from kg.graph.triples_examples import example_quads
from kg.web.counting import count
from kg.web.service import Service
from tests.test_incremental import brought
from tests.web.serving import fill, quads, running

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SC = rdflib.Namespace(PREFIXES["sc"])
#: As the editor of the Swiss Institute of Bioinformatics asks an endpoint, and its description where that says nothing.
PARTITIONS = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?class ?property ?object ?datatype ?triples {
  ?part void:class ?class ; void:propertyPartition ?inner . ?inner void:property ?property ; void:triples ?triples .
  OPTIONAL { { ?inner void:classPartition [ void:class ?object ] } UNION { ?inner ext:datatypePartition [ ext:datatype ?datatype ] } }
}"""
EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?example ?query ?target {
  ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select ?query ; <https://schema.org/target> ?target
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as a build leaves it: the sample, the ontology's words, the example queries."""
    folder = fill(tmp_path_factory.mktemp("built") / "store")
    store = ox.Store(str(folder))
    store.extend([*ontology_quads(), *example_quads(samples().values())])
    store.flush()
    return folder


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with running(built) as server:
        yield server


def read(address: str, path: str, accept: str = "text/turtle") -> rdflib.Graph:
    answer = httpx.get(address + path, headers={"Accept": accept}, trust_env=False)
    assert answer.status_code == 200, answer.text
    syntax = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}[
        answer.headers["content-type"].split(";")[0]
    ]
    return rdflib.Graph().parse(data=answer.text, format=syntax)


def test_void_says_how_much_of_what(address: str) -> None:
    graph = read(address, "/.well-known/void")
    page, dataset = URIRef(address + "/.well-known/void"), URIRef(address + "/.well-known/void#dataset")
    assert (page, RDF.type, VOID.DatasetDescription) in graph
    assert (dataset, VOID.sparqlEndpoint, URIRef(address + "/sparql")) in graph
    assert (dataset, VOID.uriSpace, Literal("https://w3id.org/sovereign-cloud/")) in graph
    assert {title.language for title in graph.objects(dataset, DCTERMS.title)} == {"fr", "en"}  # type: ignore[attr-defined]
    assert URIRef(PREFIXES["skos"]) in set(graph.objects(dataset, VOID.vocabulary))
    everything = [*quads(), *ontology_quads(), *example_quads(samples().values())]
    assert graph.value(dataset, VOID.triples) == Literal(len(set(everything)))
    assert graph.value(dataset, VOID.distinctSubjects) == Literal(len({quad.subject for quad in everything}))
    (part,) = [one for one in graph.subjects(VOID["class"], SC.Organisation) if (dataset, VOID.classPartition, one) in graph]
    assert (graph.value(part, VOID.entities), graph.value(part, VOID.triples)) == (Literal(2), Literal(6))


def test_editors_find_classes_properties_and_what_they_lead_to(address: str) -> None:
    for path in ("/.well-known/void", "/sparql"):
        rows = read(address, path).query(PARTITIONS)
        found = {tuple(str(term).rpartition("#")[2] if term else None for term in row) for row in rows}  # type: ignore[union-attr]
        assert ("Organisation", "owns_stake_in", "Organisation", None, "1") in found
        assert ("Organisation", "prefLabel", None, "string", "2") in found
        assert ("Organisation", "prefLabel", None, "langString", "2") in found


def test_the_description_has_the_examples_with_their_endpoint(address: str) -> None:
    rows = list(read(address, "/sparql").query(EXAMPLES))
    assert len(rows) == 2 * len(samples())
    assert {str(row[2]) for row in rows} == {address + "/sparql"}  # type: ignore[index]
    answer = httpx.get(address + "/sparql", params={"query": str(rows[0][1])}, trust_env=False)  # type: ignore[index]
    assert answer.status_code == 200


def test_the_description_promises_what_the_service_does(built: Path, address: str, tmp_path: Path) -> None:
    service = URIRef(address + "/sparql")
    graph = read(address, "/sparql")
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert (set(graph.objects(service, SD.feature)), set(graph.objects(service, SD.inputFormat))) == (set(), set())
    assert graph.value(service, SD.defaultEntailmentRegime) == URIRef("http://www.w3.org/ns/entailment/Simple")
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert names == {str(individual("graph", "doc1"))[1:-1], str(individual("graph", "examples"))[1:-1], PREFIXES["sc"].rstrip("#")}
    assert set(read(address, "/query").objects(None, SD.endpoint)) == {URIRef(address + "/query")}
    with running(tmp_path / "empty" / "store", token="geheim", hosts=frozenset({"example.org"})) as server:
        service, graph = URIRef(server + "/sparql"), read(server, "/sparql", "application/rdf+xml")
        assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
        assert set(graph.objects(service, SD.feature)) == {SD.EmptyGraphs, SD.BasicFederatedQuery}
        assert len(list(graph.objects(service, SD.inputFormat))) == 6
        assert list(read(server, "/query").objects(None, SD.supportedLanguage)) == [SD.SPARQL11Query]
        assert list(graph.query(EXAMPLES)) == []
        void = read(server, "/.well-known/void", "application/n-triples")
        assert [int(number) for number in void.objects(None, VOID.triples)] == [0]  # type: ignore[call-overload]


def test_the_search_for_words_is_promised_where_there_is_an_index(tmp_path: Path, address: str) -> None:
    kg.build([], tmp_path / "out", claims=brought(tmp_path / "one.jsonl", (1, 1)))
    with running(tmp_path / "out" / "store") as server:
        graph = read(server, "/sparql")
        assert list(graph.objects(URIRef(server + "/sparql"), SD.propertyFeature)) == [SC.matches]
    assert list(read(address, "/sparql").objects(None, SD.propertyFeature)) == []


def test_figures_are_kept_until_the_data_change(tmp_path: Path) -> None:
    inside: list[Service] = []
    folder = fill(tmp_path / "store")
    with running(folder, service=inside) as server, httpx.Client(base_url=server, trust_env=False) as client:
        done: list[str] = []
        original = inside[0].read

        async def watched(do: str, **arguments: object) -> object:
            done.append(do)
            return await original(do, **arguments)  # type: ignore[arg-type]

        inside[0].read = watched  # type: ignore[method-assign,assignment]
        start = threading.Barrier(6)

        def ask(_: int) -> str:
            start.wait()
            return httpx.get(server + "/.well-known/void", trust_env=False).text

        with ThreadPoolExecutor(6) as pool:
            answers = set(pool.map(ask, range(6)))
        assert (len(answers), done) == (1, ["count"])
        first = client.get("/.well-known/void")
        known = {"If-None-Match": first.headers["etag"]}
        assert client.get("/.well-known/void", headers=known).status_code == 304
        assert client.get("/.well-known/void", headers=known | {"Accept": "application/rdf+xml"}).status_code == 200
        store = ox.Store(str(fill(tmp_path / "next")))
        store.add(ox.Quad(individual("entity", "x"), node("rdf:type"), node("sc:Law")))
        store.flush()
        del store
        publish(tmp_path / "next", folder)
        assert "ontology#Law" in client.get("/.well-known/void", headers=known | {"Accept": "application/n-triples"}).text
        assert done == ["count", "count"]


def test_void_is_negotiated_and_told_when_it_cannot_be_had(address: str, tmp_path: Path) -> None:
    assert len(read(address, "/.well-known/void", "application/rdf+xml")) == len(read(address, "/.well-known/void")) > 100
    refused = httpx.get(address + "/.well-known/void", headers={"Accept": "image/png"}, trust_env=False)
    assert refused.status_code == 406
    with running(tmp_path / "absent") as server:
        assert httpx.get(server + "/.well-known/void", trust_env=False).status_code == 503
        assert list(read(server, "/sparql").objects(None, SD.endpoint)) == [URIRef(server + "/sparql")]


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_descriptions_are_compressed_where_that_is_wanted(address: str, path: str) -> None:
    coded, plain = (
        httpx.get(address + path, headers={"Accept": "text/turtle", "Accept-Encoding": one}, trust_env=False)
        for one in ("gzip", "identity")
    )
    assert ("content-encoding" in coded.headers, "content-encoding" in plain.headers) == (True, False)
    assert coded.text == plain.text
    assert coded.headers["etag"] != plain.headers["etag"]


def test_what_is_typed_in_two_graphs_counts_once() -> None:
    store = ox.Store()
    thing, kind = ox.NamedNode("a:s"), ox.NamedNode("a:Kind")
    for graph in (ox.DefaultGraph(), ox.NamedNode("a:g")):
        store.add(ox.Quad(thing, node("rdf:type"), kind, graph))
    store.add(ox.Quad(thing, ox.NamedNode("a:p"), ox.Literal(1)))
    (found,) = count(store).classes
    assert (found.entities, found.triples, {one.property: one.triples for one in found.properties}["a:p"]) == (1, 3, 1)
