"""What follows from facts, in the index: found anew where a change can have to do with it, and nowhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from kg.facts.kin import arms, arms_of
from kg.index.batches import batches, marks
from kg.index.changes import Changes
from kg.index.names import Names
from kg.index.rows import fact_from, inference_from, row_of
from kg.index.touched import Touched
from kg.inference import Reach, infer, reach
from kg.types import Entity, Fact, Inference


class Inferences:
    """The table `inferences`.

    What a change can lead to lies, by the relations of kg.inference.reach, among the things whose facts or names it changed, those that
    have one of these above themselves, and those that are tied to any of them by chains of facts. It follows from the facts on them and
    from the upward ones of all that they have above themselves.
    """

    def __init__(self, connection: sqlite3.Connection, names: Names) -> None:
        """Nothing is read yet."""
        self._db, self._names = connection, names

    @cached_property
    def _reach(self) -> Reach:
        return reach()

    def prepare(self) -> None:
        """Have the rules at hand."""
        self._reach  # noqa: B018 - read by being looked at

    def reconcile(self, touched: Touched, changes: Changes, *, anew: bool = False) -> None:
        """Find what follows where `changes`, in which facts and entities are told already, can matter, or from everything (`anew`).

        Things that no chain ties together do not matter to one another, so what follows about some is found at a time.
        """
        if changes.whole or anew:
            changes.anew("inferences")
            touched.add("things", (id_ for (id_,) in self._db.execute("SELECT id FROM entities ORDER BY id")))
        else:
            self._touch(touched, changes)
        while some := touched.take("things"):
            near = self._near(set(some))
            touched.discard("things", near)
            self._about(near, changes)
        for ids in batches(changes.lost("inferences")):
            self._db.execute(f"DELETE FROM inferences WHERE id IN ({marks(ids)})", ids)
        changes.settle("inferences")

    def _about(self, near: set[str], changes: Changes) -> None:
        """Find anew what follows about these things, to which none of the others is tied."""
        above, alone = self._along("subject", "object", near), self._reach.alone
        facts = list(self._facts(near, above))
        ends = near | above | {end for fact in facts for end in (fact.subject, fact.object) if end}
        entities = [entity for id_ in sorted(ends) if (entity := self._names.entity(id_)) is not None]
        of_others = f"relation NOT IN ({marks(list(alone))})"
        for some in batches(near):
            columns = "SELECT id, row FROM inferences WHERE"
            changes.was("inferences", self._db.execute(f"{columns} subject IN ({marks(some)})", some).fetchall())
            sql = f"{columns} object IN ({marks(some)}) AND {of_others}"
            changes.was("inferences", self._db.execute(sql, [*some, *sorted(alone)]).fetchall())
        found = [
            (one, row_of(one))
            for one in infer(facts, entities)
            if one.subject in near or (one.object in near and one.relation not in alone)
        ]
        changes.now("inferences", ((one.id, row) for one, row in found))
        values = ((one.id, one.relation, one.subject, one.object or "", row) for one, row in found)
        self._db.executemany("INSERT OR REPLACE INTO inferences VALUES (?, ?, ?, ?, ?)", values)

    def every(self) -> Iterator[Inference]:
        """Every inference, by id."""
        for (row,) in self._db.execute("SELECT row FROM inferences ORDER BY id"):
            yield inference_from(row)

    def _touch(self, touched: Touched, changes: Changes) -> None:
        """Note the things about which something else may follow now."""
        low: set[str] = set()  # what has one of these above itself is touched too
        for was, now in changes.facts():
            fact = now or was
            assert fact is not None
            if was is not None and now is not None and _bearing(was) == _bearing(now):
                continue
            if fact.relation in self._reach.upward:
                low.add(fact.subject)
            if fact.relation not in self._reach.alone:
                touched.add("things", [end for end in (fact.subject, fact.object) if end])
        for old, new in changes.entities():
            if old is not None and new is not None and (old.name, old.type) == (new.name, new.type):
                continue
            for entity in (old, new):
                if entity is not None:
                    low.add(entity.id)
                    touched.add("things", self._acting(entity))
                    same = self._db.execute("SELECT id FROM entities WHERE name = ?", (entity.name,)).fetchall()
                    touched.add("things", (id_ for (id_,) in same))
        touched.add("things", self._along("object", "subject", low))

    def _acting(self, entity: Entity) -> set[str]:
        """For whom an entity acts, and who acts for it, as everybody knows."""
        below = (self._names.called(arm) for arm in arms_of(entity.name))
        return {*arms(entity, self._names.called), *(id_ for id_ in below if id_ is not None)}

    def _along(self, one: str, other: str, start: set[str]) -> set[str]:
        """These things and all that are reached from them by upward facts, from the column `one` to the column `other`."""
        relations = sorted(self._reach.upward)
        found, ahead = set(start), sorted(start)
        while ahead:
            more: set[str] = set()
            for some in batches(ahead):
                sql = f"SELECT {other} FROM facts WHERE {one} IN ({marks(some)}) AND relation IN ({marks(relations)})"
                more |= {end for (end,) in self._db.execute(sql, [*some, *relations]) if end}
            ahead = sorted(more - found)
            found |= more
        return found

    def _near(self, start: set[str]) -> set[str]:
        """These things and all that are tied to them by chains of facts."""
        relations = sorted(self._reach.ties)
        within = f"relation IN ({marks(relations)})"
        found, ahead = set(start), sorted(start)
        while ahead:
            more: set[str] = set()
            for some in batches(ahead):
                for one, other in (("subject", "object"), ("object", "subject")):
                    rows = self._db.execute(f"SELECT {other} FROM facts WHERE {one} IN ({marks(some)}) AND {within}", [*some, *relations])
                    more |= {end for (end,) in rows if end}
            for id_ in ahead:
                entity = self._names.entity(id_)
                if entity is not None and entity.type == "Organisation":
                    more |= self._acting(entity)
            ahead = sorted(more - found)
            found |= more
        return found

    def _facts(self, near: set[str], above: set[str]) -> Iterator[Fact]:
        """The facts on what is near, and the upward ones of what is above."""
        upward, alone = sorted(self._reach.upward), sorted(self._reach.alone)
        rows: dict[str, str] = {}
        for some in batches(near):
            for end in ("subject", "object"):
                sql = f"SELECT id, row FROM facts WHERE {end} IN ({marks(some)}) AND relation NOT IN ({marks(alone)})"
                rows |= dict(self._db.execute(sql, [*some, *alone]))
        for some in batches(above):
            sql = f"SELECT id, row FROM facts WHERE subject IN ({marks(some)}) AND relation IN ({marks(upward)})"
            rows |= dict(self._db.execute(sql, [*some, *upward]))
        yield from (fact_from(row) for _, row in sorted(rows.items()))


def _bearing(fact: Fact) -> Fact:
    """All of a fact that matters to what follows from it: not who says so."""
    return replace(fact, claims=(), against=())
