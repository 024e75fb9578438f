"""Rules applied to sentences parsed by hand: pairs, lists, gapping, stakes, values, role phrases, types."""

from __future__ import annotations

import pytest

from tests.language.building import found, piece_of

NAMES = {
    "Talmont": "Organisation",
    "Brévent": "Organisation",
    "Brevent": "Organisation",
    "Corvaux": "Organisation",
    "Sélune": "Organisation",
    "Lyon": "Place",
    "Paul Marchand": "Person",
}

MATCHES = {
    "list of subjects": (
        "fr",
        "Talmont/_/PROPN/nsubj/5 et/_/CCONJ/cc/3 Corvaux/_/PROPN/conj/1 ont/avoir/AUX/aux:tense/5/Fin racheté/racheter/VERB/ROOT/0/Part "
        "Brévent/_/PROPN/obj/5",
        [("buy", "Talmont", "Brévent", None), ("buy", "Corvaux", "Brévent", None)],
    ),
    "each with each": (
        "fr",
        "Talmont/_/PROPN/nsubj/5 et/_/CCONJ/cc/3 Corvaux/_/PROPN/conj/1 ont/avoir/AUX/aux:tense/5/Fin racheté/racheter/VERB/ROOT/0/Part "
        "Brévent/_/PROPN/obj/5 et/_/CCONJ/cc/8 Sélune/_/PROPN/conj/6",
        [
            ("buy", "Talmont", "Brévent", None),
            ("buy", "Talmont", "Sélune", None),
            ("buy", "Corvaux", "Brévent", None),
            ("buy", "Corvaux", "Sélune", None),
        ],
    ),
    "respectively": (
        "fr",
        "Talmont/_/PROPN/nsubj/5 et/_/CCONJ/cc/3 Corvaux/_/PROPN/conj/1 ont/avoir/AUX/aux:tense/5/Fin racheté/racheter/VERB/ROOT/0/Part "
        "respectivement/_/ADV/advmod/5 Brévent/_/PROPN/obj/5 et/_/CCONJ/cc/9 Sélune/_/PROPN/conj/7",
        [("buy", "Talmont", "Brévent", None), ("buy", "Corvaux", "Sélune", None)],
    ),
    "gapping behind a passive": (
        "fr",
        "Sélune/_/PROPN/nsubj:pass/4 a/avoir/AUX/aux:tense/4/Fin été/être/AUX/aux:pass/4/Part racheté/racheter/VERB/ROOT/0/Part "
        "par/_/ADP/case/6 Talmont/_/PROPN/obl:agent/4 ,/_/PUNCT/punct/9 et/_/CCONJ/cc/9 Brévent/_/PROPN/conj/4 par/_/ADP/case/11 "
        "Corvaux/_/PROPN/orphan/9",
        [("buy", "Talmont", "Sélune", None), ("buy", "Corvaux", "Brévent", None)],
    ),
    "no gapping across another verb": (
        "fr",
        "Sélune/_/PROPN/nsubj:pass/4 a/avoir/AUX/aux:tense/4/Fin été/être/AUX/aux:pass/4/Part racheté/racheter/VERB/ROOT/0/Part "
        "par/_/ADP/case/6 Talmont/_/PROPN/obl:agent/4 et/_/CCONJ/cc/8 vise/viser/VERB/conj/4/Fin Brévent/_/PROPN/obj/8 par/_/ADP/case/11 "
        "Corvaux/_/PROPN/obl/8",
        [("buy", "Talmont", "Sélune", None)],
    ),
    "percentages before their holders": (
        "fr",
        "La/le/DET/det/2 société/_/NOUN/nsubj:pass/5 Brévent/_/PROPN/nmod/2 est/être/AUX/aux:pass/5/Fin détenue/détenir/VERB/ROOT/0/Part "
        "à/_/ADP/case/8 51/_/NUM/nummod/8 %/_/NOUN/obl:mod/5 par/_/ADP/case/10 Talmont/_/PROPN/obl:agent/5 et/_/CCONJ/cc/14 "
        "à/_/ADP/case/14 49/_/NUM/nummod/14 %/_/NOUN/conj/8 par/_/ADP/case/16 Corvaux/_/PROPN/orphan/14",
        [("hold", "Talmont", "Brévent", "51 %"), ("hold", "Corvaux", "Brévent", "49 %")],
    ),
    "percentages behind their holders": (
        "fr",
        "Brévent/_/PROPN/nsubj:pass/3 est/être/AUX/aux:pass/3/Fin détenu/détenir/VERB/ROOT/0/Part par/_/ADP/case/5 "
        "Talmont/_/PROPN/obl:agent/3 (/_/PUNCT/punct/8 51/_/NUM/nummod/8 %/_/NOUN/appos/5 )/_/PUNCT/punct/8 et/_/CCONJ/cc/11 "
        "Corvaux/_/PROPN/conj/5 (/_/PUNCT/punct/14 49/_/NUM/nummod/14 %/_/NOUN/appos/11 )/_/PUNCT/punct/14",
        [("hold", "Talmont", "Brévent", "51 %"), ("hold", "Corvaux", "Brévent", "49 %")],
    ),
    "a share of a company": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 détient/détenir/VERB/ROOT/0/Fin 35/_/NUM/nummod/4 %/_/NOUN/obj/2 du/de/ADP/case/6 capital/_/NOUN/nmod/4 "
        "de/_/ADP/case/8 Brévent/_/PROPN/nmod/6",
        [("hold", "Talmont", "Brévent", "35 %")],
    ),
    "a value that is needed and lacking": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 détient/détenir/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/2",
        [],
    ),
    "whole by being alone": (
        "fr",
        "Talmont/_/PROPN/nsubj/5 est/être/AUX/cop/5/Fin le/_/DET/det/5 seul/_/ADJ/amod/5 actionnaire/_/NOUN/ROOT/0 de/_/ADP/case/7 "
        "Brévent/_/PROPN/nmod/5",
        [("holder", "Talmont", "Brévent", "100 %")],
    ),
    "a fusion between two": (
        "fr",
        "La/le/DET/det/2 fusion/_/NOUN/nsubj/7 entre/_/ADP/case/4 Talmont/_/PROPN/nmod/2 et/_/CCONJ/cc/6 Brévent/_/PROPN/conj/4 "
        "avance/avancer/VERB/ROOT/0/Fin",
        [("merge", "Talmont", "Brévent", None)],
    ),
    "nothing to itself": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin Talmont/_/PROPN/obj/2",
        [],
    ),
    "a place is not bought": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin Lyon/_/PROPN/obj/2",
        [],
    ),
    "the price of a takeover": (
        "en",
        "Talmont/_/PROPN/nsubj/2 acquired/acquire/VERB/ROOT/0/Fin Brevent/_/PROPN/obj/2 for/_/ADP/case/6 12/_/NUM/nummod/6 "
        "euros/euro/NOUN/obl/2",
        [("buy", "Talmont", "Brevent", "12 EUR")],
    ),
}


