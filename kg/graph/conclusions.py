"""The shape of what follows from facts, in a graph of its own, so that what articles say and what follows from it never mix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph.namespaces import INFERENCES, individual, node, relation
from kg.graph.triples import decimal_literal, value_pairs
from kg.types import Inference

_A = node("rdf:type")


def inference_quads(inferences: Iterable[Inference]) -> Iterator[ox.Quad]:
    """Inferences and a plain triple for each, all in the graph of inferences.

    What is said of a thing alone is a plain triple with the object true. What everybody knows is derived from sc:worldKnowledge.
    """
    graph = ox.NamedNode(INFERENCES)
    for found in inferences:
        subject, about = individual("inference", found.id), individual("entity", found.subject)
        pairs: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
            (_A, node("sc:Inference")),
            (node("sc:relation"), relation(found.relation)),
            (node("sc:subject"), about),
            (node("sc:rule"), ox.Literal(found.rule)),
            (node("sc:why"), ox.Literal(found.why, language="en")),
            (node("sc:confidence"), decimal_literal(found.confidence)),
            *value_pairs(found.value),
        ]
        if found.object is not None:
            pairs.append((node("sc:object"), individual("entity", found.object)))
        sources = [individual(kind, id_) for kind, id_ in found.premises] or [node("sc:worldKnowledge")]
        pairs += [(node("prov:wasDerivedFrom"), source) for source in sources]
        for predicate, value in pairs:
            yield ox.Quad(subject, predicate, value, graph)
        plain = ox.Literal(True) if found.object is None else individual("entity", found.object)
        yield ox.Quad(about, relation(found.relation), plain, graph)
