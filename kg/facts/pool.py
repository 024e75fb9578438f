"""The pool: claims found by their relation and one of their ends, so that whoever asks about one thing need not hear everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from kg.facts.voices import Said, order


class Pool(Protocol):
    """Where claims are found. In memory below; `kg.index` keeps one on disk."""

    def told(self, relation: str, *, subject: str | None = None, object: str | None = None) -> Sequence[Said]:
        """The claims on a relation with this subject, or this object, or both; in the order of documents and words."""


class Heard:
    """All claims of a pile in memory."""

    def __init__(self, voices: Iterable[Said]) -> None:
        """Index `voices` by relation and either end."""
        self._by: dict[tuple[str, str | None, str | None], list[Said]] = defaultdict(list)
        for said in sorted(voices, key=order):
            relation = said.claim.relation
            self._by[relation, said.subject, None].append(said)
            if said.object is not None:
                self._by[relation, None, said.object].append(said)
                self._by[relation, said.subject, said.object].append(said)

    def told(self, relation: str, *, subject: str | None = None, object: str | None = None) -> Sequence[Said]:
        """As in `Pool`."""
        return self._by.get((relation, subject, object), ())
