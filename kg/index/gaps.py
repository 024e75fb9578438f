"""Gaps in the index: the sentences that made no claim, found by document, by relation and by their words."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.gaps import names_in
from kg.types import Extraction, Gap

_ENTER = "INSERT INTO gaps (doc, start, relation, lack, text, unknown, names, row) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_TAKE = "INSERT INTO gaps_words (gaps_words, rowid, text, unknown) VALUES ('delete', ?, ?, ?)"
_PUT = "INSERT INTO gaps_words (rowid, text, unknown) VALUES (?, ?, ?)"
_ENTITIES = "SELECT name, entity FROM names WHERE doc = ?1 AND name IN (SELECT value FROM json_each(?2))"
#: Sentences over which words that no rule knows are counted at most.
COUNTED = 20_000


class Gaps:
    """The table `gaps`, and over its sentences the FTS5 table `gaps_words`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Nothing is read yet."""
        self._db = connection

    def add(self, extraction: Extraction) -> None:
        """Enter the gaps of a document."""
        document = extraction.document
        for gap in extraction.gaps:
            text, names = document.text[gap.start : gap.end], [name for name, _ in names_in(extraction, gap)]
            unknown = " ".join(gap.wanted) if gap.lack == "trigger" else ""
            rest = json.dumps(asdict(gap), ensure_ascii=False)
            values = (document.name, gap.start, gap.relation or "", gap.lack, text, unknown, json.dumps(names, ensure_ascii=False), rest)
            row = self._db.execute(_ENTER, values).lastrowid
            self._db.execute(_PUT, (row, text, unknown))

    def forget(self, doc: str) -> None:
        """Drop the gaps of a document."""
        self._db.executemany(_TAKE, self._db.execute("SELECT id, text, unknown FROM gaps WHERE doc = ?", (doc,)).fetchall())
        self._db.execute("DELETE FROM gaps WHERE doc = ?", (doc,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A gap as it is found again: its document's id, its sentence, and what that names, each with the entity's id where it is known."""

    document: str
    text: str
    names: tuple[tuple[str, str | None], ...]
    gap: Gap


class GapReader:
    """Gaps of an index that others may be writing to; where there is none, or it is of another form, there are no gaps."""

    def __init__(self, path: Path) -> None:
        """`path` is index.sqlite in the output folder."""
        self._path = path

    def counts(self) -> dict[tuple[str, str], int]:
        """How many gaps there are by the relation of the nearest rule ("" for none) and by what was lacking."""
        return {(one, other): int(number) for one, other, number in self._rows("SELECT relation, lack, count(*) FROM gaps GROUP BY 1, 2")}

    def find(
        self, *, document: str | None = None, relation: str | None = None, lack: str | None = None, words: Sequence[str] = (),
        start: int = 0, most: int = 100,
    ) -> list[Missed]:
        """`most` gaps at most from the `start`th on, by document and place.

        `document` is a document's id, `relation` "" for what no rule came near; each of `words` must begin a word of the sentence,
        or the dictionary form of one that no rule knows.
        """  # fmt: skip
        where = [(part, value) for part, value in (
            ("d.id = ?", document), ("g.relation = ?", relation), ("g.lack = ?", lack),
            ("g.id IN (SELECT rowid FROM gaps_words WHERE gaps_words MATCH ?)", " ".join(f'"{word}"*' for word in words) or None),
        ) if value is not None]  # fmt: skip
        condition = " AND ".join(part for part, _ in where) or "1"
        sql = (
            "SELECT d.id, g.doc, g.text, g.names, g.row FROM gaps g JOIN documents d ON d.name = g.doc "
            f"WHERE {condition} ORDER BY g.doc, g.start LIMIT ? OFFSET ?"
        )
        found = []
        for id_, doc, text, names, row in self._rows(sql, *(value for _, value in where), most, start):
            known = dict(self._rows(_ENTITIES, doc, names))
            gap = json.loads(row)
            named = tuple((name, known.get(name)) for name in json.loads(names))
            found.append(Missed(document=id_, text=text, names=named, gap=Gap(**{**gap, "wanted": tuple(gap["wanted"])})))
        return found

    def unknown(self, most: int = 40) -> list[tuple[str, int]]:
        """The commonest words that no rule knows, in their dictionary form, each with how many of COUNTED sentences have it."""
        some = "SELECT unknown FROM gaps WHERE relation = '' AND lack = 'trigger' ORDER BY doc, start LIMIT ?"
        counted = Counter(word for (words,) in self._rows(some, COUNTED) for word in str(words).split())
        return sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:most]

    def _rows(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]  # of whatever SQLite has
        if not self._path.is_file():
            return []
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)) as database:
                return database.execute(sql, values).fetchall()
        except sqlite3.Error:
            return []
