"""Conflicts: where claims on the same thing do not say the same, of which kind that is, and how it can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.facts.conflicts import objects, subjects
from kg.facts.conflicts.making import Names, Pile
from kg.facts.conflicts.numbers import numbers
from kg.facts.conflicts.stages import stages
from kg.facts.kin import Kin, known_arms
from kg.facts.pool import Heard, Pool
from kg.facts.voices import Said
from kg.types import Conflict, Resolution

__all__ = ["conflicts", "conflicts_at"]


def conflicts(voices: Iterable[Said], resolution: Resolution) -> list[Conflict]:
    """Every conflict among `voices`, sorted by id; the same ones in whatever order the voices come."""
    pool = Heard(voices)
    names = {id_: entity.name for id_, entity in resolution.entities.items()}
    kin = Kin(pool, known_arms(resolution.entities.values()))
    found = {conflict.id: conflict for entity in pool.entities() for conflict in conflicts_at(entity, pool, names, kin)}
    return [found[id_] for id_ in sorted(found)]


def conflicts_at(entity: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """The conflicts that are found by looking at one entity: what it does, and what is done with it."""
    piles: dict[tuple[str, str | None], list[Said]] = defaultdict(list)
    for said in pool.about(entity):
        if said.subject == entity:
            piles[said.claim.relation, said.object].append(said)
    if not pool.about(entity):
        return
    for (relation, obj), members in piles.items():
        pile = Pile(relation=relation, subject=entity, object=obj, voices=members)
        yield from numbers(pile, names)
        yield from stages(pile, names)
    yield from objects.around(entity, pool, names, kin)
    yield from subjects.of(entity, pool, names, kin)
