"""Identity on gold articles, and what must and must not be one whatever the gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.entities import resolve
from tests.entities.measure_identity import articles, measure
from tests.graph.sample import article, extraction, mention


def test_names_of_both_gold_sets_become_the_right_things(shared: Path) -> None:
    found = measure(articles(shared))
    assert found.right > 400, "there is something to measure"
    assert found.precision >= 0.99, found.wrong
    assert found.named().recall >= 0.95, found.named().missed
    assert found.recall >= 0.9, "those that only describe a thing are the rest"


def ids(*names: tuple[str, str], shipped: bool = True) -> list[str]:
    """The ids of names, each of a type and in a document of its own."""
    pile = []
    for number, (name, type_) in enumerate(names):
        document = article(f"{number}.txt", name, "fr", None, None)
        pile.append(extraction(document, [], [mention(document, name, type_)]))
    found = resolve(pile) if shipped else resolve(pile, names=())
    return [found.ids[f"{number}.txt", name] for number, (name, _) in enumerate(names)]


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("Thalès", "Thales", "Organisation"),
        ("Caisse des dépôts", "CDC", "Organisation"),
        ("la Caisse des Dépôts", "CDC", "Organisation"),
        ("au Monde", "Le Monde", "Organisation"),
        ("gouvernement français", "l’État", "Organisation"),
        ("Val de Rueil", "Val-de-Reuil", "Place"),
    ],
)
def test_one_thing(one: str, other: str, type_: str) -> None:
    first, second = ids((one, type_), (other, type_))
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [("Orange", "Orange Business Services"), ("Bull", "Red Bull"), ("État français", "Gouvernement belge"), ("Monde", "Tiers-Monde")],
)
def test_two_things(one: str, other: str) -> None:
    first, second = ids((one, "Organisation"), (other, "Organisation"))
    assert first != second


def test_a_slip_is_one_only_against_a_name_that_is_known() -> None:
    first, second = ids(("Groupement Valniort", "Organisation"), ("Groupement Valnoirt", "Organisation"), shipped=False)
    assert first != second


def test_the_state_is_that_whose_bank_the_article_names() -> None:
    document = article("a.txt", "The State and the Caisse des Dépôts", "en", None, None)
    told = extraction(document, [], [mention(document, "State", "Organisation"), mention(document, "Caisse des Dépôts", "Organisation")])
    alone = article("b.txt", "The State pays", "en", None, None)
    found = resolve([told, extraction(alone, [], [mention(alone, "State", "Organisation")])])
    assert found.ids["a.txt", "State"] == "etat-francais"
    assert found.ids["b.txt", "State"] != "etat-francais"
