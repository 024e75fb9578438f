"""The shape of example queries in the graph, as SHACL has executables and SPARQL editors read them; a writer, as kg.graph.triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.namespaces import EXAMPLES, ONTOLOGY, PREFIXES, individual, node

_A = node("rdf:type")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleQuery:
    """A SPARQL SELECT that shows what can be asked: what it asks in English and French, and the query with its own PREFIX lines."""

    name: str
    en: str
    fr: str
    sparql: str


def example_quads(examples: Iterable[ExampleQuery]) -> Iterator[ox.Quad]:
    """Example queries, and every prefix of kg.graph.namespaces as the ontology's declaration, all in the graph of examples."""
    graph, owner = ox.NamedNode(EXAMPLES), ox.NamedNode(ONTOLOGY)
    for prefix, start in PREFIXES.items():
        declaration = individual("prefix", prefix)
        yield ox.Quad(owner, node("sh:declare"), declaration, graph)
        yield ox.Quad(declaration, _A, node("sh:PrefixDeclaration"), graph)
        yield ox.Quad(declaration, node("sh:prefix"), ox.Literal(prefix), graph)
        yield ox.Quad(declaration, node("sh:namespace"), ox.Literal(start, datatype=node("xsd:anyURI")), graph)
    for one in examples:
        subject = individual("example", one.name)
        yield ox.Quad(subject, _A, node("sh:SPARQLExecutable"), graph)
        yield ox.Quad(subject, _A, node("sh:SPARQLSelectExecutable"), graph)
        yield ox.Quad(subject, node("rdfs:comment"), ox.Literal(one.en, language="en"), graph)
        yield ox.Quad(subject, node("rdfs:comment"), ox.Literal(one.fr, language="fr"), graph)
        yield ox.Quad(subject, node("sh:prefixes"), owner, graph)
        yield ox.Quad(subject, node("sh:select"), ox.Literal(one.sparql), graph)
