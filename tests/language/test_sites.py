"""Plants, seats and servers: whose they are and where they stand, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from kg.language import sites, towns
from tests.language.building import NAMES, names_of, piece_of, site_at

PLANTS = {
    "possessive": ("fr", "sa/son/DET/det/2 usine/_/NOUN/ROOT/0 de/_/ADP/case/4 Lyon/_/PROPN/nmod/2", "usine"),
    "named beside": ("fr", "l'/le/DET/det/2 usine/_/NOUN/ROOT/0 Talmont/_/PROPN/nmod/2 de/_/ADP/case/5 Lyon/_/PROPN/nmod/2", "usine"),
    "had": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 ouvre/ouvrir/VERB/ROOT/0/Fin une/_/DET/det/4 usine/_/NOUN/obj/2 à/_/ADP/case/6 Lyon/_/PROPN/nmod/4",
        "usine",
    ),
    "town inside": ("en", "its/_/PRON/nmod:poss/3 Lyon/_/PROPN/compound/3 plant/_/NOUN/ROOT/0", "plant"),
    "company inside": (
        "en",
        "the/_/DET/det/3 Talmont/_/PROPN/compound/3 plant/_/NOUN/ROOT/0 in/_/ADP/case/5 Lyon/_/PROPN/nmod/3",
        "plant",
    ),
}


@pytest.mark.parametrize("name", PLANTS)
def test_whose_a_plant_is_and_where_it_stands(name: str) -> None:
    lang, text, word = PLANTS[name]
    own = ("Talmont", "Organisation")
    site = site_at(piece_of(lang, text, NAMES, pronouns={"sa": own, "its": own}), lang, word)
    assert names_of(sites.keeper(site)) == ["Talmont"]
    assert names_of(sites.ground(site)) == ["Lyon"]


def test_a_visitor_has_no_plant() -> None:
    text = "Talmont/_/PROPN/nsubj/2 visite/visiter/VERB/ROOT/0/Fin une/_/DET/det/4 usine/_/NOUN/obj/2 à/_/ADP/case/6 Lyon/_/PROPN/nmod/4"
    assert sites.keeper(site_at(piece_of("fr", text, NAMES), "fr", "usine")) == []


@pytest.mark.parametrize(("place", "town", "region"), [("Toronto", ["Toronto"], []), ("Texas", [], ["Texas"]), ("UK", [], [])])
def test_a_firm_told_by_its_town_or_region(place: str, town: list[str], region: list[str]) -> None:
    text = (
        f"Talmont/_/PROPN/nsubj/7 ,/_/PUNCT/punct/5 a/_/DET/det/5 {place}/_/PROPN/compound/5 host/_/NOUN/appos/1 ,/_/PUNCT/punct/5 "
        "waits/wait/VERB/ROOT/0/Fin"
    )
    site = site_at(piece_of("en", text, {**NAMES, place: "Place"}), "en", "host")
    assert names_of(towns.townsman(site)) == ["Talmont"]
    assert (names_of(towns.town_before(site)), names_of(towns.region_before(site))) == (town, region)


def test_data_are_kept_where_the_verb_says_but_staff_are_not_data() -> None:
    text = (
        "Les/le/DET/det/2 {0}/_/NOUN/nsubj:pass/6 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 sont/être/AUX/aux:pass/6/Fin "
        "gardés/garder/VERB/ROOT/0/Part à/_/ADP/case/8 Lyon/_/PROPN/obl/6"
    )
    for what, expected in (("serveurs", ["Talmont"]), ("salariés", [])):
        site = site_at(piece_of("fr", text.format(what), NAMES), "fr", "gardés", "verb")
        assert names_of(sites.data_of(site)) == expected


def test_in_whose_data_centre() -> None:
    text = (
        "Brévent/_/PROPN/nsubj:pass/3 est/être/AUX/aux:pass/3/Fin hébergé/héberger/VERB/ROOT/0/Part dans/_/ADP/case/6 le/_/DET/det/6 "
        "datacenter/_/NOUN/obl/3 de/_/ADP/case/8 Talmont/_/PROPN/nmod/6"
    )
    assert names_of(sites.host_owner(site_at(piece_of("fr", text, NAMES), "fr", "hébergé", "verb"))) == ["Talmont"]


def test_a_firm_behind_its_town_and_sort() -> None:
    text = "Lyon/_/PROPN/nmod:poss/4 's/_/PART/case/1 private/_/ADJ/amod/4 {0}/_/NOUN/ROOT/0 Talmont/_/PROPN/appos/4"
    for noun, firms in (("retailer", ["Talmont"]), ("winter", [])):
        assert names_of(towns.firm_behind(site_at(piece_of("en", text.format(noun), NAMES), "en", "'s", "measure"))) == firms
