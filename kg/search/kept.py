"""What a search index keeps, read without changing it: for checking it against the graph beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.search.tables import FILE, attach

#: What is found by word → the rows that stand for it.
_FOUND = {
    "names_words": "names", "names_grams": "names", "sentences_words": "sentences", "titles_words": "documents WHERE title <> ''",
}  # fmt: skip


class Kept:
    """A search index that is open for reading. Everything raises sqlite3.Error where its file is damaged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wraps an open index; use `kept`."""
        self._db = connection

    def damage(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file, and words that stand for more or fewer rows than there are."""
        yield from (line for (line,) in self._db.execute("PRAGMA quick_check(10)") if line != "ok")
        for words, rows in _FOUND.items():
            (found,), (there,) = (self._db.execute(f"SELECT count(*) FROM {table}").fetchone() for table in (words, rows))
            if found != there:
                yield f"{words} has {found} rows for {there} in {rows.partition(' ')[0]}"

    def claims(self, document: str) -> dict[str, str]:
        """Claim id → its words, of the document with this id."""
        sql = "SELECT c.id, s.text FROM sentences s JOIN claims c ON c.sentence = s.row WHERE s.doc = ?"
        return dict(self._db.execute(sql, (document,)))

    def counts(self) -> dict[str, int]:
        """How many documents, claims and entities it has."""
        found = {}
        for name in ("documents", "claims", "entities"):
            (found[name],) = self._db.execute(f"SELECT count(*) FROM {name}").fetchone()
        return found

    def entities(self) -> Iterator[str]:
        """Ids of the entities, sorted."""
        return (id_ for (id_,) in self._db.execute("SELECT id FROM entities ORDER BY id"))


@contextmanager
def kept(store: Path) -> Iterator[Kept]:
    """The search index of the store in folder `store`. StoreError when there is none that can be read."""
    connection = attach(store)
    try:
        yield Kept(connection)
    except sqlite3.Error as error:
        raise StoreError(f"{store / FILE}: cannot be read ({error})") from None
    finally:
        connection.close()
