"""Inferences in the index: after any change what would follow from all facts at once, found by looking at few of them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from kg import inference, ontology
from kg.index import inferences
from kg.index.changes import Changes
from kg.index.inferences import Inferences
from kg.index.names import Names
from kg.index.rows import row_of
from kg.index.schema import connect
from kg.index.touched import Touched
from kg.types import Entity, Fact
from tests.inference.firms import fact, stake

FIRMS = [f"Firme {letter}" for letter in "ABCDEFGH"]
TOWNS = ["Orval", "Brumaire", "Lisière", "Vieux Pont"]
COUNTRIES = ["Canada", "Italie"]
#: Who acts for whom in a world of our own.
ARMS = {"Firme A": "Firme B", "Firme C": "Firme A"}


class World:
    """Facts and entities as an index has them, and what follows."""

    def __init__(self) -> None:
        self.db = connect(None)
        self.made = Inferences(self.db, Names(self.db, known=()))
        self.facts: dict[str, Fact] = {}
        self.things: dict[str, Entity] = {}

    def become(self, facts: Iterable[Fact], things: Iterable[Entity]) -> None:
        """Have these facts and things from now on."""
        changes = Changes(self.db, whole=False)
        new = {one.id: one for one in facts}, {one.id: one for one in things}
        for kind, old, now in (("facts", self.facts, new[0]), ("entities", self.things, new[1])):
            changed = [id_ for id_ in sorted(old.keys() | now.keys()) if old.get(id_) != now.get(id_)]
            changes.was(kind, ((id_, row_of(old[id_])) for id_ in changed if id_ in old))
            changes.now(kind, ((id_, row_of(now[id_])) for id_ in changed if id_ in now))
            self.db.executemany(f"DELETE FROM {kind} WHERE id = ?", [(id_,) for id_ in changed])
        self.facts, self.things = new
        rows = [(one.id, one.subject, one.relation, one.object or "", row_of(one)) for one in self.facts.values()]
        self.db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?)", rows)
        names = [(one.id, one.name, row_of(one)) for one in self.things.values()]
        self.db.executemany("INSERT OR REPLACE INTO entities VALUES (?, ?, ?)", names)
        self.made.reconcile(Touched(self.db), changes)

    def holds(self) -> bool:
        """Whether it has what follows from everything at once."""
        return list(self.made.every()) == inference.infer(self.facts.values(), self.things.values())


def something(dice: random.Random) -> Fact:
    a, b = dice.sample(FIRMS, 2)
    town, other = dice.sample([*TOWNS, dice.choice(COUNTRIES)], 2)
    status = dice.choice(["asserted", "asserted", "reported"])
    rest = {"confidence": dice.choice([0.5, 0.8]), "ended": dice.random() < 0.1, "status": status}
    kind = dice.choice(["stake", "stake", "tie", "seat", "seat", "place", "place", "other"])
    if kind == "stake":
        return stake(a, b, dice.choice(["20 %", "51 %", "100 %"]), **rest)
    if kind == "tie":
        return fact(dice.choice(["subsidiary", "acquisition", "funding", "seller", "merger"]), a, b, **rest)
    if kind == "seat":
        return fact(dice.choice(["headquartered_in", "located_in"]), a, town, **rest)
    if kind == "place":
        return fact("located_in", town, other, **rest)
    return fact(dice.choice(["partner", "leadership", "offers"]), a, b, **rest)


def entity(id_: str, name: str | None = None) -> Entity:
    return Entity(id=id_, type="Organisation" if id_ in FIRMS else "Place", name=name or id_)


@patch("kg.facts.kin._acts_for", lambda: ARMS)
@pytest.mark.parametrize("seed", range(30))
def test_after_any_change_what_follows_is_what_follows_from_everything(seed: int) -> None:
    dice, world = random.Random(seed), World()
    things = {id_: entity(id_) for id_ in (*FIRMS, *TOWNS, *COUNTRIES)}
    facts = {one.id: one for one in (something(dice) for _ in range(dice.choice([5, 25])))}
    world.become(facts.values(), things.values())
    assert world.holds()
    for _ in range(12):
        for _ in range(dice.randint(1, 3)):
            step = dice.randrange(5)
            if step == 0 and facts:
                del facts[dice.choice(sorted(facts))]
            elif step == 1 and facts:
                id_ = dice.choice(sorted(facts))
                facts[id_] = replace(facts[id_], claims=("c", "d"), confidence=dice.choice([0.6, 0.9]), disputed=dice.random() < 0.5)
            elif step == 2:
                id_ = dice.choice([*TOWNS, *COUNTRIES, *FIRMS])
                things[id_] = entity(id_, dice.choice([None, None, f"{id_} Neuf"]))
                things[id_] = replace(things[id_], type=dice.choice([things[id_].type, "Organisation", "Place"]))
            else:
                one = something(dice)
                facts[one.id] = one
        world.become(facts.values(), things.values())
        assert world.holds()


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many facts were looked at, each time."""
    found: list[int] = []

    def infer(facts: list[Fact], entities: list[Entity]) -> object:
        found.append(len(facts))
        return inference.infer(facts, entities)

    monkeypatch.setattr(inferences, "infer", infer)
    return found


def test_one_more_firm_in_a_town_of_hundreds_is_looked_at_alone(looked_at: list[int]) -> None:
    world, firms = World(), [f"Firme {number}" for number in range(300)]
    there = [fact("located_in", "Orval", "Canada"), *(fact("headquartered_in", firm, "Orval") for firm in firms)]
    things = [Entity(id=firm, type="Organisation", name=firm) for firm in firms] + [entity("Orval"), entity("Canada")]
    world.become(there, things)
    looked_at.clear()
    more = Entity(id="Nuagis", type="Organisation", name="Nuagis")
    told_again = replace(there[0], claims=("c", "d"))  # somebody else says so too
    world.become([told_again, *there[1:], fact("headquartered_in", "Nuagis", "Orval")], [*things, more])
    assert looked_at == [2]
    assert {one.relation for one in world.made.every() if one.subject == "Nuagis"} == {"located_in", "hasCountry"}
    looked_at.clear()
    world.become([*there[1:], fact("headquartered_in", "Nuagis", "Orval")], [*things, more])  # nobody says so any more
    assert sum(looked_at) >= 301
    assert world.holds()


def test_rules_of_ones_own_are_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "inference.yaml"
    rule = "{id: mine, if: [A headquartered_in B, C headquartered_in B], then: A customer C, why: neighbours buy from each other}"
    own.write_text((ontology.folder() / "inference.yaml").read_text(encoding="utf-8") + f"  - {rule}\n", encoding="utf-8")
    rules = inference.load(own)
    monkeypatch.setattr(inferences, "infer", lambda facts, entities: inference.infer(facts, entities, rules))
    monkeypatch.setattr(inferences, "reach", lambda: inference.reach(rules))
    world, things = World(), [entity(id_) for id_ in (*FIRMS, "Orval")]
    facts = [fact("headquartered_in", firm, "Orval") for firm in FIRMS[:3]]
    world.become(facts, things)
    world.become([*facts, fact("headquartered_in", FIRMS[3], "Orval")], things)
    assert list(world.made.every()) == inference.infer(world.facts.values(), things, rules)
    assert len([one for one in world.made.every() if one.relation == "customer"]) == 12
