"""The journal: what a build has read out of articles so far, on disk, so that one that is killed loses at most the batch in hand."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
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


def drop(folder: Path) -> None:
    """Do away with the journal in `folder`, if there is one."""
    shutil.rmtree(folder, ignore_errors=True)


class Journal:
    """Extractions with their fingerprints in files `NNNN.jsonl`, one for each run that wrote any; of an article the last row counts.

    Which article stands where is kept on disk, too, in a file without a name: memory does not grow with the number of articles.
    """

    def __init__(self, folder: Path) -> None:
        """Take over what is in `folder`, which may not be there; a line that was cut off ends its file."""
        self._folder = folder
        self._places = sqlite3.connect("", isolation_level=None, check_same_thread=False)  # a file of its own that goes with it
        self._places.execute("CREATE TABLE places (name TEXT PRIMARY KEY, mark TEXT, file INTEGER, place INTEGER) WITHOUT ROWID")
        self._stream: BinaryIO | None = None
        self._waiting, self._end = 0, 0
        self._files = sorted(folder.glob("*.jsonl"))
        for number, path in enumerate(self._files):
            with path.open("rb") as stream:
                self._take_over(number, stream)

    def mark(self, name: str) -> str | None:
        """The fingerprint of the document of this name; None where it is not there."""
        row = self._places.execute("SELECT mark FROM places WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _note(self, name: str, mark: str, file: int, place: int) -> None:
        try:
            self._places.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)", (name, mark, file, place))
        except sqlite3.Error as error:  # no room for temporary files
            raise self._failed(error) from None

    def _take_over(self, number: int, stream: BinaryIO) -> None:
        place = 0
        for line in stream:
            try:
                row = json.loads(line) if line.endswith(b"\n") else {}
                name, mark = str(row["extraction"]["document"]["name"]), str(row["fingerprint"])
            except (ValueError, KeyError, TypeError):
                return
            self._note(name, mark, number, place)
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
        self._note(extraction.document.name, fingerprint, len(self._files) - 1, self._end)
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

    def rows(self, names: Iterable[str] | None = None) -> Iterator[tuple[Extraction, str]]:
        """The extractions of these documents (None: of all) with their fingerprints, one at a time, in the order of writing."""
        self.flush()
        try:
            self._places.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (name TEXT PRIMARY KEY) WITHOUT ROWID")
            self._places.execute("DELETE FROM wanted")
            if names is None:
                self._places.execute("INSERT INTO wanted SELECT name FROM places")
            else:
                self._places.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((name,) for name in names))
        except sqlite3.Error as error:
            raise self._failed(error) from None
        open_: tuple[int, BinaryIO] | None = None
        try:
            for file, place in self._places.execute("SELECT file, place FROM wanted JOIN places USING (name) ORDER BY file, place"):
                if open_ is None or open_[0] != file:
                    if open_ is not None:
                        open_[1].close()
                    open_ = file, self._files[file].open("rb")
                open_[1].seek(place)
                row = json.loads(open_[1].readline())
                yield extraction_from_row(row["extraction"]), row["fingerprint"]
        finally:
            if open_ is not None:
                open_[1].close()

    def close(self) -> None:
        """Let go of the file; what a batch still lacked is made durable."""
        try:
            self.flush()
        finally:
            self._drop()
            self._places.close()

    def clear(self) -> None:
        """Forget everything: it is in the graph now, or nobody wants it."""
        self._drop()
        drop(self._folder)
        self._places.execute("DELETE FROM places")
        self._files = []

    def _drop(self) -> None:
        stream, self._stream, self._waiting = self._stream, None, 0
        if stream is not None:
            with suppress(OSError):  # a full disk: what could not be written is told already
                stream.close()

    def _failed(self, error: OSError | sqlite3.Error) -> StoreError:
        return StoreError(f"{self._folder}: cannot be written to ({getattr(error, 'strerror', None) or error})")
