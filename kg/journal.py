"""The journal: what a build has read out of articles so far, on disk, so that one that is killed loses at most the batch in hand."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kg.durable import sync
from kg.errors import StoreError
from kg.records import extraction_from_row, extraction_row, to_line
from kg.types import Extraction

#: The folder in an output folder where the journal of a build is while it runs, or after it was killed.
JOURNAL = "journal"
#: Extractions that go to disk together: as many as a kill or a power cut can lose.
BATCH = 32


class Journal:
    """Extractions with their fingerprints in files `NNNN.jsonl`, one for each run that wrote any; of an article the last row counts.

    `marks` has the fingerprint of each document that is there, by name; of the extractions themselves none is held.
    """

    def __init__(self, folder: Path) -> None:
        """Take over what is in `folder`, which may not be there; a line that was cut off ends its file."""
        self.marks: dict[str, str] = {}
        self._folder = folder
        self._places: dict[str, tuple[Path, int]] = {}
        self._stream: BinaryIO | None = None
        self._waiting, self._end = 0, 0
        self._files = sorted(folder.glob("*.jsonl"))
        for path in self._files:
            with path.open("rb") as stream:
                self._take_over(path, stream)

    def _take_over(self, path: Path, stream: BinaryIO) -> None:
        place = 0
        for line in stream:
            try:
                row = json.loads(line) if line.endswith(b"\n") else {}
                name, mark = str(row["extraction"]["document"]["name"]), str(row["fingerprint"])
            except (ValueError, KeyError, TypeError):
                return
            self.marks[name], self._places[name] = mark, (path, place)
            place += len(line)

    def put(self, extraction: Extraction, fingerprint: str) -> None:
        """Write one down; it is safe once a batch is full, or `flush` was called. StoreError where nothing can be written."""
        line = to_line({"fingerprint": fingerprint, "extraction": extraction_row(extraction)}).encode()
        try:
            if self._stream is None:
                self._begin()
            assert self._stream is not None
            self._stream.write(line)
        except OSError as error:
            raise self._failed(error) from None
        name = extraction.document.name
        self.marks[name], self._places[name] = fingerprint, (self._files[-1], self._end)
        self._end += len(line)
        self._waiting += 1
        if self._waiting >= BATCH:
            self.flush()

    def _begin(self) -> None:
        """A new file: nothing is written behind a line that may have been cut off."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{int(self._files[-1].stem) + 1 if self._files else 0:04d}.jsonl"
        self._stream, self._end = path.open("xb"), 0
        self._files.append(path)
        for folder in (self._folder, self._folder.parent):  # a power cut must not take the names away
            sync(folder)

    def flush(self) -> None:
        """Make everything written so far durable."""
        if self._stream is not None and self._waiting:
            try:
                self._stream.flush()
                os.fsync(self._stream.fileno())
            except OSError as error:
                raise self._failed(error) from None
            self._waiting = 0

    def rows(self, names: Iterable[str]) -> Iterator[tuple[Extraction, str]]:
        """The extractions of these documents with their fingerprints, one at a time, in the order in which they were written."""
        self.flush()
        open_: tuple[Path, BinaryIO] | None = None
        try:
            for path, place in sorted(self._places[name] for name in names):
                if open_ is None or open_[0] != path:
                    if open_ is not None:
                        open_[1].close()
                    open_ = path, path.open("rb")
                open_[1].seek(place)
                row = json.loads(open_[1].readline())
                yield extraction_from_row(row["extraction"]), row["fingerprint"]
        finally:
            if open_ is not None:
                open_[1].close()

    def close(self) -> None:
        """Let go of the file; what a batch still lacked is made durable."""
        if self._stream is not None:
            try:
                self.flush()
            finally:
                self._drop()

    def clear(self) -> None:
        """Forget everything: it is in the graph now, or nobody wants it."""
        self._drop()
        shutil.rmtree(self._folder, ignore_errors=True)
        self.marks, self._places, self._files = {}, {}, []

    def _drop(self) -> None:
        stream, self._stream, self._waiting = self._stream, None, 0
        if stream is not None:
            with suppress(OSError):  # a full disk: what could not be written is told already
                stream.close()

    def _failed(self, error: OSError) -> StoreError:
        return StoreError(f"{self._folder}: cannot be written to ({error.strerror or error})")
