"""Verifying: every file of an output folder is read and held against the others; memory does not grow with the corpus."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import StoreError
from kg.folder import BUILD, FILES, INDEX, MADE, SMALL, STORE, cut_off, files_of, reading, store_folder
from kg.graph.holdings import holdings
from kg.graph.store import Store
from kg.index.kept import Kept, kept
from kg.manifest import build_mark, made_here
from kg.search.kept import Kept as Words
from kg.search.kept import kept as words_kept
from kg.segments import marked
from kg.sums import SUMS, sum_faults
from kg.verifying.faults import Fault
from kg.verifying.graph import SEARCH, count_faults, document_faults, entity_faults, made_faults, word_faults
from kg.verifying.lines import Pairs, line, segment_faults, small_files

MANIFEST = FILES[-1]
#: Faults that are told one by one: what is damaged in more places than this is damaged.
MOST = 1000
#: What is told of a build that is whole.
_TOLD = ("documents", "claims", "entities", "facts")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was counted and what is wrong, in the order in which it was found: nothing when the build is whole.

    `counts` is how many documents, claims, entities and facts there are, as far as they can be counted; `more` is how many faults
    are not told because there are too many.
    """

    output: Path
    counts: dict[str, int]
    faults: tuple[Fault, ...]
    more: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def headline(self) -> str:
        """All of it in one line."""
        if self.whole:
            return f"{self.output}: whole: " + ", ".join(f"{number:,} {what}" for what, number in self.counts.items())
        number = len(self.faults) + self.more
        return f"{self.output}: {number:,} {'fault' if number == 1 else 'faults'}; `kg build --fresh` makes the build anew"


def verify(output: str | Path = "output") -> Verification:
    """Check what `build` left in `output`, changing nothing.

    Hashes (of each text, those in the manifest, that of the build), offsets (evidence and mentions stand where they say), counts, and
    whether files, index, store and search index agree. StoreError when there is no graph, or a build is writing there now.
    """
    output = Path(output)
    if store_folder(output) == output:
        raise StoreError(f"{output}: a store alone; `kg verify` looks at all that `kg build` left in a folder")
    with reading(output), ExitStack() as stack:
        return _Verifier(output, stack).verification()


