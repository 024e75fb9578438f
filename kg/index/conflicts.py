"""Conflicts in the index, by the sites where they were found; which sites a change has to do with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from kg.facts.conflicts import Site, conflicts_at, sites_of
from kg.facts.conflicts.objects import MONEY, STANDS_FOR
from kg.facts.kin import Kin, arms, arms_of
from kg.index.changes import Changes
from kg.index.claims import Claims, Pile
from kg.index.names import Names
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

    def reconcile(self, piles: set[Pile], sites: set[Site], changes: Changes) -> None:
        """Find the conflicts anew at `sites` and wherever the touched piles and the changed entities have to do with one."""
        kin = Kin(self._claims, self._arms)
        old: dict[str, Conflict] = {}
        new: dict[str, Conflict] = {}
        for site in sorted(sites | self._near(piles) | self._renamed(changes) | self._kin(piles, changes)):
            key = json.dumps(site, ensure_ascii=False)
            old |= {one.id: one for (row,) in self._db.execute("SELECT row FROM conflicts WHERE site = ?", (key,)) for one in [_from(row)]}
            self._db.execute("DELETE FROM conflicts WHERE site = ?", (key,))
            self._db.execute("DELETE FROM involved WHERE site = ?", (key,))
            for found in conflicts_at(site, self._claims, self._names, kin):
                new[found.id] = found
                row_ = json.dumps(asdict(found), ensure_ascii=False)
                self._db.execute("INSERT OR REPLACE INTO conflicts VALUES (?, ?, ?)", (key, found.id, row_))
                involved = [(claim, key) for side in found.sides for claim in side]
                self._db.executemany("INSERT OR IGNORE INTO involved VALUES (?, ?)", involved)
        for id_ in sorted(old.keys() - new.keys()):  # found at another site too?
            elsewhere = self._db.execute("SELECT row FROM conflicts WHERE id = ?", (id_,)).fetchone()
            if elsewhere is not None:
                new[id_] = _from(elsewhere[0])
        changes.old_conflicts = [conflict for id_, conflict in sorted(old.items()) if new.get(id_) != conflict]
        changes.new_conflicts = [conflict for id_, conflict in sorted(new.items()) if old.get(id_) != conflict]

    def every(self) -> Iterator[Conflict]:
        """Every conflict, by id."""
        for (row,) in self._db.execute("SELECT row FROM conflicts GROUP BY id ORDER BY id"):
            yield _from(row)

    def _near(self, piles: set[Pile]) -> set[Site]:
        """The sites of the touched piles, and those further off that a rule reaches from them."""
        found: set[Site] = set()
        for relation, subject, obj in piles:
            found |= set(sites_of(relation, subject, obj or None))
            if relation == "merger":
                found |= {Site("moves", person) for person in self._claims.ends("leadership", object=subject)}
            elif relation == "acquisition":
                found |= {Site("moves", person) for person in self._claims.ends("leadership", object=obj)}
                rivals = self._claims.ends("acquisition", object=obj) - {subject}
                if rivals:
                    shared = {target for rival in rivals for target in self._claims.ends("acquisition", subject=rival)}
                    found |= {Site("swaps", target) for target in shared & self._claims.ends("acquisition", subject=subject)}
        return found

    def _renamed(self, changes: Changes) -> set[Site]:
        """Where readings have the name of an entity that changed it."""
        old, new = ({entity.id: entity.name for entity in side} for side in (changes.old_entities, changes.new_entities))
        found: set[Site] = set()
        for id_ in sorted(id_ for id_ in old.keys() & new.keys() if old[id_] != new[id_]):
            columns = "SELECT site FROM involved JOIN claims ON claim = id WHERE"
            rows = self._db.execute(f"{columns} subject = ? UNION {columns} object = ? UNION {columns} cited = ?", (id_, id_, id_))
            found |= {_site(site) for (site,) in rows}
        return found

    def _kin(self, piles: set[Pile], changes: Changes) -> set[Site]:
        """Where it matters that one thing belongs, or no longer belongs, to another."""
        below = {subject for relation, subject, _ in piles if relation == "subsidiary"}
        old, new = ({(entity.id, entity.name, entity.type) for entity in side} for side in (changes.old_entities, changes.new_entities))
        for _, name, _ in sorted(old ^ new):
            below |= {id_ for arm in arms_of(name) if (id_ := self._names.called(arm)) is not None}
        below |= {id_ for id_, _, _ in old ^ new}
        found: set[Site] = set()
        for entity in sorted(self._below(below)):
            things = {thing for relation in sorted(MONEY | STANDS_FOR) for thing in self._claims.ends(relation, subject=entity)}
            found |= {Site(rule, thing) for thing in things for rule in ("arms", "givers")}
            merged = self._claims.ends("merger", object=entity)
            found |= {Site("mergers", one) for one in merged}
            led = {entity} | merged | self._claims.ends("acquisition", subject=entity)
            found |= {Site("moves", person) for one in led for person in self._claims.ends("leadership", object=one)}
        return found

    def _below(self, above: set[str]) -> set[str]:
        """These entities and all that belong to them."""
        found, ahead = set(above), sorted(above)
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


def _from(row: str) -> Conflict:
    found = json.loads(row)
    return Conflict(**{**found, "sides": tuple(tuple(side) for side in found["sides"])})
