"""How sure: asserted, rumoured, planned, denied, and over, on sentences of our own."""

from __future__ import annotations

import pytest

from kg.claims import Extractor
from kg.examples import document_of
from kg.types import Claim


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def claims(extractor: Extractor, lang: str, text: str, relation: str) -> list[Claim]:
    return [c for c in extractor.extract(document_of(text, lang)).claims if c.relation == relation]


@pytest.mark.parametrize(
    ("lang", "text", "modality"),
    [
        ("fr", "La société Talmont a racheté la société Brévent.", "asserted"),
        ("fr", "La société Talmont rachèterait la société Brévent.", "rumoured"),
        ("fr", "La société Talmont aurait racheté la société Brévent.", "rumoured"),
        ("fr", "La société Talmont pourrait racheter la société Brévent.", "planned"),
        ("fr", "La société Talmont va racheter la société Brévent.", "planned"),
        ("fr", "La société Talmont rachètera la société Brévent.", "planned"),
        ("fr", "La société Talmont envisage de racheter la société Brévent.", "planned"),
        ("fr", "La société Talmont est en passe de racheter la société Brévent.", "planned"),
        ("fr", "La société Talmont négocie le rachat de la société Brévent.", "planned"),
        ("fr", "La société Talmont a l'intention d'essayer de racheter la société Brévent.", "planned"),
        ("fr", "Anne Dubreuil a plaidé pour le rachat de la société Brévent par la société Talmont.", "planned"),
        ("fr", "Anne Dubreuil aurait plaidé pour le rachat de la société Brévent par la société Talmont.", "rumoured"),
        ("fr", "La société Talmont a dû racheter la société Brévent.", "asserted"),
        ("fr", "La société Talmont n'a jamais racheté la société Brévent.", "denied"),
        ("fr", "La société Talmont n'a pas racheté la société Brévent.", "denied"),
        ("fr", "La société Talmont a renoncé à racheter la société Brévent.", "denied"),
        ("fr", "La société Talmont aurait pu racheter la société Brévent.", "denied"),
        ("fr", "La société Talmont n'a pas seulement racheté la société Brévent.", "asserted"),
        ("en", "Talmont Group has acquired Brevent Ltd.", "asserted"),
        ("en", "Talmont Group would buy Brevent Ltd.", "rumoured"),
        ("en", "Talmont Group is said to have acquired Brevent Ltd.", "rumoured"),
        ("en", "Talmont Group could buy Brevent Ltd.", "planned"),
        ("en", "Talmont Group will buy Brevent Ltd.", "planned"),
        ("en", "Talmont Group plans to buy Brevent Ltd.", "planned"),
        ("en", "Anna Marsh pushed for the takeover of Brevent Ltd by Talmont Group.", "planned"),
        ("en", "Talmont Group has no plans to buy Brevent Ltd.", "denied"),
        ("en", "Talmont Group did not buy Brevent Ltd.", "denied"),
        ("en", "Talmont Group refused to buy Brevent Ltd.", "denied"),
        ("en", "Talmont Group did not only buy Brevent Ltd.", "asserted"),
    ],
)
def test_acquisition(extractor: Extractor, lang: str, text: str, modality: str) -> None:
    found = claims(extractor, lang, text, "acquisition")
    assert [(c.modality, c.negated) for c in found] == [(modality, modality == "denied")]


def test_second_participle_shares_the_mood(extractor: Extractor) -> None:
    found = claims(extractor, "fr", "Une société Brévent serait créée et détenue à 51 % par la société Talmont.", "shareholding")
    assert [c.modality for c in found] == ["rumoured"]


def test_only_so_much_is_no_denial(extractor: Extractor) -> None:
    found = claims(extractor, "fr", "La société Talmont ne détient plus que 20 % de la société Brévent.", "shareholding")
    assert [(c.modality, c.negated, c.ended) for c in found] == [("asserted", False, False)]


@pytest.mark.parametrize(
    ("lang", "text", "ended"),
    [
        ("fr", "Paul Marchand, ex-président de Talmont, a démenti.", True),
        ("fr", "L'ancien président de Talmont, Paul Marchand, a démenti.", True),
        ("fr", "Paul Marchand, président de Talmont, a démenti.", False),
        ("fr", "Paul Marchand était président de Talmont.", True),
        ("en", "Paul Marchand, former chairman of Talmont, denied it.", True),
        ("en", "Paul Marchand is chairman of Talmont.", False),
        ("en", "Paul Marchand was chairman of Talmont.", True),
    ],
)
def test_role_is_over(extractor: Extractor, lang: str, text: str, ended: bool) -> None:
    found = claims(extractor, lang, text, "leadership")
    assert [(c.modality, c.ended) for c in found] == [("asserted", ended)]


def test_no_longer_is_denied_and_over(extractor: Extractor) -> None:
    found = claims(extractor, "fr", "Paul Marchand n'est plus président de Talmont.", "leadership")
    assert [(c.modality, c.negated, c.ended) for c in found] == [("denied", True, True)]
