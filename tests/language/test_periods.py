"""Figures told one after the other share their period."""

from __future__ import annotations

from kg.language.periods import shared, year_before
from kg.types import Claim


def claim(relation: str, date: str | None, start: int, *, subject: str = "Talmont") -> Claim:
    return Claim(
        id=f"{relation}{start}",
        doc="a",
        relation=relation,
        subject=subject,
        object=None,
        value="3 million EUR",
        date=date,
        modality="asserted",
        attributed_to=None,
        attribution_kind=None,
        negated=False,
        ended=False,
        evidence="x",
        start=start,
        end=start + 9,
        rule="r",
        confidence=0.9,
    )


def test_a_figure_shares_the_period_of_the_one_before() -> None:
    told = [claim("revenue", "2019", 0), claim("net_income", None, 90), claim("net_income", None, 5000)]
    assert [c.date for c in shared(told, frozenset())] == ["2019", "2019", None]


def test_the_figure_of_a_year_before_is_of_a_year_before() -> None:
    told = [claim("revenue", "2019-12-31", 0), claim("net_income", None, 90)]
    assert [c.date for c in shared(told, frozenset({"net_income90"}))] == ["2019-12-31", "2018-12-31"]


def test_another_company_shares_nothing() -> None:
    told = [claim("revenue", "2019", 0), claim("net_income", None, 90, subject="Brévent")]
    assert [c.date for c in shared(told, frozenset())] == ["2019", None]


def test_a_stretch_of_time_has_no_year_before() -> None:
    assert year_before("2018/2020") is None
