"""The pool: claims by the things that they are about, so that whoever asks about one thing need not hear everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from kg.facts.voices import Said, order


class Pool(Protocol):
    """Where claims are found. In memory below; `kg.index` keeps one on disk."""

    def about(self, entity: str) -> Sequence[Said]:
        """Every claim in which the entity is the subject or the object, in the order of documents and words."""


class Heard:
    """All claims of a pile in memory."""

    def __init__(self, voices: Iterable[Said]) -> None:
        """Index `voices` by both ends."""
        self._about: dict[str, list[Said]] = defaultdict(list)
        for said in sorted(voices, key=order):
            for end in {said.subject, said.object}:
                if end is not None:
                    self._about[end].append(said)

    def about(self, entity: str) -> Sequence[Said]:
        """As in `Pool`."""
        return self._about.get(entity, ())

    def entities(self) -> list[str]:
        """All that something is said about, sorted."""
        return sorted(self._about)
