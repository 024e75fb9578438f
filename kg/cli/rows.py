"""Nouns as `--json` shows them: names instead of ids, the same keys for the same thing in every verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.rows import ClaimView, FactView


def claim_row(claim: ClaimView, names: Mapping[str, str]) -> dict[str, Any]:
    """A claim with its words and its article; `names` has the name of every entity id in it."""
    return {
        "id": claim.id,
        "doc": claim.source.name,
        "title": claim.source.title,
        "published": claim.source.published,
        "publisher": claim.source.publisher,
        "url": claim.source.url,
        "relation": claim.relation,
        "subject": names.get(claim.subject, claim.subject),
        "object": names.get(claim.object, claim.object) if claim.object else None,
        "value": claim.value,
        "date": claim.date,
        "modality": claim.modality,
        "attributed_to": names.get(claim.attributed_to, claim.attributed_to) if claim.attributed_to else None,
        "negated": claim.negated,
        "ended": claim.ended,
        "confidence": claim.confidence,
        "evidence": claim.evidence,
        "start": claim.start,
        "end": claim.end,
        "review": claim.review,
        "reason": claim.reason,
    }


def claim_rows(claims: Iterable[ClaimView], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each claim as a row."""
    return [claim_row(claim, names) for claim in claims]


def fact_row(fact: FactView, names: Mapping[str, str]) -> dict[str, Any]:
    """A fact with the claims for and against it."""
    own = ("id", "relation", "value", "why", "status", "disputed", "ended", "since", "until", "confidence")
    return {
        **{name: getattr(fact, name) for name in own},
        "subject": names.get(fact.subject, fact.subject),
        "object": names.get(fact.object, fact.object) if fact.object else None,
        "claims": claim_rows(fact.claims, names),
        "against": claim_rows(fact.against, names),
    }