class _Verifier:
    """One run. A part that cannot be opened is a fault, and the others are checked all the same."""

    def __init__(self, output: Path, stack: ExitStack) -> None:
        self._output, self._stack = output, stack
        self._faults: dict[Fault, None] = {}
        self._more = 0

    def verification(self) -> Verification:
        output, pairs = self._output, Pairs(self._output)
        if cut_off(output):
            self._wrong(MANIFEST, "a build was cut off while it put its results in place; the next one completes it")
        for name in files_of(output):
            if not (output / name).is_file():
                self._wrong(name, "is missing")
        if pairs.segmented:
            self._take(self._within("extractions", lambda: list(segment_faults(output))) or ())
        manifest = self._manifest()
        self._take(small_files(output))
        self._build()
        sums = self._within(f"{STORE}/{SUMS}", lambda: list(sum_faults(output / STORE))) or ()
        self._take(Fault(f"{STORE}/{name}", reason) for name, reason in sums)
        store = self._opened(STORE, lambda: self._stack.enter_context(Store(output / STORE, read_only=True)))
        words = self._opened(SEARCH, lambda: self._stack.enter_context(words_kept(output / STORE)))
        index = None
        if (output / INDEX).is_file():  # it may be deleted
            index = self._opened(INDEX, lambda: self._stack.enter_context(kept(output / INDEX)))
        counted = {"extractions" if pairs.segmented else "extractions.jsonl": self._documents(pairs, manifest, store, words, index)}
        if index is not None:
            counted[INDEX] = self._within(INDEX, index.counts) or {}
            self._take(Fault(INDEX, reason) for reason in self._within(INDEX, index.damage) or ())
        if store is not None:
            counted[STORE] = self._within(STORE, lambda: holdings(store)) or {}
            for name in SMALL if pairs.segmented else MADE:  # of a large build they are there where somebody exported them
                if (output / name).is_file():
                    self._take(made_faults(store, output, name, same=name not in MADE or made_here(manifest)))
        if words is not None:
            counted[SEARCH] = self._within(SEARCH, words.counts) or {}
            self._take(Fault(SEARCH, reason) for reason in self._within(SEARCH, lambda: list(words.damage())) or ())
            if index is not None:
                self._take(self._within(SEARCH, lambda: list(entity_faults(index.entities(), words))) or ())
        self._take(count_faults(counted))
        told: dict[str, int] = {}
        for figures in counted.values():
            told |= {what: number for what, number in figures.items() if what in _TOLD and what not in told}
        return Verification(output=output, counts=told, faults=tuple(self._faults), more=self._more)

    def _wrong(self, file: str, reason: str) -> None:
        self._take([Fault(file, reason)])

    def _take(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            if fault in self._faults:
                continue
            if len(self._faults) < MOST:
                self._faults[fault] = None
            else:
                self._more += 1

    def _opened(self, file: str, open_: Callable[[], _T]) -> _T | None:
        """What `open_` opens; None, and a fault, when it cannot be opened."""
        return self._within(file, open_)

    def _within(self, file: str, look: Callable[[], _T]) -> _T | None:
        """What `look` finds; None, and a fault, when the file is too damaged for it."""
        try:
            return look()
        except StoreError as error:
            reason = str(error).removeprefix(f"{self._output / file}: ")
            self._wrong(file, reason.replace(f"{self._output.absolute()}/", "").replace(f"{self._output}/", ""))
        except (sqlite3.Error, OSError, ValueError) as error:
            self._wrong(file, f"cannot be read ({error})")
        return None

    def _manifest(self) -> dict[str, Any]:
        path = self._output / MANIFEST
        if not path.is_file():
            return {}
        try:
            found = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            self._wrong(MANIFEST, f"cannot be read ({error})")
            return {}
        if not isinstance(found, dict) or not isinstance(found.get("sources"), dict):
            self._wrong(MANIFEST, "is not a manifest: it has no sources")
            return {}
        return found

    def _build(self) -> None:
        """The hash by which the store says of which files it was made."""
        try:
            there = (self._output / STORE / BUILD).read_text("ascii").strip()
            right = build_mark([self._output / MANIFEST, marked(self._output)])
        except FileNotFoundError as error:
            if Path(str(error.filename)).name == BUILD:
                self._wrong(f"{STORE}/{BUILD}", "is missing")
        except (OSError, UnicodeDecodeError) as error:
            self._wrong(f"{STORE}/{BUILD}", f"cannot be read ({error})")
        else:
            if there != right:
                self._wrong(f"{STORE}/{BUILD}", "the store was not made of this manifest and these extractions, or one of them has changed")

    def _documents(
        self, pairs: Pairs, manifest: dict[str, Any], store: Store | None, words: Words | None, index: Kept | None
    ) -> dict[str, int]:
        """Every document in turn, in every part that can be read; returns how many documents and claims there are."""
        listed = dict(manifest.get("sources", {}))
        count = 0
        for place, extraction in pairs.extractions():
            count += 1
            document = extraction.document
            if manifest and listed.get(document.name) != document.text_hash:
                reason = "the manifest has another hash of its text" if document.name in listed else "not in the manifest, or here twice"
                self._wrong(place, f"{document.name}: {reason}")
            listed.pop(document.name, None)
            if index is not None:
                row = self._within(INDEX, lambda: index.row(document.name))  # noqa: B023 - called at once
                if row != line(extraction):
                    self._wrong(INDEX, f"{document.name}: " + ("is missing" if row is None else "is not as the extractions have it"))
            if store is not None:
                self._take(self._within(STORE, lambda: list(document_faults(store, extraction))) or ())  # noqa: B023
            if words is not None:
                self._take(self._within(SEARCH, lambda: list(word_faults(words, extraction))) or ())  # noqa: B023
            self._take(pairs.faults)
            pairs.faults.clear()
        self._take(pairs.faults)
        for name in sorted(listed):
            self._wrong(MANIFEST, f"{name}: is in no extraction")
        return {"documents": count, "claims": pairs.claims}
