"""Whose a counted thing or a figure is, where no verb says so, and numbers without a unit; on sentences parsed by hand."""

from __future__ import annotations

import pytest

from tests.language.building import NAMES, made, piece_of

STAFF = {
    "brackets": (
        "fr",
        "Talmont/_/PROPN/nsubj/6 (/_/PUNCT/punct/4 240/_/NUM/nummod/4 salariés/salarié/NOUN/appos/1 "
        ")/_/PUNCT/punct/4 recrute/recruter/VERB/ROOT/0/Fin",
    ),
    "aside": (
        "fr",
        "Talmont/_/PROPN/nsubj/6 ,/_/PUNCT/punct/4 240/_/NUM/nummod/4 salariés/salarié/NOUN/appos/1 "
        ",/_/PUNCT/punct/4 recrute/recruter/VERB/ROOT/0/Fin",
    ),
    "opening": (
        "fr",
        "Avec/avec/ADP/case/3 240/_/NUM/nummod/3 salariés/salarié/NOUN/obl/6 ,/_/PUNCT/punct/3 "
        "Talmont/_/PROPN/nsubj/6 domine/dominer/VERB/ROOT/0/Fin",
    ),
    "strong": (
        "fr",
        "Talmont/_/PROPN/nsubj/8 ,/_/PUNCT/punct/3 fort/_/ADJ/appos/1 de/_/ADP/case/6 240/_/NUM/nummod/6 "
        "salariés/salarié/NOUN/nmod/3 ,/_/PUNCT/punct/3 recrute/recruter/VERB/ROOT/0/Fin",
    ),
    "class": (
        "fr",
        "Talmont/_/PROPN/nsubj/4 est/être/AUX/cop/4/Fin une/un/DET/det/4 entreprise/_/NOUN/ROOT/0 de/_/ADP/case/7 "
        "240/_/NUM/nummod/7 salariés/salarié/NOUN/nmod/4",
    ),
    "all": (
        "en",
        "The/the/DET/det/3 240/_/NUM/nummod/3 employees/employee/NOUN/nsubj/6 of/_/ADP/case/5 "
        "Talmont/_/PROPN/nmod/3 left/leave/VERB/ROOT/0/Fin",
    ),
}
NOBODYS = {
    "part": ("fr", "Talmont/_/PROPN/nsubj/2 perd/perdre/VERB/ROOT/0/Fin 240/_/NUM/nummod/4 salariés/salarié/NOUN/obj/2"),
    "at somebody's": (
        "fr",
        "Chez/chez/ADP/case/2 Talmont/_/PROPN/obl/6 ,/_/PUNCT/punct/2 240/_/NUM/nummod/5 "
        "salariés/salarié/NOUN/nsubj/6 partent/partir/VERB/ROOT/0/Fin",
    ),
}


@pytest.mark.parametrize("case", STAFF)
def test_who_has_what_is_counted(case: str) -> None:
    lang, text = STAFF[case]
    assert made(piece_of(lang, text, NAMES), lang, "headcount") == [("Talmont", None, "240 employees")]


@pytest.mark.parametrize("case", NOBODYS)
def test_a_count_of_some_is_nobodys(case: str) -> None:
    lang, text = NOBODYS[case]
    assert made(piece_of(lang, text, NAMES), lang, "headcount") == []


def test_a_number_without_a_unit() -> None:
    text = (
        "Talmont/_/PROPN/nmod:poss/3 's/_/PART/case/1 workforce/_/NOUN/nsubj/4 stands/stand/VERB/ROOT/0/Fin "
        "at/_/ADP/case/6 4,000/_/NUM/obl/4"
    )
    assert made(piece_of("en", text, NAMES), "en", "headcount") == [("Talmont", None, "4000 employees")]


def test_a_figure_of_what_the_document_is_about() -> None:
    text = "Revenue/revenue/NOUN/nsubj/2 rose/rise/VERB/ROOT/0/Fin to/_/ADP/case/6 $/_/SYM/obl/2 3/_/NUM/nummod/4 million/_/NUM/nummod/4"
    assert made(piece_of("en", text, NAMES, topic=("Talmont", "Organisation")), "en", "revenue") == [("Talmont", None, "3 million USD")]
