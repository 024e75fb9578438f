"""What readers see of the whole graph at once: how much there is, and what stands in the middle of it."""

from __future__ import annotations

from kg import ids
from kg.graph.rows import ClaimView, EntityView
from kg.graph.store import Store
from kg.graph.views import claims, entities, must, rows, short


def tally(store: Store) -> dict[str, int]:
    """How many "things", "facts", "claims", "documents" and "conflicts" there are."""
    found = dict.fromkeys(("things", "facts", "claims", "documents", "conflicts"), 0)
    return found | {must(row["what"]): int(must(row["number"])) for row in rows(store, "tally")}


def most_told(store: Store) -> list[tuple[EntityView, int]]:
    """The things that stand in most facts, with how many; sixty at most."""
    counts = {must(short(row["entity"])): int(must(row["number"])) for row in rows(store, "most_told")}
    known = {entity.id: entity for entity in entities(store, counts)} if counts else {}
    return [(known[id_], number) for id_, number in counts.items() if id_ in known]


def claims_of(store: Store, document: str) -> list[ClaimView]:
    """The claims of one document, by its id, in the order of the words."""
    found = rows(store, "claims_of", document=[ids.iri("document", document)])
    return claims(store, [must(short(row["claim"])) for row in found]) if found else []
