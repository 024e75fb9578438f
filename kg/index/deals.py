"""Deals in the index: those of a thread are told anew when a claim in it comes or goes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from kg.facts.deals import Thread, deals_at, threads_of
from kg.index.changes import Changes
from kg.index.claims import Claims
from kg.index.rows import deal_from, row_of
from kg.index.touched import Touched
from kg.types import Deal


class Deals:
    """The table `deals`."""

    def __init__(self, connection: sqlite3.Connection, claims: Claims) -> None:
        """Nothing is read yet."""
        self._db, self._claims = connection, claims

    def reconcile(self, touched: Touched, changes: Changes) -> None:
        """Tell anew the deals in the threads that the touched piles have to do with."""
        for relation, subject, obj in touched.made("piles"):
            touched.put("threads", threads_of(relation, subject, obj or None))
        for key in touched.every("threads"):
            changes.was("deals", self._db.execute("SELECT id, row FROM deals WHERE thread = ? ORDER BY id", (key,)).fetchall())
            self._db.execute("DELETE FROM deals WHERE thread = ?", (key,))
            rows = {deal.id: row_of(deal) for deal in deals_at(Thread(*json.loads(key)), self._claims)}
            self._db.executemany("INSERT INTO deals VALUES (?, ?, ?)", [(id_, key, row) for id_, row in rows.items()])
            changes.now("deals", rows.items())
        changes.settle("deals")

    def every(self) -> Iterator[Deal]:
        """Every deal, by id."""
        for (row,) in self._db.execute("SELECT row FROM deals ORDER BY id"):
            yield deal_from(row)
