"""Invented firms and facts about them, made by hand, and what follows in words."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ids import digest
from kg.inference import Rules, infer
from kg.types import Entity, Fact, Inference

#: What is no organisation.
PLACES = ("Orval", "Brumaire", "Lisière", "Vieux Pont", "Canada", "Italie", *(f"Quartier {number}" for number in range(5)))
TYPES = {**dict.fromkeys(PLACES, "Place"), "Anne Lebrun": "Person", "Jean Tissot": "Person"}


def fact(relation: str, subject: str, obj: str | None = None, value: str | None = None, **rest: object) -> Fact:
    """A fact whose ends are names; asserted unless `rest` says otherwise."""
    fields: dict[str, object] = {
        "why": None, "status": "asserted", "disputed": False, "ended": False, "since": None, "until": None,
        "claims": ("c",), "against": (), "confidence": 0.8,
    } | rest  # fmt: skip
    id_ = digest(["test", relation, subject, obj, value, str(fields["since"]), str(fields["status"])])
    return Fact(id=id_, relation=relation, subject=subject, object=obj, value=value, **fields)  # type: ignore[arg-type]


def stake(holder: str, held: str, value: str | None, **rest: object) -> Fact:
    """A stake."""
    return fact("shareholding", holder, held, value, **rest)


def things(facts: Iterable[Fact], *more: str) -> list[Entity]:
    """The ends of facts, and others; ids are the names."""
    names = {end for one in facts for end in (one.subject, one.object) if end} | set(more)
    return [Entity(id=name, type=TYPES.get(name, "Organisation"), name=name) for name in sorted(names)]


def concluded(*facts: Fact, rules: Rules | None = None) -> dict[tuple[str, str, str | None], Inference]:
    """What follows, by subject, relation and object."""
    return {(one.subject, one.relation, one.object): one for one in infer(facts, things(facts), rules)}


def ends(found: Iterable[tuple[str, str, str | None]], relation: str) -> set[tuple[str, str | None]]:
    """Subject and object of all conclusions on one relation."""
    return {(subject, obj) for subject, name, obj in found if name == relation}
