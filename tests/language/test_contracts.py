"""Which side of a contract buys, and the body that the name of a place stands for, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import contracts
from kg.language.fillers import Filler
from tests.language.building import NAMES, names_of, piece_of, site_at

SIGNS = (
    "Talmont/_/PROPN/nsubj/2 signs/sign/VERB/ROOT/0/Fin a/_/DET/det/4 contract/_/NOUN/obj/2 with/_/ADP/case/6 {0}/_/PROPN/obl/2"
)


def test_the_public_body_buys() -> None:
    names = {**NAMES, "Lyon": "Place"}
    site = site_at(piece_of("en", SIGNS.format("Lyon"), names), "en", "signs", "verb")
    assert names_of(contracts.contract_buyer(site)) == ["Lyon"]
    assert names_of(contracts.contract_seller(site)) == ["Talmont"]


def test_of_two_firms_nobody_knows_which_buys() -> None:
    site = site_at(piece_of("en", SIGNS.format("Brevent"), NAMES), "en", "signs", "verb")
    assert contracts.contract_buyer(site) == contracts.contract_seller(site) == []


def test_a_city_that_buys_is_a_body() -> None:
    text = "La/le/DET/det/2 ville/ville/NOUN/nsubj/5 de/_/ADP/case/4 Lyon/_/PROPN/nmod/2 achète/acheter/VERB/ROOT/0/Fin"
    site = site_at(piece_of("fr", text, {**NAMES, "Lyon": "Place"}), "fr", "achète", "verb")
    body = contracts.as_body(site, Filler("Lyon", "Place", 3, 4, "arc"))
    assert (body.name, body.type) == ("ville de Lyon", "Organisation")
