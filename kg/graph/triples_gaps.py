"""Sentences that made no claim, as RDF: for whoever asks for them, never part of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.gaps import lacked
from kg.graph.namespaces import individual, node, relation
from kg.index.gaps import Missed


def gap_triples(every: Iterable[Missed]) -> Iterator[ox.Triple]:
    """Each gap with its words, where they stand, what they name, and what the nearest rule lacked."""
    for one in every:
        gap = one.gap
        place, document = f"{one.document}-{gap.start}-{gap.end}", individual("document", one.document)
        subject, passage, quote, position = (individual(kind, place) for kind in ("gap", "passage", "quote", "position"))
        yield ox.Triple(subject, node("rdf:type"), node("sc:Gap"))
        yield ox.Triple(subject, node("sc:lack"), ox.Literal(gap.lack))
        yield ox.Triple(subject, node("rdfs:comment"), ox.Literal(lacked(gap), language="en"))
        if gap.rule is not None:
            yield ox.Triple(subject, node("sc:rule"), ox.Literal(gap.rule))
        if gap.relation is not None:
            yield ox.Triple(subject, node("sc:relation"), relation(gap.relation))
        for id_ in sorted({id_ for _, id_ in one.names if id_ is not None}):
            yield ox.Triple(subject, node("schema:mentions"), individual("entity", id_))
        yield ox.Triple(subject, node("oa:hasTarget"), passage)
        yield ox.Triple(passage, node("rdf:type"), node("oa:SpecificResource"))
        yield ox.Triple(passage, node("oa:hasSource"), document)
        yield ox.Triple(passage, node("oa:hasSelector"), quote)
        yield ox.Triple(passage, node("oa:hasSelector"), position)
        yield ox.Triple(quote, node("rdf:type"), node("oa:TextQuoteSelector"))
        yield ox.Triple(quote, node("oa:exact"), ox.Literal(one.text))
        yield ox.Triple(position, node("rdf:type"), node("oa:TextPositionSelector"))
        yield ox.Triple(position, node("oa:start"), ox.Literal(gap.start))
        yield ox.Triple(position, node("oa:end"), ox.Literal(gap.end))
