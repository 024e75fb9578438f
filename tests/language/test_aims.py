"""Figures that somebody means to reach are targets; on sentences parsed by hand."""

from __future__ import annotations

from tests.language.building import NAMES, made, piece_of

AIM = (
    "Talmont/_/PROPN/nsubj/2 {verb}/VERB/ROOT/0/Fin un/un/DET/det/4 chiffre/_/NOUN/obj/2 d'/de/ADP/case/6 affaires/affaire/NOUN/nmod/4 "
    "de/_/ADP/case/9 3/_/NUM/nummod/9 millions/million/NOUN/nmod/4 d'/de/ADP/case/11 euros/euro/NOUN/nmod/9"
)


def test_an_aim_is_a_target() -> None:
    piece = piece_of("fr", AIM.format(verb="vise/viser"), NAMES)
    assert made(piece, "fr", "target") == [("Talmont", None, "3 million EUR")]
    assert made(piece, "fr", "revenue") == []


def test_what_is_reached_is_none() -> None:
    piece = piece_of("fr", AIM.format(verb="réalise/réaliser"), NAMES)
    assert made(piece, "fr", "target") == []
    assert made(piece, "fr", "revenue") == [("Talmont", None, "3 million EUR")]
