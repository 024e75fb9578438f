"""Names in the index: who is who among the names that a change can have to do with, and nobody else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from kg.entities import NameRecord, links, names_of, record_from, resolve_names
from kg.entities.known import Known, world
from kg.types import Entity, Extraction, Judgement, Resolution

#: Entities before and after, and (document, name) → (old id, new id).
Settled = tuple[dict[str, Entity], dict[str, Entity], dict[tuple[str, str], tuple[str | None, str]]]
#: How many values go into one statement.
_MANY = 500


class Names:
    """The tables `names`, `links` and `entities`."""

    def __init__(self, connection: sqlite3.Connection, known: Iterable[Known] | None = None) -> None:
        """`known` is the world knowledge, by default what the ontology folder ships."""
        self._db = connection
        self._known = world(known)
        self.judgements: tuple[Judgement, ...] = ()

    def forget(self, doc: str) -> set[str]:
        """Drop the names of a document; returns the links that they had."""
        ties = {link for (link,) in self._db.execute("SELECT DISTINCT link FROM links WHERE doc = ?", (doc,))}
        self._db.execute("DELETE FROM links WHERE doc = ?", (doc,))
        self._db.execute("DELETE FROM names WHERE doc = ?", (doc,))
        return ties

    def add(self, extraction: Extraction) -> set[str]:
        """Enter the names of a document, still without entity; returns their links."""
        ties: set[str] = set()
        for record in names_of(extraction, self._known):
            found = links(record, self._known, self.judgements)
            ties |= found
            row = json.dumps(asdict(record), ensure_ascii=False)
            self._db.execute("INSERT INTO names VALUES (?, ?, ?, NULL)", (record.doc, record.name, row))
            self._db.executemany("INSERT INTO links VALUES (?, ?, ?)", ((link, record.doc, record.name) for link in sorted(found)))
        return ties

    def near(self, ties: set[str]) -> dict[tuple[str, str], tuple[NameRecord, str | None]]:
        """Every name that can have to do with these links, by chains of links, with the entity that it had."""
        found: dict[tuple[str, str], tuple[NameRecord, str | None]] = {}
        forms: set[tuple[object, ...]] = set()
        seen, ahead = set(ties), sorted(ties)
        while ahead:
            rows: list[tuple[str, str, str, str | None]] = []
            for some in _batches(ahead):
                marks = ",".join("?" * len(some))
                places = f"SELECT DISTINCT doc, name FROM links WHERE link IN ({marks})"
                rows += self._db.execute(f"SELECT doc, name, record, entity FROM ({places}) JOIN names USING (doc, name)", some).fetchall()
            ahead = []
            for doc, name, record, entity in rows:
                if (doc, name) not in found:
                    found[doc, name] = record_from(json.loads(record)), entity
                    record_ = found[doc, name][0]
                    form = record_.name, record_.means, record_.stands_for, record_.towns, "DataCentre" in record_.votes
                    if form not in forms:  # a publisher has hundreds of articles and one name
                        forms.add(form)
                        more = links(record_, self._known, self.judgements) - seen
                        seen |= more
                        ahead += sorted(more)
        return found

    def settle(self, ties: set[str], had: Iterable[str]) -> Settled:
        """Resolve all names near `ties` anew and write down who they are.

        `had` are ids that names which are gone had. Returns the entities that these names had and have, and the places whose entity
        changed, with the old and the new id.
        """
        near = self.near(ties)
        ids = {entity for _, entity in near.values() if entity is not None} | set(had)
        before = {id_: entity for id_ in sorted(ids) if (entity := self.entity(id_)) is not None}
        found = resolve_names((record for record, _ in near.values()), self._known, self.judgements)
        changed: dict[tuple[str, str], tuple[str | None, str]] = {}
        for place, (_, old) in near.items():
            new = found.ids[place]
            if new != old:
                changed[place] = (old, new)
                self._db.execute("UPDATE names SET entity = ? WHERE doc = ? AND name = ?", (new, *place))
        for id_ in before.keys() - found.entities.keys():
            self._db.execute("DELETE FROM entities WHERE id = ?", (id_,))
        for id_, entity in found.entities.items():
            if before.get(id_) != entity:
                row = json.dumps(asdict(entity), ensure_ascii=False)
                self._db.execute("INSERT OR REPLACE INTO entities VALUES (?, ?, ?)", (id_, entity.name, row))
        return before, found.entities, changed

    def judged(self, judgements: Iterable[Judgement]) -> set[str]:
        """The documents with a name that can have to do with what these judgements speak of."""
        records = [NameRecord(doc="", name=one.name, votes={}) for judgement in judgements for one in judgement.names]
        ties = {link for record in records for link in links(record, self._known, self.judgements)}
        return {doc for doc, _ in self.near(ties)}

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


def entity_from(row: str) -> Entity:
    """The entity in a row's JSON."""
    found = json.loads(row)
    pairs = tuple((scheme, number) for scheme, number in found["identifiers"])
    return Entity(**{**found, "aliases": tuple(found["aliases"]), "identifiers": pairs})


def _batches(values: list[str]) -> Iterable[list[str]]:
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]
