"""Makers and products, customers and rivals around a noun, on sentences parsed by hand."""

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


def test_a_client_named_by_its_host_inside_the_phrase() -> None:
    text = (
        "Brevent/_/PROPN/nsubj/7 ,/_/PUNCT/punct/5 a/_/DET/det/5 Talmont/_/PROPN/compound/5 client/_/NOUN/appos/1 ,/_/PUNCT/punct/5 "
        "waits/wait/VERB/ROOT/0/Fin"
    )
    site = site_at(piece_of("en", text, NAMES), "en", "client")
    assert names_of(trade.borne(site)) == ["Brevent"]
    assert names_of(trade.towards(site)) == ["Talmont"]


def test_who_is_counted_among_the_customers() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 compte/compter/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/2 et/_/CCONJ/cc/5 Corvaux/_/PROPN/conj/3 "
        "parmi/_/ADP/case/8 ses/son/DET/det/8 clients/client/NOUN/obl/2"
    )
    assert names_of(trade.counted(site_at(piece_of("fr", text, NAMES), "fr", "parmi", "measure"))) == ["Brévent", "Corvaux"]


def test_a_rival_joined_to_a_name_is_its_rival() -> None:
    text = "Talmont/_/PROPN/nsubj/5 and/_/CCONJ/cc/4 rival/_/NOUN/compound/4 Brevent/_/PROPN/conj/1 agree/_/VERB/ROOT/0/Fin"
    assert names_of(trade.counterpart(site_at(piece_of("en", text, NAMES), "en", "rival"))) == ["Talmont"]


def test_goods_are_sold_to_customers_and_parts_of_firms_to_buyers() -> None:
    goods = "Talmont/_/PROPN/nsubj/2 sells/sell/VERB/ROOT/0/Fin {0}/_/NOUN/obj/2 to/_/ADP/case/5 Brevent/_/PROPN/obl/2"
    for what, expected in (("software", ["Brevent"]), ("stake", []), ("business", [])):
        site = site_at(piece_of("en", goods.format(what), NAMES), "en", "sells", "verb")
        assert names_of(trade.sold_to(site)) == expected
