"""Names in the index: who is who among the names that a change can have to do with, and nobody else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property

from kg.entities import NameRecord, bound, key, links, names_of, record_from, resolve_names
from kg.entities.known import Known, WorldKnowledge, world
from kg.index.batches import batches, marks
from kg.index.changes import Changes
from kg.index.rows import entity_from, row_of
from kg.index.touched import Touched
from kg.types import Entity, Extraction, Judgement, Resolution

#: What of a record is a matter of its form.
_FORM = tuple(one.name for one in fields(NameRecord) if one.name not in {"doc", "name", "times"})


class Names:
    """The tables `names`, `forms`, `links` and `entities`.

    A form is a name with all that documents say of it. Documents that say the same have one form, so that a publisher with thousands of
    articles is looked at once; where it matters which document says it, the form is that document's own.
    """

    def __init__(self, connection: sqlite3.Connection, known: Iterable[Known] | None = None) -> None:
        """`known` is the world knowledge, by default what the ontology folder ships."""
        self._db, self._given = connection, known
        self.judgements: tuple[Judgement, ...] = ()

    @cached_property
    def _known(self) -> WorldKnowledge:
        """Read when it is first needed: many look into an index, and few change it."""
        return world(self._given)

    def prepare(self) -> None:
        """Have the world knowledge at hand."""
        self._known  # noqa: B018 - read by being looked at

    def forget(self, doc: str) -> set[str]:
        """Drop the names of a document; returns the links that they had."""
        forms = [form for (form,) in self._db.execute("SELECT DISTINCT form FROM names WHERE doc = ?", (doc,))]
        ties = set(self._links(forms))
        self._db.execute("DELETE FROM names WHERE doc = ?", (doc,))
        for form in forms:
            if self._db.execute("SELECT 1 FROM names WHERE form = ? LIMIT 1", (form,)).fetchone() is None:
                self._db.execute("DELETE FROM links WHERE form = ?", (form,))
                self._db.execute("DELETE FROM forms WHERE id = ?", (form,))
        return ties

    def add(self, extraction: Extraction) -> set[str]:
        """Enter the names of a document, still without entity; returns their links."""
        ties: set[str] = set()
        records = names_of(extraction, self._known)
        tied = {form for record in records for form in record.stands_for}
        for record in records:
            own = record.doc if record.name in tied or bound(record) else ""
            found = links(record, self._known, self.judgements)
            ties |= found
            row = {name: getattr(record, name) for name in _FORM}
            values = (record.name, own, json.dumps(row, ensure_ascii=False))
            self._db.execute("INSERT OR IGNORE INTO forms (name, own, record) VALUES (?, ?, ?)", values)
            (form,) = self._db.execute("SELECT id FROM forms WHERE name = ? AND own = ? AND record = ?", values).fetchone()
            self._db.execute("INSERT INTO names VALUES (?, ?, ?, NULL)", (record.doc, record.name, form))
            self._db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", ((link, form) for link in sorted(found)))
        return ties

    def _links(self, forms: Iterable[int]) -> Iterator[str]:
        for some in batches(forms):
            yield from (link for (link,) in self._db.execute(f"SELECT DISTINCT link FROM links WHERE form IN ({marks(some)})", some))

    def _near(self, ties: Iterable[str]) -> tuple[list[int], set[str]]:
        """Every form that can have to do with these links, by chains of links; and all the links that it was reached by."""
        found: set[int] = set()
        seen, ahead = set(ties), sorted(ties)
        while ahead:
            fresh: set[int] = set()
            for some in batches(ahead):
                fresh |= {form for (form,) in self._db.execute(f"SELECT form FROM links WHERE link IN ({marks(some)})", some)}
            more = set(self._links(fresh - found)) - seen
            found |= fresh
            seen |= more
            ahead = sorted(more)
        return sorted(found), seen

    def _pile(self, forms: list[int]) -> Iterator[tuple[int, NameRecord, str | None]]:
        """Form, record and entity of all names of these forms. One record stands for all documents that say the same.

        The documents that a judgement names are told apart.
        """
        judged = {named.name for judgement in self.judgements for named in judgement.names if named.doc is not None}
        keys = set(map(key, judged))
        for some in batches(forms):
            rows = self._db.execute(f"SELECT id, name, record FROM forms WHERE id IN ({marks(some)}) ORDER BY id", some).fetchall()
            for form, name, record in rows:
                found = record_from({"doc": "", "name": name, **json.loads(record)})
                grouped = "" if key(name) in keys else "GROUP BY entity"
                count = "count(*)" if grouped else "1"
                columns = f"SELECT {'min(doc)' if grouped else 'doc'}, entity, {count} FROM names WHERE form = ? {grouped}"
                for doc, entity, times in self._db.execute(columns, (form,)):
                    yield form, replace(found, doc=doc, times=times), entity

    def settle(self, touched: Touched, changes: Changes) -> None:
        """Resolve all names near the touched links anew and write down who they are.

        Names that no chain of links ties together do not matter to one another, so some are settled at a time. `changes` is told how
        entities were and are, those of the touched ids among them, and `touched` the documents in which a name's entity changed.
        """
        for some in batches(touched.every("ids")):
            self._note(some, changes)
        while ties := touched.take("links"):
            forms, seen = self._near(ties)
            self._resolve(list(self._pile(forms)), touched, changes)
            touched.discard("links", seen)
        for some in batches(changes.lost("entities")):
            self._db.execute(f"DELETE FROM entities WHERE id IN ({marks(some)})", some)
        changes.settle("entities")

    def _note(self, ids: Iterable[str], changes: Changes) -> dict[str, str]:
        """Tell `changes` how entities are before they are resolved anew; their rows."""
        there: dict[str, str] = {}
        for some in batches(ids):
            there |= self._db.execute(f"SELECT id, row FROM entities WHERE id IN ({marks(some)})", some).fetchall()
        changes.was("entities", there.items())
        return there

    def _resolve(self, near: list[tuple[int, NameRecord, str | None]], touched: Touched, changes: Changes) -> None:
        """Resolve some names anew, with all that can have to do with them."""
        found = resolve_names((record for _, record, _ in near), self._known, self.judgements)
        there = self._note({*found.entities, *(entity for _, _, entity in near if entity is not None)}, changes)
        for form, record, old in near:
            new = found.ids[record.doc, record.name]
            if new != old:
                here = "form = ? AND entity IS ?" + ("" if record.times > 1 else " AND doc = ?")
                place = (form, old) if record.times > 1 else (form, old, record.doc)
                touched.add("documents", (doc for (doc,) in self._db.execute(f"SELECT doc FROM names WHERE {here}", place).fetchall()))
                self._db.execute(f"UPDATE names SET entity = ? WHERE {here}", (new, *place))
        rows = {id_: row_of(entity) for id_, entity in found.entities.items()}
        changes.now("entities", rows.items())
        values = [(id_, found.entities[id_].name, row) for id_, row in rows.items() if there.get(id_) != row]
        self._db.executemany("INSERT OR REPLACE INTO entities VALUES (?, ?, ?)", values)

    def judged(self, judgements: Iterable[Judgement]) -> set[str]:
        """The documents with a name that can have to do with what these judgements speak of."""
        records = [NameRecord(doc="", name=one.name, votes={}) for judgement in judgements for one in judgement.names]
        ties = {link for record in records for link in links(record, self._known, self.judgements)}
        docs: set[str] = set()
        for some in batches(self._near(ties)[0]):
            docs |= {doc for (doc,) in self._db.execute(f"SELECT DISTINCT doc FROM names WHERE form IN ({marks(some)})", some)}
        return docs

    def now(self, before: Iterable[Entity], earlier: Mapping[str, str]) -> Resolution:
        """The entities that can be what entities of an earlier graph are now: those that have one of their names; no places."""
        ids = {*earlier, *earlier.values()}
        for entity in before:
            ids.add(entity.id)
            for name in (entity.name, *entity.aliases):
                ids |= {id_ for (id_,) in self._db.execute("SELECT DISTINCT entity FROM names WHERE name = ?", (name,))}
                ids |= {id_ for (id_,) in self._db.execute("SELECT id FROM entities WHERE name = ?", (name,))}
        return Resolution(ids={}, entities={id_: found for id_ in sorted(ids) if (found := self.entity(id_)) is not None})

    def entity(self, id_: str) -> Entity | None:
        """The entity with an id."""
        row = self._db.execute("SELECT row FROM entities WHERE id = ?", (id_,)).fetchone()
        return None if row is None else entity_from(row[0])

    def of(self, doc: str) -> dict[str, str]:
        """Name → entity id for one document."""
        return dict(self._db.execute("SELECT name, entity FROM names WHERE doc = ?", (doc,)))

    def called(self, name: str) -> str | None:
        """The id of the organisation whose preferred name this is, the first of several."""
        rows = self._db.execute("SELECT row FROM entities WHERE name = ? ORDER BY id", (name,))
        return next((entity.id for (row,) in rows if (entity := entity_from(row)).type == "Organisation"), None)

    def __getitem__(self, id_: str) -> str:
        """The preferred name of an entity."""
        row = self._db.execute("SELECT name FROM entities WHERE id = ?", (id_,)).fetchone()
        if row is None:
            raise KeyError(id_)
        return str(row[0])
