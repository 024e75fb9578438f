"""Whom a law binds and what is offered to the public, where neither has a name, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import categories
from tests.language.building import NAMES, names_of, piece_of, site_at


def test_whom_a_law_binds_by_class() -> None:
    text = (
        "Le/_/DET/det/2 texte/_/NOUN/nsubj/3 oblige/obliger/VERB/ROOT/0/Fin les/le/DET/det/5 {0}/{1}/NOUN/obj/3 "
        "d'/_/ADP/case/7 accès/_/NOUN/nmod/5 européens/européen/ADJ/amod/5 à/_/ADP/mark/10 attendre/_/VERB/acl/3/Inf"
    )
    for noun, whom in (("fournisseur", ["fournisseurs d'accès européens"]), ("parent", [])):
        site = site_at(piece_of("fr", text.format(f"{noun}s", noun), NAMES), "fr", "oblige", "verb")
        assert names_of(categories.obliged(site)) == whom


def test_what_is_offered_to_the_public() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 propose/proposer/VERB/ROOT/0/Fin des/un/DET/det/4 services/service/NOUN/obj/2 "
        "{0}/_/ADJ/amod/4 public/_/NOUN/amod/4"
    )
    for word, what in (("grand", ["services grand public"]), ("bon", [])):
        site = site_at(piece_of("fr", text.format(word), NAMES), "fr", "propose", "verb")
        assert names_of(categories.for_the_public(site)) == what
