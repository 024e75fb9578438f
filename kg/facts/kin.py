"""Kin: which organisation belongs to which, by what the articles say and by what everybody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from kg.facts.pool import Pool
from kg.facts.voices import Said
from kg.names import load
from kg.types import Entity

#: The ids of what an entity acts for by world knowledge, as far as the articles name it.
Arms = Callable[[str], Iterable[str]]


class Kin:
    """Who stands above whom. Circles in what is said do no harm: nobody is counted twice."""

    def __init__(self, pool: Pool, arms: Arms) -> None:
        """Subsidiaries are what the claims of `pool` state as such; `arms` adds what everybody knows."""
        self._pool, self._arms = pool, arms
        self._above: dict[str, frozenset[str]] = {}

    def parents(self, child: str) -> list[str]:
        """The direct parents, sorted."""
        stated = {said.object for said in self._pool.told("subsidiary", subject=child) if is_kin(said) and said.object}
        return sorted((stated | set(self._arms(child))) - {child})

    def above(self, child: str) -> frozenset[str]:
        """All that stand above `child`, itself left out."""
        if child not in self._above:
            found: set[str] = set()
            ahead = self.parents(child)
            while ahead:
                one = ahead.pop()
                if one not in found and one != child:
                    found.add(one)
                    ahead.extend(self.parents(one))
            self._above[child] = frozenset(found)
        return self._above[child]

    def related(self, one: str, other: str) -> bool:
        """Whether one stands above the other."""
        return one in self.above(other) or other in self.above(one)


def is_kin(said: Said) -> bool:
    """Whether a claim that one thing is a subsidiary of another makes it so."""
    return not said.against and said.claim.modality in {"asserted", "reported"}


@cache
def _acts_for() -> dict[str, str]:
    return {name.name: name.arm_of for name in load() if name.arm_of}


def arms(entity: Entity, find: Callable[[str], str | None]) -> list[str]:
    """What an entity acts for by world knowledge; `find` gives the id of an organisation of that name, if there is one.

    What stands between may be named nowhere: then it acts for what stands above that.
    """
    above = _acts_for().get(entity.name) if entity.type == "Organisation" else None
    while above is not None:
        found = find(above)
        if found is not None:
            return [found]
        above = _acts_for().get(above)
    return []


def arms_of(name: str) -> list[str]:
    """The well-known names of all that acts for a well-known name, by way of others or not."""
    found: list[str] = []
    ahead = [name]
    while ahead:
        above = ahead.pop()
        below = [arm for arm, one in _acts_for().items() if one == above and arm not in found]
        found += below
        ahead += below
    return sorted(found)


def known_arms(entities: Iterable[Entity]) -> Arms:
    """`Arms` over all entities of a pile."""
    every = sorted(entities, key=lambda entity: entity.id)
    ids = {entity.name: entity.id for entity in reversed(every) if entity.type == "Organisation"}
    found = {entity.id: arms(entity, ids.get) for entity in every}
    return lambda id_: found.get(id_, [])
