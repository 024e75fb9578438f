"""The description of one thing as RDF: what is said of it, what it is made of, and the labels of what that points to.

What follows from facts is left out but for an inference itself, and so are the graphs that users made: a description has what articles
say, as the build has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg import ids
from kg.errors import UnknownNameError
from kg.graph.namespaces import INFERENCES, node
from kg.graph.store import Store

#: Kinds of individuals that are parts of others, and are described with them.
PARTS = frozenset({"passage", "quote", "position", "step", "side"})
#: Kinds that are described at all: the first part of the path of their IRIs.
KINDS = ("entity", "document", "claim", "fact", "conflict", "deal", "inference", *sorted(PARTS))
#: What a thing can be called by, the best first.
NAMES = (node("skos:prefLabel"), node("rdfs:label"), node("schema:headline"), node("dcterms:identifier"), node("oa:exact"))
#: Things that point here, or facts about it, at most.
MOST = 500

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Triples about one thing, sorted: its own first, then its parts and what is said with it or points to it, then labels.

    `left_out` is how many facts (or things that point to it) there are beyond those that are here.
    """

    iri: str
    own: tuple[Triple, ...]
    more: tuple[Triple, ...]
    labels: tuple[Triple, ...]
    left_out: int = 0

    def triples(self, document: str | None = None) -> Iterator[ox.Triple]:
        """Everything; about `document`, the address of the description itself, too: whether something was left out."""
        for triple in dict.fromkeys((*self.own, *self.more, *self.labels)):
            yield ox.Triple(*triple)
        if document and self.left_out:
            remark = f"{self.left_out} more are not given here; SPARQL queries find them"
            yield ox.Triple(ox.NamedNode(document), node("rdfs:comment"), ox.Literal(remark, language="en"))


def kind_of(iri: str) -> str | None:
    """The kind of an individual of ours ("entity", "claim" …), "ontology" for a term; None for other IRIs."""
    if iri.startswith(ids.ONTOLOGY):
        return "ontology"
    kind, slash, _ = iri.removeprefix(ids.BASE).partition("/")
    return kind if iri.startswith(ids.BASE) and slash and kind in KINDS else None


def describe(store: Store, iri: str, most: int = MOST) -> Description:
    """The description of the individual `iri`; UnknownNameError when nothing is said of it. `most` bounds what points to it.

    For an entity that are the facts, deals and conflicts that it is an end of, each with all that is said of it.
    """
    subject = ox.NamedNode(iri)
    kind = kind_of(iri)
    own = _said(store, subject, inferred=kind == "inference")
    if not own:
        raise UnknownNameError(f"{iri}: nothing here has this IRI")
    more = [triple for part in _parts(store, own) for triple in part]
    if kind == "entity":
        ends = _ends(store, subject)
        left_out = len(ends) - most
        for end in ends[:most]:
            more += _said(store, end)
    else:
        pointing = sorted({_triple(quad) for quad in store.quads(None, None, subject, None) if _visible(quad)}, key=_order)
        left_out = len(pointing) - most
        more += pointing[:most]
    labels = tuple(_labels(store, [*own, *more], subject))
    return Description(iri=iri, own=tuple(own), more=tuple(more), labels=labels, left_out=max(0, left_out))


def _visible(quad: ox.Quad, *, inferred: bool = False) -> bool:
    graph = quad.graph_name
    if isinstance(graph, ox.DefaultGraph):
        return True
    return isinstance(graph, ox.NamedNode) and graph.value.startswith(ids.BASE) and (inferred or graph.value != INFERENCES)


def _said(store: Store, subject: ox.NamedNode, *, inferred: bool = False) -> list[Triple]:
    """What is said of a subject, in an order that depends on nothing else."""
    found = {(subject, quad.predicate, quad.object) for quad in store.quads(subject, None, None, None) if _visible(quad, inferred=inferred)}
    return sorted(found, key=_order)


def _order(triple: Triple) -> tuple[bool, str, str, str]:
    return triple[1] != node("rdf:type"), triple[1].value, str(triple[2]), triple[0].value


def _parts(store: Store, triples: Iterable[Triple], known: frozenset[str] = frozenset()) -> Iterator[list[Triple]]:
    """What is said of the parts that triples point to, and of theirs."""
    for _, _, end in triples:
        if isinstance(end, ox.NamedNode) and kind_of(end.value) in PARTS and end.value not in known:
            found = _said(store, end)
            yield found
            yield from _parts(store, found, known | {end.value})


def _ends(store: Store, entity: ox.NamedNode) -> list[ox.NamedNode]:
    """The facts, deals and conflicts with this end, by IRI."""
    subjects = {
        quad.subject
        for end in ("sc:subject", "sc:object")
        for quad in store.quads(None, node(end), entity, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode)
    }
    return sorted(subjects, key=lambda one: one.value)


def _labels(store: Store, triples: Iterable[Triple], subject: ox.NamedNode) -> Iterator[Triple]:
    """What the subjects, properties and objects of triples are called, in all languages, by the best of NAMES that each has."""
    met = {term for triple in triples for term in triple if isinstance(term, ox.NamedNode)} - {subject}
    for term in sorted(met, key=lambda one: one.value):
        for name in NAMES[:3]:
            found = {_triple(quad) for quad in store.quads(term, name, None, None) if _visible(quad)}
            if found:
                yield from sorted(found, key=_order)
                break


def _triple(quad: ox.Quad) -> Triple:
    assert isinstance(quad.subject, ox.NamedNode)  # the graph that builds make has no blank nodes, and others are not visible
    return quad.subject, quad.predicate, quad.object
