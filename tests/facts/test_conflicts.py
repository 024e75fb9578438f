"""Conflicts: each kind from two invented articles that differ in one thing, and pairs that differ in nothing that matters."""

from __future__ import annotations

import random

import pytest

from kg.entities import resolve
from kg.facts import conflicts, hear
from kg.types import Conflict, Extraction
from kg.wording.readings import readings
from tests.graph.sample import article, claim, extraction, pile


def says(number: int, *told: tuple[str, str, str | None, dict[str, object]], day: str | None = None) -> Extraction:
    """Article `number`, one sentence a claim."""
    lines = [f"Sentence {place} of {number}." for place in range(len(told))]
    document = article(f"{number}.txt", "\n".join(lines), "en", f"Paper {number}", day)
    made = [claim(document, relation, subject, line, obj, **rest) for line, (relation, subject, obj, rest) in zip(lines, told, strict=True)]
    return extraction(document, made)


def found(*articles: Extraction) -> list[Conflict]:
    resolution = resolve(articles, names=())
    return conflicts(hear(articles, resolution), resolution)


def kinds(*articles: Extraction) -> list[str]:
    return sorted(conflict.kind for conflict in found(*articles))


def stake(value: str | None, **rest: object) -> tuple[str, str, str | None, dict[str, object]]:
    return "shareholding", "Brumeo", "Nuagis", {"value": value, **rest}


def bought(buyer: str, target: str, **rest: object) -> tuple[str, str, str | None, dict[str, object]]:
    return "acquisition", buyer, target, rest


def office(title: str, **rest: object) -> tuple[str, str, str | None, dict[str, object]]:
    return "leadership", "Anne Lebrun", "Nuagis", {"value": title, **rest}


def minister(title: str) -> tuple[str, str, str | None, dict[str, object]]:
    return "government_role", "Anne Lebrun", "State", {"value": title}


