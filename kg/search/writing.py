"""Writing the search index: documents and entities in and out, so that it answers the same whatever came and went before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.search.tables import FILE, connect
from kg.search.words import indexed, plain, starts
from kg.types import Document, Entity, Extraction, Resolution

_TAKE = "INSERT INTO {0}({0}, rowid, words, stems) VALUES ('delete', ?, ?, ?)"
_PUT = "INSERT INTO {0}(rowid, words, stems) VALUES (?, ?, ?)"


class Writer:
    """An index that is being changed. FTS5 tables without content forget a row when they are told again what was in it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wraps an open index; use `writing`."""
        self._db = connection
        # on disk: of a first build it is everything
        self._db.execute("CREATE TEMP TABLE touched (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def _touch(self, ids: Iterable[str | None]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((id_,) for id_ in ids if id_ is not None))

    def put_document(self, extraction: Extraction, resolution: Resolution) -> None:
        """A document's title and the words of its claims; what an earlier document of this id had goes.

        Where nothing but who is meant has changed, the words stay as they are: one new article can change that in hundreds of others.
        """
        document = extraction.document
        sentences = {(claim.start, claim.end): claim.evidence for claim in extraction.claims}
        numbers = self._kept(document, list(sentences.values()))
        if numbers is None:
            self.drop_document(document.id)
            numbers = self._enter(document, sentences.values())
        places = dict(zip(sentences, numbers, strict=True))
        for claim in extraction.claims:
            ends = [resolution.ids[claim.doc, name] if name is not None else None for name in (claim.subject, claim.object)]
            self._db.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?)", (claim.id, places[claim.start, claim.end], *ends))
            self._touch(ends)

    def _kept(self, document: Document, texts: list[str]) -> list[int] | None:
        """The rows of a document's sentences, without claims now, if all of its words are there; else None."""
        there = self._db.execute("SELECT name, lang, title FROM documents WHERE id = ?", (document.id,)).fetchone()
        if there != (document.name, document.lang, document.title):
            return None
        rows = self._db.execute("SELECT row, text FROM sentences WHERE doc = ? ORDER BY row", (document.id,)).fetchall()
        if [text for _, text in rows] != texts:
            return None
        for number, _ in rows:
            self._forget_claims(number)
        return [number for number, _ in rows]

    def _enter(self, document: Document, texts: Iterable[str]) -> list[int]:
        """Enter a document, its title and its sentences; the rows of these."""
        lang, title = document.lang, document.title
        words_, stems, length = indexed(title or "", lang)
        values = (document.id, document.name, lang, title, length)
        row = self._db.execute("INSERT INTO documents (id, name, lang, title, length) VALUES (?, ?, ?, ?, ?)", values).lastrowid
        if title:
            self._db.execute(_PUT.format("titles_words"), (row, words_, stems))
        numbers: list[int] = []
        for text in texts:
            number = self._db.execute("INSERT INTO sentences (doc, text) VALUES (?, ?)", (document.id, text)).lastrowid
            assert number is not None
            self._db.execute(_PUT.format("sentences_words"), (number, *indexed(text, lang)[:2]))
            numbers.append(number)
        return numbers

    def _forget_claims(self, sentence: int) -> None:
        for ends in self._db.execute("SELECT subject, object FROM claims WHERE sentence = ?", (sentence,)).fetchall():
            self._touch(ends)
        self._db.execute("DELETE FROM claims WHERE sentence = ?", (sentence,))

    def drop_document(self, id_: str) -> None:
        """A document and its claims go, by the document's id; nothing happens when it is not there."""
        found = self._db.execute("SELECT row, lang, title FROM documents WHERE id = ?", (id_,)).fetchone()
        if found is None:
            return
        row, lang, title = found
        if title:
            self._db.execute(_TAKE.format("titles_words"), (row, *indexed(title, lang)[:2]))
        for number, text in self._db.execute("SELECT row, text FROM sentences WHERE doc = ?", (id_,)).fetchall():
            self._db.execute(_TAKE.format("sentences_words"), (number, *indexed(text, lang)[:2]))
            self._forget_claims(number)
        self._db.execute("DELETE FROM sentences WHERE doc = ?", (id_,))
        self._db.execute("DELETE FROM documents WHERE row = ?", (row,))

    def put_entity(self, entity: Entity) -> None:
        """An entity under all its names; what an earlier one of this id had goes."""
        self.drop_entity(entity.id)
        self._db.execute("INSERT INTO entities VALUES (?, ?, ?, 0)", (entity.id, entity.type, entity.name))
        for name in sorted({entity.name, *entity.aliases}):
            words_, stems, length = indexed(name)
            values = (entity.id, name, length)
            row = self._db.execute("INSERT INTO names (entity, name, length) VALUES (?, ?, ?)", values).lastrowid
            self._db.execute(_PUT.format("names_words"), (row, words_, stems))
            self._db.execute("INSERT INTO names_grams(rowid, name) VALUES (?, ?)", (row, plain(name)))
            for start in sorted(starts(name)):
                self._db.execute("INSERT INTO starts VALUES (?, ?, ?, 0)", (start, entity.id, name))
        self._touch([entity.id])

    def drop_entity(self, id_: str) -> None:
        """An entity and its names go, by its id; nothing happens when it is not there."""
        for row, name in self._db.execute("SELECT row, name FROM names WHERE entity = ?", (id_,)).fetchall():
            self._db.execute(_TAKE.format("names_words"), (row, *indexed(name)[:2]))
            self._db.execute("INSERT INTO names_grams(names_grams, rowid, name) VALUES ('delete', ?, ?)", (row, plain(name)))
        self._db.execute("DELETE FROM names WHERE entity = ?", (id_,))
        self._db.execute("DELETE FROM starts WHERE entity = ?", (id_,))
        self._db.execute("DELETE FROM entities WHERE id = ?", (id_,))

    def weigh(self) -> None:
        """Count the claims about the entities that changed, or whose claims did."""
        for (id_,) in self._db.execute("SELECT id FROM touched ORDER BY id"):
            (weight,) = self._db.execute("SELECT count(*) FROM claims WHERE subject = ? OR object = ?", (id_, id_)).fetchone()
            self._db.execute("UPDATE entities SET weight = ? WHERE id = ?", (weight, id_))
            self._db.execute("UPDATE starts SET weight = ? WHERE entity = ? AND weight <> ?", (weight, id_, weight))
        self._db.execute("DELETE FROM touched")


@contextmanager
def writing(store: Path) -> Iterator[Writer]:
    """Change the search index of the store in folder `store`, or make it: all of the change is kept, or none. StoreError."""
    new = not (store / FILE).exists()
    connection = connect(store / FILE)
    try:
        connection.execute("BEGIN IMMEDIATE")
        writer = Writer(connection)
        try:
            yield writer
            writer.weigh()
        except BaseException:
            if connection.in_transaction:  # else SQLite has undone it of itself, as on a full disk
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        if new:  # one segment instead of many: a search has one place to look
            for name in ("names_words", "names_grams", "titles_words", "sentences_words"):
                connection.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")
    except sqlite3.Error as error:
        raise StoreError(f"{store / FILE}: the search index cannot be written ({error})") from None
    finally:
        connection.close()
