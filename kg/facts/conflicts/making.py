"""Making a conflict out of sides: what all rules share, so that equal findings get equal ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.facts.voices import Said, order
from kg.ids import digest
from kg.types import Conflict, Reading, Slot


class Names(Protocol):
    """The name of every entity by id (a dict will do)."""

    def __getitem__(self, id_: str, /) -> str:
        """The name."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Claims on one relation between the same two ends."""

    relation: str
    subject: str
    object: str | None
    voices: Sequence[Said]

    def what(self, names: Names) -> dict[str, str]:
        """What the claims are about, as slots of a reading: `relation`, `subject` and, where there is one, `object`."""
        ends = {"subject": self.subject, "object": self.object}
        return {"relation": self.relation, **{end: names[id_] for end, id_ in ends.items() if id_}}


def reading(key: str, **slots: Slot) -> Reading:
    """A reading; the sentence of every key is in kg.wording.readings."""
    return Reading(key=key, slots=slots)


def several(items: Iterable[str | None]) -> list[str]:
    """Items, each once, sorted."""
    return sorted({item for item in items if item})


def conflict(kind: str, sides: Iterable[Iterable[Said]], reading: Reading, *, relation: str | None = None) -> Conflict:
    """A conflict between `sides`; its ends are those that all claims share, its relation that of the first claim unless given."""
    groups = [sorted(side, key=order) for side in sides]
    voices = [said for group in groups for said in group]
    subjects, objects = {said.subject for said in voices}, {said.object for said in voices}
    held = sorted({tuple(said.claim.id for said in group) for group in groups})
    return Conflict(
        id=digest(["conflict", kind, *("|".join(side) for side in held)]),
        kind=kind,
        relation=relation or groups[0][0].claim.relation,
        subject=min(subjects) if len(subjects) == 1 else None,
        object=min((one for one in objects if one), default=None) if len(objects) == 1 else None,
        sides=tuple(tuple(said.claim.id for said in group) for group in groups),
        reading=reading,
    )


def by_document(voices: Iterable[Said]) -> dict[str, list[Said]]:
    """Voices by the document that they come from."""
    found: dict[str, list[Said]] = {}
    for said in voices:
        found.setdefault(said.claim.doc, []).append(said)
    return found


def disjoint(voices: Sequence[Said], end: Callable[[Said], str], key: str, names: Names, **slots: Slot) -> Iterator[Conflict]:
    """Articles that name quite other things where they speak of the same: each has a part of the whole."""
    told = {doc: {end(said) for said in there} for doc, there in by_document(voices).items()}
    if len(told) < 2 or set.intersection(*told.values()):
        return
    sides: list[list[Said]] = []
    for members in sorted({tuple(sorted(some)) for some in told.values()}):
        side = [said for said in voices if told[said.claim.doc] == set(members)]
        if not any({end(said) for said in side} & {end(said) for said in other} for other in sides):
            sides.append(side)
    if len(sides) > 1:
        groups = [several(names[end(said)] for said in side) for side in sides]
        yield conflict("scope", sides, reading(key, groups=groups, **slots))
