"""Moving: which ids of an earlier graph are other ids now, found by the names that the things have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.entities.forms import family
from kg.types import Entity, Resolution


def moved(before: Iterable[Entity], earlier: Mapping[str, str], now: Resolution) -> dict[str, str]:
    """Old id → the id that it is now, sorted, for the entities `before` and what had moved `earlier`; chains end where they lead to.

    A thing is found by its preferred name, else by the most of its other names, within its family first. What no name leads to is gone.
    """
    called: dict[str, list[str]] = defaultdict(list)
    for entity in now.entities.values():
        for name in (entity.name, *entity.aliases):
            called[name].append(entity.id)
    found: dict[str, str] = {}
    for old in before:
        if old.id in now.entities:
            continue
        votes: Counter[str] = Counter()
        for weight, name in ((len(old.aliases) + 1, old.name), *((1, alias) for alias in old.aliases)):
            same = [id_ for id_ in called[name] if family(now.entities[id_].type) == family(old.type)] or called[name]
            votes.update(dict.fromkeys(same, weight))
        if votes:
            found[old.id] = max(sorted(votes), key=lambda id_: votes[id_])
    for old_id, target in earlier.items():
        target = found.get(target, target)
        if old_id not in now.entities and target in now.entities:
            found.setdefault(old_id, target)
    return dict(sorted(found.items()))
