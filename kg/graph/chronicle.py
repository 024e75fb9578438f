"""What readers see of everything in the order of time: the facts that claims date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.values import days
from kg.graph.knowledge import in_order
from kg.graph.rows import Entry
from kg.graph.store import Store
from kg.graph.views import facts, must, rows, short


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """That a fact began or was (`kind` "fact"), or ended ("end"), on a date: an ISO prefix."""

    date: str
    kind: str
    fact: str
    relation: str


def moments(store: Store) -> list[Moment]:
    """Every date of every fact, by the first day that it can mean."""
    found = []
    for row in rows(store, "dated"):
        fact, relation = must(short(row["fact"])), must(short(row["relation"]))
        for kind, date in (("fact", row["since"]), ("end", row["until"])):
            if date is not None and days(date) is not None:
                found.append(Moment(date=date, kind=kind, fact=fact, relation=relation))
    return sorted(found, key=lambda one: (str(days(one.date)), one.relation, one.fact, one.kind))


def told(store: Store, some: Sequence[Moment]) -> list[Entry]:
    """Moments as lines of a timeline, with all that is said of their facts."""
    known = {fact.id: fact for fact in facts(store, only=[one.fact for one in some])} if some else {}
    entries = []
    for one in some:
        fact = known[one.fact]
        over = in_order(claim for claim in fact.claims if claim.ended) if one.kind == "end" else ()
        entries.append(Entry(date=one.date, basis="claim", kind=one.kind, claims=over or fact.claims or fact.against, fact=fact))
    return entries
