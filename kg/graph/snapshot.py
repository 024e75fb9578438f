"""A whole graph at a glance: facts and conflicts as plain rows by id, with names instead of ids; what comparing two graphs needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from kg.graph.store import Store
from kg.graph.views import entities, must, rows, short


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Facts and conflicts by id, people's verdicts ("accepted", "rejected") by claim id, and the names of all things."""

    facts: dict[str, dict[str, Any]]
    conflicts: dict[str, dict[str, Any]]
    reviews: dict[str, str]
    names: frozenset[str]


def snapshot(store: Store) -> Snapshot:
    """All of a graph, words and sources left out."""
    names = {entity.id: entity.name for entity in entities(store)}

    def named(iri: str | None) -> str | None:
        return None if iri is None else names.get(short(iri) or "", short(iri))

    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"claims": [], "against": []})
    for row in rows(store, "fact_claims"):
        sides[must(row["fact"])]["claims" if short(row["side"]) == "supportedBy" else "against"].append(must(short(row["claim"])))
    facts = {
        must(short(row["fact"])): {
            "subject": named(row["subject"]),
            "relation": short(row["relation"]),
            "object": named(row["object"]),
            "value": row["value"],
            "status": short(row["status"]),
            "disputed": row["disputed"] == "true",
            "ended": row["ended"] == "true",
            "since": row["since"],
            "until": row["until"],
            "why": row["why"],
            **{name: sorted(claims) for name, claims in sides[must(row["fact"])].items()},
        }
        for row in rows(store, "facts")
    }
    says: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, "conflict_sides"):
        says[must(row["conflict"])].add(must(short(row["claim"])))
    conflicts = {
        must(short(row["conflict"])): {
            "kind": must(row["kind"]),
            "relation": short(row["relation"]),
            "subject": named(row["subject"]),
            "object": named(row["object"]),
            "reading": must(row["reading"]),
            "claims": sorted(says[must(row["conflict"])]),
        }
        for row in rows(store, "conflicts")
    }
    reviews = {must(short(row["claim"])): must(short(row["review"])) for row in rows(store, "reviews")}
    return Snapshot(facts=facts, conflicts=conflicts, reviews=reviews, names=frozenset(names.values()))
