"""Who says it: sources by "selon", by verbs of saying, by quotation marks, and how far each reaches."""

from __future__ import annotations

import pytest

from kg.claims import Extractor
from kg.examples import document_of
from kg.types import Claim


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def claim(extractor: Extractor, lang: str, text: str, relation: str) -> Claim:
    found = [c for c in extractor.extract(document_of(text, lang)).claims if c.relation == relation]
    assert found, f"no {relation} in {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("lang", "text", "relation", "modality", "source", "kind"),
    [
        ("fr", "Selon Le Monde, la société Talmont a racheté la société Brévent.", "acquisition", "reported", "Le Monde", "medium"),
        ("fr", "La société Talmont a racheté la société Brévent, selon Le Monde.", "acquisition", "reported", "Le Monde", "medium"),
        (
            "fr",
            "La société Talmont a racheté la société Brévent, selon une source proche du dossier.",
            "acquisition",
            "reported",
            None,
            "anonymous",
        ),
        (
            "fr",
            "La société Talmont compte racheter la société Brévent, a déclaré vendredi Paul Marchand.",
            "acquisition",
            "planned",
            "Paul Marchand",
            "speaker",
        ),
        ("fr", "La société Talmont a annoncé vouloir racheter la société Brévent.", "acquisition", "planned", "Talmont", "speaker"),
        (
            "fr",
            "Paul Marchand a indiqué que la société Talmont avait racheté la société Brévent.",
            "acquisition",
            "reported",
            "Paul Marchand",
            "speaker",
        ),
        ("en", "According to Reuters, Talmont Group has acquired Brevent Ltd.", "acquisition", "reported", "Reuters", "medium"),
        ("en", "Talmont Group acquired Brevent Ltd, said Paul Marchand.", "acquisition", "reported", "Paul Marchand", "speaker"),
        (
            "en",
            "Talmont Group plans to buy Brevent Ltd, according to people familiar with the matter.",
            "acquisition",
            "planned",
            None,
            "anonymous",
        ),
    ],
)
def test_source(extractor: Extractor, lang: str, text: str, relation: str, modality: str, source: str | None, kind: str) -> None:
    found = claim(extractor, lang, text, relation)
    assert (found.modality, found.attribution_kind) == (modality, kind)
    assert (source is None and found.attributed_to is None) or (found.attributed_to or "").endswith(str(source))


def test_own_deed_is_a_fact(extractor: Extractor) -> None:
    found = claim(extractor, "fr", "La société Talmont a annoncé qu'elle avait racheté la société Brévent.", "acquisition")
    assert (found.modality, found.attributed_to) == ("asserted", None)


def test_next_sentence_speaks_for_itself(extractor: Extractor) -> None:
    text = "Selon Le Monde, la société Talmont va bien. La société Talmont a racheté la société Brévent."
    assert claim(extractor, "fr", text, "acquisition").modality == "asserted"


def test_other_statement_of_the_sentence_is_not_reported(extractor: Extractor) -> None:
    text = "La société Talmont a racheté la société Brévent mais, selon Le Monde, Paul Marchand hésite."
    assert claim(extractor, "fr", text, "acquisition").modality == "asserted"


def test_apposition_is_taken_for_granted(extractor: Extractor) -> None:
    text = "Paul Marchand, président de Talmont, va quitter Lyon, selon Le Monde."
    found = claim(extractor, "fr", text, "leadership")
    assert (found.modality, found.attributed_to) == ("asserted", None)


def test_quotation_of_several_sentences(extractor: Extractor) -> None:
    text = "« La société Talmont a racheté la société Brévent en 2012. Nous en sommes très contents aujourd'hui », a déclaré Paul Marchand."
    found = claim(extractor, "fr", text, "acquisition")
    assert (found.modality, found.attributed_to) == ("reported", "Paul Marchand")


def test_who_saw_a_document_is_not_its_source(extractor: Extractor) -> None:
    text = "La société Talmont a racheté la société Brévent, selon un courriel interne consulté par l'AFP."
    found = claim(extractor, "fr", text, "acquisition")
    assert (found.modality, found.attributed_to, found.attribution_kind) == ("reported", None, "document")
