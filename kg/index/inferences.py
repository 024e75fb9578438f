"""What follows from facts, in the index: found anew where a change can have to do with it, and nowhere else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from kg.facts.kin import arms, arms_of
from kg.index.batches import batches, marks
from kg.index.changes import Changes
from kg.index.facts import fact_from
from kg.index.names import Names
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

    def reconcile(self, changes: Changes, *, anew: bool = False) -> None:
        """Find what follows where `changes`, in which facts and entities are told already, can matter, or from everything (`anew`)."""
        if changes.whole or anew:
            found = infer(self._facts(), self._entities())
            old = dict(self._db.execute("SELECT id, row FROM inferences"))
        else:
            near = self._near(self._touched(changes))
            facts = list(self._facts_on(near))
            ends = near | {end for fact in facts for end in (fact.subject, fact.object) if end}
            entities = [entity for id_ in sorted(ends) if (entity := self._names.entity(id_)) is not None]
            found = [one for one in infer(facts, entities) if one.subject in near or one.object in near]
            old = {}
            for end in ("subject", "object"):
                for some in batches(near):
                    old |= dict(self._db.execute(f"SELECT id, row FROM inferences WHERE {end} IN ({marks(some)})", some))
        new = {one.id: json.dumps(asdict(one), ensure_ascii=False) for one in found}
        changes.old_inferences = [_from(row) for id_, row in sorted(old.items()) if new.get(id_) != row]
        changes.new_inferences = [one for one in found if old.get(one.id) != new[one.id]]
        self._db.executemany("DELETE FROM inferences WHERE id = ?", [(one.id,) for one in changes.old_inferences])
        self._db.executemany(
            "INSERT INTO inferences VALUES (?, ?, ?, ?)",
            [(one.id, one.subject, one.object or "", new[one.id]) for one in changes.new_inferences],
        )

    def every(self) -> Iterator[Inference]:
        """Every inference, by id."""
        for (row,) in self._db.execute("SELECT row FROM inferences ORDER BY id"):
            yield _from(row)

    def _touched(self, changes: Changes) -> set[str]:
        """The things whose facts or names changed, and those that act for them or for which they act, before and after."""
        found = {end for fact in (*changes.old_facts, *changes.new_facts) for end in (fact.subject, fact.object) if end}
        for entity in (*changes.old_entities, *changes.new_entities):
            found |= {entity.id, *self._acting(entity)}
            found |= {id_ for (id_,) in self._db.execute("SELECT id FROM entities WHERE name = ?", (entity.name,))}
        return found

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

    def _facts(self) -> Iterator[Fact]:
        for (row,) in self._db.execute("SELECT row FROM facts ORDER BY id"):
            yield fact_from(row)

    def _entities(self) -> Iterable[Entity]:
        ids = [id_ for (id_,) in self._db.execute("SELECT id FROM entities ORDER BY id")]
        return [entity for id_ in ids if (entity := self._names.entity(id_)) is not None]


def _from(row: str) -> Inference:
    found = json.loads(row)
    return Inference(**{**found, "premises": tuple((kind, id_) for kind, id_ in found["premises"])})
