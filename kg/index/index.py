"""Updating: articles in and out, and what that changes in who is who, in the facts and in the conflicts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from kg import judgements as judgements_
from kg.entities.known import Known
from kg.errors import StoreError
from kg.facts import group
from kg.facts.echoes import whole
from kg.index.changes import Changes
from kg.index.claims import Claims, head
from kg.index.conflicts import Conflicts
from kg.index.deals import Deals
from kg.index.gaps import Gaps
from kg.index.inferences import Inferences
from kg.index.names import Names
from kg.index.rows import entity_from, fact_from, row_of
from kg.index.schema import connect
from kg.index.touched import Touched
from kg.records import extraction_from_row, extraction_row, to_line
from kg.segments import prefix_of
from kg.types import Conflict, Deal, Entity, Extraction, Fact, Inference, Issue, Judgement, Resolution


class Index:
    """All extractions of an output folder, and the entities, facts, conflicts, deals and inferences made of them.

    Changes are made inside `with index:`, which keeps all of them or, when anything goes wrong, none.
    """

    def __init__(self, path: Path | None = None, known: Iterable[Known] | None = None) -> None:
        """Open the index in file `path`, or a new one in memory. StoreError when that cannot be done."""
        self._db, self._path = connect(path), path
        self.names = Names(self._db, known)
        self.claims = Claims(self._db)
        self._conflicts = Conflicts(self._db, self.claims, self.names)
        self._deals = Deals(self._db, self.claims)
        self._inferences = Inferences(self._db, self.names)
        self._gaps = Gaps(self._db)
        row = self._db.execute("SELECT value FROM meta WHERE key = 'judgements'").fetchone()
        self._judge(tuple(map(judgements_.from_row, json.loads(row[0]))) if row is not None else ())

    def __enter__(self) -> Index:
        """Begin a change. StoreError where the file cannot be written."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self._failed(error) from None
        self._db.execute("PRAGMA busy_timeout = 60000")  # a page that reads in the index holds its end up for a moment only
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Keep the change, or undo it after an error. StoreError where the file cannot be written, as on a full disk."""
        if self._db.in_transaction:
            if kind is None:
                self.commit()
            else:
                with suppress(sqlite3.Error):  # what is undone by half is undone by whoever opens the file next
                    self._db.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise self._failed(error) from None

    def commit(self) -> None:
        """Keep the change now. StoreError where the file cannot be written."""
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._failed(error) from None

    def _failed(self, error: sqlite3.Error) -> StoreError:
        return StoreError(f"{self._path or 'memory'}: the index cannot be written ({error})")

    def prepare(self) -> None:
        """Have at hand what an update needs; it would take its time then."""
        self.names.prepare()
        self._inferences.prepare()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def fingerprints(self) -> dict[str, str]:
        """Document name → what it was extracted from: the same fingerprint means that nothing need be done."""
        return dict(self._db.execute("SELECT name, fingerprint FROM documents ORDER BY name"))

    def extractions(self) -> Iterator[Extraction]:
        """Every extraction, in the order of the documents' names."""
        for (row,) in self._db.execute("SELECT extraction FROM documents ORDER BY name"):
            yield extraction_from_row(json.loads(row))

    def lines(self, prefix: str = "") -> Iterator[str]:
        """Every extraction of a document whose id begins with `prefix` (hex digits), by name, as a line of kg.records without its end."""
        wanted = ("WHERE id >= ? AND id < ?", (prefix, prefix + "g")) if prefix else ("", ())
        for (row,) in self._db.execute(f"SELECT extraction FROM documents {wanted[0]} ORDER BY name", wanted[1]):
            yield row

    def sources(self) -> dict[str, tuple[str, str]]:
        """Document name → language and hash of the text, by name."""
        rows = self._db.execute("SELECT name, json_extract(head, '$.lang'), json_extract(head, '$.text_hash') FROM documents ORDER BY name")
        return {name: (lang, text_hash) for name, lang, text_hash in rows}

    def issues(self) -> list[Issue]:
        """What the extractions have to say of their documents."""
        rows = self._db.execute("SELECT doc, kind, message FROM issues ORDER BY name, number")
        return [Issue(doc=doc, kind=kind, message=message) for doc, kind, message in rows]

    def counts(self) -> dict[str, int]:
        """How many documents, entities, facts and conflicts there are."""
        found = {}
        for name in ("documents", "entities", "facts"):
            (found[name],) = self._db.execute(f"SELECT count(*) FROM {name}").fetchone()
        (found["conflicts"],) = self._db.execute("SELECT count(DISTINCT id) FROM conflicts").fetchone()
        return found

    def extraction(self, doc: str) -> Extraction | None:
        """The extraction of one document."""
        row = self._db.execute("SELECT extraction FROM documents WHERE name = ?", (doc,)).fetchone()
        return None if row is None else extraction_from_row(json.loads(row[0]))

    def resolution(self, doc: str) -> Resolution:
        """Who is who in one document; its entities are left out."""
        return Resolution(ids={(doc, name): id_ for name, id_ in self.names.of(doc).items()}, entities={})

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, as far as the index heeds it already."""
        return self.names.judgements

    def _judge(self, judgements: tuple[Judgement, ...]) -> None:
        self.names.judgements = judgements
        self.reviews = judgements_.reviews(judgements)
        self.claims.rejected = frozenset(claim for claim, review in self.reviews.items() if review.verb == "reject")

    def _rejudge(self, judgements: tuple[Judgement, ...]) -> set[str]:
        """Heed these judgements from now on; returns the documents that those which changed have to do with."""
        before, changed = self.reviews, set(judgements) ^ set(self.judgements)
        found = self.names.judged(changed)
        self._judge(judgements)
        found |= self.names.judged(changed)
        found |= {one.claim.doc for one in changed if one.claim is not None}
        found |= {one.claim.doc for one in (*before.values(), *self.reviews.values()) if one.claim is not None} if changed else set()
        rows = json.dumps([judgements_.row_of(one) for one in judgements], ensure_ascii=False)
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('judgements', ?)", (rows,))
        return found & self.fingerprints().keys()

    def update(
        self,
        put: Iterable[tuple[Extraction, str]] = (),
        drop: Iterable[str] = (),
        judgements: Sequence[Judgement] | None = None,
    ) -> Changes:
        """Put extractions in (each with its fingerprint; one of the same name is replaced), take documents out by name.

        `put` is read once, an extraction at a time, and `drop` after it: what it names may depend on what came; a name that was put
        stays. `judgements` are those in force from now on; None: those that were. Only what all this touches is resolved and grouped
        anew. Returns what that changed.
        """
        changes = Changes(self._db, whole=self._db.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None)
        touched = Touched(self._db)
        new = set[str]()
        for extraction, fingerprint in self._judged(judgements):
            self._replace(extraction, fingerprint, touched)
            new.add(extraction.document.name)
        came = set[str]()
        for extraction, fingerprint in put:
            was = self._replace(extraction, fingerprint, touched)
            if was not in (None, extraction.document.id):  # it has, or had, an address of its own
                changes.gone.append(was)
            came.add(extraction.document.name)
            changes.prefixes.add(prefix_of(extraction.document.id))
        for doc in sorted(set(drop) - came):
            id_ = self._withdraw(doc, touched)
            changes.gone += [] if id_ is None else [id_]
            new.discard(doc)
        changes.prefixes |= set(map(prefix_of, changes.gone))
        new |= came
        self.names.settle(touched, changes)
        for doc in touched.every("documents"):
            extraction_ = self.extraction(doc)
            assert extraction_ is not None
            self._forget(doc, touched)
            touched.put("piles", self.claims.add(extraction_, self.names.of(doc)))
        changes.written = sorted(new.union(touched.every("documents")))
        self._regroup(touched, changes)
        self._conflicts.reconcile(touched, changes)
        self._deals.reconcile(touched, changes)
        self._inferences.reconcile(touched, changes)
        touched.clear()
        return changes

    def _judged(self, judgements: Sequence[Judgement] | None) -> Iterator[tuple[Extraction, str]]:
        """Heed these judgements from now on; gives the extractions that those which changed have to do with."""
        if judgements is not None and tuple(judgements) != self.judgements:
            marks = self.fingerprints()
            for doc in sorted(self._rejudge(tuple(judgements))):
                there = self.extraction(doc)
                if there is not None:
                    yield there, marks[doc]

    def _withdraw(self, doc: str, touched: Touched) -> str | None:
        """Take a document out; returns its id, None where it was not there."""
        row = self._db.execute("SELECT id FROM documents WHERE name = ?", (doc,)).fetchone()
        if row is None:
            return None
        touched.add("ids", (id_ for id_ in self.names.of(doc).values() if id_ is not None))  # None: it came a moment ago
        touched.add("links", self.names.forget(doc))
        self._forget(doc, touched)
        self._db.execute("DELETE FROM documents WHERE name = ?", (doc,))
        self._db.execute("DELETE FROM issues WHERE name = ?", (doc,))
        self._gaps.forget(doc)
        return str(row[0])

    def _forget(self, doc: str, touched: Touched) -> None:
        """Take the claims of a document out."""
        touched.put("sites", self._conflicts.with_claim(self.claims.of_document(doc)))
        touched.put("piles", self.claims.forget(doc))

    def _replace(self, extraction: Extraction, fingerprint: str, touched: Touched) -> str | None:
        """Put a document in, its names still without entities and its claims left out; the one of that name, whose id is returned, goes."""
        document = extraction.document
        was = self._withdraw(document.name, touched)
        row = to_line(extraction_row(extraction)).rstrip("\n")
        values = (document.name, document.id, fingerprint, head(document), whole(document), row)
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", values)
        issues = [(document.name, number, issue.doc, issue.kind, issue.message) for number, issue in enumerate(extraction.issues)]
        self._db.executemany("INSERT INTO issues VALUES (?, ?, ?, ?, ?)", issues)
        self._gaps.add(extraction)
        touched.add("links", self.names.add(extraction))
        return was

    def made_by(self, program: str, changes: Changes) -> bool:
        """Note which program makes the graph; whether it was this one before. If not, what follows from the facts is found anew."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'program'").fetchone()
        if row is not None and row[0] == program:
            return True
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('program', ?)", (program,))
        if not changes.whole:  # an empty index has just been filled by this program
            self._inferences.reconcile(Touched(self._db), changes, anew=True)
        return False

    def _regroup(self, touched: Touched, changes: Changes) -> None:
        for relation, subject, obj in touched.made("piles"):
            key = (subject, relation, obj)
            sql = "SELECT id, row FROM facts WHERE subject = ? AND relation = ? AND object = ? ORDER BY id"
            old = dict(self._db.execute(sql, key).fetchall())
            new = {fact.id: row_of(fact) for fact in group(self.claims.of((relation, subject, obj)))}
            if old != new:  # all of the pile: its facts can share one plain triple
                self._db.executemany("DELETE FROM facts WHERE id = ?", [(id_,) for id_ in old])
                self._db.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", [(id_, *key, row) for id_, row in new.items()])
                changes.was("facts", old.items())
                changes.now("facts", new.items())

    def entities(self) -> Iterator[Entity]:
        """Every entity, by id."""
        for (row,) in self._db.execute("SELECT row FROM entities ORDER BY id"):
            yield entity_from(row)

    def facts(self) -> Iterator[Fact]:
        """Every fact, by id."""
        for (row,) in self._db.execute("SELECT row FROM facts ORDER BY id"):
            yield fact_from(row)

    def conflicts(self) -> Iterator[Conflict]:
        """Every conflict, by id."""
        yield from self._conflicts.every()

    def deals(self) -> Iterator[Deal]:
        """Every deal, by id."""
        yield from self._deals.every()

    def inferences(self) -> Iterator[Inference]:
        """All that follows from the facts, by id."""
        yield from self._inferences.every()
