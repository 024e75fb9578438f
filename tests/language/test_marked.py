"""Names that a preposition marks, wherever the parse hangs them, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from kg.language.marked import cases_before, marked_by
from tests.language.building import NAMES, names_of, piece_of, site_at

SOLD = (
    "Talmont/_/PROPN/nsubj/2 fournit/fournir/VERB/ROOT/0/Fin des/un/DET/det/4 pièces/pièce/NOUN/obj/2 au/à/ADP/case/6 "
    "groupe/_/NOUN/nmod/4 Brévent/_/PROPN/nmod/6 avec/_/ADP/case/9 Corvaux/_/PROPN/obl/2"
)


@pytest.mark.parametrize(("cases", "expected"), [({"à"}, ["Brévent"]), ({"avec", "with"}, ["Corvaux"]), ({"chez"}, [])])
def test_the_first_name_that_the_preposition_marks(cases: set[str], expected: list[str]) -> None:
    site = site_at(piece_of("fr", SOLD, NAMES), "fr", "fournit", "verb")
    assert names_of(marked_by(site, frozenset(cases))) == expected


def test_prepositions_of_two_words_count_as_one() -> None:
    text = "Talmont/_/PROPN/nsubj/2 recule/reculer/VERB/ROOT/0/Fin face/_/NOUN/obl/2 à/_/ADP/case/5 Brévent/_/PROPN/nmod/3"
    site = site_at(piece_of("fr", text, NAMES), "fr", "recule", "verb")
    assert cases_before(site, 4) == {"à", "face à"}
    assert names_of(marked_by(site, frozenset({"face à"}))) == ["Brévent"]


def test_the_next_clause_is_out_of_reach() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 recrute/recruter/VERB/ROOT/0/Fin et/_/CCONJ/cc/4 discute/discuter/VERB/conj/2/Fin avec/_/ADP/case/6 "
        "Brévent/_/PROPN/obl/4"
    )
    assert marked_by(site_at(piece_of("fr", text, NAMES), "fr", "recrute", "verb"), frozenset({"avec"})) == []


def test_behind_a_noun_only_its_own_phrase_is_read() -> None:
    text = (
        "Le/le/DET/det/2 fabricant/_/NOUN/nsubj/6 né/naître/VERB/acl/2/Part à/_/ADP/case/5 Lyon/_/PROPN/obl/3 "
        "recrute/recruter/VERB/ROOT/0/Fin"
    )
    assert marked_by(site_at(piece_of("fr", text, NAMES), "fr", "fabricant"), frozenset({"à"})) == []
