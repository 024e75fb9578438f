"""Who uses goods that another makes, and what runs on whose machines, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import hosts
from tests.language.building import NAMES, names_of, piece_of, site_at


def test_who_uses_goods_that_another_builds() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 uses/use/VERB/ROOT/0/Fin {0}/{0}/NOUN/obj/2 supplied/supply/VERB/acl/3/Part "
        "by/_/ADP/case/6 Brevent/_/PROPN/obl/4"
    )
    for what, expected in (("tanks", ["Talmont"]), ("evidence", [])):
        site = site_at(piece_of("en", text.format(what), NAMES), "en", "supplied", "verb")
        assert names_of(hosts.user_of_goods(site)) == expected


def test_what_runs_on_the_machines_of_another() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 tourne/tourner/VERB/ROOT/0/Fin sur/_/ADP/case/5 les/le/DET/det/5 serveurs/serveur/NOUN/obl/2 "
        "de/_/ADP/case/7 Brévent/_/PROPN/nmod/5"
    )
    site = site_at(piece_of("fr", text, NAMES), "fr", "tourne", "verb")
    assert names_of(hosts.run_somewhere(site)) == ["Talmont"]


def test_a_list_of_customers_tells_whose_they_are() -> None:
    text = (
        "Les/le/DET/det/2 clients/client/NOUN/nsubj/5 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 sont/être/VERB/ROOT/0/Fin "
        "Brévent/_/PROPN/obj/5 et/_/CCONJ/cc/8 Corvaux/_/PROPN/conj/6"
    )
    assert names_of(hosts.kept_by(site_at(piece_of("fr", text, NAMES), "fr", "clients", "measure"))) == ["Talmont"]


def test_whose_rival_goods_are() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 redoute/redouter/VERB/ROOT/0/Fin l'/le/DET/det/4 {0}/_/NOUN/obj/2 concurrente/concurrent/ADJ/amod/4 "
        "de/_/ADP/case/7 Brévent/_/PROPN/nmod/4"
    )
    for noun, whose in (("offre", ["Brévent"]), ("haine", [])):
        site = site_at(piece_of("fr", text.format(noun), NAMES), "fr", "concurrente", "role")
        assert names_of(hosts.goods_of(site)) == whose
    assert names_of(hosts.clause_or_topic(site_at(piece_of("fr", text.format("offre"), NAMES), "fr", "concurrente", "role"))) == ["Talmont"]
