"""Conflicts about one thing that acts: two programmes, two firms merged into, a leader who moves, an office with two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.entities.forms import words_of
from kg.facts.conflicts.making import Names, conflict, disjoint
from kg.facts.conflicts.stages import stage
from kg.facts.kin import Kin
from kg.facts.pool import Pool
from kg.facts.voices import Said
from kg.types import Conflict


def programmes(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Different articles, different programmes."""
    voices = _real("part_of_programme", subject, pool)
    if voices:
        yield from disjoint(voices, lambda said: said.object or "", f"Programme of {names[subject]}", names)


def mergers(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Merged into one, or into another: a part of it, or what it was to merge into before."""
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in _real("merger", subject, pool):
        if said.object is not None:
            by_end[said.object].append(said)
    for one, other in combinations(sorted(by_end), 2):
        first, second = by_end[one], by_end[other]
        if kin.related(one, other):
            reading = f"{names[subject]} merges into {names[one]} or {names[other]}: one is part of the other."
            yield conflict("scope", (first, second), reading)
            continue
        done = ["asserted" in {stage(said) for said in side} for side in (first, second)]
        if done[0] != done[1]:
            old, new = (second, first) if done[0] else (first, second)
            reading = f"{names[subject]} was to merge into {names[old[0].object or ' ']}, and merged into {names[new[0].object or '']}."
            yield conflict("evolution", (old, new), reading)


def moves(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Somebody leads a firm and then another: when the first was merged into the second."""
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in _real("leadership", subject, pool):
        if said.object is not None and not said.planned:
            by_end[said.object].append(said)
    if len(by_end) < 2:
        return
    for one in sorted(by_end):
        into = {said.object for said in _real("merger", one, pool) if stage(said) == "asserted"}
        for other in sorted(set(by_end) - {one}):
            if other in into:
                reading = f"{names[subject]} led {names[one]}, and leads {names[other]} since the one merged into the other."
                yield conflict("evolution", (by_end[one], by_end[other]), reading)


def titles(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """One office under two titles, the first word the same and the rest not."""
    for one, other in combinations(_real("government_role", subject, pool), 2):
        a, b = (words_of(said.claim.value or "") for said in (one, other))
        alike = one.object == other.object and one.document.lang == other.document.lang and one.claim.doc != other.claim.doc
        if alike and min(len(a), len(b)) > 2 and a[0] == b[0] and not set(a) <= set(b) and not set(b) <= set(a):
            reading = f"{names[subject]} is called {one.claim.value} and {other.claim.value}: two titles, or two portfolios."
            yield conflict("scope", ([one], [other]), reading)


def _real(relation: str, subject: str, pool: Pool) -> list[Said]:
    """The claims on a relation that begins at a thing, denials left out."""
    return [said for said in pool.told(relation, subject=subject) if not said.against]
