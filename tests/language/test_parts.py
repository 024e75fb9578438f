"""Parts of groups, owners together, leaders of pools, families."""

from __future__ import annotations

import pytest

from kg.claims import Extractor
from kg.examples import document_of


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("fr", "Brévent (groupe Talmont) recrute.", {("subsidiary", "Brévent", "Talmont", None)}),
        ("fr", "La fusion Talmont-Brévent inquiète les syndicats.", {("merger", "Talmont", "Brévent", None)}),
        ("fr", "Brévent a été racheté par un consortium mené par Talmont.", {("acquisition", "Talmont", "Brévent", None)}),
        ("fr", "Brévent, contrôlé par la famille Ormont, recrute.", {("shareholding", "famille Ormont", "Brévent", None)}),
        ("en", "Brevent, controlled by the Ormont family, is hiring.", {("shareholding", "Ormont family", "Brevent", None)}),
        (
            "en",
            "Brevent is jointly owned by Talmont Group and Corvaux Holdings.",
            {("shareholding", "Talmont Group", "Brevent", None), ("shareholding", "Corvaux Holdings", "Brevent", None)},
        ),
        (
            "en",
            "Talmont Group and Corvaux Holdings own 30% and 20% of Brevent respectively.",
            {("shareholding", "Talmont Group", "Brevent", "30 %"), ("shareholding", "Corvaux Holdings", "Brevent", "20 %")},
        ),
        (
            "fr",
            "Brévent est détenu à parts égales par Talmont et Corvaux.",
            {("shareholding", "Talmont", "Brévent", "50 %"), ("shareholding", "Corvaux", "Brévent", "50 %")},
        ),
        (
            "en",
            "Corvaux Holdings is selling its Brevent unit to Talmont Group.",
            {("seller", "Corvaux Holdings", "Brevent", None), ("acquisition", "Talmont Group", "Brevent", None)},
        ),
    ],
)
def test_deals(extractor: Extractor, lang: str, text: str, wanted: set[tuple[str, str, str, str | None]]) -> None:
    (extraction,) = extractor.pipe([document_of(text, lang)])
    found = {(c.relation, c.subject, c.object, c.value) for c in extraction.claims}
    assert wanted <= found
