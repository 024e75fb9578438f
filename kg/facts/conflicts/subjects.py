"""Conflicts about one thing that acts: two programmes, two firms merged into, a leader who moves, an office with two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.entities.forms import words_of
from kg.facts.conflicts.making import Names, conflict, disjoint
from kg.facts.conflicts.stages import stage
from kg.facts.kin import Kin
from kg.facts.pool import Pool
from kg.facts.voices import Said
from kg.types import Conflict


def of(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """All conflicts between the claims of which `subject` is the subject and that lead to different things."""
    by_relation: dict[str, list[Said]] = defaultdict(list)
    for said in pool.about(subject):
        if said.subject == subject and not said.against:
            by_relation[said.claim.relation].append(said)
    yield from disjoint(by_relation["part_of_programme"], lambda said: said.object or "", f"Programme of {names[subject]}", names)
    yield from _mergers(by_relation["merger"], names, kin)
    yield from _moves(by_relation["leadership"], pool, names)
    yield from _titles(by_relation["government_role"], names)


def _mergers(voices: Sequence[Said], names: Names, kin: Kin) -> Iterator[Conflict]:
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in voices:
        if said.object is not None:
            by_end[said.object].append(said)
    for one, other in combinations(sorted(by_end), 2):
        first, second = by_end[one], by_end[other]
        subject = names[first[0].subject]
        if kin.related(one, other):
            yield conflict("scope", (first, second), f"{subject} merges into {names[one]} or {names[other]}: one is part of the other.")
            continue
        done = ["asserted" in {stage(said) for said in side} for side in (first, second)]
        if done[0] != done[1]:
            old, new = (second, first) if done[0] else (first, second)
            reading = f"{subject} was to merge into {names[old[0].object or ' ']}, and merged into {names[new[0].object or '']}."
            yield conflict("evolution", (old, new), reading)


def _moves(voices: Sequence[Said], pool: Pool, names: Names) -> Iterator[Conflict]:
    """Somebody leads a firm and then another: when the first was merged into the second."""
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in voices:
        if said.object is not None and not said.planned:
            by_end[said.object].append(said)
    if len(by_end) < 2:
        return
    for one in sorted(by_end):
        merged = [said for said in pool.about(one) if said.claim.relation == "merger" and said.subject == one and not said.against]
        into = {said.object for said in merged if stage(said) == "asserted"}
        for other in sorted(set(by_end) - {one}):
            if other in into:
                reading = f"{names[by_end[one][0].subject]} led {names[one]}, and leads {names[other]} since the one merged into the other."
                yield conflict("evolution", (by_end[one], by_end[other]), reading)


def _titles(voices: Sequence[Said], names: Names) -> Iterator[Conflict]:
    """One office under two titles, the first word the same and the rest not."""
    for one, other in combinations(voices, 2):
        a, b = (words_of(said.claim.value or "") for said in (one, other))
        alike = one.object == other.object and one.document.lang == other.document.lang and one.claim.doc != other.claim.doc
        if alike and min(len(a), len(b)) > 2 and a[0] == b[0] and not set(a) <= set(b) and not set(b) <= set(a):
            reading = f"{names[one.subject]} is called {one.claim.value} and {other.claim.value}: two titles, or two portfolios."
            yield conflict("scope", ([one], [other]), reading)
