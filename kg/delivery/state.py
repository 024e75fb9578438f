"""What a server has of a build: a journal that grows with every graph that was sent, so that a cut-off delivery goes on where it was.

One JSON object a line: {"id", "url"} first; {"addresses"}; {"mark"} before a mark is put on the server; {"begun": graph}
before a graph is touched, or when the server's is not what it should be; {"graph", "hash", "triples"} when it is there; {"gone": graph}.
The default graph is "" here.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.ids import digest
from kg.records import to_line

#: The folder in an output folder for what servers have.
SENT = "sent"
_JOURNAL, _STORE = "journal.jsonl", "store"


class State:
    """What one server has, as this folder knows it: `graphs` is graph → (hash, number of triples on the server), hash "" in doubt."""

    def __init__(self, output: Path, url: str) -> None:
        """Open the journal of a server, given by its address; begin it if need be."""
        self.folder = output / SENT / digest(["server", url])
        self.graphs: dict[str, tuple[str, int]] = {}
        self.id, self.marks, self.addresses = "", [""], dict[str, Any]()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._path = self.folder / _JOURNAL
        for line in self._path.read_text("utf-8").splitlines() if self._path.is_file() else []:
            try:
                self._heed(json.loads(line))
            except (ValueError, KeyError, TypeError):  # the last line of a run that was killed while it wrote
                continue
        self._stream = self._path.open("a", encoding="utf-8")
        self._stream.write("\n" if self._path.stat().st_size else "")
        if not self.id:
            self.say({"id": secrets.token_hex(8), "url": url})

    def _heed(self, row: dict[str, Any]) -> None:
        if "id" in row:
            self.id = str(row["id"])
        elif "addresses" in row:
            self.addresses = dict(row["addresses"])
        elif "mark" in row:
            self.marks.append(str(row["mark"]))
        elif "begun" in row:
            self.graphs[row["begun"]] = ("", 0)
        elif "graph" in row:
            self.graphs[row["graph"]] = (str(row["hash"]), int(row["triples"]))
        elif "gone" in row:
            self.graphs.pop(row["gone"], None)

    def say(self, row: dict[str, Any]) -> None:
        """Write down one step; it counts from now on, also for a run after this one is killed."""
        self._heed(row)
        self._stream.write(to_line(row))
        self._stream.flush()
        if "begun" in row or "mark" in row:  # after a power cut the server must not be ahead of what stands here
            os.fsync(self._stream.fileno())

    def knows(self, mark: str) -> bool:
        """Whether a mark found on the server is one of the last two that were put there from here: what the journal says then holds."""
        return bool(mark) and mark in self.marks[-2:]

    @property
    def store(self) -> Path:
        """The store that was delivered last as a whole; the folder may not be there."""
        return self.folder / _STORE

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def shorten(self) -> None:
        """Write the journal anew without what later lines made void."""
        first = self._path.read_text("utf-8").splitlines()[0]
        rows: list[dict[str, Any]] = [{"addresses": self.addresses}, {"mark": self.marks[-1]}]
        rows += [{"graph": graph, "hash": mark, "triples": triples} for graph, (mark, triples) in sorted(self.graphs.items())]
        new = self._path.with_suffix(".new")
        try:
            new.write_text("".join([first + "\n", *map(to_line, rows)]), "utf-8")
            self._stream.close()
            os.replace(new, self._path)
            self._stream = self._path.open("a", encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written ({error.strerror})") from None
