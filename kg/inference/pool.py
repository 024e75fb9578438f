"""The pool: facts that hold and what was concluded so far, found by relation and either end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from kg.facts.values import days
from kg.ids import digest
from kg.inference.reading import Pattern
from kg.types import Entity, Fact, Inference

#: Relation, subject, object (None where it is said of the subject alone).
Key = tuple[str, str, str | None]


class Pool:
    """Facts that are neither denied nor ended, and conclusions; which of the facts count is asked for each rule."""

    def __init__(self, facts: Iterable[Fact], entities: Iterable[Entity]) -> None:
        """Nothing is concluded yet."""
        self.names: dict[str, str] = {}
        self.types: dict[str, str] = {}
        for entity in entities:
            self.names[entity.id], self.types[entity.id] = entity.name, entity.type
        self.conclusions: dict[Key, Inference] = {}
        self._facts: dict[Key, list[Fact]] = defaultdict(list)
        self._by: dict[tuple[str, str | None, str | None], set[Key]] = defaultdict(set)
        for fact in facts:
            if fact.status != "denied" and not fact.ended:
                key = (fact.relation, fact.subject, fact.object)
                self._facts[key].append(fact)
                self._enter(key)
        for pile in self._facts.values():
            pile.sort(key=_preference)

    def every(self) -> set[Key]:
        """All that is said or concluded."""
        return {*self._facts, *self.conclusions}

    def add(self, found: Inference) -> Key | None:
        """Enter a conclusion; its key, or None when it was concluded before."""
        key = (found.relation, found.subject, found.object)
        if key in self.conclusions:
            return None
        self.conclusions[key] = found
        self._enter(key)
        return key

    def near(self, relation: str, subject: str | None, object: str | None) -> Collection[Key]:
        """What there is on a relation with this subject, or this object, or both, or any (None)."""
        return self._by.get((relation, subject, object), ())

    def facts(self, key: Key, statuses: frozenset[str]) -> Sequence[Fact]:
        """The facts that count, the surest first."""
        return [fact for fact in self._facts.get(key, ()) if fact.status in statuses]

    def objects(self, relation: str, subject: str, statuses: frozenset[str]) -> int:
        """Of how many objects facts that count say it of a subject."""
        return sum(1 for key in self.near(relation, subject, None) if self.facts(key, statuses))

    def holds(self, pattern: Pattern, bound: dict[str, str], statuses: frozenset[str]) -> bool:
        """Whether a fact that counts, or what everybody knows, fits a pattern; letters that are not bound stand for anything."""
        subject = bound.get(pattern.subject)
        obj = bound.get(pattern.object) if pattern.object else None
        found = self.near(pattern.relation, subject, obj)
        return any((key[2] is None) == (pattern.object is None) and (self.facts(key, statuses) or self._known(key)) for key in found)

    def _known(self, key: Key) -> bool:
        """Whether everybody knows it: it is there before anything is concluded, and does not change."""
        found = self.conclusions.get(key)
        return found is not None and not found.premises

    def _enter(self, key: Key) -> None:
        relation, subject, obj = key
        for place in {(subject, obj), (subject, None), (None, obj), (None, None)}:
            self._by[relation, *place].add(key)


def _preference(fact: Fact) -> tuple[bool, float, str]:
    return fact.status != "corroborated", -fact.confidence, fact.id


def earlier(one: Fact, other: Fact) -> bool:
    """Whether the dates of two facts say that one is of an earlier time."""
    first, second = days(one.since), days(other.since)
    return first is not None and second is not None and first[1] < second[0]


def conclusion(
    key: Key, rule: str, why: str, premises: Iterable[Fact | Inference], *, value: str | None = None, notes: Iterable[str] = ()
) -> Inference:
    """A conclusion from premises, as sure as the least sure of them; none: what everybody knows."""
    every = list(premises)
    return Inference(
        id=digest(["inference", *key]),
        relation=key[0],
        subject=key[1],
        object=key[2],
        value=value,
        why="; ".join(dict.fromkeys([why, *notes])),
        rule=rule,
        premises=tuple(dict.fromkeys(("fact" if isinstance(one, Fact) else "inference", one.id) for one in every)),
        confidence=min((one.confidence for one in every), default=1.0),
    )


def disputes(premises: Iterable[Fact | Inference], what: Callable[[Fact], str]) -> list[str]:
    """For each disputed fact among the premises: that it is, and which value was taken and why."""
    facts = [one for one in premises if isinstance(one, Fact) and one.disputed]
    return [f"disputed: {what(fact)}" + (f" is taken, {fact.why}" if fact.value and fact.why else "") for fact in facts]
