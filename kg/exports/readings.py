"""What sets the sides of a conflict apart, in French and English."""

from __future__ import annotations

from kg.graph.rows import ClaimView, ConflictView
from kg.wording import Wording


def labels(one: ConflictView, words: Wording) -> list[str]:
    """What sets each side apart, in a few words: the first thing in which all of them differ, or nothing."""

    def value(claim: ClaimView) -> str:
        return words.value(claim.value, words.value_kind(claim.relation))

    def status(claim: ClaimView) -> str:
        return words["ended"] if claim.ended else words.status(claim.modality)

    def other(claim: ClaimView) -> str:
        return one.names[claim.object] if claim.object else ""

    def doer(claim: ClaimView) -> str:
        return one.names[claim.subject]

    def date(claim: ClaimView) -> str:
        return words.date(claim.date)

    for aspect in (value, other, doer, status, date):
        found = [{aspect(claim) for claim in side} - {""} for side in one.sides]
        if all(found) and sum(map(len, found)) == len(set().union(*found)):
            return [f" {words['or']} ".join(sorted(side)) for side in found]
    return [""] * len(one.sides)
