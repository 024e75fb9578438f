"""Conflicts in the index, by the sites where they were found; which sites a change has to do with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from kg.facts.conflicts import Site, conflicts_at, sites_of
from kg.facts.conflicts.objects import MONEY, STANDS_FOR
from kg.facts.kin import Kin, arms, arms_of
from kg.index.batches import batches, marks
from kg.index.changes import Changes
from kg.index.claims import Claims
from kg.index.names import Names
from kg.index.rows import conflict_from, row_of
from kg.index.touched import Touched
from kg.types import Conflict


class Conflicts:
    """The tables `conflicts` and `involved`."""

    def __init__(self, connection: sqlite3.Connection, claims: Claims, names: Names) -> None:
        """Nothing is read yet."""
        self._db, self._claims, self._names = connection, claims, names

    def with_claim(self, claims: Iterable[str]) -> set[Site]:
        """Where conflicts were found in which these claims have a part."""
        found: set[Site] = set()
        for claim in claims:
            found |= {_site(site) for (site,) in self._db.execute("SELECT site FROM involved WHERE claim = ?", (claim,))}
        return found

    def reconcile(self, touched: Touched, changes: Changes) -> None:
        """Find the conflicts anew at the touched sites and wherever the touched piles and the changed entities have to do with one."""
        for relation, subject, obj in touched.made("piles"):
            touched.put("sites", self._near(relation, subject, obj))
        if not changes.whole:  # otherwise every site is near a pile
            touched.put("sites", self._renamed(changes))
            touched.put("sites", self._kin(touched, changes))
        for key in touched.every("sites"):
            changes.was("conflicts", self._db.execute("SELECT id, row FROM conflicts WHERE site = ?", (key,)).fetchall())
            self._db.execute("DELETE FROM conflicts WHERE site = ?", (key,))
            self._db.execute("DELETE FROM involved WHERE site = ?", (key,))
            for found in conflicts_at(_site(key), self._claims, self._names, Kin(self._claims, self._arms)):
                row = row_of(found)
                changes.was("conflicts", self._db.execute("SELECT id, row FROM conflicts WHERE id = ?", (found.id,)).fetchall())
                changes.now("conflicts", [(found.id, row)])
                self._db.execute("INSERT OR REPLACE INTO conflicts VALUES (?, ?, ?)", (key, found.id, row))
                involved = [(claim, key) for side in found.sides for claim in side]
                self._db.executemany("INSERT OR IGNORE INTO involved VALUES (?, ?)", involved)
        for some in batches(changes.lost("conflicts")):  # found at another site too?
            elsewhere = f"SELECT id, row FROM conflicts WHERE id IN ({marks(some)})"
            changes.now("conflicts", self._db.execute(elsewhere, some).fetchall())
        changes.settle("conflicts")

    def every(self) -> Iterator[Conflict]:
        """Every conflict, by id."""
        for (row,) in self._db.execute("SELECT row FROM conflicts GROUP BY id ORDER BY id"):
            yield conflict_from(row)

    def _near(self, relation: str, subject: str, obj: str) -> Iterator[Site]:
        """The sites of a pile, and those further off that a rule reaches from it."""
        yield from sites_of(relation, subject, obj or None)
        if relation == "merger":
            yield from (Site("moves", person) for person in self._claims.ends("leadership", object=subject))
        elif relation == "acquisition":
            yield from (Site("moves", person) for person in self._claims.ends("leadership", object=obj))
            rivals = self._claims.ends("acquisition", object=obj) - {subject}
            if rivals:
                shared = {target for rival in rivals for target in self._claims.ends("acquisition", subject=rival)}
                yield from (Site("swaps", target) for target in shared & self._claims.ends("acquisition", subject=subject))

    def _renamed(self, changes: Changes) -> Iterator[Site]:
        """Where readings have the name of an entity that changed it."""
        columns = "SELECT site FROM involved JOIN claims ON claim = id WHERE"
        for old, new in changes.entities():
            if old is not None and new is not None and old.name != new.name:
                ends = (old.id, old.id, old.id)
                rows = self._db.execute(f"{columns} subject = ? UNION {columns} object = ? UNION {columns} cited = ?", ends)
                yield from (_site(site) for (site,) in rows.fetchall())

    def _kin(self, touched: Touched, changes: Changes) -> Iterator[Site]:
        """Where it matters that one thing belongs, or no longer belongs, to another."""
        for relation, subject, _ in touched.made("piles"):
            if relation == "subsidiary":
                yield from self._led(subject)
        for old, new in changes.entities():
            if old is None or new is None or (old.name, old.type) != (new.name, new.type):
                for entity in (old, new):
                    if entity is not None:
                        yield from self._led(entity.id)
                        for arm in arms_of(entity.name):
                            if (id_ := self._names.called(arm)) is not None:
                                yield from self._led(id_)

    def _led(self, above: str) -> Iterator[Site]:
        """The sites where it matters to whom an entity, or one that belongs to it, belongs."""
        for entity in sorted(self._below(above)):
            things = {thing for relation in sorted(MONEY | STANDS_FOR) for thing in self._claims.ends(relation, subject=entity)}
            yield from (Site(rule, thing) for thing in things for rule in ("arms", "givers"))
            merged = self._claims.ends("merger", object=entity)
            yield from (Site("mergers", one) for one in merged)
            led = {entity} | merged | self._claims.ends("acquisition", subject=entity)
            yield from (Site("moves", person) for one in led for person in self._claims.ends("leadership", object=one))

    def _below(self, above: str) -> set[str]:
        """An entity and all that belong to it."""
        found, ahead = {above}, [above]
        while ahead:
            more = self._claims.ends("subsidiary", object=ahead.pop()) - found
            found |= more
            ahead += sorted(more)
        return found

    def _arms(self, id_: str) -> list[str]:
        entity = self._names.entity(id_)
        return [] if entity is None else arms(entity, self._names.called)


def _site(key: str) -> Site:
    return Site(*json.loads(key))
