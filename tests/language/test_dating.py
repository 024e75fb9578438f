"""Which date goes with which claim, and printed dates that the text belies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.claims import Extractor
from kg.examples import document_of


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("lang", "text", "relation", "date"),
    [
        ("fr", "En septembre 2012, la société Talmont a racheté la société Brévent.", "acquisition", "2012-09"),
        ("fr", "La société Talmont a racheté la société Brévent en 2012.", "acquisition", "2012"),
        ("fr", "Créée en 1984, la société Brévent est détenue à 49 % par la société Talmont.", "shareholding", None),
        ("fr", "La société Talmont a annoncé le 3 mars 2014 vouloir racheter la société Brévent.", "acquisition", None),
        ("fr", "Paul Marchand, président de Talmont depuis 2010, a démenti.", "leadership", "2010"),
        ("fr", "Paul Marchand, président de Talmont, a démenti en 2010.", "leadership", None),
        ("fr", "Paul Marchand a été nommé président de Talmont en 2014.", "leadership", "2014"),
        ("fr", "Le chiffre d'affaires 2013 de la société Talmont s'élève à 3 millions d'euros.", "revenue", "2013"),
        ("en", "In 2012, Talmont Group acquired Brevent Ltd.", "acquisition", "2012"),
        ("en", "Talmont Group acquired Brevent Ltd in a deal announced in May 2012.", "acquisition", None),
        ("en", "Paul Marchand has been chairman of Talmont since 2010.", "leadership", "2010"),
    ],
)
def test_date(extractor: Extractor, lang: str, text: str, relation: str, date: str | None) -> None:
    found = [c for c in extractor.extract(document_of(text, lang)).claims if c.relation == relation]
    assert found
    assert {c.date for c in found} == {date}


def test_then_points_back(extractor: Extractor) -> None:
    text = "Anne Dubreuil est arrivée en 2014. Paul Marchand avait alors été remplacé par Anne Dubreuil."
    assert [c.date for c in extractor.extract(document_of(text, "fr")).claims if c.relation == "successor"] == ["2014"]


def test_printed_date_that_the_text_belies(extractor: Extractor) -> None:
    document = replace(
        document_of("Talmont Group bought Brevent Ltd. The offer was only launched in July 2014.", "en"), published="2014-01-12"
    )
    issues = extractor.extract(document).issues
    assert [(i.kind, "2014-01-12" in i.message, "2014-07" in i.message) for i in issues] == [("suspicious-date", True, True)]


def test_printed_date_that_agrees(extractor: Extractor) -> None:
    text = "The offer was launched in July 2014. It will close in May 2016."
    assert extractor.extract(replace(document_of(text, "en"), published="2015-01-12")).issues == ()
