"""Judgements in words: one line each, for lists and messages."""

from __future__ import annotations

from kg.judgements.identifiers import SCHEMES
from kg.types import Claim, Judgement, Named


def told(judgement: Judgement) -> str:
    """What a judgement says, in one line."""
    names = [_name(one) for one in judgement.names]
    if judgement.verb == "merge":
        return f"{names[1]} is {names[0]}"
    if judgement.verb == "split":
        return f"{names[1]} is not {names[0]}" if len(names) == 2 else f"{names[0]} is another one than elsewhere"
    if judgement.verb == "link":
        return f"{names[0]} is " + " and ".join(f"{SCHEMES[scheme]} {value}" for scheme, value in judgement.identifiers)
    if judgement.verb == "undo":
        return f"{judgement.undoes} no longer holds"
    verdict = "right" if judgement.verb == "accept" else "wrong"
    return f"{verdict}: {_claim(judgement.claim)}" + (f" ({judgement.reason})" if judgement.reason else "")


def _name(named: Named) -> str:
    return f"{named.name} ({named.family})" + (f" in {named.doc}" if named.doc else "")


def _claim(claim: Claim | None) -> str:
    if claim is None:
        return "?"
    said = " ".join(part for part in (claim.subject, claim.relation, claim.object, claim.value) if part)
    return f"{said}, “{' '.join(claim.evidence.split())}”, {claim.doc}:{claim.start}–{claim.end}, claim {claim.id}"
