"""Fillers by position where the arcs lead nowhere, and who does the deed that a noun names, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from tests.language.building import NAMES, fill, piece_of, roles

LOST = {  # arcs that lead nowhere: the places of the words decide, and say that they are less sure
    "object": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin Brévent/_/PROPN/dep/1",
        "buy",
        "patient",
        [("Brévent", "near")],
    ),
    "agent of a passive": (
        "fr",
        "Brévent/_/PROPN/nsubj:pass/3 est/être/AUX/aux:pass/3/Fin racheté/racheter/VERB/ROOT/0/Part par/_/ADP/dep/1 Talmont/_/PROPN/dep/1",
        "buy",
        "agent",
        [("Talmont", "near")],
    ),
    "with": (
        "en",
        "Talmont/_/PROPN/nsubj/2 merged/merge/VERB/ROOT/0/Fin with/_/ADP/dep/1 Brevent/_/PROPN/dep/1",
        "merge",
        "with",
        [("Brevent", "near")],
    ),
    "not beyond the next verb": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin puis/_/CCONJ/cc/4 recrute/recruter/VERB/conj/2/Fin Brévent/_/PROPN/dep/4",
        "buy",
        "patient",
        [],
    ),
    "not beyond a comma": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin ,/_/PUNCT/punct/2 Brévent/_/PROPN/dep/1",
        "buy",
        "patient",
        [],
    ),
    "not where a rule wants arcs only": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 fonde/fonder/VERB/ROOT/0/Fin Brévent/_/PROPN/dep/1",
        "found",
        "patient",
        [],
    ),
}


@pytest.mark.parametrize(("lang", "text", "rule", "function", "expected"), LOST.values(), ids=LOST)
def test_positions(lang: str, text: str, rule: str, function: str, expected: list[tuple[str, str]]) -> None:
    assert fill(piece_of(lang, text, NAMES), lang, rule, "verb", function) == expected


DEEDS = {  # who does the deed that a noun names
    "by": (
        "Le/le/DET/det/2 rachat/_/NOUN/ROOT/0 de/_/ADP/case/4 Brévent/_/PROPN/nmod/2 par/_/ADP/case/6 Talmont/_/PROPN/nmod/2",
        ["Talmont"],
    ),
    "who announces it": (
        "Talmont/_/PROPN/nsubj/2 annonce/annoncer/VERB/ROOT/0/Fin le/_/DET/det/4 rachat/_/NOUN/obj/2 "
        "de/_/ADP/case/6 Brévent/_/PROPN/nmod/4",
        ["Talmont"],
    ),
    "not who talks about it": (
        "Talmont/_/PROPN/nsubj/2 parle/parler/VERB/ROOT/0/Fin de/_/ADP/case/5 le/_/DET/det/5 rachat/_/NOUN/obl/2 de/_/ADP/case/7 "
        "Brévent/_/PROPN/nmod/5",
        [],
    ),
    "whose offer it is": (
        "L'/le/DET/det/2 offre/_/NOUN/nsubj/9 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 pour/_/ADP/case/6 rachat/_/NOUN/nmod/2 "
        "de/_/ADP/case/8 Brévent/_/PROPN/nmod/6 échoue/échouer/VERB/ROOT/0/Fin",
        ["Talmont"],
    ),
}


@pytest.mark.parametrize(("text", "agent"), DEEDS.values(), ids=DEEDS)
def test_deeds(text: str, agent: list[str]) -> None:
    around = roles(piece_of("fr", text, NAMES), "fr", "buy", "noun")
    assert [f.name for f in around.fill("agent")] == agent
    assert [f.name for f in around.fill("patient")] == ["Brévent"]
