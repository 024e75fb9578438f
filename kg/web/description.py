"""The service description of the endpoint: what it speaks and what data it has, in RDF, as SPARQL 1.1 Service Description says."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.namespaces import PREFIXES
from kg.web.media import GRAPHS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")


def describe(endpoint: str, media: str) -> bytes:
    """The description of the service at the absolute IRI `endpoint`, in one of the media types of kg.web.media.GRAPHS."""
    syntax = GRAPHS[media]
    prefixes = {"sd": _SD, "rdf": PREFIXES["rdf"]}
    takes_prefixes = syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)
    return ox.serialize(_triples(endpoint), format=syntax, prefixes=prefixes if takes_prefixes else None) or b""


def _triples(endpoint: str) -> Iterator[ox.Triple]:
    service = ox.NamedNode(endpoint)
    dataset, graph = ox.NamedNode(endpoint + "#dataset"), ox.NamedNode(endpoint + "#default-graph")
    a = ox.NamedNode(PREFIXES["rdf"] + "type")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + name)

    yield ox.Triple(service, a, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), service)
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    for name in (*_RESULTS, *_GRAPHS):
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, a, sd("Dataset"))
    yield ox.Triple(dataset, sd("defaultGraph"), graph)
    yield ox.Triple(graph, a, sd("Graph"))
