"""Lists, appositions, shared auxiliaries, hyphens and headlines: who is meant, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from kg.language.series import past_place
from kg.language.triggers import is_passive
from tests.language.building import NAMES, fill, parsed, piece_of

MANY = {**NAMES, "Spain": "Place", "Leeds": "Place", "Norbac": "Organisation"}

OBJECTS = {
    "and the member of a list that a common noun introduces": (
        "en",
        "Talmont/_/PROPN/nsubj/2 acquired/acquire/VERB/ROOT/0/Fin Brevent/_/PROPN/obj/2 and/_/CCONJ/cc/7 the/_/DET/det/7 "
        "Dutch/_/PROPN/compound/7 insurer/_/NOUN/conj/3 Norbac/_/PROPN/appos/7",
        ["Brevent", "Norbac"],
    ),
    "and the member of a list with its place": (
        "en",
        "Talmont/_/PROPN/nsubj/2 acquired/acquire/VERB/ROOT/0/Fin Brevent/_/PROPN/obj/2 and/_/CCONJ/cc/7 Leeds/_/PROPN/nmod:poss/7 "
        "'s/_/PART/case/5 Norbac/_/PROPN/conj/3",
        ["Brevent", "Norbac"],
    ),
    "and the member of a list with a possessive": (
        "en",
        "Talmont/_/PROPN/nsubj/2 acquired/acquire/VERB/ROOT/0/Fin Brevent/_/PROPN/obj/2 and/_/CCONJ/cc/6 its/its/PRON/nmod:poss/6 "
        "partner/_/NOUN/conj/3 Norbac/_/PROPN/appos/6",
        ["Brevent", "Norbac"],
    ),
    "the name between commas, over a noun taken for a verb": (
        "en",
        "Talmont/_/PROPN/nsubj/2 acquired/acquire/VERB/ROOT/0/Fin its/its/PRON/nmod:poss/4 public/_/ADJ/amod/5 transport/_/NOUN/obj/2 "
        "ticketing/ticket/VERB/advcl/2 business/_/NOUN/obj/6 ,/_/PUNCT/punct/9 Brevent/_/PROPN/conj/7 ,/_/PUNCT/punct/9 on/_/ADP/case/12 "
        "Monday/_/PROPN/obl/2",
        ["Brevent"],
    ),
    "the object of a headline's second verb": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 cède/céder/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/2 ,/_/PUNCT/punct/5 "
        "rachète/racheter/VERB/parataxis:insert/2/Fin Corvaux/_/PROPN/nsubj/5",
        ["Corvaux"],
    ),
}


@pytest.mark.parametrize(("lang", "text", "expected"), OBJECTS.values(), ids=OBJECTS)
def test_objects(lang: str, text: str, expected: list[str]) -> None:
    assert [name for name, _ in fill(piece_of(lang, text, MANY), lang, "buy", "verb", "patient")] == expected


AGENTS = {
    "the subject of the first verb of a headline": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 cède/céder/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/2 ,/_/PUNCT/punct/5 "
        "rachète/racheter/VERB/parataxis:insert/2/Fin Corvaux/_/PROPN/nsubj/5",
        "buy",
        ["Talmont"],
    ),
    "the subject and its partner right before the verb": (
        "en",
        "Talmont/_/PROPN/nsubj/6 and/_/CCONJ/cc/4 its/its/PRON/nmod:poss/4 partner/_/NOUN/conj/1 Brevent/_/PROPN/nsubj/6 "
        "acquired/acquire/VERB/ROOT/0/Fin Corvaux/_/PROPN/obj/6",
        "buy",
        ["Talmont", "Brevent"],
    ),
    "what a hyphen joins to a participle": (
        "en",
        "Brevent/_/PROPN/nsubj/9 ,/_/PUNCT/punct/8 the/_/DET/det/8 Talmont/_/PROPN/compound/6 -/_/PUNCT/punct/4 owned/own/VERB/amod/7/Part "
        "hosting/_/NOUN/compound/8 firm/_/NOUN/appos/1 hires/hire/VERB/ROOT/0/Fin",
        "hold",
        ["Talmont"],
    ),
    "nouns that the parse takes for verbs": (
        "en",
        "Brevent/_/PROPN/nsubj:pass/3 was/be/AUX/aux:pass/3/Fin acquired/acquire/VERB/ROOT/0/Part by/_/ADP/mark/7 the/_/DET/det/6 "
        "infrastructure/_/NOUN/nsubj/7 funds/fund/VERB/obl:agent/3/Fin Talmont/_/PROPN/obj/7 and/_/CCONJ/cc/10 Norbac/_/PROPN/conj/8",
        "buy",
        ["Talmont", "Norbac"],
    ),
}


@pytest.mark.parametrize(("lang", "text", "rule", "expected"), AGENTS.values(), ids=AGENTS)
def test_agents(lang: str, text: str, rule: str, expected: list[str]) -> None:
    assert [name for name, _ in fill(piece_of(lang, text, MANY), lang, rule, "verb", "agent")] == expected


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        (
            "Talmont/_/PROPN/nsubj/3 a/avoir/AUX/aux:tense/3/Fin racheté/racheter/VERB/ROOT/0/Part Brévent/_/PROPN/obj/3 et/_/CCONJ/cc/6 "
            "cédé/céder/VERB/conj/3/Part Corvaux/_/PROPN/obj/6",
            "cédé",
            False,
        ),
        (
            "Talmont/_/PROPN/nsubj/3 a/avoir/AUX/aux:tense/3/Fin racheté/racheter/VERB/ROOT/0/Part Brévent/_/PROPN/obj/3 ,/_/PUNCT/punct/6 "
            "fondé/fonder/VERB/conj/3/Part en/_/ADP/case/8 2010/_/NUM/obl/6",
            "fondé",
            True,
        ),
    ],
)
def test_a_second_participle_shares_the_auxiliary(text: str, word: str, passive: bool) -> None:
    assert is_passive(next(t for t in parsed("fr", text) if t.text == word)) is passive


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spain/_/PROPN/nmod:poss/3 's/_/PART/case/1 Talmont/_/PROPN/ROOT/0", "Talmont"),
        ("Spain/_/PROPN/compound/3 mast/_/NOUN/compound/3 operator/_/NOUN/compound/4 Talmont/_/PROPN/ROOT/0", "Talmont"),
        ("Spain/_/PROPN/ROOT/0 and/_/CCONJ/cc/3 Talmont/_/PROPN/conj/1", "Spain"),
        ("Spain/_/PROPN/ROOT/0 ,/_/PUNCT/punct/3 Talmont/_/PROPN/conj/1", "Spain"),
    ],
)
def test_a_place_that_narrows_a_name(text: str, expected: str) -> None:
    piece = piece_of("en", text, MANY)
    assert past_place(piece.at[0], piece).names == (expected,)


BEARERS = {
    "of two roles": (
        "Anne/_/PROPN/nsubj/12 Dubreuil/_/PROPN/flat:name/1 ,/_/PUNCT/punct/4 présidente/président/NOUN/appos/1 de/_/ADP/case/6 "
        "Talmont/_/PROPN/nmod/4 et/_/CCONJ/cc/8 actionnaire/_/NOUN/conj/6 de/_/ADP/case/10 Brévent/_/PROPN/nmod/6 ,/_/PUNCT/punct/4 "
        "part/partir/VERB/ROOT/0/Fin",
        "holder",
        ["Anne Dubreuil"],
    ),
    "behind a copula that the parse lost": (
        "Le/_/DET/det/3 premier/_/ADJ/amod/3 actionnaire/_/NOUN/dep/5 de/_/ADP/case/5 Talmont/_/PROPN/ROOT/0 reste/rester/VERB/dep/5/Fin "
        "le/_/DET/det/8 fonds/_/NOUN/dep/5 Norbac/_/PROPN/dep/5",
        "holder",
        ["Norbac"],
    ),
    "of the second of two persons": (
        "Paul/_/PROPN/nsubj/12 Marchand/_/PROPN/flat:name/1 ,/_/PUNCT/punct/6 et/_/CCONJ/cc/6 la/_/DET/det/6 actionnaire/_/NOUN/conj/1 "
        "de/_/ADP/case/8 Brévent/_/PROPN/nmod/6 ,/_/PUNCT/punct/10 Anne/_/PROPN/appos/6 Dubreuil/_/PROPN/flat:name/10 "
        "partent/partir/VERB/ROOT/0/Fin",
        "holder",
        ["Anne Dubreuil"],
    ),
    "of a role in the plural": (
        "Talmont/_/PROPN/nsubj/8 et/_/CCONJ/cc/3 Brévent/_/PROPN/conj/1 ,/_/PUNCT/punct/5 filiales/filial/ADJ/conj/1 de/_/ADP/case/7 "
        "Norbac/_/PROPN/nmod/5 grandissent/grandir/VERB/ROOT/0/Fin",
        "owned",
        ["Talmont", "Brévent"],
    ),
}


@pytest.mark.parametrize(("text", "rule", "expected"), BEARERS.values(), ids=BEARERS)
def test_bearers(text: str, rule: str, expected: list[str]) -> None:
    assert [name for name, _ in fill(piece_of("fr", text, MANY), "fr", rule, "role", "bearer")] == expected
