"""Deals in the index: those of a thread are told anew when a claim in it comes or goes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict

from kg.facts.deals import deals_at, threads_of
from kg.index.changes import Changes
from kg.index.claims import Claims, Pile
from kg.types import Deal, Step


class Deals:
    """The table `deals`."""

    def __init__(self, connection: sqlite3.Connection, claims: Claims) -> None:
        """Nothing is read yet."""
        self._db, self._claims = connection, claims

    def reconcile(self, piles: set[Pile], changes: Changes) -> None:
        """Tell anew the deals in the threads that the touched piles have to do with."""
        old: dict[str, Deal] = {}
        new: dict[str, Deal] = {}
        for thread in sorted({thread for relation, subject, obj in piles for thread in threads_of(relation, subject, obj or None)}):
            key = json.dumps(thread, ensure_ascii=False)
            rows = self._db.execute("SELECT row FROM deals WHERE thread = ? ORDER BY id", (key,))
            old |= {deal.id: deal for (row,) in rows for deal in [deal_from(row)]}
            self._db.execute("DELETE FROM deals WHERE thread = ?", (key,))
            for deal in deals_at(thread, self._claims):
                new[deal.id] = deal
                self._db.execute("INSERT INTO deals VALUES (?, ?, ?)", (deal.id, key, json.dumps(asdict(deal), ensure_ascii=False)))
        changes.old_deals = [deal for id_, deal in sorted(old.items()) if new.get(id_) != deal]
        changes.new_deals = [deal for id_, deal in sorted(new.items()) if old.get(id_) != deal]

    def every(self) -> Iterator[Deal]:
        """Every deal, by id."""
        for (row,) in self._db.execute("SELECT row FROM deals ORDER BY id"):
            yield deal_from(row)


def deal_from(row: str) -> Deal:
    """The deal in a row's JSON."""
    found = json.loads(row)
    steps = tuple(Step(**{**step, "claims": tuple(step["claims"])}) for step in found["steps"])
    lists = {name: tuple((called, tuple(claims)) for called, claims in found[name]) for name in ("sellers", "prices")}
    return Deal(**{**found, **lists, "steps": steps})
