"""Triggers on sentences parsed by hand: gaps, longer ones that hide shorter ones, word classes, voices."""

from __future__ import annotations

import pytest

from kg.language.triggers import GAP, beside, is_passive
from tests.language.building import parsed, piece_of, shown

ORGS = {"Talmont": "Organisation", "Brévent": "Organisation", "Brevent": "Organisation", "Sélune": "Programme"}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "fr",
            "Talmont/_/PROPN/nsubj/3 a/avoir/AUX/aux:tense/3/Fin racheté/racheter/VERB/ROOT/0/Part Brévent/_/PROPN/obj/3 ./_/PUNCT/punct/3",
            [("buy", "racheté")],
        ),
        (  # words of a trigger may stand apart
            "fr",
            "Talmont/_/PROPN/nsubj/3 a/avoir/AUX/aux:tense/3/Fin mis/mettre/VERB/ROOT/0/Part enfin/_/ADV/advmod/3 la/le/DET/det/6 "
            "main/_/NOUN/obj/3 sur/_/ADP/case/8 Brévent/_/PROPN/obl/3",
            [("buy", "mis main sur")],
        ),
        (  # the longer trigger hides the shorter
            "fr",
            "Brévent/_/PROPN/nsubj/2 devient/devenir/VERB/ROOT/0/Fin la/le/DET/det/4 propriété/_/NOUN/obj/2 de/_/ADP/case/6 "
            "Talmont/_/PROPN/nmod/4",
            [("property", "devient propriété")],
        ),
        (
            "fr",
            "Brévent/_/PROPN/ROOT/0 ,/_/PUNCT/punct/3 propriété/_/NOUN/appos/1 de/_/ADP/case/5 Talmont/_/PROPN/nmod/3",
            [("owned", "propriété")],
        ),
        (  # of one rule only the longest at a place
            "fr",
            "Le/le/DET/det/2 directeur/_/NOUN/ROOT/0 général/_/ADJ/amod/2 de/_/ADP/case/5 Talmont/_/PROPN/nmod/2",
            [("lead", "directeur général")],
        ),
        (  # a participle that the tagger took for a noun
            "fr",
            "Brévent/_/PROPN/ROOT/0 rachetée/_/NOUN/appos/1 par/_/ADP/case/4 Talmont/_/PROPN/nmod/2",
            [("buy", "rachetée")],
        ),
        ("fr", "L'/le/DET/det/2 ex-président/_/NOUN/ROOT/0 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2", [("lead", "ex-président")]),
        ("en", "Talmont/_/PROPN/nsubj/2 took/take/VERB/ROOT/0/Fin over/_/ADP/case/4 Brevent/_/PROPN/obj/2", [("buy", "took over")]),
        ("en", "The/the/DET/det/2 takeover/_/NOUN/ROOT/0 of/_/ADP/case/4 Brevent/_/PROPN/nmod/2", [("buy", "takeover")]),
        # a noun's lemma is no verb
        ("en", "The/the/DET/det/2 merge/_/NOUN/ROOT/0 of/_/ADP/case/4 Brevent/_/PROPN/nmod/2", []),
        ("fr", "Talmont/_/PROPN/nsubj/2 recrute/recruter/VERB/ROOT/0/Fin", []),
    ],
)
def test_triggers(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(piece_of(lang, text, ORGS), lang) == expected


@pytest.mark.parametrize("between", range(GAP + 3))
def test_gap_is_bounded(between: int) -> None:
    adverbs = " ".join(["vite/_/ADV/advmod/1"] * between)
    text = f"met/mettre/VERB/ROOT/0/Fin {adverbs} main/_/NOUN/obj/1 sur/_/ADP/case/1"
    assert shown(piece_of("fr", text, {}), "fr") == ([("buy", "met main sur")] if between <= GAP else [])


def test_a_trigger_ends_with_its_sentence() -> None:
    text = "Talmont/_/PROPN/nsubj/2 met/mettre/VERB/ROOT/0/Fin || main/_/NOUN/ROOT/0 sur/_/ADP/case/3 Brévent/_/PROPN/nmod/1"
    assert shown(piece_of("fr", text, ORGS), "fr") == []


def test_what_names_a_thing_is_no_trigger() -> None:
    text = "Fusion/fusion/NOUN/nsubj/2 recrute/recruter/VERB/ROOT/0/Fin"
    assert shown(piece_of("fr", text, {}), "fr") == [("merge", "Fusion")]
    assert shown(piece_of("fr", text, {"Fusion": "Organisation"}), "fr") == []


ACTIVE = "Talmont/_/PROPN/nsubj/3 a/avoir/AUX/aux:tense/3/Fin racheté/racheter/VERB/ROOT/0/Part Brévent/_/PROPN/obj/3"
PASSIVE = (
    "Brévent/_/PROPN/nsubj:pass/4 a/avoir/AUX/aux:tense/4/Fin été/être/AUX/aux:pass/4/Part racheté/racheter/VERB/ROOT/0/Part "
    "par/_/ADP/case/6 Talmont/_/PROPN/obl:agent/4"
)


@pytest.mark.parametrize(
    ("lang", "text", "word", "passive"),
    [
        ("fr", ACTIVE, "racheté", False),
        ("fr", PASSIVE, "racheté", True),
        ("fr", "Brévent/_/PROPN/ROOT/0 racheté/racheter/VERB/acl/1/Part par/_/ADP/case/4 Talmont/_/PROPN/obl:agent/2", "racheté", True),
        ("fr", "Brévent/_/PROPN/ROOT/0 racheté/racheter/VERB/acl/1/Part", "racheté", True),
        ("fr", "Talmont/_/PROPN/ROOT/0 rachetant/racheter/VERB/acl/1/Pres Brévent/_/PROPN/obj/2", "rachetant", False),
        ("fr", "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/2", "rachète", False),
        ("fr", "Talmont/_/PROPN/nsubj/2 veut/vouloir/VERB/ROOT/0/Fin racheter/_/VERB/xcomp/2/Inf Brévent/_/PROPN/obj/3", "racheter", False),
        (  # an infinitive's passive
            "fr",
            "Brévent/_/PROPN/nsubj/2 veut/vouloir/VERB/ROOT/0/Fin être/_/AUX/aux:pass/4/Inf racheté/racheter/VERB/xcomp/2/Part",
            "racheté",
            True,
        ),
        (  # an auxiliary beyond a comma is another verb's
            "fr",
            "Brévent/_/PROPN/nsubj/4 a/avoir/AUX/aux:tense/4/Fin ,/_/PUNCT/punct/4 racheté/racheter/VERB/ROOT/0/Part",
            "racheté",
            True,
        ),
        ("en", "Talmont/_/PROPN/nsubj/2 acquired/acquire/VERB/ROOT/0/Part Brevent/_/PROPN/obj/2", "acquired", False),
        ("en", "Brevent/_/PROPN/nsubj:pass/3 was/be/AUX/aux:pass/3/Fin acquired/acquire/VERB/ROOT/0/Part", "acquired", True),
        ("en", "Talmont/_/PROPN/nsubj/3 has/have/AUX/aux/3/Fin acquired/acquire/VERB/ROOT/0/Part Brevent/_/PROPN/obj/3", "acquired", False),
        (
            "en",
            "Brevent/_/PROPN/nsubj:pass/4 has/have/AUX/aux/4/Fin been/be/AUX/aux:pass/4/Part acquired/acquire/VERB/ROOT/0/Part",
            "acquired",
            True,
        ),
        ("en", "Brevent/_/PROPN/ROOT/0 acquired/acquire/VERB/acl/1/Part by/_/ADP/case/4 Talmont/_/PROPN/obl:agent/2", "acquired", True),
    ],
)
def test_voice(lang: str, text: str, word: str, passive: bool) -> None:
    verb = next(token for token in parsed(lang, text) if token.text == word)
    assert is_passive(verb) is passive


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("a/avoir/AUX/aux:tense/2 racheté/racheter/VERB/ROOT/0/Part", True),
        ("a/avoir/AUX/aux:tense/4 très/_/ADV/advmod/4 vite/_/ADV/advmod/4 racheté/racheter/VERB/ROOT/0/Part", True),
        ("a/avoir/AUX/aux:tense/3 ,/_/PUNCT/punct/3 racheté/racheter/VERB/ROOT/0/Part", False),
        ("a/avoir/AUX/aux:tense/8 " + "x/_/X/dep/8 " * 6 + "racheté/racheter/VERB/ROOT/0/Part", False),
    ],
)
def test_an_auxiliary_beside_its_verb(text: str, stands: bool) -> None:
    doc = parsed("fr", text)
    assert beside(doc[0], doc[len(doc) - 1]) is stands
