"""Claims in the index: who says what about whom, found by either end."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from kg.facts.echoes import Print
from kg.facts.values import quantity
from kg.facts.voices import Said, hear, order
from kg.records import claim_from_row, claim_row
from kg.types import Document, Extraction, Resolution

#: Relation and the two ends; "" where there is no object.
Pile = tuple[str, str, str]

#: Claims, and heads of documents, that are kept at hand at most.
HELD = 1_000
_SAID = "subject, object, cited, row, sentence, around"


class Claims:
    """The table `claims`; a `Pool` for kg.facts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Nothing is read yet."""
        self._db = connection
        self.rejected: frozenset[str] = frozenset()
        self._heads: dict[str, tuple[Document, bytes]] = {}
        self._told: dict[tuple[str, str | None, str | None], list[Said]] = {}
        self._held = 0

    def counts(self) -> dict[tuple[str, str], int]:
        """How many claims there are by relation and modality."""
        rows = self._db.execute("SELECT relation, json_extract(row, '$.modality'), count(*) FROM claims GROUP BY 1, 2 ORDER BY 1, 2")
        return {(relation, modality): count for relation, modality, count in rows}

    def of_document(self, doc: str) -> list[str]:
        """Ids of the claims of a document."""
        return [id_ for (id_,) in self._db.execute("SELECT id FROM claims WHERE doc = ? ORDER BY id", (doc,))]

    def forget(self, doc: str) -> set[Pile]:
        """Drop the claims of a document; returns what they were about."""
        piles = set(self._db.execute("SELECT DISTINCT relation, subject, object FROM claims WHERE doc = ?", (doc,)))
        self._db.execute("DELETE FROM claims WHERE doc = ?", (doc,))
        self._heads.pop(doc, None)
        self._forget_told()
        return piles

    def add(self, extraction: Extraction, ids: Mapping[str, str]) -> set[Pile]:
        """Enter the claims of a document whose names have these entity ids, the rejected left out; returns what they are about."""
        doc = extraction.document.name
        voices = hear([extraction], Resolution(ids={(doc, name): id_ for name, id_ in ids.items()}, entities={}), self.rejected)
        rows = [
            (
                one.claim.id, doc, one.claim.relation, one.subject, one.object or "", one.cited or "", _line(claim_row(one.claim)),
                one.wording.sentence, one.wording.around,
            )
            for one in voices
        ]  # fmt: skip
        self._db.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._forget_told()
        return {(one.claim.relation, one.subject, one.object or "") for one in voices}

    def told(self, relation: str, *, subject: str | None = None, object: str | None = None) -> Sequence[Said]:
        """As in kg.facts.pool.Pool."""
        key = (relation, subject, object)
        found = self._told.get(key)
        if found is None:
            ends = [(name, end) for name, end in (("subject", subject), ("object", object)) if end is not None]
            where = " AND ".join(["relation = ?", *(f"{name} = ?" for name, _ in ends)])
            rows = self._db.execute(f"SELECT {_SAID} FROM claims WHERE {where}", [relation, *(end for _, end in ends)])
            found = self._said(rows)
            self._held += len(found) + 1
            if self._held > HELD:
                self._forget_told()
            self._told[key] = found
        return found

    def _forget_told(self) -> None:
        self._told.clear()
        self._held = 0

    def of(self, pile: Pile) -> list[Said]:
        """The claims on one relation between two ends."""
        where = f"SELECT {_SAID} FROM claims WHERE relation = ? AND subject = ? AND object = ?"
        return self._said(self._db.execute(where, pile))

    def ends(self, relation: str, *, subject: str | None = None, object: str | None = None) -> set[str]:
        """The other ends of the claims on a relation from one end."""
        if subject is not None:
            rows = self._db.execute("SELECT DISTINCT object FROM claims WHERE subject = ? AND relation = ?", (subject, relation))
        else:
            rows = self._db.execute("SELECT DISTINCT subject FROM claims WHERE object = ? AND relation = ?", (object, relation))
        return {end for (end,) in rows if end}

    def _said(self, rows: Iterable[tuple[str, str, str, str, bytes, bytes]]) -> list[Said]:
        found = []
        for subject, obj, cited, row, sentence, around in rows:
            claim = claim_from_row(json.loads(row))
            document, whole = self._head(claim.doc)
            wording = Print(sentence, around, whole)
            found.append(Said(claim, subject, obj or None, document, quantity(claim.value), cited or None, wording))
        return sorted(found, key=order)

    def _head(self, doc: str) -> tuple[Document, bytes]:
        """A document without its text, and the runs of words that were kept of it."""
        if doc not in self._heads:
            row, whole = self._db.execute("SELECT head, whole FROM documents WHERE name = ?", (doc,)).fetchone()
            if len(self._heads) >= HELD:
                self._heads.clear()
            self._heads[doc] = Document(**{**json.loads(row), "segments": ()}), whole
        return self._heads[doc]


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False)


def head(document: Document) -> str:
    """A document without its text, as JSON: what facts need to know of it."""
    return _line(asdict(replace(document, text="", segments=())))
