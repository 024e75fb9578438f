"""Whose a plant or a building is that does or holds something; on sentences parsed by hand."""

from __future__ import annotations

from kg.language import facilities
from tests.language.building import NAMES, names_of, piece_of, site_at


def test_what_a_plant_will_make_is_its_owners() -> None:
    text = (
        "L'/le/DET/det/2 usine/_/NOUN/nsubj/4 Talmont/_/PROPN/nmod/2 {0}/créer/VERB/ROOT/0/Fin 240/_/NUM/nummod/6 emplois/emploi/NOUN/obj/4"
    )
    for form, tense, owners in (("créera", "Fut", ["Talmont"]), ("crée", "Pres", [])):
        site = site_at(piece_of("fr", text.format(form), NAMES), "fr", form, "verb")
        site.anchor.set_morph(f"Tense={tense}|VerbForm=Fin")
        assert names_of(facilities.meant_facility(site)) == owners


def test_who_opens_a_building_keeps_it() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 {0}/{1}/VERB/ROOT/0/Fin un/_/DET/det/4 entrepôt/_/NOUN/obj/2 de/_/ADP/case/7 "
        "5000/_/NUM/nummod/7 m²/_/NOUN/nmod/4"
    )
    for form, lemma, keepers in (("ouvre", "ouvrir", ["Talmont"]), ("visite", "visiter", [])):
        assert names_of(facilities.surfaced(site_at(piece_of("fr", text.format(form, lemma), NAMES), "fr", "m²", "measure"))) == keepers
