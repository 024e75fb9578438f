"""The noun of a conflict, and how it can be read as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What stands in a slot of a reading: a name, a value, a date, a relation …; several of them; groups of several.
Slot = str | list[str] | list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the sides of a conflict can be read together, as data: which sentence (`key`), and what stands in its `slots`.

    kg.wording.readings lists the keys with their slots and has the sentence of each in every language.
    """

    key: str
    slots: Mapping[str, Slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims that do not say the same, with what that means.

    `kind` is "numeric_precision", "contradiction", "evolution", "scope", "modality", "attribution" or "source_error".
    `sides` are two or more groups of claim ids, each group of one opinion; `relation`, `subject` and `object` say what it is about
    (entity ids; None where the sides differ in it). `reading` is how the two can be read.
    """

    id: str
    kind: str
    relation: str
    subject: str | None
    object: str | None
    sides: tuple[tuple[str, ...], ...]
    reading: Reading
