"""Brands, possessives with a name, firms joined by hyphens, seats in apposition, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import brands
from tests.language.building import NAMES, names_of, piece_of, site_at

OWN = ("Talmont", "Organisation")


def test_what_is_sold_under_a_name() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 sells/sell/VERB/ROOT/0/Fin hats/hat/NOUN/obj/2 under/_/ADP/case/7 the/_/DET/det/7 "
        "Brevent/_/PROPN/compound/7 name/_/NOUN/obl/2"
    )
    site = site_at(piece_of("en", text, NAMES), "en", "name")
    assert names_of(brands.brand_owner(site)) == ["Talmont"]
    french = (
        "Talmont/_/PROPN/nsubj/2 vend/vendre/VERB/ROOT/0/Fin des/_/DET/det/4 vélos/_/NOUN/obj/2 sous/_/ADP/case/7 la/_/DET/det/7 "
        "marque/_/NOUN/obl/2 Brévent/_/PROPN/nmod/7"
    )
    assert names_of(brands.brand_name(site_at(piece_of("fr", french, NAMES), "fr", "marque"))) == ["Brévent"]


def test_a_name_behind_a_possessive_and_a_common_noun() -> None:
    text = "Talmont/_/PROPN/nsubj/2 vante/vanter/VERB/ROOT/0/Fin ses/son/DET/det/4 {0}/_/NOUN/obj/2 Brévent/_/PROPN/nmod/4"
    for noun, expected in (("céréales", ["Brévent"]), ("filiale", []), ("compte", [])):
        piece = piece_of("fr", text.format(noun), NAMES, pronouns={"ses": OWN}, weak=frozenset({"Brévent"}))
        site = site_at(piece, "fr", "ses", "measure")
        assert names_of(brands.possessed(site)) == expected
        assert names_of(brands.possessive_owner(site)) == ["Talmont"]


def test_well_known_firms_joined_by_hyphens() -> None:
    text = "l'/le/DET/det/2 alliance/_/NOUN/ROOT/0 {0}/_/PROPN/nmod/2"
    for name, expected in (("Renault-Nissan", ["Renault", "Nissan"]), ("Saint-Aubin", [])):
        site = site_at(piece_of("fr", text.format(name), {name: "Organisation"}), "fr", "alliance", "noun")
        assert names_of(brands.joined_by_hyphens(site)) == expected


def test_the_seat_is_the_town_not_the_region_behind_it() -> None:
    text = (
        "à/_/ADP/case/2 Lyon/_/PROPN/ROOT/0 ,/_/PUNCT/punct/5 en/_/ADP/case/5 Rhône/_/PROPN/nmod/2 ,/_/PUNCT/punct/7 "
        "siège/_/NOUN/appos/2 de/_/ADP/case/9 Talmont/_/PROPN/nmod/7"
    )
    site = site_at(piece_of("fr", text, {**NAMES, "Rhône": "Place"}), "fr", "siège")
    assert names_of(brands.seat_at(site)) == ["Lyon"]


def test_rivals_of_one_another_and_of_a_third() -> None:
    text = "{0}/_/DET/det/2 rivaux/rival/NOUN/ROOT/0 Talmont/_/PROPN/nmod/2 et/_/CCONJ/cc/5 Brévent/_/PROPN/conj/3"
    for word, expected in (("les", ["Talmont", "Brévent"]), ("ses", [])):
        piece = piece_of("fr", text.format(word), NAMES)
        assert names_of(brands.mutual(site_at(piece, "fr", "rivaux", "measure"))) == expected
