"""Makers and products around a noun, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import trade
from tests.language.building import NAMES, names_of, piece_of, site_at

BOX = {**NAMES, "Orphée": "Product", "Orpheo": "Product"}


def test_a_product_inside_its_noun_phrase_and_its_maker() -> None:
    text = "Talmont/_/PROPN/nmod:poss/4 's/_/PART/case/1 Orpheo/_/PROPN/compound/4 app/_/NOUN/nsubj/5 sells/sell/VERB/ROOT/0/Fin"
    site = site_at(piece_of("en", text, BOX), "en", "app")
    assert names_of(trade.product(site)) == ["Orpheo"]
    assert names_of(trade.maker(site)) == ["Talmont"]


def test_a_product_that_the_noun_is_the_predicate_of() -> None:
    text = "Orphée/_/PROPN/nsubj/4 est/être/AUX/cop/4/Fin un/_/DET/det/4 service/_/NOUN/ROOT/0 de/_/ADP/case/6 Talmont/_/PROPN/nmod/4"
    site = site_at(piece_of("fr", text, BOX), "fr", "service")
    assert names_of(trade.product(site)) == ["Orphée"]
    assert names_of(trade.maker(site)) == ["Talmont"]
