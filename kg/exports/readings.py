"""How a conflict reads to people, and what sets its sides apart, in French and English."""

from __future__ import annotations

from kg.exports.wording import Wording
from kg.graph.rows import ClaimView, ConflictView


def reading(one: ConflictView, words: Wording) -> str:
    """How a conflict reads: in English as it was found; in French what its sides are about, as far as they have it in common."""
    if words.lang == "en":
        return one.reading
    paired = any(claim.object for side in one.sides for claim in side)
    subject, object_ = (one.names.get(end or "", "…") for end in (one.subject, one.object))
    return f"{subject} {words.relation(one.relation)} {object_}" if paired else f"{subject}{words['colon']} {words.alone(one.relation)}"


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
