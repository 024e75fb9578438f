"""Places within wider ones, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import wider
from tests.language.building import NAMES, names_of, piece_of, site_at

PLACES = {**NAMES, "Alès": "Place", "Gard": "Place"}


def test_a_town_in_a_part_of_a_wider_place() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 recrute/recruter/VERB/ROOT/0/Fin à/_/ADP/case/4 Alès/_/PROPN/obl/2 ,/_/PUNCT/punct/8 {0}/_/ADP/case/8 "
        "le/_/DET/det/8 nord/_/NOUN/nmod/4 du/de/ADP/case/10 Gard/_/PROPN/nmod/8"
    )
    for word, places in (("dans", ["Gard"]), ("vers", [])):
        site = site_at(piece_of("fr", text.format(word), PLACES), "fr", word, "measure")
        assert names_of(wider.town(site)) == ["Alès"]
        assert names_of(wider.region(site)) == places


def test_a_bracket_with_an_area() -> None:
    text = "à/_/ADP/case/2 Alès/_/PROPN/ROOT/0 (/_/PUNCT/punct/4 nord/_/NOUN/appos/2 du/de/ADP/case/6 Gard/_/PROPN/nmod/4 )/_/PUNCT/punct/4"
    assert names_of(wider.inside_one(site_at(piece_of("fr", text, PLACES), "fr", "(", "measure"))) == ["Gard"]


def test_the_town_in_a_houses_name() -> None:
    text = (
        "le/_/DET/det/2 tribunal/_/NOUN/ROOT/0 de/_/ADP/case/4 Vauvert/_/PROPN/nmod/2 "
        "(/_/PUNCT/punct/6 Gard/_/PROPN/appos/4 )/_/PUNCT/punct/6"
    )
    piece = piece_of("fr", text, {"tribunal de Vauvert": "Organisation", "Gard": "Place"})
    assert names_of(wider.town(site_at(piece, "fr", "(", "measure"))) == ["Vauvert"]
