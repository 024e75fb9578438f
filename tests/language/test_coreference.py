"""References: pronouns, possessives and common nouns to what they mean, on hand-built parses; the marks on the gold sets."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.language import coreference
from kg.language.pieces import Piece, Ref
from tests.language.measure_entities import measure

Row = tuple[str, str, str, int]


def piece(rows: list[Row], lang: str = "fr", kind: str = "body", **types: str) -> Piece:
    """A piece of (word, part of speech, label, head) rows; words that are keys of `types` are names of that type."""
    words, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    morphs = ["Number=Plur" if p == "NOUN" and w.endswith("s") else "" for w, p in zip(words, pos, strict=True)]
    lemmas = [w.casefold().removesuffix("s") if p == "NOUN" else w.casefold() for w, p in zip(words, pos, strict=True)]
    doc = Doc(spacy.blank(lang).vocab, words=words, pos=pos, deps=deps, heads=heads, lemmas=lemmas, morphs=morphs)
    made = Piece(doc, 0, kind)
    for token in doc:
        if token.text in types:
            made.add(Ref(token.i, token.i + 1, token.i, (token.text,), (types[token.text],), "name"))
    return made


def pointed(*pieces: Piece, lang: str = "fr") -> dict[str, tuple[str, ...]]:
    """Word → names for all references that are no names."""
    coreference.resolve(pieces, lang)
    return {p.doc[r.start].text: r.names for p in pieces for r in p.refs if r.how != "name"}


ORG = "Organisation"


def buys() -> Piece:
    return piece(
        [("Talmont", "PROPN", "nsubj", 1), ("rachète", "VERB", "ROOT", 1), ("Brévent", "PROPN", "obj", 1)], Talmont=ORG, Brévent=ORG
    )


def test_the_subject_goes_on() -> None:
    assert pointed(buys(), piece([("Elle", "PRON", "nsubj", 1), ("recrute", "VERB", "ROOT", 1)])) == {"Elle": ("Talmont",)}


def test_impersonal_pronouns_mean_nothing() -> None:
    rows = [("Il", "PRON", "nsubj", 1), ("falloir", "VERB", "ROOT", 1)]
    assert pointed(buys(), piece(rows)) == {}


def test_possessives_mean_the_subject_of_their_clause() -> None:
    rows = [("Brévent", "PROPN", "nsubj", 1), ("vend", "VERB", "ROOT", 1), ("sa", "DET", "det", 3), ("filiale", "NOUN", "obj", 1)]
    assert pointed(buys(), piece(rows, Brévent=ORG))["sa"] == ("Brévent",)


def test_possessives_of_an_unnamed_subject_stay_open() -> None:
    rows = [("conseil", "NOUN", "nsubj", 1), ("porte", "VERB", "ROOT", 1), ("son", "DET", "det", 3), ("choix", "NOUN", "obj", 1)]
    assert pointed(buys(), piece(rows)) == {}


def test_the_latter_is_named_last() -> None:
    rows = [("Ce", "DET", "det", 1), ("dernier", "ADJ", "nsubj", 2), ("recrute", "VERB", "ROOT", 2)]
    assert pointed(buys(), piece(rows)) == {"dernier": ("Brévent",)}


def test_the_company_is_what_the_article_is_about() -> None:
    title = piece([("Talmont", "PROPN", "nsubj", 1), ("grandit", "VERB", "ROOT", 1)], kind="title", Talmont=ORG)
    rows = [("La", "DET", "det", 1), ("société", "NOUN", "nsubj", 2), ("recrute", "VERB", "ROOT", 2)]
    assert pointed(title, buys(), piece(rows)) == {"société": ("Talmont",)}


def test_both_companies_are_those_in_one_list() -> None:
    rows = [("Talmont", "PROPN", "nsubj", 3), ("et", "CCONJ", "cc", 2), ("Brévent", "PROPN", "conj", 0), ("recrutent", "VERB", "ROOT", 3)]
    after = [("Les", "DET", "det", 2), ("deux", "NUM", "nummod", 2), ("sociétés", "NOUN", "nsubj", 3), ("paient", "VERB", "ROOT", 3)]
    assert pointed(piece(rows, Talmont=ORG, Brévent=ORG), piece(after)) == {"sociétés": ("Talmont", "Brévent")}


def test_courts_and_parties_are_no_companies() -> None:
    rows = [("Sénat", "PROPN", "nsubj", 1), ("vote", "VERB", "ROOT", 1)]
    after = [("La", "DET", "det", 1), ("société", "NOUN", "nsubj", 2), ("recrute", "VERB", "ROOT", 2)]
    assert pointed(piece(rows, Sénat=ORG), piece(after)) == {}


@pytest.mark.timeout(300)
def test_marks_on_the_gold_sets(shared: Path) -> None:
    marks = measure(shared)
    assert marks.counts["ref"] > 100
    assert marks.share("ref:right", "ref") >= 0.65
    assert marks.share("ref:wrong", "ref") <= 0.12
    assert marks.share("named:found", "named") >= 0.94
    assert marks.share("named:typed", "named") >= 0.87
    assert marks.share("named:typed", "named:found") >= 0.92
