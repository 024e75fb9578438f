"""Conflicts: where claims on the same thing do not say the same, of which kind that is, and how it can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.facts.conflicts.between import between
from kg.facts.conflicts.making import Pile
from kg.facts.conflicts.numbers import numbers
from kg.facts.conflicts.stages import stages
from kg.facts.kin import kin
from kg.facts.voices import Said, order
from kg.types import Conflict, Resolution

__all__ = ["conflicts"]


def conflicts(voices: Iterable[Said], resolution: Resolution) -> list[Conflict]:
    """Every conflict among `voices`, sorted by id; the same ones in whatever order the voices come."""
    every = sorted(voices, key=order)
    names = {id_: entity.name for id_, entity in resolution.entities.items()}
    found = {conflict.id: conflict for conflict in _all(every, names, resolution)}
    return [found[id_] for id_ in sorted(found)]


def _all(every: list[Said], names: dict[str, str], resolution: Resolution) -> Iterator[Conflict]:
    piles: dict[tuple[str, str, str | None], list[Said]] = defaultdict(list)
    for said in every:
        piles[said.claim.relation, said.subject, said.object].append(said)
    for (relation, subject, obj), members in piles.items():
        pile = Pile(relation=relation, subject=subject, object=obj, voices=members)
        yield from numbers(pile, names)
        yield from stages(pile, names)
    yield from between(every, names, kin(every, resolution))
