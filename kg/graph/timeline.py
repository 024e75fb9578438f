"""What readers see of one thing in the order of time: facts by their dates, and its deals step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.facts.deals import STAGES
from kg.facts.values import dates_agree, days, earliest
from kg.graph.knowledge import in_order, knowledge
from kg.graph.rows import ClaimView, DealView, Dossier, Entry, FactView, Timeline
from kg.graph.store import Store
from kg.graph.threads import told
from kg.graph.views import dossier, entities

#: Relations that begin and end, so that a date of publication says something: by then it was so. All else is of no time unless dated.
PASSING = frozenset(
    {
        "acquisition", "dissolved", "employment", "funding", "government_role", "headcount", "investment_total", "leadership", "merger",
        "net_income", "price", "rename", "revenue", "seller", "shareholding", "subsidiary", "successor", "valuation",
    }
)  # fmt: skip


def timeline(store: Store, name: str, *, as_of: str | None = None, undated: bool = False) -> Timeline:
    """All that has a date about the entity called `name`, in the order of time, what has none last; with its deals as threads.

    With `as_of` as the articles published by then have it, as in `dossier`. KgError when there is no such entity, or several.
    """
    return timeline_of(store, dossier(store, name, as_of=as_of, undated=undated), undated=undated)


def timeline_of(store: Store, found: Dossier, *, undated: bool = False) -> Timeline:
    """As `timeline`, of what is known already of a thing."""
    as_of = found.as_of
    deals = told(store, found.entity.id, knowledge(as_of, undated=undated))
    threaded = {claim.id for deal in deals for claim in _claims(deal)}
    entries = [Entry(date=step.date, basis=step.basis, kind="step", claims=step.claims, deal=deal, step=step)
               for deal in deals for step in deal.steps]  # fmt: skip
    for fact in found.facts:
        if not {claim.id for claim in (*fact.claims, *fact.against)} <= threaded:  # else the deal tells it
            entries += _of(fact)
    met = {end for deal in deals for end in (deal.buyer, deal.target, *deal.sellers)}
    met |= {claim.attributed_to for deal in deals for claim in _claims(deal) if claim.attributed_to}
    names = {**{entity.id: entity.name for entity in entities(store, met)}, **found.names} if met else found.names
    return Timeline(entity=found.entity, entries=tuple(sorted(entries, key=_order)), deals=tuple(deals), names=names, as_of=as_of)


def _claims(deal: DealView) -> Iterator[ClaimView]:
    for step in deal.steps:
        yield from step.claims
    for part in (deal.sellers, deal.prices):
        for claims in part.values():
            yield from claims


def _of(fact: FactView) -> Iterator[Entry]:
    """The lines of one fact: when it began or was, when it ended, and what other dates single claims give."""
    voices = fact.claims or fact.against
    if fact.since is not None:
        yield Entry(date=fact.since, basis="claim", kind="fact", claims=voices, fact=fact)
    elif fact.relation in PASSING and not (fact.ended and fact.until):
        first = _published(voices)
        yield Entry(date=first, basis="published" if first else None, kind="end" if fact.ended else "fact", claims=voices, fact=fact)
    if fact.ended and fact.until is not None:
        over = in_order(claim for claim in fact.claims if claim.ended) or voices
        yield Entry(date=fact.until, basis="claim", kind="end", claims=over, fact=fact)
    others: dict[str, list[ClaimView]] = defaultdict(list)
    for claim in (*fact.claims, *fact.against):
        if claim.date is not None and not any(date and dates_agree(claim.date, date) for date in (fact.since, fact.until)):
            others[claim.date].append(claim)
    for date in sorted(others):
        yield Entry(date=date, basis="claim", kind="other", claims=in_order(others[date]), fact=fact)


def _published(voices: Iterable[ClaimView]) -> str | None:
    """When the first article that says so came out."""
    return earliest(claim.source.published for claim in voices if claim.source.published and days(claim.source.published))


def _order(entry: Entry) -> tuple[bool, str, str, str, str]:
    """By the first day that a date can mean; what an article of 2015 dates was so when 2015 was over. Then the same every time."""
    span = days(entry.date)
    day = str(span[entry.basis == "published"]) if span else entry.date or ""
    if entry.deal is not None and entry.step is not None:
        what, id_ = f" {entry.deal.target} {entry.deal.buyer} {entry.deal.id}", str(STAGES.index(entry.step.stage))
    else:
        assert entry.fact is not None
        what, id_ = f"{entry.fact.subject} {entry.fact.relation} {entry.fact.id}", entry.kind
    return entry.date is None, day, entry.date or "", what, id_
