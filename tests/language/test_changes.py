"""Posts that change hands: which post, and whose it is, from the sentence before."""

from __future__ import annotations

import pytest

from kg.claims import Extractor
from kg.examples import document_of


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "fr",
            "Le groupe Talmont change de patron. Luc Ferrand est remplacé par Anne Dubreuil.",
            {("Anne Dubreuil", "Talmont", "patron", False), ("Luc Ferrand", "Talmont", "patron", True)},
        ),
        # two sentences before is too far
        ("fr", "Le groupe Talmont change de patron. Il recrute. Luc Ferrand est remplacé par Anne Dubreuil.", set()),
        # whose post it is nobody says
        ("fr", "Le changement de patron est fait. Luc Ferrand est remplacé par Anne Dubreuil.", set()),
        (
            "en",
            "Talmont Group changed its chairman in May. Luke Ferrand was replaced by Anna Marsh.",
            {("Anna Marsh", "Talmont Group", "chairman", False), ("Luke Ferrand", "Talmont Group", "chairman", True)},
        ),
    ],
)
def test_changed(extractor: Extractor, lang: str, text: str, expected: set[tuple[str, str, str, bool]]) -> None:
    found = [c for c in extractor.extract(document_of(text, lang)).claims if c.relation == "leadership"]
    assert {(c.subject, c.object, c.value, c.ended) for c in found} == expected
