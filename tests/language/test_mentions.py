"""Mentions: candidates, types and boundaries on hand-built documents, short forms joined to long ones."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.language import mentions, pipelines
from kg.language.naming import fullest_names, shortened
from kg.language.pieces import Piece

COMMON = frozenset(
    ["le", "la", "les", "de", "et", "un", "une", "société", "économie", "directeur", "vendus", "fruit", "lundi"]
).__contains__


def piece(lang: str, words: str, ents: dict[str, str] | None = None, pos: dict[str, str] | None = None) -> Piece:
    """A piece of blank-separated words with recognised entities (text → label) and parts of speech (NOUN for small letters, else PROPN)."""
    tokens = words.split()
    tags = [(pos or {}).get(w) or ("PUNCT" if not any(c.isalnum() for c in w) else "PROPN" if w[0].isupper() else "NOUN") for w in tokens]
    doc = Doc(
        spacy.blank(lang).vocab,
        words=tokens,
        pos=tags,
        lemmas=[w.casefold() for w in tokens],
        heads=[0] * len(tokens),
        deps=["ROOT"] + ["dep"] * (len(tokens) - 1),
    )
    found = []
    for text, label in (ents or {}).items():
        size = len(text.split())
        start = next(i for i in range(len(tokens)) if tokens[i : i + size] == text.split())
        found.append(Span(doc, start, start + size, label=label))
    doc.ents = found
    return Piece(doc, 0, "body")


def read(*pieces: Piece, lang: str = "fr") -> dict[str, str]:
    """Text → type of all mentions."""
    return {spot.text: spot.type for spot in mentions.find(pieces, lang, COMMON)}


@pytest.mark.parametrize(
    ("words", "ents", "name", "kind"),
    [
        ("hier , Talmont SA recrute", {}, "Talmont SA", "Organisation"),
        ("selon le logiciel « Brévent Plus » vendu", {}, "Brévent Plus", "Product"),
        ("dans le centre de données « Corniche » ouvert", {}, "Corniche", "DataCentre"),
        ("hier Axelle Dubreuil a parlé", {"Axelle Dubreuil": "ORG"}, "Axelle Dubreuil", "Person"),
        ("hier Zorba , secrétaire générale , a parlé", {"Zorba": "ORG"}, "Zorba", "Person"),
        ("le capital de Martin Talmont Cosmetics", {"Martin Talmont Cosmetics": "PER"}, "Martin Talmont Cosmetics", "Organisation"),
        ("le ministre Economie Pierre Valmond", {"Economie Pierre Valmond": "ORG"}, "Pierre Valmond", "Person"),
        ("le tribunal de commerce de Talmont siège", {}, "tribunal de commerce de Talmont", "Organisation"),
        ("le gouvernement canadien paie", {}, "gouvernement canadien", "Organisation"),
        ("chez Talmont Médias Monde aussi", {"Talmont Médias": "ORG"}, "Talmont Médias Monde", "Organisation"),
        ("la radio Brévent émet", {"radio Brévent": "ORG"}, "Brévent", "Organisation"),
    ],
)
def test_one_mention(words: str, ents: dict[str, str], name: str, kind: str) -> None:
    assert read(piece("fr", words, ents)).get(name) == kind


@pytest.mark.parametrize("words", ["Vendus hier partout", "Les ventes en B2B montent", "les Américains arrivent"])
def test_no_names(words: str) -> None:
    ents = {word: "ORG" for word in ("Vendus", "B2B", "Américains") if word in words}
    assert read(piece("fr", words, ents)) == {}


def test_the_recogniser_is_outvoted_by_the_document() -> None:
    once = piece("fr", "le capital de Talmont monte")
    twice = piece("fr", "hier Talmont et Brévent", {"Talmont": "PER"})
    assert read(once, twice)["Talmont"] == "Organisation"


def test_a_name_seen_once_is_found_again() -> None:
    assert len(mentions.find([piece("fr", "chez Talmont", {"Talmont": "ORG"}), piece("fr", "puis Talmont paie")], "fr", COMMON)) == 2


def test_places_in_the_names_of_bodies() -> None:
    assert read(piece("fr", "la mairie de Lyon paie")) == {"mairie de Lyon": "Organisation", "Lyon": "Place"}


def test_short_forms_join_long_ones() -> None:
    found = [
        ("Didier Renard", "Person"),
        ("Renard", "Person"),
        ("Caisse des Greniers", "Organisation"),
        ("CDG", "Organisation"),
        ("Talmont", "Organisation"),
        ("Talmont Nord", "Organisation"),
    ]
    names = fullest_names(found, ["La Caisse des Greniers (CDG) et Didier Renard"])
    assert names["Renard", "Person"] == ("Didier Renard", "Person")
    assert names["CDG", "Organisation"] == ("Caisse des Greniers", "Organisation")
    assert names["Talmont", "Organisation"] == ("Talmont", "Organisation")


def test_short_forms_of_companies_join_what_was_introduced_first() -> None:
    body = ["Brevent Networks", "Brevent", "Talmont", "Talmont Cloud", "Corvaux France", "Corvaux"]
    assert shortened(body, lambda short: False, lambda word: word == "france") == {"brevent": "brevent networks"}
    assert shortened(body, lambda short: short == "brevent", lambda word: False) == {"corvaux": "corvaux france"}


@pytest.mark.parametrize(
    ("words", "ents", "name", "kind"),
    [
        ("hier Talmont rit", {"Talmont": "PER"}, "Talmont", "Organisation"),
        ("Leeds - based Brevent grows", {"Brevent": "PER"}, "Brevent", "Organisation"),
        ("offices near Talmont closed", {"Talmont": "ORG"}, "Talmont", "Place"),
        ("its Brevent app sells", {}, "Brevent", "Product"),
        ("yesterday Brevent , a palm-sized payment terminal , sold", {}, "Brevent", "Product"),
        ("yesterday Brevent , who left , spoke", {}, "Brevent", "Person"),
        ("Pension fund Talmont pays", {"Pension fund Talmont": "ORG"}, "Talmont", "Organisation"),
        ("yesterday Talmont Bank paid", {}, "Talmont Bank", "Organisation"),
        ("yesterday market leader Talmont Software paid", {"Talmont Software": "PER"}, "Talmont Software", "Organisation"),
        ("from a Talmont company .", {"Talmont": "ORG"}, "Talmont", "Place"),
        ("its Talmont warehouse burned", {"Talmont": "LOC"}, "Talmont", "Place"),
        ("he chairs BREVENT FERRY today", {}, "BREVENT FERRY", "Organisation"),
    ],
)
def test_one_english_mention(words: str, ents: dict[str, str], name: str, kind: str) -> None:
    assert read(piece("en", words, ents, {"a": "DET", "its": "PRON", "who": "PRON", "near": "ADP"}), lang="en").get(name) == kind


def test_hyphens_join_the_parts_of_a_persons_name() -> None:
    made = piece("en", "with Anne - Sophie Brevent - Roy here")
    glued = [token.text not in ("Anne", "-", "Brevent") for token in made.doc]
    words, tags = [t.text for t in made.doc], [t.pos_ for t in made.doc]
    doc = Doc(made.doc.vocab, words=words, spaces=glued, pos=tags, heads=[0] * 8, deps=["dep"] * 8)
    assert read(Piece(doc, 0, "body"), lang="en") == {"Anne-Sophie Brevent-Roy": "Person"}


def test_headlines_in_capitals_name_what_the_text_names() -> None:
    title = piece("en", "Brevent Ousts Chief After Long Fight", {"Brevent Ousts": "ORG"})
    body = piece("en", "yesterday Brevent paid", {"Brevent": "ORG"})
    assert read(title, body, lang="en") == {"Brevent": "Organisation"}


def test_the_real_pipeline_reads_a_takeover() -> None:
    text = "Didier Renard, PDG de Talmont SA, a annoncé lundi que la société rachetait Brévent."
    found = read(Piece(pipelines.load("fr")(text), 0, "body"))
    assert found["Didier Renard"] == "Person"
    assert found["Talmont SA"] == "Organisation"


def test_a_lone_word_that_nothing_introduces_is_a_company() -> None:
    from kg.claims import Extractor
    from kg.examples import document_of

    def types(text: str) -> dict[str, str]:
        found = Extractor().extract(document_of(text, "fr", "a.txt")).mentions
        return {m.text: m.type for m in found if m.type in ("Person", "Organisation", "Place")}

    # whatever the recogniser makes of a name that it never saw
    lone = types("Ni Quorvane ni Brastelin ne souhaitent commenter ces rumeurs.")
    assert lone == {"Quorvane": "Organisation", "Brastelin": "Organisation"}
    # a surname whose bearer is named in full stays a person, a place behind a preposition of place stays one
    assert types("Anne Dubreuil a démissionné hier. Dubreuil vivait à Lyon.")["Dubreuil"] == "Person"
    assert types("Anne Dubreuil a démissionné hier. Dubreuil vivait à Lyon.")["Lyon"] == "Place"
