"""Kin: which organisation belongs to which, by what the articles say and by what everybody knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.facts.voices import Said
from kg.names import load
from kg.types import Resolution


class Kin:
    """Who stands above whom. Circles in what is said do no harm: nobody is counted twice."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs` of (child, parent) entity ids."""
        self._parents: dict[str, set[str]] = defaultdict(set)
        for child, parent in pairs:
            if child != parent:
                self._parents[child].add(parent)

    def parents(self, child: str) -> tuple[str, ...]:
        """The direct parents, sorted."""
        return tuple(sorted(self._parents.get(child, ())))

    def above(self, child: str) -> set[str]:
        """All that stand above `child`, itself left out."""
        found: set[str] = set()
        ahead = list(self.parents(child))
        while ahead:
            one = ahead.pop()
            if one not in found and one != child:
                found.add(one)
                ahead.extend(self.parents(one))
        return found

    def related(self, one: str, other: str) -> bool:
        """Whether one stands above the other."""
        return one in self.above(other) or other in self.above(one)


def kin(voices: Iterable[Said], resolution: Resolution) -> Kin:
    """Subsidiaries that articles state as such, and arms that world knowledge lists (`arm_of`)."""
    said = [
        (voice.subject, voice.object)
        for voice in voices
        if voice.claim.relation == "subsidiary" and voice.object and not voice.against and voice.claim.modality in {"asserted", "reported"}
    ]
    return Kin([*said, *arms(resolution)])


def arms(resolution: Resolution) -> list[tuple[str, str]]:
    """(arm, what it acts for) among the entities of a pile, by world knowledge."""
    by_name = {entity.name: entity.id for entity in resolution.entities.values() if entity.type == "Organisation"}
    known = {name.name: name.arm_of for name in load() if name.arm_of}
    found = []
    for name, id_ in sorted(by_name.items()):
        above = known.get(name)
        while above is not None and above not in by_name:  # what stands between may be named nowhere
            above = known.get(above)
        if above is not None:
            found.append((id_, by_name[above]))
    return found
