"""The period of a figure: what it was in the year before, and the year that figures told one after the other share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import ids
from kg.types import Claim

#: Relations whose figures are of a fiscal period: the day on which they are told is not theirs.
FISCAL = frozenset({"revenue", "net_income"})
#: The rule of what was founded together with another thing.
AT_ONCE = "founded.at_once"
#: Code points from a dated figure to one that shares its period.
REACH = 700


def shared(claims: Iterable[Claim], earlier: frozenset[str]) -> list[Claim]:
    """The claims, where a figure without a date has the period of the one told shortly before of the same company.

    `earlier` are the ids of those that give the figure of a year before.
    """
    result: list[Claim] = []
    last: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.start, c.end)):
        if claim.relation in FISCAL and claim.modality in ("asserted", "reported") and any(c.isdigit() for c in claim.value or ""):
            before = last.get(claim.subject)
            if claim.date is None and before is not None and before.relation != claim.relation and claim.start - before.end < REACH:
                claim = dated(claim, year_before(before.date) if claim.id in earlier else before.date)
            elif claim.date is not None and (before is None or claim.date >= (before.date or "") or claim.relation != before.relation):
                last[claim.subject] = claim
        result.append(claim)
    return result


def founding(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, where who founded something did so when the text says that it was founded."""
    kept = list(claims)
    told: dict[str, set[str]] = {}
    for claim in kept:
        if claim.relation == "founded" and claim.date is not None:
            told.setdefault(claim.object or claim.subject, set()).add(claim.date)
    sure = {name: next(iter(dates)) for name, dates in told.items() if len(dates) == 1}
    # "X was founded at the same time as Y": when the others were, if the text knows of one date alone
    dates = {date for found in told.values() for date in found}
    result: list[Claim] = []
    for claim in kept:
        if claim.relation == "founded" and claim.date is None:
            lent = sure.get(claim.object or claim.subject)
            if lent is None and claim.rule == AT_ONCE:
                lent = next(iter(dates)) if len(dates) == 1 else None
                if lent is None:
                    continue
            claim = claim if lent is None else dated(claim, lent)
        result.append(claim)
    return result


def year_before(date: str | None) -> str | None:
    """The same date a year before; None for a stretch of time."""
    return str(int(date[:4]) - 1) + date[4:] if date is not None and date[:4].isdigit() and "/" not in date else None


def dated(claim: Claim, date: str | None) -> Claim:
    """The same claim with another date."""
    new = ids.claim_id(
        claim.doc, claim.relation, claim.subject, claim.object, claim.value, date, claim.modality, claim.negated, claim.start, claim.end
    )
    return replace(claim, id=new, date=date)
