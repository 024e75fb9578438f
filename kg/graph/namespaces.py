"""The vocabularies of the graph: prefixes, and short ways to name a term."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg import ids

#: Prefix → IRI, for queries, exports and pages; the ontology's own and the individuals' first.
PREFIXES: dict[str, str] = {
    "sc": ids.ONTOLOGY,
    "entity": ids.iri("entity", ""),
    "document": ids.iri("document", ""),
    "claim": ids.iri("claim", ""),
    "fact": ids.iri("fact", ""),
    "conflict": ids.iri("conflict", ""),
    "side": ids.iri("side", ""),
    "inference": ids.iri("inference", ""),
    "deal": ids.iri("deal", ""),
    "step": ids.iri("step", ""),
    "graph": ids.iri("graph", ""),
    "passage": ids.iri("passage", ""),
    "quote": ids.iri("quote", ""),
    "position": ids.iri("position", ""),
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: IRI of the named graph with what the ontology says of its own terms.
ONTOLOGY = ids.ONTOLOGY.rstrip("#")
#: IRI of the named graph with all inferences and the plain triples that they conclude.
INFERENCES = ids.iri("graph", "inferences")
#: IRI of the named graph with queries that show what can be asked, and the prefixes that they use.
EXAMPLES = ids.iri("graph", "examples")

#: IRI of the named graph by which a server says which build it was sent; no build has it in its own store.
DELIVERY = ids.iri("graph", "delivery")


@cache
def node(name: str) -> ox.NamedNode:
    """The term of a prefixed name such as "prov:wasDerivedFrom"."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def individual(kind: str, local: str) -> ox.NamedNode:
    """The term of an individual: an entity, a document, a claim, a fact, a graph, a passage."""
    return ox.NamedNode(ids.iri(kind, local))


def conflict_kind(kind: str) -> ox.NamedNode:
    """The term of a kind of conflict; that of modality is called otherwise, since sc:modality is a claim's property."""
    return node(f"sc:{'modality_conflict' if kind == 'modality' else kind}")


@cache
def relation(name: str) -> ox.NamedNode:
    """The term of a relation of the ontology."""
    return ox.NamedNode(ids.term(name))
