"""Asking the search index: entities, documents and claims by words, names by their beginning or by how they sound in writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kg import ids
from kg.entities.likeness import nearest
from kg.errors import KgError, StoreError
from kg.search.snippets import snippet
from kg.search.tables import opened
from kg.search.words import fold, plain, starts, stems, wanted

Kind = Literal["entity", "document", "claim"]
KINDS: tuple[Kind, ...] = ("entity", "document", "claim")
#: Names that share letters with a word that nothing is called, looked at for one that may have been meant.
_LIKE = 60
#: Names that have any of the three-letter pieces by which they are found, about; more are not counted through.
_NEAR = 3000
#: Letters of a search that are looked at for this.
_LONG = 100
#: What the score of a name that is only spelled alike is taken times.
_SLIP = 0.25

# b/(b+4) brings BM25 into 0..1. Of a name it counts how much of it was asked for; a sentence has more words than anybody types.
_NAMES = """
SELECT n.entity, e.type, n.name, 0.4 * -f.rank / (4 - f.rank) + 0.6 * min(1.0, :count * 1.0 / n.length) AS score
FROM names_words f JOIN names n ON n.row = f.rowid JOIN entities e ON e.id = n.entity
WHERE names_words MATCH :words ORDER BY score DESC, e.weight DESC, n.entity, n.name <> e.name, n.name"""
_TITLES = """
SELECT d.id, d.name, d.title, 0.4 * -f.rank / (4 - f.rank) + 0.4 * min(1.0, :count * 1.0 / d.length) AS score
FROM titles_words f JOIN documents d ON d.row = f.rowid
WHERE titles_words MATCH :words ORDER BY score DESC, d.id LIMIT :limit"""
_CLAIMS = """
SELECT c.id, d.name, s.text, 0.5 * -f.rank / (4 - f.rank) AS score
FROM sentences_words f JOIN sentences s ON s.row = f.rowid JOIN claims c ON c.sentence = s.row JOIN documents d ON d.id = s.doc
WHERE sentences_words MATCH :words ORDER BY f.rank, c.id LIMIT :limit"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a search found.

    `text` is the name that was found, the title, or the words of a claim; `detail` an entity's type, else the document's name. `score`
    lies in 0..1, the best first. `snippet` is the part of the text around what was found, and `marks` where it stands there
    (start, end). `alike`: nothing is called what was asked for, and this name is spelled alike.
    """

    id: str
    kind: Kind
    text: str
    detail: str
    score: float
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    alike: bool = False

    @property
    def iri(self) -> str:
        """The IRI of what was found."""
        return ids.iri(self.kind, self.id)


class TooManyError(KgError):
    """More was found than was asked for at most, by a search that must not cut its answer."""


def find(
    store: Path | sqlite3.Connection,
    text: str,
    *,
    kinds: Collection[Kind] = KINDS,
    limit: int = 20,
    slips: bool = True,
    whole: bool = False,
) -> list[Hit]:
    """What has all the words of `text`, whatever their case, accents and endings: up to `limit` hits, the best first.

    `store` is a store's folder, an output folder that has one, or an index that is open. `kinds` are what to look among. With `slips`,
    names that are spelled alike where nothing is called so. With `whole`, TooManyError instead of an answer that is cut at `limit`.
    StoreError when there is no search index. No words find nothing.
    """
    connection = _connection(store)
    asked = wanted(text)
    if not asked:
        return []
    most = limit + 1 if whole else limit
    try:
        found = [hit for kind in KINDS if kind in kinds for hit in _of(connection, kind, expression(asked), len(asked), most)]
        if whole and len(found) > limit:
            raise TooManyError(f"more than {limit} things have these words")
        if slips and "entity" in kinds and not any(hit.kind == "entity" for hit in found):
            found += _alike(connection, text)
    except sqlite3.Error as error:
        raise StoreError(f"the search index cannot be read ({error})") from None
    best = sorted(found, key=lambda hit: (-hit.score, KINDS.index(hit.kind)))[:limit]
    return [_marked(hit, asked) for hit in best]


def suggest(store: Path | sqlite3.Connection, text: str, *, limit: int = 10) -> list[Hit]:
    """Entities of whose names a word begins as `text` does, the most spoken of first; then those whose words do, in any order.

    `store` as for `find`. For somebody who is typing: no claim or document is looked at.
    """
    connection = _connection(store)
    start = plain(text)
    if not start:
        return []
    try:
        found = list(_begun(connection, start, limit))
        if len(found) < limit and " " in start:
            known = {hit.id for hit in found}
            some = _of(connection, "entity", expression(wanted(text), open_ended=True), start.count(" ") + 1, limit)
            found += [hit for hit in some if hit.id not in known]
        if not found:
            found = _alike(connection, text)
    except sqlite3.Error as error:
        raise StoreError(f"the search index cannot be read ({error})") from None
    return [_marked(hit, wanted(text), open_ended=True) for hit in found[:limit]]


def _connection(store: Path | sqlite3.Connection) -> sqlite3.Connection:
    if isinstance(store, sqlite3.Connection):
        return store
    inner = Path(store) / "store"
    return opened(inner if inner.is_dir() else Path(store))


def expression(asked: Sequence[str], *, open_ended: bool = False) -> str:
    """The words of a search for FTS5: each or one of its stems must be there; the last one only begins so when `open_ended`.

    Words are letters and digits alone, in quotes: nothing in them can be taken for an operator.
    """
    every = []
    for place, word in enumerate(asked):
        forms = [f'"{fold(word)}"' + ("*" if open_ended and place == len(asked) - 1 else "")]
        forms += [f'"{stem}"' for stem in sorted(stems(word))]
        every.append(f"({' OR '.join(forms)})")
    return " AND ".join(every)


def _of(connection: sqlite3.Connection, kind: Kind, asked: str, count: int, limit: int) -> Iterator[Hit]:
    """The best of one kind for an expression of `count` words."""
    given = {"words": asked, "count": count, "limit": limit}
    if kind == "entity":
        rows: dict[str, Hit] = {}  # the best name of each
        for id_, type_, name, score in connection.execute(_NAMES, given):
            rows.setdefault(id_, Hit(id=id_, kind=kind, text=name, detail=type_, score=round(score, 4)))
            if len(rows) == limit:
                break
        yield from rows.values()
        return
    for id_, document, text, score in connection.execute(_TITLES if kind == "document" else _CLAIMS, given):
        yield Hit(id=id_, kind=kind, text=text, detail=document, score=round(score, 4))


def _begun(connection: sqlite3.Connection, start: str, limit: int) -> Iterator[Hit]:
    """The best-known first; one name of each entity, the usual one if that begins so too."""
    length = len(start)
    # Of the many names that begin with a letter or a few, an index has the order of their weight.
    where = f"substr(start, 1, {length}) = :start" if length <= 3 else "start >= :start AND start < :end"
    sql = f"SELECT s.entity, s.name, s.weight FROM starts s WHERE {where} ORDER BY s.weight DESC, s.start, s.entity, s.name LIMIT :limit"
    given = {"start": start, "end": start + "\U0010ffff", "limit": limit * 8}
    seen: dict[str, tuple[str, int]] = {}
    for id_, name, weight in connection.execute(sql, given):
        seen.setdefault(id_, (name, weight))
    for id_, (name, weight) in list(seen.items())[:limit]:
        type_, usual = connection.execute("SELECT type, name FROM entities WHERE id = ?", (id_,)).fetchone()
        if any(one.startswith(start) for one in starts(usual)):
            name = usual
        yield Hit(id=id_, kind="entity", text=name, detail=type_, score=round((weight + 1) / (weight + 5), 4))


def _alike(connection: sqlite3.Connection, text: str) -> list[Hit]:
    """Entities called nearly so."""
    line = plain(text)
    grams = sorted({line[place : place + 3] for place in range(min(len(line), _LONG) - 2)})
    counted = [(connection.execute("SELECT doc FROM names_vocabulary WHERE term = ?", (gram,)).fetchone(), gram) for gram in grams]
    chosen: list[str] = []
    names = 0
    for count, gram in sorted((row[0], gram) for row, gram in counted if row is not None):
        if len(chosen) >= 2 and names + count > _NEAR:  # the rarest say most, and what everything has costs most
            break
        chosen.append(f'"{gram}"')
        names += count
    if not chosen:
        return []
    match = " OR ".join(chosen)
    sql = """SELECT n.name, n.entity, e.type FROM names_grams f JOIN names n ON n.row = f.rowid JOIN entities e ON e.id = n.entity
        WHERE names_grams MATCH ? ORDER BY f.rank, n.name, n.entity LIMIT ?"""
    near: dict[str, dict[str, str]] = {}
    for name, id_, type_ in connection.execute(sql, (match, _LIKE)):
        near.setdefault(name, {})[id_] = type_
    found: dict[str, Hit] = {}
    for place, name in enumerate(nearest(text[:_LONG], near)):
        for id_, type_ in near[name].items():
            score = round(_SLIP / (1 + place), 4)
            found.setdefault(id_, Hit(id=id_, kind="entity", text=name, detail=type_, score=score, alike=True))
    return list(found.values())


def _marked(hit: Hit, asked: Sequence[str], *, open_ended: bool = False) -> Hit:
    text, marks = snippet(hit.text, asked, open_ended=open_ended)
    return replace(hit, snippet=text, marks=marks)
