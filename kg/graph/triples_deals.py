"""The shape of deals in the graph: as kg.graph.triples, a writer; what reads it back is kg.graph.threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph.namespaces import individual, node, relation
from kg.graph.triples import date_literal
from kg.types import Deal, Step

_A = node("rdf:type")


def deal_quads(deals: Iterable[Deal]) -> Iterator[ox.Quad]:
    """Deals in the default graph: each with its two ends, where it stands, and a node a stage with date and claims.

    The ends stand as in a claim of the relation: a buyer is the subject of a purchase, the absorbed one that of a merger.
    """
    for deal in deals:
        subject = individual("deal", deal.id)
        one, other = (deal.buyer, deal.target) if deal.kind == "acquisition" else (deal.target, deal.buyer)
        yield ox.Quad(subject, _A, node("sc:Deal"))
        yield ox.Quad(subject, node("sc:relation"), relation(deal.kind))
        yield ox.Quad(subject, node("sc:subject"), individual("entity", one))
        yield ox.Quad(subject, node("sc:object"), individual("entity", other))
        yield ox.Quad(subject, node("sc:stage"), node(f"sc:{deal.stage}"))
        for step in deal.steps:
            yield from _step(subject, deal.id, step)
        for seller, claims in deal.sellers:
            yield from _part(subject, "sc:soldBy", individual("entity", seller), claims)
        for value, claims in deal.prices:
            yield from _part(subject, "sc:value", ox.Literal(value), claims)


def _part(deal: ox.NamedNode, link: str, part: ox.NamedNode | ox.Literal, claims: Iterable[str]) -> Iterator[ox.Quad]:
    """A seller or a price, and the claims that it is known from; what these are of is told by their relation and subject, or value."""
    yield ox.Quad(deal, node(link), part)
    for claim in claims:
        yield ox.Quad(deal, node("sc:supportedBy"), individual("claim", claim))


def _step(deal: ox.NamedNode, id_: str, step: Step) -> Iterator[ox.Quad]:
    subject = individual("step", f"{id_}-{step.stage}")
    yield ox.Quad(deal, node("sc:step"), subject)
    yield ox.Quad(subject, _A, node("sc:Step"))
    yield ox.Quad(subject, node("sc:stage"), node(f"sc:{step.stage}"))
    if step.date is not None:
        yield ox.Quad(subject, node("sc:date"), date_literal(step.date))
        yield ox.Quad(subject, node("sc:asPublished"), ox.Literal(step.basis == "published"))
    if step.expected is not None:
        yield ox.Quad(subject, node("sc:expected"), date_literal(step.expected))
    for claim in step.claims:
        yield ox.Quad(subject, node("sc:supportedBy"), individual("claim", claim))
