"""Conflicts about one thing that acts: two programmes, two firms merged into, a leader who moves, an office with two names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.entities.forms import words_of
from kg.facts.conflicts.making import Names, conflict, disjoint, reading, several
from kg.facts.conflicts.stages import stage
from kg.facts.kin import Kin
from kg.facts.pool import Pool
from kg.facts.voices import Said
from kg.types import Conflict

#: Words up to this length do not say what an office is for.
_LITTLE = 3
_PROFIT = re.compile(r"\bprofit|\bbreak-?even", re.IGNORECASE)
_LOSS = re.compile(r"\bloss|\b(?:not|no|un) ?-?profit", re.IGNORECASE)


def programmes(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Different articles, different programmes."""
    voices = _real("part_of_programme", subject, pool)
    if voices:
        yield from disjoint(voices, lambda said: said.object or "", "programme", names, thing=names[subject])


def mergers(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Merged into one, or into another: a part of it, or what it was to merge into before."""
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in _real("merger", subject, pool):
        if said.object is not None:
            by_end[said.object].append(said)
    for one, other in combinations(sorted(by_end), 2):
        first, second = by_end[one], by_end[other]
        if kin.related(one, other) or _namesakes(one, other, names):
            read = reading("merged_into_part", thing=names[subject], one=names[one], other=names[other])
            yield conflict("scope", (first, second), read)
            continue
        done = ["asserted" in {stage(said) for said in side} for side in (first, second)]
        if done[0] != done[1]:
            old, new = (second, first) if done[0] else (first, second)
            ends = {"old": names[old[0].object or ""], "new": names[new[0].object or ""]}
            yield conflict("evolution", (old, new), reading("merged_elsewhere", thing=names[subject], **ends))


def moves(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Somebody leads a firm and then another: when the first was merged into the second."""
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in _real("leadership", subject, pool):
        if said.object is not None and not said.planned:
            by_end[said.object].append(said)
    if len(by_end) < 2:
        return
    for one in sorted(by_end):
        into = {said.object for said in _real("merger", one, pool) if stage(said) == "asserted" and said.object}
        buyers = {said.subject for said in pool.told("acquisition", object=one) if not said.against and stage(said) == "asserted"}
        for other in sorted(set(by_end) - {one}):
            if other in into:
                read = reading("led_merged", person=names[subject], old=names[one], new=names[other])
                yield conflict("evolution", (by_end[one], by_end[other]), read)
                continue
            owners = sorted((into | buyers) - {one})
            new = [owner for owner in owners if kin.related(owner, other) or _namesakes(owner, other, names)]
            if new:
                read = reading("led_taken_over", person=names[subject], old=names[one], new=names[other], owner=names[new[0]])
                yield conflict("evolution", (by_end[one], by_end[other]), read)


def _namesakes(one: str, other: str, names: Names) -> bool:
    """Whether one bears the whole name of the other and more: a branch, by its name."""
    a, b = sorted((words_of(names[one]), words_of(names[other])), key=len)
    return len(a) < len(b) and list(b[: len(a)]) == list(a)


def titles(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """One office under two titles, the first word the same and the rest not."""
    by_title: dict[tuple[str | None, str, tuple[str, ...]], list[Said]] = defaultdict(list)
    for said in _real("government_role", subject, pool):
        if said.claim.value:
            by_title[said.object, said.document.lang, tuple(words_of(said.claim.value))].append(said)
    for one, other in combinations(sorted(by_title, key=str), 2):
        if one[:2] == other[:2] and _one_office(one[2], other[2]):
            sides = by_title[one], by_title[other]
            if not {said.claim.doc for said in sides[0]} & {said.claim.doc for said in sides[1]}:
                called = several(side[0].claim.value for side in sides)
                yield conflict("scope", sides, reading("titles", person=names[subject], titles=called))


def _one_office(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two titles begin alike, then differ, and yet speak of the same: "minister in charge of X", "minister for the X sector"."""
    alike = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    a, b = set(one[alike:]), set(other[alike:])
    return alike > 0 and not set(one) <= set(other) and not set(other) <= set(one) and any(len(word) > _LITTLE for word in a & b)


def profits(subject: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Profits that were the goal, and losses that came."""
    goals = [said for said in _real("target", subject, pool) if _PROFIT.search(said.claim.value or "")]
    losses = [said for said in _real("net_income", subject, pool) if not said.planned and _loss(said)]
    if goals and losses:
        read = reading("losses", thing=names[subject], values=several(said.claim.value for said in goals))
        yield conflict("evolution", (goals, losses), read)


def _loss(said: Said) -> bool:
    if said.quantity is not None and said.quantity.number is not None:
        return said.quantity.number < 0
    return bool(_LOSS.search(said.claim.value or ""))


def _real(relation: str, subject: str, pool: Pool) -> list[Said]:
    """The claims on a relation that begins at a thing, denials left out."""
    return [said for said in pool.told(relation, subject=subject) if not said.against]
