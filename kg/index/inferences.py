"""What follows from facts, in the index: found anew where a change can have to do with it, and nowhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain

from kg.facts.kin import arms, arms_of
from kg.index.batches import batches, marks
from kg.index.changes import Changes
from kg.index.names import Names
from kg.index.rows import fact_from, inference_from, row_of
from kg.index.touched import Touched
from kg.inference import infer, joining
from kg.types import Entity, Fact, Inference


class Inferences:
    """The table `inferences`.

    Through most relations nothing follows for others than the two that they tie (partners are each other's partners); through the rest,
    `joining`, conclusions run on from thing to thing. So what a change can lead to lies among the things that are tied, by chains of
    facts on joining relations, to those whose facts or names it changed, and in the facts on them.
    """

    def __init__(self, connection: sqlite3.Connection, names: Names) -> None:
        """Nothing is read yet."""
        self._db, self._names = connection, names

    def reconcile(self, touched: Touched, changes: Changes, *, anew: bool = False) -> None:
        """Find what follows where `changes`, in which facts and entities are told already, can matter, or from everything (`anew`).

        Things that no chain ties together do not matter to one another, so what follows about some is found at a time.
        """
        if changes.whole or anew:
            changes.anew("inferences")
            touched.add("things", (id_ for (id_,) in self._db.execute("SELECT id FROM entities ORDER BY id")))
        else:
            touched.add("things", self._touched(changes))
        while some := touched.take("things"):
            near = self._near(set(some))
            touched.discard("things", near)
            self._about(near, changes)
        for ids in batches(changes.lost("inferences")):
            self._db.execute(f"DELETE FROM inferences WHERE id IN ({marks(ids)})", ids)
        changes.settle("inferences")

    def _about(self, near: set[str], changes: Changes) -> None:
        """Find anew what follows about these things, to which none of the others is tied."""
        facts = list(self._facts_on(near))
        ends = near | {end for fact in facts for end in (fact.subject, fact.object) if end}
        entities = [entity for id_ in sorted(ends) if (entity := self._names.entity(id_)) is not None]
        for end in ("subject", "object"):
            for some in batches(near):
                sql = f"SELECT id, row FROM inferences WHERE {end} IN ({marks(some)})"
                changes.was("inferences", self._db.execute(sql, some).fetchall())
        found = [(one, row_of(one)) for one in infer(facts, entities) if one.subject in near or one.object in near]
        changes.now("inferences", ((one.id, row) for one, row in found))
        self._db.executemany(
            "INSERT OR REPLACE INTO inferences VALUES (?, ?, ?, ?)", ((one.id, one.subject, one.object or "", row) for one, row in found)
        )

    def every(self) -> Iterator[Inference]:
        """Every inference, by id."""
        for (row,) in self._db.execute("SELECT row FROM inferences ORDER BY id"):
            yield inference_from(row)

    def _touched(self, changes: Changes) -> Iterator[str]:
        """The things whose facts or names changed, and those that act for them or for which they act, before and after."""
        for fact in chain(changes.old_facts, changes.new_facts):
            yield from (end for end in (fact.subject, fact.object) if end)
        for entity in chain(changes.old_entities, changes.new_entities):
            yield entity.id
            yield from self._acting(entity)
            yield from (id_ for (id_,) in self._db.execute("SELECT id FROM entities WHERE name = ?", (entity.name,)).fetchall())

    def _acting(self, entity: Entity) -> set[str]:
        """For whom an entity acts, and who acts for it, as everybody knows."""
        below = (self._names.called(arm) for arm in arms_of(entity.name))
        return {*arms(entity, self._names.called), *(id_ for id_ in below if id_ is not None)}

    def _near(self, start: set[str]) -> set[str]:
        """These things and all that are tied to them by chains of facts on joining relations."""
        relations = sorted(joining())
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

    def _facts_on(self, near: set[str]) -> Iterator[Fact]:
        rows: dict[str, str] = {}
        for end in ("subject", "object"):
            for some in batches(near):
                rows |= dict(self._db.execute(f"SELECT id, row FROM facts WHERE {end} IN ({marks(some)})", some))
        yield from (fact_from(row) for _, row in sorted(rows.items()))
