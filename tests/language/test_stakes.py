"""The company that a stake is in, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from kg.language import stakes
from tests.language.building import NAMES, names_of, piece_of, site_at

HELD = {
    "a percentage of it": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 détient/détenir/VERB/ROOT/0/Fin 30/_/NUM/nummod/4 %/_/NOUN/obj/2 de/_/ADP/case/6 Brévent/_/PROPN/nmod/4",
        "détient",
        ["Brévent"],
    ),
    "a stake in it": (
        "en",
        "Talmont/_/PROPN/nsubj/2 holds/hold/VERB/ROOT/0/Fin a/_/DET/det/4 stake/_/NOUN/obj/2 in/_/ADP/case/6 Brevent/_/PROPN/nmod/4",
        "holds",
        ["Brevent"],
    ),
    "no share, no company": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 détient/détenir/VERB/ROOT/0/Fin la/le/DET/det/4 clé/_/NOUN/obj/2 de/_/ADP/case/6 Brévent/_/PROPN/nmod/4",
        "détient",
        [],
    ),
    "the holder between is not it": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin les/le/DET/det/4 parts/part/NOUN/obj/2 de/_/ADP/case/6 "
        "Corvaux/_/PROPN/nmod/4 dans/_/ADP/case/8 Brévent/_/PROPN/nmod/4",
        "rachète",
        ["Brévent"],
    ),
}


@pytest.mark.parametrize("case", HELD)
def test_the_company_behind_a_share(case: str) -> None:
    lang, text, verb, wanted = HELD[case]
    assert names_of(stakes.stake_in(site_at(piece_of(lang, text, NAMES), lang, verb, "verb"))) == wanted


def test_a_relative_clause_is_about_the_company_before_it() -> None:
    text = (
        "Brévent/_/PROPN/nsubj/7 ,/_/PUNCT/punct/1 dont/_/PRON/nmod/5 Talmont/_/PROPN/nsubj/5 détient/détenir/VERB/acl:relcl/1/Fin "
        ",/_/PUNCT/punct/5 recrute/recruter/VERB/ROOT/0/Fin"
    )
    assert names_of(stakes.stake_of_clause(site_at(piece_of("fr", text, NAMES), "fr", "détient", "verb"))) == ["Brévent"]