def turnover(value: str, **rest: object) -> tuple[str, str, str | None, dict[str, object]]:
    return "revenue", "Nuagis", None, {"value": value, **rest}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (stake("22 %"), stake("22.2 %"), "numeric_precision"),
        (stake("44.3 %"), stake("44.4 %"), "source_error"),
        (stake("30 %"), stake("45 %"), "contradiction"),
        (stake("44.4 %"), stake("100 %"), "evolution"),
        (stake("30 %", date="2012"), stake("45 %", date="2015"), "evolution"),
        (stake(None), stake(None, ended=True), "evolution"),
        (stake("30 %"), stake(None, negated=True, modality="denied", ended=True), "evolution"),
        (stake("30 %"), stake(None, negated=True, modality="denied"), "contradiction"),
        (turnover("97485 EUR", date="2013"), turnover("a few hundred thousand EUR", date="2013"), "contradiction"),
        (turnover("3 million EUR", date="2013"), turnover("5 million EUR", date="2013"), "contradiction"),
        (bought("Brumeo", "Nuagis", modality="rumoured"), bought("Brumeo", "Nuagis"), "evolution"),
        (bought("Brumeo", "Nuagis", modality="planned"), bought("Brumeo", "Nuagis", modality="reported"), "modality"),
        (bought("Brumeo", "Nuagis", attributed_to="L'Écho"), bought("Brumeo", "Nuagis", attributed_to="Valmont"), "attribution"),
        (("partner", "Brumeo", "Nuagis", {"modality": "planned"}), ("partner", "Nuagis", "Brumeo", {"modality": "rumoured"}), "modality"),
        (("founded", "Nuagis", None, {"date": "2012"}), ("founded", "Nuagis", None, {"date": "2012-09"}), "numeric_precision"),
        (("founded", "Nuagis", None, {"date": "2012"}), ("founded", "Brumeo", "Nuagis", {"date": "2011"}), "contradiction"),
        (("founded", "Brumeo", "Nuagis", {}), ("founded", "Valmont", "Nuagis", {}), "scope"),
        (("part_of_programme", "Nuagis", "Plan A", {}), ("part_of_programme", "Nuagis", "Plan B", {}), "scope"),
        (("partner", "Brumeo", "Nuagis", {"date": "2012-04"}), ("founded", "Nuagis", None, {"date": "2012-09"}), "scope"),
        (("merger", "Nuagis", "Valmont", {"modality": "rumoured"}), ("merger", "Nuagis", "Brumeo", {}), "evolution"),
        (
            ("funding", "Brumeo", "Nuagis", {"value": "5 million EUR"}),
            ("funding", "Valmont", "Nuagis", {"value": "5 million EUR"}),
            "scope",
        ),
        (
            ("government_role", "Anne Lebrun", "State", {"value": "minister in charge of digital affairs"}),
            ("government_role", "Anne Lebrun", "State", {"value": "minister for the digital economy"}),
            "scope",
        ),
        (("headcount", "Nuagis", None, {"value": "300 employees"}), ("headcount", "Nuagis", None, {"value": "90 employees"}), "scope"),
        (
            ("capacity", "Nuagis", None, {"value": "41000 servers"}),
            ("capacity", "Nuagis", None, {"value": "41280 servers"}),
            "numeric_precision",
        ),
        (office("president"), office("president", ended=True), "evolution"),
        (
            ("target", "Nuagis", None, {"value": "profitability", "modality": "planned"}),
            ("net_income", "Nuagis", None, {"value": "-3 million EUR", "date": "2013"}),
            "evolution",
        ),
    ],
)
def test_two_articles_that_differ_in_one_thing(one: tuple[str, str, str | None, dict[str, object]], other: tuple[str, str, str | None, dict[str, object]], kind: str) -> None:  # fmt: skip  # noqa: E501
    [conflict] = found(says(1, one), says(2, other))
    assert conflict.kind == kind
    assert len(conflict.sides) == 2
    assert all(text.endswith(".") for text in readings(conflict.reading).values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (stake("22.2 %"), stake("22.2 %")),
        (stake("22.2 %"), stake(None)),
        (turnover("3 million EUR", date="2013"), turnover("5 million EUR", date="2014")),
        (turnover("3 million EUR", date="2013"), turnover("5 million EUR")),
        (turnover("3 million EUR", date="2013"), turnover("5 million EUR", date="2013", modality="planned")),
        (bought("Brumeo", "Nuagis", value="22 %"), bought("Brumeo", "Nuagis", value="100 %")),
        (bought("Brumeo", "Nuagis"), bought("Brumeo", "Valmont")),
        (("target", "Nuagis", None, {"value": "10 % market share"}), ("target", "Nuagis", None, {"value": "100 employees"})),
        (("founded", "Brumeo", "Nuagis", {}), ("founded", "Brumeo", "Nuagis", {"date": "2012"})),
        (("competitor", "Nuagis", "Brumeo", {}), ("competitor", "Nuagis", "Valmont", {})),
        (bought("Brumeo", "Nuagis", attributed_to="Brumeo", modality="reported"), bought("Brumeo", "Nuagis")),
        (bought("Brumeo", "Nuagis", attributed_to="Ann Lee", attribution_kind="speaker"), bought("Brumeo", "Nuagis")),
        (("partner", "Brumeo", "Nuagis", {"attributed_to": "L'Écho", "attribution_kind": "medium"}), ("partner", "Brumeo", "Nuagis", {})),
        (turnover("3 million EUR", date="2013"), turnover("1 million EUR", date="2013-06")),
        (turnover("3 million EUR"), turnover("5 million EUR")),
        (office("president"), office("treasurer", ended=True)),
        (office("president"), office("president", ended=True, confidence=0.7)),
        (minister("minister of the budget"), minister("minister of the interior")),
        (("target", "Nuagis", None, {"value": "50 jobs", "modality": "planned"}), ("target", "Nuagis", None, {"value": "50 jobs"})),
    ],
)
def test_what_differs_in_nothing_that_matters(
    one: tuple[str, str, str | None, dict[str, object]], other: tuple[str, str, str | None, dict[str, object]]
) -> None:
    assert found(says(1, one), says(2, other)) == []


@pytest.mark.parametrize(
    "told",
    [
        pytest.param((stake("72 %"), stake(">= 20 %")), id="now and later"),
        pytest.param(tuple(("headcount", "Nuagis", None, {"value": f"{n} employees"}) for n in (300, 90)), id="whole and part"),
        pytest.param((office("president"), office("president", ended=True)), id="looking back"),
        pytest.param((("offers", "Nuagis", "Nimbus", {"modality": "planned"}), ("offers", "Nuagis", "Nimbus", {})), id="one more of it"),
        pytest.param((stake("30 %"), stake("30 %", negated=True, modality="denied")), id="nobody denies it"),
    ],
)  # fmt: skip
def test_what_one_article_means_by_itself(told: tuple[tuple[str, str, str | None, dict[str, object]], ...]) -> None:
    assert found(says(1, *told)) == []


def test_a_newer_word_that_it_goes_on_is_no_change() -> None:
    over, again = says(1, office("president", ended=True), day="2015-01"), says(2, office("president"), day="2016-01")
    assert found(over, again) == []
    assert kinds(says(1, office("president"), day="2015-01"), says(2, office("president", ended=True), day="2016-01")) == ["evolution"]


def test_more_of_what_is_there_is_no_plan_come_true() -> None:
    there, more = ("offers", "Nuagis", "Nimbus", {}), ("offers", "Nuagis", "Nimbus", {"modality": "planned"})
    assert found(says(1, there, day="2015"), says(2, more, day="2016")) == []
    [conflict] = found(says(1, more, day="2015"), says(2, there, day="2016"))
    assert conflict.kind == "evolution"


