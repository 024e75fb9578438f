"""What a firm gave up: "avait lancé X, avant de se recentrer sur Y"."""

from __future__ import annotations

import pytest

from kg.claims import Extractor
from kg.examples import document_of


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("lang", "text", "ended"),
    [
        ("fr", "La société Talmont avait lancé le logiciel Brévent, avant de se recentrer sur les entreprises.", True),
        ("fr", "La société Talmont avait lancé le logiciel Brévent, avant de grandir.", False),
        ("fr", "La société Talmont ne vend plus le logiciel Brévent.", True),
        ("fr", "La société Talmont ne vend pas le logiciel Brévent.", False),
        ("en", "Talmont Group no longer sells the software Brevent Box.", True),
        ("en", "Talmont Group launched the software Brevent Box before refocusing on banks.", True),
        ("en", "Talmont Group launched the software Brevent Box before the summer.", False),
    ],
)
def test_what_was_given_up(extractor: Extractor, lang: str, text: str, ended: bool) -> None:
    found = [c for c in extractor.extract(document_of(text, lang)).claims if c.relation == "offers"]
    assert [c.ended for c in found] == [ended]


def test_a_remark_at_the_end_foretells_both_halves_of_a_sentence(extractor: Extractor) -> None:
    text = "La société Talmont disparaitra, mais ses services resteront, promet la société Brévent."
    found = [c for c in extractor.extract(document_of(text, "fr")).claims if c.relation == "dissolved"]
    assert [(c.modality, c.attributed_to) for c in found] == [("planned", "Brévent")]
