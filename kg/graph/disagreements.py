"""What readers see of conflicts: both sides with their words. Reads the shape that triples.py writes, as views.py does."""

from __future__ import annotations

from collections import defaultdict

from kg.graph.rows import ClaimView, ConflictView
from kg.graph.store import Store
from kg.graph.views import claims, entities, find_entity, must, rows, short

#: Kinds in the order in which readers want them: what is wrong before what is merely said otherwise.
ORDER = ("source_error", "contradiction", "evolution", "scope", "numeric_precision", "modality", "attribution")


def conflicts(store: Store, about: str | None = None, kind: str | None = None) -> list[ConflictView]:
    """Every conflict, or those of one kind, or those with a claim about the entity called `about`; the gravest kinds first.

    KgError when nothing, or more than one thing, is called so.
    """
    wanted = None if about is None else find_entity(store, about)
    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(store, "conflict_sides"):
        sides[must(row["conflict"])][must(row["side"])].append(must(short(row["claim"])))
    every = {claim.id: claim for claim in claims(store, {claim for one in sides.values() for side in one.values() for claim in side})}
    names = {entity.id: entity.name for entity in entities(store)}
    found: list[ConflictView] = []
    for row in rows(store, "conflicts"):
        groups = sides[must(row["conflict"])]
        told = tuple(
            tuple(sorted((every[claim] for claim in groups[side] if claim in every), key=place))
            for side in sorted(groups, key=lambda iri: int(iri.rsplit("-", 1)[-1]))
        )
        ends = {end for side in told for claim in side for end in (claim.subject, claim.object, claim.attributed_to) if end}
        if (wanted is not None and wanted not in ends) or (kind is not None and row["kind"] != kind):
            continue
        found.append(
            ConflictView(
                id=must(short(row["conflict"])),
                kind=must(row["kind"]),
                relation=must(short(row["relation"])),
                subject=short(row["subject"]),
                object=short(row["object"]),
                reading=must(row["reading"]),
                sides=told,
                names={end: names[end] for end in sorted(ends)},
            )
        )
    return sorted(found, key=lambda one: (ORDER.index(one.kind), one.relation, one.reading, one.id))


def place(claim: ClaimView) -> tuple[str, int, str]:
    """A sort key: by document and place in it."""
    return claim.source.name, claim.start, claim.id
