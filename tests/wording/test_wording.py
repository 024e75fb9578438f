"""Words in French and English: dates, values, relations read both ways; every phrase has both languages."""

from __future__ import annotations

import pytest

from kg import ontology
from kg.errors import ExportError
from kg.facts.deals import STAGES as DEAL_STAGES
from kg.graph.disagreements import ORDER
from kg.wording import wording
from kg.wording.phrases import KINDS, PAGE, PHRASES, STAGES


@pytest.mark.parametrize(
    ("date", "english", "french"),
    [
        ("2015", "2015", "2015"),
        ("2015-03", "March 2015", "mars 2015"),
        ("2015-01-01", "1 January 2015", "1er janvier 2015"),
        ("2015-08-20", "20 August 2015", "20 août 2015"),
        ("2015-13", "2015-13", "2015-13"),
        ("bientôt", "bientôt", "bientôt"),
        (None, "", ""),
    ],
)
def test_dates(date: str | None, english: str, french: str) -> None:
    assert (wording("en").date(date), wording("fr").date(date)) == (english, french)


@pytest.mark.parametrize(
    ("value", "kind", "english", "french"),
    [
        ("44.4 %", "percent", "44.4\u00a0%", "44,4\u00a0%"),
        ("97485 EUR", "amount", "97,485 EUR", "97\u202f485 euros"),
        ("-29242500 EUR", "amount", "−29,242,500 EUR", "−29\u202f242\u202f500 euros"),
        ("1500 EUR", "amount", "1500 EUR", "1500 euros"),
        ("a few million EUR", "amount", "a few million EUR", "quelques millions d’euros"),
        ("a few hundred thousand EUR", "amount", "a few hundred thousand EUR", "quelques centaines de milliers d’euros"),
        ("1.5 billion EUR", "amount", "1.5 billion EUR", "1,5 milliard d’euros"),
        ("6-8.7 million USD", "amount", "6-8.7 million USD", "6 à 8,7 millions de dollars"),
        ("> 500 employees", "count", "> 500 employees", "plus de 500 salariés"),
        ("1 hospitals", "count", "1 hospitals", "1 hôpital"),
        ("4.5 million viewers", "count", "4.5 million viewers", "4,5 millions de téléspectateurs"),
        ("thousands of jobs", "count", "thousands of jobs", "des milliers d’emplois"),
        ("a few customers", "count", "a few customers", "quelques clients"),
        ("3 years", "text", "3 years", "3 years"),
        ("7 dirigeables", "count", "7 dirigeables", "7 dirigeables"),
        ("not profitable", "text", "not profitable", "not profitable"),
        ("not profitable", "amount", "not profitable", "pas rentable"),
        ("more than 50 %", "percent", "more than 50\u00a0%", "plus de 50\u00a0%"),
        ("PDG de 2.0 Cloud", "text", "PDG de 2.0 Cloud", "PDG de 2.0 Cloud"),
        ("2012-09", "date", "September 2012", "septembre 2012"),
        (None, "percent", "", ""),
    ],
)
def test_values(value: str | None, kind: str, english: str, french: str) -> None:
    assert (wording("en").value(value, kind), wording("fr").value(value, kind)) == (english, french)


def test_counts() -> None:
    assert [wording("en").count(number, "fact") for number in (0, 1, 2)] == ["0 facts", "1 fact", "2 facts"]
    assert [wording("fr").count(number, "fact") for number in (0, 1, 2)] == ["0 fait", "1 fait", "2 faits"]


def test_relations_read_both_ways_and_types() -> None:
    assert wording("fr").relation("shareholding", backwards=True) == "a pour actionnaire"
    assert wording("en").relation("partner", backwards=True) == wording("en").relation("partner")
    assert wording("en").relation("no_such_relation") == "no such relation"
    assert wording("fr").type("DataCentre") == "centre de données"
    assert wording("fr").alone("founded") == "création"


def test_statuses_stages_and_kinds_have_words_in_both_languages() -> None:
    for lang in ("en", "fr"):
        words = wording(lang)
        assert all(words.status(status) for status in ontology.load().statuses)
        assert all(words.stage(stage) for stage in DEAL_STAGES)
        assert all(words.kind(kind) and words.meaning(kind) for kind in ORDER)
    assert wording("fr").kind("modality") == "modalité"
    assert wording("fr").status("disputed") == "contesté"


def test_every_phrase_is_in_both_languages_with_the_same_slots() -> None:
    import re

    for name, (english, french) in {**PHRASES, **STAGES, **KINDS, **PAGE}.items():
        assert english, name
        assert french, name
        assert re.findall(r"\{\w+\}", english) == re.findall(r"\{\w+\}", french), name
        assert english.count("|") == french.count("|"), name


def test_no_phrase_has_two_wordings() -> None:
    assert not set(PHRASES) & set(PAGE)


def test_another_language_is_refused() -> None:
    with pytest.raises(ExportError, match="no wording in 'de'"):
        wording("de")
