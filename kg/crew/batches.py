"""Batches: which documents go through the pipelines together, and how long they may take; the same whoever works on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.types import Document

#: Documents, and characters of text, that go through the language pipelines together at most.
BATCH = 32
_CHARACTERS = 400_000
#: Batches per process that are read, in work, or waiting for those before them: as long as one is held up, the others go on.
AHEAD = 4
#: Characters up to which an article has the plain time limit; a longer one has more, in proportion.
LONG = 50_000


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in their order, cut into batches; reads no further than the batch that it gives."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and (len(batch) == BATCH or size + len(document.text) > _CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    if batch:
        yield batch


def limit(documents: Sequence[Document], seconds: float) -> float:
    """Seconds within which the next of these documents has to be done, where `seconds` are for one of ordinary length.

    The longest counts: the pipelines look ahead, so that the next may wait for those behind it.
    """
    return seconds * max(1.0, *(len(document.text) / LONG for document in documents))
