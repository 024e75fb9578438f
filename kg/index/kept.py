"""What an index keeps, read without changing it: for checking it against the other files of a build."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.index.schema import FORM


class Kept:
    """An index that is open for reading. Everything raises sqlite3.Error where its file is damaged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wraps an open index; use `kept`."""
        self._db = connection

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the file; nothing when it is sound."""
        return [line for (line,) in self._db.execute("PRAGMA quick_check(10)") if line != "ok"]

    def row(self, doc: str) -> str | None:
        """The extraction of one document as the line that it is in the file of extractions, without its end; None for none."""
        found = self._db.execute("SELECT extraction FROM documents WHERE name = ?", (doc,)).fetchone()
        return None if found is None else str(found[0])

    def counts(self) -> dict[str, int]:
        """How many documents, entities, facts, conflicts, deals and inferences it has."""
        found = {}
        for name in ("documents", "entities", "facts", "conflicts", "deals", "inferences"):
            (found[name],) = self._db.execute(f"SELECT count(DISTINCT id) FROM {name}").fetchone()
        return found

    def entities(self) -> Iterator[str]:
        """Ids of the entities, sorted."""
        return (id_ for (id_,) in self._db.execute("SELECT id FROM entities ORDER BY id"))


@contextmanager
def kept(path: Path) -> Iterator[Kept | None]:
    """The index in file `path`; None when it is of another form, which the next build makes anew. StoreError when it is none.

    What a build that was killed left in it by half is taken back first, as the next build would.
    """
    mode = "rw" if path.with_name(path.name + "-journal").exists() else "ro"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be opened ({error})") from None
    try:
        form = connection.execute("PRAGMA user_version").fetchone()[0]
        yield Kept(connection) if form == FORM else None
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be read ({error})") from None
    finally:
        connection.close()
