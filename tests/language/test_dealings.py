"""Customers and rivals around a noun or a verb, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import dealings
from tests.language.building import NAMES, names_of, piece_of, site_at


def test_a_client_named_by_its_host_inside_the_phrase() -> None:
    text = (
        "Brevent/_/PROPN/nsubj/7 ,/_/PUNCT/punct/5 a/_/DET/det/5 Talmont/_/PROPN/compound/5 client/_/NOUN/appos/1 ,/_/PUNCT/punct/5 "
        "waits/wait/VERB/ROOT/0/Fin"
    )
    site = site_at(piece_of("en", text, NAMES), "en", "client")
    assert names_of(dealings.borne(site)) == ["Brevent"]
    assert names_of(dealings.towards(site)) == ["Talmont"]


def test_who_is_counted_among_the_customers() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 compte/compter/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/2 et/_/CCONJ/cc/5 Corvaux/_/PROPN/conj/3 "
        "parmi/_/ADP/case/8 ses/son/DET/det/8 clients/client/NOUN/obl/2"
    )
    assert names_of(dealings.counted(site_at(piece_of("fr", text, NAMES), "fr", "parmi", "measure"))) == ["Brévent", "Corvaux"]


def test_a_rival_joined_to_a_name_is_its_rival() -> None:
    text = "Talmont/_/PROPN/nsubj/5 and/_/CCONJ/cc/4 rival/_/NOUN/compound/4 Brevent/_/PROPN/conj/1 agree/_/VERB/ROOT/0/Fin"
    assert names_of(dealings.counterpart(site_at(piece_of("en", text, NAMES), "en", "rival"))) == ["Talmont"]


def test_goods_are_sold_to_customers_and_parts_of_firms_to_buyers() -> None:
    goods = "Talmont/_/PROPN/nsubj/2 sells/sell/VERB/ROOT/0/Fin {0}/_/NOUN/obj/2 to/_/ADP/case/5 Brevent/_/PROPN/obl/2"
    for what, expected in (("software", ["Brevent"]), ("stake", []), ("business", [])):
        site = site_at(piece_of("en", goods.format(what), NAMES), "en", "sells", "verb")
        assert names_of(dealings.sold_to(site)) == expected
