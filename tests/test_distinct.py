"""One claim per thing said: repetitions, and claims that only say less than another, are dropped."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from kg.distinct import distinct
from kg.types import Claim

BASE = Claim(
    id="0",
    doc="a.txt",
    relation="acquisition",
    subject="Talmont",
    object="Brévent",
    value=None,
    date=None,
    modality="asserted",
    attributed_to=None,
    attribution_kind=None,
    negated=False,
    ended=False,
    evidence="Talmont a racheté Brévent",
    start=0,
    end=25,
    rule="buy",
    confidence=0.8,
)


def claim(**changes: object) -> Claim:
    return replace(BASE, **changes)  # type: ignore[arg-type]


LED = claim(relation="leadership", subject="Paul Marchand", object="Talmont", value="président")

KEPT = {  # claims, and which of them stay
    "the same twice": ([claim(), claim(start=50, end=75)], [0]),
    "the surest of equals": ([claim(confidence=0.5), claim(start=50, end=75, confidence=0.9)], [1]),
    "without the date": ([claim(), claim(start=50, date="2012")], [1]),
    "without the value": ([claim(), claim(start=50, value="30 %")], [1]),
    "without value and date": ([claim(), claim(start=50, value="30 %", date="2012")], [1]),
    "one has the value, one the date": ([claim(value="30 %"), claim(start=50, date="2012")], [0, 1]),
    "two values": ([claim(value="30 %"), claim(start=50, value="40 %")], [0, 1]),
    "two dates": ([claim(date="2012"), claim(start=50, date="2013")], [0, 1]),
    "two modalities": ([claim(modality="rumoured"), claim(start=50, date="2012")], [0, 1]),
    "two who say it": (
        [
            claim(modality="planned", attributed_to="Talmont"),
            claim(modality="planned", attributed_to="Le Monde", start=50, value="30 %"),
        ],
        [0, 1],
    ),
    "over and not over": ([LED, replace(LED, start=50, ended=True)], [0, 1]),
    "two buyers": ([claim(), claim(start=50, subject="Corvaux")], [0, 1]),
    "the other way round": ([claim(), claim(start=50, subject="Brévent", object="Talmont")], [0, 1]),
    "the other way round, of a symmetric relation": (
        [claim(relation="partner"), claim(relation="partner", start=50, subject="Brévent", object="Talmont")],
        [0],
    ),
    "founded, and founded by": (
        [
            claim(relation="founded", subject="Brévent", object=None, date="2012"),
            claim(relation="founded", subject="Talmont", object="Brévent", start=50, date="2012"),
        ],
        [1],
    ),
    "founded, and something else founded by": (
        [
            claim(relation="founded", subject="Brévent", object=None, date="2012"),
            claim(relation="founded", subject="Talmont", object="Corvaux", start=50, date="2012"),
        ],
        [0, 1],
    ),
    "a role in other words": ([LED, replace(LED, start=50, value="président du groupe")], [0]),
    "a role's short form": ([replace(LED, value="PDG"), replace(LED, start=50, value="président-directeur général")], [0]),
    "two roles": ([LED, replace(LED, start=50, value="directeur financier")], [0, 1]),
    "a role in two houses": ([LED, replace(LED, start=50, object="Brévent")], [0, 1]),
    "a role held and left": ([LED, replace(LED, start=50, value="président du groupe", ended=True)], [0, 1]),
    "no claims": ([], []),
}


@pytest.mark.parametrize(("claims", "kept"), KEPT.values(), ids=KEPT)
def test_kept(claims: list[Claim], kept: list[int]) -> None:
    assert distinct(claims) == tuple(claims[k] for k in kept)


@pytest.mark.parametrize(("claims", "kept"), KEPT.values(), ids=KEPT)
def test_the_order_of_claims_does_not_matter_and_nothing_is_left_to_drop(claims: list[Claim], kept: list[int]) -> None:
    once = distinct(claims)
    assert distinct(once) == once
    for order in itertools.permutations(claims):
        assert distinct(order) == once


def test_text_order() -> None:
    late, early = claim(start=50, end=60), claim(subject="Corvaux", start=3, end=20)
    assert distinct([late, early]) == (early, late)
