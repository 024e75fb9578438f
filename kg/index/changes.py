"""What an update of the index changed: what must leave the graph, and what must enter it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from kg.index.rows import conflict_from, deal_from, entity_from, fact_from, inference_from
from kg.types import Conflict, Deal, Entity, Fact, Inference

_T = TypeVar("_T")
#: Ids and rows, as they are to be told.
_Rows = Iterable[tuple[str, str]]


class Told(Generic[_T]):
    """Things of one kind on one side of a change, by id. They stay on disk, and are there until the index is updated again."""

    def __init__(self, connection: sqlite3.Connection, sql: str, read: Callable[[str], _T]) -> None:
        """`sql` selects their rows."""
        self._db, self._sql, self._read = connection, sql, read

    def __iter__(self) -> Iterator[_T]:
        """Each thing; more than once if need be."""
        for (row,) in self._db.execute(self._sql):
            yield self._read(row)

    def __len__(self) -> int:
        """How many there are."""
        (count,) = self._db.execute(f"SELECT count(*) FROM ({self._sql})").fetchone()
        return int(count)


class Changes:
    """Old and new, thing by thing; what is the same before and after is in neither.

    `gone` are ids of documents that are no more, `written` the names of documents whose named graph must be written anew (new,
    changed, reviewed, or naming something whose id changed), `prefixes` the segments (kg.segments) that must be. `whole`: the index was
    empty before, so whatever graph there is has not been made from it, and all that the index holds now is new.
    """

    def __init__(self, connection: sqlite3.Connection, *, whole: bool) -> None:
        """Nothing has changed yet; what an earlier update changed is forgotten."""
        self._db, self.whole = connection, whole
        self.gone: list[str] = []
        self.written: list[str] = []
        self.prefixes: set[str] = set()
        self._db.execute("DELETE FROM changed")

    @property
    def old_entities(self) -> Told[Entity]:
        """Entities that are no more, or were otherwise."""
        return self._old("entities", entity_from)

    @property
    def new_entities(self) -> Told[Entity]:
        """Entities that are new, or otherwise than they were."""
        return self._new("entities", entity_from)

    @property
    def old_facts(self) -> Told[Fact]:
        """Facts as they were, all those between two ends when one of them changed."""
        return self._old("facts", fact_from)

    @property
    def new_facts(self) -> Told[Fact]:
        """Facts as they are, all those between two ends when one of them changed."""
        return self._new("facts", fact_from)

    @property
    def old_conflicts(self) -> Told[Conflict]:
        """Conflicts that are no more, or were otherwise."""
        return self._old("conflicts", conflict_from)

    @property
    def new_conflicts(self) -> Told[Conflict]:
        """Conflicts that are new, or otherwise than they were."""
        return self._new("conflicts", conflict_from)

    @property
    def old_deals(self) -> Told[Deal]:
        """Deals that are no more, or were otherwise."""
        return self._old("deals", deal_from)

    @property
    def new_deals(self) -> Told[Deal]:
        """Deals that are new, or otherwise than they were."""
        return self._new("deals", deal_from)

    @property
    def old_inferences(self) -> Told[Inference]:
        """Inferences that are no more, or were otherwise."""
        return self._old("inferences", inference_from)

    @property
    def new_inferences(self) -> Told[Inference]:
        """Inferences that are new, or otherwise than they were."""
        return self._new("inferences", inference_from)

    @property
    def lost_entities(self) -> Told[Entity]:
        """Those of the old entities that are no more."""
        sql = "SELECT old FROM changed WHERE kind = 'entities' AND old IS NOT NULL AND new IS NULL ORDER BY id"
        return Told(self._db, sql, entity_from)

    def entities(self) -> Iterator[tuple[Entity | None, Entity | None]]:
        """Each entity that changed, as it was and as it is; None where it was not, or is no more. Nothing of a `whole` index."""
        for old, new in self._db.execute("SELECT old, new FROM changed WHERE kind = 'entities' ORDER BY id"):
            yield entity_from(old) if old is not None else None, entity_from(new) if new is not None else None

    def facts(self) -> Iterator[tuple[Fact | None, Fact | None]]:
        """Each fact that changed, or stands between two ends where one did, as it was and as it is. Nothing of a `whole` index."""
        for old, new in self._db.execute("SELECT old, new FROM changed WHERE kind = 'facts' ORDER BY id"):
            yield fact_from(old) if old is not None else None, fact_from(new) if new is not None else None

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.whole or self.gone or self.written or self._db.execute("SELECT 1 FROM changed LIMIT 1").fetchone())

    def was(self, kind: str, rows: _Rows) -> None:
        """Note how things were before; what was noted of them first holds."""
        if not self.whole:
            self._db.executemany("INSERT OR IGNORE INTO changed VALUES (?, ?, ?, NULL)", ((kind, id_, row) for id_, row in rows))

    def now(self, kind: str, rows: _Rows) -> None:
        """Note how things are now; those of which nothing was noted before are new."""
        if not self.whole:
            sql = "INSERT INTO changed VALUES (?, ?, NULL, ?) ON CONFLICT DO UPDATE SET new = excluded.new"
            self._db.executemany(sql, ((kind, id_, row) for id_, row in rows))

    def lost(self, kind: str) -> Iterator[str]:
        """Ids of things that were, and of which nothing was noted since."""
        for (id_,) in self._db.execute("SELECT id FROM changed WHERE kind = ? AND new IS NULL ORDER BY id", (kind,)):
            yield id_

    def anew(self, kind: str) -> None:
        """Note all things of a kind as they are, before they are made anew: what was noted of them since they changed no longer holds."""
        if not self.whole:
            self._db.execute("UPDATE changed SET new = NULL WHERE kind = ?", (kind,))
            self._db.execute(f"INSERT OR IGNORE INTO changed SELECT ?, id, row, NULL FROM {kind}", (kind,))

    def settle(self, kind: str) -> None:
        """Forget the things that are as they were."""
        self._db.execute("DELETE FROM changed WHERE kind = ? AND old IS new", (kind,))

    def _old(self, kind: str, read: Callable[[str], _T]) -> Told[_T]:
        return Told(self._db, f"SELECT old FROM changed WHERE kind = '{kind}' AND old IS NOT NULL ORDER BY id", read)

    def _new(self, kind: str, read: Callable[[str], _T]) -> Told[_T]:
        if self.whole:
            return Told(self._db, f"SELECT row FROM {kind} GROUP BY id ORDER BY id", read)
        return Told(self._db, f"SELECT new FROM changed WHERE kind = '{kind}' AND new IS NOT NULL ORDER BY id", read)
