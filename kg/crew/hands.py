"""Batches given to child processes: who is free, and which article is to blame when a child is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence

from kg.crew.child import Child, LostError, SlowError
from kg.crew.extracting import failed
from kg.crew.recipe import Recipe
from kg.types import Document, Extraction, Issue


class Hands:
    """The child processes of this process, by recipe; a child is started when all others are busy. Many threads may share one."""

    def __init__(self) -> None:
        """No child yet."""
        self._lock = threading.Lock()
        self._free: list[Child] = []
        self._busy: list[Child] = []
        self._stopped = threading.Event()

    def work(self, recipe: Recipe, batch: Sequence[Document], seconds: float) -> Iterator[Extraction | Issue]:
        """What each document says, in order; one whose child crashes or takes longer than `seconds` becomes an issue.

        KgError when the extractor cannot be made, or nothing can be extracted at all. LostError after `stop`.
        """
        done = 0
        try:
            for said in self._together(recipe, batch, seconds):
                yield said
                done += 1
            return
        except LostError as error:
            if self._stopped.is_set():
                raise
            if isinstance(error, SlowError) and len(batch) == 1:
                yield failed(batch[0], str(error))
                return
        for document in batch[done:]:  # any of these may have been the one: each alone now
            yield from self._alone(recipe, document, seconds)

    def _alone(self, recipe: Recipe, document: Document, seconds: float) -> Iterator[Extraction | Issue]:
        try:
            yield from list(self._together(recipe, [document], seconds))
        except LostError as error:
            if self._stopped.is_set():
                raise
            yield failed(document, str(error))

    def _together(self, recipe: Recipe, batch: Sequence[Document], seconds: float) -> Iterator[Extraction | Issue]:
        child = self._take(recipe)
        whole = False
        try:
            yield from child.say(batch, seconds)
            whole = True
        finally:
            self._give(child, whole)

    def _take(self, recipe: Recipe) -> Child:
        with self._lock:
            if self._stopped.is_set():
                raise LostError("stopped")
            for child in reversed(self._free):
                if child.recipe == recipe:
                    self._free.remove(child)
                    if child.alive:
                        self._busy.append(child)
                        return child
                    child.end()
        child = Child(recipe)
        with self._lock:
            self._busy.append(child)
            if not self._stopped.is_set():
                return child
        self._give(child, False)
        raise LostError("stopped")

    def _give(self, child: Child, whole: bool) -> None:
        with self._lock:
            self._busy.remove(child)
            if whole and not self._stopped.is_set():
                child.since = time.monotonic()
                self._free.append(child)
                return
        child.end()

    def stop(self) -> None:
        """Kill all children; what they were at is given up."""
        with self._lock:
            self._stopped.set()
            free, self._free = self._free, []
            for child in self._busy:
                child.kill()
        for child in free:
            child.end()

    def rest(self, seconds: float) -> None:
        """End the children that have been free for longer than that."""
        since = time.monotonic() - seconds
        with self._lock:
            tired = [child for child in self._free if child.since < since]
            self._free = [child for child in self._free if child.since >= since]
        for child in tired:
            child.end()

    def spare(self, recipe: Recipe) -> Child | None:
        """One of the children that are free, no longer of these hands: whoever takes it ends it."""
        with self._lock:
            for child in self._free:
                if child.recipe == recipe:
                    self._free.remove(child)
                    return child
        return None

    def adopt(self, child: Child) -> None:
        """Take a child that was spared elsewhere."""
        with self._lock:
            self._free.append(child)
