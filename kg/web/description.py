"""The service description of the endpoint: what it speaks and what data it has, in RDF, as SPARQL 1.1 Service Description says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.matching import MATCHES
from kg.graph.namespaces import node
from kg.web.counting import Counts
from kg.web.void import dataset_of, void, written
from kg.web.void import describe as describe_dataset

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")
_SIMPLE = ox.NamedNode("http://www.w3.org/ns/entailment/Simple")
_A = node("rdf:type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaks:
    """What a service does beside answering queries: updates, calls to other endpoints."""

    updates: bool = False
    federated: bool = False


def describe(endpoint: str, origin: str, media: str, speaks: Speaks, counts: Counts | None = None) -> bytes:
    """The description of the service at the absolute IRI `endpoint`, in one of the media types of kg.web.media.GRAPHS.

    `counts` are the figures of the dataset where they are known; with them it has the VoID description and the example queries, which
    SPARQL editors look for here.
    """
    return written(_triples(ox.NamedNode(endpoint), origin, speaks, counts), media)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _triples(service: ox.NamedNode, origin: str, speaks: Speaks, counts: Counts | None) -> Iterator[ox.Triple]:
    dataset = dataset_of(origin)
    yield ox.Triple(service, _A, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if speaks.updates:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
        yield ox.Triple(service, _sd("feature"), _sd("EmptyGraphs"))
    if speaks.federated:
        yield ox.Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    for name in (*_RESULTS, *_GRAPHS):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    for name in _GRAPHS if speaks.updates else ():
        yield ox.Triple(service, _sd("inputFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, _sd("defaultEntailmentRegime"), _SIMPLE)
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _A, _sd("Dataset"))
    default = ox.NamedNode(f"{dataset.value}-default-graph")
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _A, _sd("Graph"))
    if counts is not None and counts.words:
        yield ox.Triple(service, _sd("propertyFeature"), ox.NamedNode(MATCHES))
        yield ox.Triple(ox.NamedNode(MATCHES), _A, _sd("Feature"))
    if counts is not None:
        yield ox.Triple(default, void("triples"), ox.Literal(counts.default))
        yield from _graphs(dataset, counts)
        yield from describe_dataset(counts, origin)
        yield from _examples(service, counts)


def _graphs(dataset: ox.NamedNode, counts: Counts) -> Iterator[ox.Triple]:
    """The named graphs, those of documents left out: they may be many thousands."""
    for number, (name, triples) in enumerate(counts.graphs, start=1):
        named, graph = (ox.NamedNode(f"{dataset.value}-{kind}-{number}") for kind in ("named-graph", "graph"))
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _A, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(name))
        yield ox.Triple(named, _sd("graph"), graph)
        yield ox.Triple(graph, _A, _sd("Graph"))
        yield ox.Triple(graph, void("triples"), ox.Literal(triples))


def _examples(service: ox.NamedNode, counts: Counts) -> Iterator[ox.Triple]:
    """The example queries of the dataset, with the endpoint at which they are asked."""
    for quad in ox.parse(counts.examples, format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple
        if quad.object == node("sh:SPARQLExecutable"):
            yield ox.Triple(quad.triple.subject, node("schema:target"), service)
