"""What an update has to do with so far, kept on disk: when everything is new, it is everything."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

#: Links between names, ids that names had, documents whose names have other ids now, claims' relations and ends (as JSON), sites of
#: conflicts (as JSON), threads of deals (as JSON), things with which inferences may have to do.
Kind = Literal["links", "ids", "documents", "piles", "sites", "threads", "things"]
#: How many are held at once.
SOME = 500


class Touched:
    """Sets of strings, one a kind."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Nothing is touched yet; what an earlier update touched is forgotten."""
        self._db = connection
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._db.execute("DELETE FROM touched")

    def add(self, kind: Kind, keys: Iterable[str]) -> None:
        """Put keys in."""
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", ((kind, key) for key in keys))

    def put(self, kind: Kind, keys: Iterable[Sequence[str]]) -> None:
        """Put keys in that are made of several strings."""
        self.add(kind, (json.dumps(key, ensure_ascii=False) for key in keys))

    def take(self, kind: Kind) -> list[str]:
        """Some of the keys, in their order; the same again until they are discarded."""
        return [key for (key,) in self._db.execute("SELECT key FROM touched WHERE kind = ? ORDER BY key LIMIT ?", (kind, SOME))]

    def discard(self, kind: Kind, keys: Iterable[str]) -> None:
        """Take keys out."""
        self._db.executemany("DELETE FROM touched WHERE kind = ? AND key = ?", ((kind, key) for key in keys))

    def every(self, kind: Kind) -> Iterator[str]:
        """All keys, in their order; those that are put in meanwhile come too if their turn is still to come."""
        last = ""
        while True:
            sql = "SELECT key FROM touched WHERE kind = ? AND key > ? ORDER BY key LIMIT ?"
            some = [key for (key,) in self._db.execute(sql, (kind, last, SOME))]
            if not some:
                return
            yield from some
            last = some[-1]

    def made(self, kind: Kind) -> Iterator[tuple[str, ...]]:
        """As `every`, of keys that are made of several strings."""
        for key in self.every(kind):
            yield tuple(json.loads(key))