def test_a_list_of_figures_contradicts_nothing() -> None:
    def heads(number: int) -> tuple[str, str, str | None, dict[str, object]]:
        return "headcount", "Nuagis", None, {"value": f"{number} employees"}

    assert found(says(1, heads(20), heads(300)), says(2, heads(90))) == []


def test_one_change_and_one_title_are_reported_once() -> None:
    [change] = found(says(1, stake("30 %", date="2012")), says(2, stake("45 %", date="2015")), says(3, stake("60 %", date="2017")))
    assert (change.kind, len(change.sides)) == ("evolution", 3)
    digital, sector = minister("minister in charge of digital affairs"), minister("minister for the digital economy")
    [titles] = found(says(1, digital), says(2, digital), says(3, sector), says(4, sector))
    assert [len(side) for side in titles.sides] == [2, 2]


def test_one_figure_for_a_list_of_names_is_no_sum() -> None:
    document = article("1.txt", "Brumeo, Valmont and Serpentin have 40 % of Nuagis.", "en", "Gazette", None)
    told = [
        claim(document, "shareholding", name, evidence, "Nuagis", value="40 %")
        for name, evidence in ((name, document.text[document.text.index(name) : -1]) for name in ("Brumeo", "Valmont", "Serpentin"))
    ]
    assert found(extraction(document, told)) == []


def test_an_article_that_swaps_two_buyers() -> None:
    straight = says(1, bought("Brumeo", "Nuagis"), bought("Valmont", "Serpentin"))
    crossed = says(2, bought("Brumeo", "Serpentin"), bought("Valmont", "Nuagis"))
    [conflict] = found(straight, crossed)
    assert conflict.kind == "source_error"
    assert [len(side) for side in conflict.sides] == [2, 2]
    assert conflict.reading.key == "swapped"
    assert kinds(straight, says(2, bought("Brumeo", "Serpentin"))) == []


def test_stakes_that_are_more_than_the_whole() -> None:
    def holders(*parts: tuple[str, str]) -> Extraction:
        return says(1, *(("shareholding", name, "Nuagis", {"value": value}) for name, value in parts))

    [conflict] = found(holders(("Brumeo", "44.4 %"), ("Valmont", "33.3 %"), ("Serpentin", "32.2 %")))
    assert (conflict.kind, len(conflict.sides)) == ("source_error", 3)
    assert conflict.reading.slots["value"] == "109.9 %"
    assert found(holders(("Brumeo", "44.4 %"), ("Valmont", "33.3 %"), ("Serpentin", "22.6 %"))) == [], (
        "rounding may pass the whole a little"
    )


def test_a_parent_and_its_arm_may_be_meant_for_each_other() -> None:
    arm = ("subsidiary", "Brumeo Capital", "Brumeo", {})
    conflict = next(
        one
        for one in found(says(1, ("shareholding", "Brumeo Capital", "Nuagis", {}), arm), says(2, ("funding", "Brumeo", "Nuagis", {})))
        if one.kind == "scope"
    )
    assert "Brumeo Capital belongs to Brumeo" in readings(conflict.reading)["en"]


def test_who_led_the_firm_that_was_merged_leads_in_the_one_that_took_it() -> None:
    told = says(
        1, ("leadership", "Anne Lebrun", "Nuagis", {}), ("leadership", "Anne Lebrun", "Brumeo", {}), ("merger", "Nuagis", "Brumeo", {})
    )
    [conflict] = found(told)
    assert (conflict.kind, conflict.relation) == ("evolution", "leadership")


def test_who_led_the_firm_that_was_bought_leads_in_a_branch_of_the_buyer() -> None:
    told = bought("Brumeo", "Nuagis"), ("leadership", "Anne Lebrun", "Nuagis", {}), ("leadership", "Anne Lebrun", "Brumeo Cloud", {})
    [conflict] = found(says(1, *told))
    assert (conflict.kind, conflict.relation) == ("evolution", "leadership")
    assert found(says(1, *told[1:])) == []


def test_a_branch_is_known_by_its_name_where_a_firm_merges_into_both() -> None:
    [conflict] = found(says(1, ("merger", "Nuagis", "Brumeo", {})), says(2, ("merger", "Nuagis", "Brumeo Cloud", {})))
    assert conflict.kind == "scope"


def test_the_order_of_the_articles_does_not_matter() -> None:
    expected = found(*pile())
    assert {conflict.kind for conflict in expected} >= {"source_error", "numeric_precision", "contradiction", "evolution"}
    for seed in range(4):
        mixed = pile()
        random.Random(seed).shuffle(mixed)
        assert found(*mixed) == expected
