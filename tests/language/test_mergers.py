"""Who merges and what comes of it, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import mergers
from tests.language.building import NAMES, names_of, piece_of, site_at

FUSION = (
    "La/le/DET/det/2 fusion/_/NOUN/nsubj/8 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 et/_/CCONJ/cc/7 de/_/ADP/case/7 "
    "Corvaux/_/PROPN/conj/4 avance/avancer/VERB/ROOT/0/Fin"
)
BORN = (
    "Brévent/_/PROPN/nsubj/9 ,/_/PUNCT/punct/1 né/naître/VERB/acl/1/Part de/_/ADP/case/5 fusion/_/NOUN/obl/3 entre/_/ADP/case/7 "
    "Talmont/_/PROPN/nmod/5 et/_/CCONJ/cc/10 recrute/recruter/VERB/ROOT/0/Fin Corvaux/_/PROPN/conj/7"
)


def test_two_that_merge() -> None:
    site = site_at(piece_of("fr", FUSION, NAMES), "fr", "fusion", "noun")
    assert names_of(mergers.pair(site)) == ["Talmont", "Corvaux"]
    assert mergers.outcome(site) == []
    assert mergers.merged(site) == []


def test_what_is_born_of_a_merger() -> None:
    site = site_at(piece_of("fr", BORN, NAMES), "fr", "fusion", "noun")
    assert names_of(mergers.outcome(site)) == ["Brévent"]
    assert mergers.pair(site) == []


def test_two_that_somebody_merges() -> None:
    text = "Louvel/_/PROPN/nsubj/2 fusionne/fusionner/VERB/ROOT/0/Fin Talmont/_/PROPN/obj/2 et/_/CCONJ/cc/5 Corvaux/_/PROPN/conj/3"
    site = site_at(piece_of("fr", text, NAMES), "fr", "fusionne", "verb")
    assert names_of(mergers.pair(site)) == ["Talmont", "Corvaux"]
