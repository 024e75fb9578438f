"""Values compared as precisely as they are given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kg.facts.values import dates_agree, days, quantity


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("22 %", "22.2 %", True),
        ("44.3 %", "44.4 %", False),
        ("33.3 %", "33 %", True),
        ("10-15 %", "12 %", True),
        ("10-15 %", "20 %", False),
        ("150 million EUR", "150000000 EUR", True),
        ("150 million EUR", "150 million USD", True),  # other units say nothing about one another
        ("1.2 billion EUR", "1200 million EUR", True),
        ("97485 EUR", "a few hundred thousand EUR", False),
        ("300000 EUR", "a few hundred thousand EUR", True),
        ("a few million EUR", "hundreds of million EUR", False),
        ("< 50 %", "49 %", True),
        ("< 50 %", "60 %", False),
        ("> 2000 orders", "2500 orders", True),
        ("nearly 50 employees", "48 employees", True),
        ("nearly 50 employees", "70 employees", False),
        ("-29242500 EUR", "29242500 EUR", False),
    ],
)
def test_agreement(one: str, other: str, agree: bool) -> None:
    a, b = quantity(one), quantity(other)
    assert a is not None
    assert b is not None
    assert a.agrees(b) is agree
    assert b.agrees(a) is agree


@pytest.mark.parametrize("text", ["président", "not profitable", "free", "one third of the amount", "", None, "2012-09"])
def test_what_is_no_quantity(text: str | None) -> None:
    assert quantity(text) is None


def test_number_and_unit() -> None:
    found = quantity("10 000 virtual machines")
    assert found is not None
    assert (found.number, found.unit) == (Decimal(10000), "virtual machines")
    vague = quantity("dozens of employees")
    assert vague is not None
    assert (vague.low, vague.high, vague.number, vague.unit) == (20, 100, None, "employees")


def test_days() -> None:
    assert days("2012") == (date(2012, 1, 1), date(2012, 12, 31))
    assert days("2012-02") == (date(2012, 2, 1), date(2012, 2, 29))
    assert days("2014-2015") == (date(2014, 1, 1), date(2015, 12, 31))
    assert days("2012-13") is None
    assert days("soon") is None


def test_dates() -> None:
    assert dates_agree("2012", "2012-09")
    assert not dates_agree("2012-08", "2012-09")
    assert dates_agree(None, "2012-09")
