"""Identity on gold articles, and what must and must not be one whatever the gold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.entities import key, names_of, resolve, resolve_names
from kg.evaluation import fold
from tests.entities.measure_identity import articles, measure
from tests.entities.measure_identity import extraction as extraction_of
from tests.graph.sample import article, extraction, mention


def test_names_of_both_gold_sets_become_the_right_things(shared: Path) -> None:
    found = measure(articles(shared))
    assert found.right > 400, "there is something to measure"
    assert found.precision >= 0.99, found.wrong
    assert found.named().recall >= 0.95, found.named().missed
    assert found.recall >= 0.93, "those that only describe a thing are the rest"


@dataclass(frozen=True)
class Name:
    name: str
    type: str = "Organisation"
    aliases: tuple[str, ...] = ()
    arm_of: str | None = None
    same_as: str | None = None


#: A world of our own: a paper with an article in its name, a State with a bank and a government, a well-known town.
WORLD = (
    Name("Le Globe"),
    Name("République brumoise"),
    Name("Gouvernement brumois", aliases=("Brumish government",), same_as="République brumoise"),
    Name("Banque des Brumes", aliases=("BDB",), arm_of="République brumoise"),
    Name("Banque des Brumes Investissement", arm_of="Banque des Brumes"),
    Name("Mont-de-Reusil", "Place"),
    Name("Nuagis", aliases=("Nuagis Group",)),
)


def ids(*names: tuple[str, str]) -> list[str]:
    """The ids of names, each of a type and in a document of its own."""
    pile = []
    for number, (name, type_) in enumerate(names):
        document = article(f"{number}.txt", name, "fr", None, None)
        pile.append(extraction(document, [], [mention(document, name, type_)]))
    found = resolve(pile, names=WORLD)
    return [found.ids[f"{number}.txt", name] for number, (name, _) in enumerate(names)]


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("Nuâgis", "Nuagis", "Organisation"),
        ("la Banque des brumes", "BDB", "Organisation"),
        ("au Globe", "Le Globe", "Organisation"),
        ("gouvernement brumois", "République brumoise", "Organisation"),
        ("Mont de Resuil", "Mont-de-Reusil", "Place"),
    ],
)
def test_one_thing(one: str, other: str, type_: str) -> None:
    first, second = ids((one, type_), (other, type_))
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nuagis", "Nuagis Business Services"),
        ("Nuagis", "Red Nuagis"),
        ("Nuagis", "Naugis"),
        ("Le Globe", "Globe-Trotter"),
        ("Banque des Brumes", "République brumoise"),
        ("Groupement Valniort", "Groupement Valnoirt"),
        ("Mont-de-Reusil", "Mont-de-Reusin"),
    ],
)
def test_two_things(one: str, other: str) -> None:
    first, second = ids((one, "Organisation"), (other, "Organisation"))
    assert first != second


def test_the_state_is_that_whose_bank_the_article_names() -> None:
    document = article("a.txt", "The State and the Banque des Brumes Investissement", "en", None, None)
    bank = mention(document, "Banque des Brumes Investissement", "Organisation")
    told = extraction(document, [], [mention(document, "State", "Organisation"), bank])
    alone = article("b.txt", "The State pays", "en", None, None)
    records = [*names_of(told, WORLD), *names_of(extraction(alone, [], [mention(alone, "State", "Organisation")]), WORLD)]
    found = resolve_names(records, WORLD)
    assert found.ids["a.txt", "State"] == "republique-brumoise"
    assert found.ids["b.txt", "State"] == "state"


def test_a_name_within_a_longer_one_is_not_that_thing(shared: Path) -> None:
    rows = list(articles(shared))
    found = resolve([extraction_of(row, text) for row, text in rows])
    things = {
        (row["doc"], form): fold(entity["name"]) for row, _ in rows for entity in row["entities"] for form in entity["aliases"]
    }
    forms = [(set(key(form).split()), thing, found.ids[doc, form]) for (doc, form), thing in things.items() if (doc, form) in found.ids]
    pairs = [(one, other) for one in forms for other in forms if one[0] < other[0] and one[1] != other[1]]
    assert len(pairs) > 50, "there are companies with branches, and drinks called like companies"
    joined = {pair[0][2] for pair in pairs if pair[0][2] == pair[1][2]}
    assert len(joined) <= 1, f"world knowledge knows one firm by its old and its new name, which gold keeps apart: {joined}"