@pytest.mark.parametrize(("lang", "text", "expected"), MATCHES.values(), ids=MATCHES)
def test_matches(lang: str, text: str, expected: list[tuple[str, str | None, str | None, str | None]]) -> None:
    assert found(piece_of(lang, text, NAMES), lang) == expected


PHRASES = {
    "plain": ("président/_/NOUN/appos/1", "président"),
    "adjectives": ("directeur/_/NOUN/appos/1 général/_/ADJ/amod/4 adjoint/_/ADJ/amod/4", "directeur général adjoint"),
    "no article, no new": ("le/_/DET/det/6 nouveau/_/ADJ/amod/6 président/_/NOUN/appos/1", "président"),
    "of a branch": ("président/_/NOUN/appos/1 du/de/ADP/case/6 directoire/_/NOUN/nmod/4", "président du directoire"),
}


@pytest.mark.parametrize(("words", "phrase"), PHRASES.values(), ids=PHRASES)
def test_role_phrases(words: str, phrase: str) -> None:
    head = 3 + len(words.split())
    role = next(k for k, cell in enumerate(words.split(), start=4) if "/appos/" in cell)
    text = (
        f"Paul/_/PROPN/nsubj/{head + 4} Marchand/_/PROPN/flat:name/1 ,/_/PUNCT/punct/{role} {words} de/_/ADP/case/{head + 2} "
        f"Talmont/_/PROPN/nmod/{role} ,/_/PUNCT/punct/{role} démissionne/démissionner/VERB/ROOT/0/Fin"
    )
    assert found(piece_of("fr", text, NAMES), "fr") == [("lead", "Paul Marchand", "Talmont", phrase)]


WEAK = "Lyon/_/PROPN/nsubj/2 détient/détenir/VERB/ROOT/0/Fin 35/_/NUM/nummod/4 %/_/NOUN/obj/2 de/_/ADP/case/6 Brévent/_/PROPN/nmod/4"


def test_a_name_typed_by_the_recogniser_alone_is_what_its_role_makes_it() -> None:
    assert found(piece_of("fr", WEAK, NAMES), "fr") == []
    assert found(piece_of("fr", WEAK, NAMES, weak=frozenset({"Lyon"})), "fr") == [("hold", "Lyon", "Brévent", "35 %")]


def test_a_full_name_of_a_person_leads_whatever_the_recogniser_thought() -> None:
    text = (
        "Anne/_/PROPN/nsubj/8 Dubreuil/_/PROPN/flat:name/1 ,/_/PUNCT/punct/4 président/_/NOUN/appos/1 de/_/ADP/case/6 "
        "Talmont/_/PROPN/nmod/4 ,/_/PUNCT/punct/4 démissionne/démissionner/VERB/ROOT/0/Fin"
    )
    names = {**NAMES, "Anne Dubreuil": "Organisation"}
    assert found(piece_of("fr", text, names), "fr") == []
    assert found(piece_of("fr", text, names, weak=frozenset({"Anne Dubreuil"})), "fr") == [
        ("lead", "Anne Dubreuil", "Talmont", "président")
    ]
