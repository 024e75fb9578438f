"""Counts within counts: parts of a whole, a place's share of it; on sentences parsed by hand."""

from __future__ import annotations

from kg.language import portions
from kg.language.pieces import Piece
from kg.language.values import Value
from tests.language.building import NAMES, piece_of


def _whole(piece: Piece) -> Value:
    """The count of employees or jobs in a piece."""
    return next(v for _, _, v in piece.values if v.text.endswith(("employees", "jobs")))


def test_a_part_is_taken_out_of_a_whole() -> None:
    for part, told in (("90/_/NUM/obj/2", "90 jobs"), ("la/_/DET/det/4 moitié/_/NOUN/obj/2", "120 jobs")):
        shift = part.count(" ")
        text = (
            f"Talmont/_/PROPN/nsubj/2 supprime/supprimer/VERB/ROOT/0/Fin {part} de/_/ADP/case/{7 + shift} ses/son/DET/det/{7 + shift} "
            f"240/_/NUM/nummod/{7 + shift} postes/poste/NOUN/nmod/{3 + shift}"
        )
        piece = piece_of("fr", text, NAMES)
        found = portions.part_of(piece, next(iter(piece.doc.sents)), _whole(piece))
        assert found is not None
        assert found.text == told


def test_the_share_of_a_place() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 emploie/employer/VERB/ROOT/0/Fin 240/_/NUM/nummod/4 salariés/salarié/NOUN/obj/2 ,/_/PUNCT/punct/7 "
        "dont/_/PRON/nmod/7 90/_/NUM/appos/4 {0}/_/ADP/case/9 {1}/_/{2}/nmod/7"
    )
    for words, shares in ((("à", "Lyon", "PROPN"), ["90 employees"]), (("en", "grève", "NOUN"), [])):
        piece = piece_of("fr", text.format(*words), NAMES)
        assert [v.text for v in portions.in_places(piece, next(iter(piece.doc.sents)), _whole(piece))] == shares
