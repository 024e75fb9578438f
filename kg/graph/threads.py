"""What readers see of deals: each as one thread, from the first rumour to the end. Reads the shape that triples_deals.py writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg import ids
from kg.facts import deals as tell
from kg.facts.deals import STAGES
from kg.graph.knowledge import Knowledge, in_order, knowledge
from kg.graph.rows import ClaimView, DealView, StepView
from kg.graph.store import Store
from kg.graph.views import claims, facts, find_entity, must, rows, short
from kg.types import Deal, Step

_ALL = Knowledge(None)


def deals(store: Store, about: str | None = None, *, as_of: str | None = None, undated: bool = False) -> list[DealView]:
    """Every deal, or those of the entity called `about`, as buyer, target or seller; sorted by target, buyer and kind.

    With `as_of` as the articles published by then tell them. KgError when nothing, or more than one thing, is called so.
    """
    return told(store, None if about is None else find_entity(store, about), knowledge(as_of, undated=undated))


def told(store: Store, about: str | None, known: Knowledge = _ALL) -> list[DealView]:
    """As `deals`, by the entity's id."""
    chosen: dict[str, list[str]] = {}
    if about is not None:
        chosen["deal"] = [must(row["deal"]) for row in rows(store, "deals_about", entity=[ids.iri("entity", about)])]
    found = _stored(store, chosen)
    if known.day is not None:
        found = _then(store, found, known)
        if about is not None:
            found = [deal for deal in found if about in {deal.buyer, deal.target, *deal.sellers}]
    return sorted(found, key=lambda deal: (deal.target, deal.buyer, deal.kind))


def _then(store: Store, now: Iterable[DealView], known: Knowledge) -> list[DealView]:
    """The deals over the things that deals are about now, told anew from what was out: all claims on a thing may have to do with it."""
    ends = sorted({end for deal in now for end in (deal.target, *([deal.buyer] if deal.kind == "merger" else []))})
    every = {claim.id: claim for end in ends for fact in facts(store, end) for claim in (*fact.claims, *fact.against)}
    return [_view(deal, every) for deal in tell(known.voices(every.values())) if deal.target in ends]


def _stored(store: Store, chosen: Mapping[str, list[str]]) -> list[DealView]:
    steps = rows(store, "deal_steps", **chosen)
    beside = rows(store, "deal_claims", **chosen)
    every = {claim.id: claim for claim in claims(store, {must(short(row["claim"])) for row in (*steps, *beside)})}
    by_stage: dict[tuple[str, str], list[dict[str, str | None]]] = defaultdict(list)
    for row in steps:
        by_stage[must(row["deal"]), must(short(row["stage"]))].append(row)
    lists: dict[tuple[str, str], dict[str, list[ClaimView]]] = defaultdict(lambda: defaultdict(list))
    for row in beside:
        claim = every[must(short(row["claim"]))]
        kind, called = ("sellers", claim.subject) if claim.relation == "seller" else ("prices", claim.value or "")
        lists[must(row["deal"]), kind][called].append(claim)
    found: list[DealView] = []
    for row in rows(store, "deals", **chosen):
        deal, kind = must(row["deal"]), must(short(row["kind"]))
        ends = must(short(row["subject"])), must(short(row["object"]))
        buyer, target = ends if kind == "acquisition" else ends[::-1]
        found.append(
            DealView(
                id=must(short(deal)),
                kind=kind,
                buyer=buyer,
                target=target,
                stage=must(short(row["stage"])),
                steps=tuple(_step(name, by_stage[deal, name], every) for name in STAGES if (deal, name) in by_stage),
                sellers=_listed(lists[deal, "sellers"]),
                prices=_listed(lists[deal, "prices"]),
            )
        )
    return found


def _step(name: str, told_: list[dict[str, str | None]], every: Mapping[str, ClaimView]) -> StepView:
    first = told_[0]
    return StepView(
        stage=name,
        date=first["date"],
        basis=None if first["date"] is None else "published" if first["published"] == "true" else "claim",
        expected=first["expected"],
        claims=in_order(every[must(short(row["claim"]))] for row in told_),
    )


def _listed(found: Mapping[str, Iterable[ClaimView]]) -> dict[str, tuple[ClaimView, ...]]:
    return {called: in_order(found[called]) for called in sorted(found)}


def _view(deal: Deal, every: Mapping[str, ClaimView]) -> DealView:
    """A deal told anew, with its claims."""
    return DealView(
        id=deal.id,
        kind=deal.kind,
        buyer=deal.buyer,
        target=deal.target,
        stage=deal.stage,
        steps=tuple(_step_view(step, every) for step in deal.steps),
        sellers={called: in_order(every[id_] for id_ in told_) for called, told_ in deal.sellers},
        prices={called: in_order(every[id_] for id_ in told_) for called, told_ in deal.prices},
    )


def _step_view(step: Step, every: Mapping[str, ClaimView]) -> StepView:
    told_ = in_order(every[id_] for id_ in step.claims)
    return StepView(stage=step.stage, date=step.date, basis=step.basis, expected=step.expected, claims=told_)
