"""What a document is about: what its title names, or what it names far more often than anything else."""

from __future__ import annotations

import pytest

from kg.language.topic import topic_of
from tests.language.building import piece_of

NAMES = {"Talmont": "Organisation", "Brévent": "Organisation", "Sélune": "Product", "Lyon": "Place", "Paul Marchand": "Person"}

SHARES = "les/_/DET/det/2 parts/part/NOUN/ROOT/0 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2"


def line(words: str, kind: str = "body") -> tuple[str, str]:
    cells = words.split()
    return " ".join(f"{w}/_/PROPN/{'ROOT' if k == 0 else 'dep'}/{0 if k == 0 else 1}" for k, w in enumerate(cells)), kind


@pytest.mark.parametrize(
    ("lines", "topic"),
    [
        ([line("Talmont recrute", "title"), line("Brévent Brévent")], ("Talmont", "Organisation")),
        ([line("Talmont Brévent", "title")], None),
        ([line("Talmont Brévent", "title"), line("Talmont Talmont")], ("Talmont", "Organisation")),
        ([line("Talmont Brévent Talmont Talmont")], ("Talmont", "Organisation")),
        ([line("Talmont Brévent")], None),
        ([line("Sélune Sélune"), line("Talmont")], ("Sélune", "Product")),
        ([line("Lyon Lyon Lyon"), line("Paul Marchand")], None),
        ([], None),
        # a deal is about the company whose shares are spoken of
        ([(SHARES, "body"), line("Brévent")], ("Talmont", "Organisation")),
        # said twice in the title counts once
        ([line("Talmont Talmont", "title"), line("Brévent Brévent Brévent Brévent Brévent Brévent")], None),
    ],
)
def test_topic(lines: list[tuple[str, str]], topic: tuple[str, str] | None) -> None:
    assert topic_of([piece_of("fr", words, NAMES, kind=kind) for words, kind in lines], "fr") == topic


def test_what_points_back_does_not_count() -> None:
    words, _ = line("Elle Elle Elle Talmont")
    assert topic_of([piece_of("fr", words, NAMES, pronouns={"Elle": ("Brévent", "Organisation")})], "fr") == ("Talmont", "Organisation")
