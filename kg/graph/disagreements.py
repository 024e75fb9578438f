"""What readers see of conflicts: both sides with their words. Reads the shape that triples.py writes, as views.py does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import ids
from kg.facts import conflicts as find_anew
from kg.graph.knowledge import knowledge
from kg.graph.rows import ClaimView, ConflictView
from kg.graph.store import Store
from kg.graph.views import claims, entities, find_entity, must, rows, short
from kg.types import Conflict, Entity, Resolution
from kg.wording.readings import readings

#: Kinds in the order in which readers want them: what is wrong before what is merely said otherwise.
ORDER = ("source_error", "contradiction", "evolution", "scope", "numeric_precision", "modality", "attribution")


def conflicts(
    store: Store, about: str | None = None, kind: str | None = None, *, as_of: str | None = None, undated: bool = False
) -> list[ConflictView]:
    """Every conflict, or those of one kind, or those with a claim about the entity called `about`; the gravest kinds first.

    With `as_of` ("2015", "2015-03" or a day) those among the articles published by then, found anew; those without a date with
    `undated`. KgError when nothing, or more than one thing, is called so.
    """
    known = knowledge(as_of, undated=undated)
    wanted = None if about is None else find_entity(store, about)
    things = entities(store)
    names = {entity.id: entity.name for entity in things}
    if known.day is None:
        every = _stored(store)
        told = {claim.id: claim for claim in claims(store, {claim for one in every for side in one.sides for claim in side})}
    else:
        told = {claim.id: claim for claim in claims(store)}
        entities_ = {one.id: Entity(id=one.id, type=one.type, name=one.name, aliases=one.aliases) for one in things}
        every = [_worded(one) for one in find_anew(known.voices(told.values()), Resolution(ids={}, entities=entities_))]
    found: list[ConflictView] = []
    for one in every:
        view = _view(one, told, names)
        if (wanted is None or wanted in view.names) and (kind is None or one.kind == kind):
            found.append(view)
    return sorted(found, key=_order)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A conflict with its sides as claim ids and its readings as words, as the graph has it."""

    id: str
    kind: str
    relation: str
    subject: str | None
    object: str | None
    sides: tuple[tuple[str, ...], ...]
    readings: Mapping[str, str]


def _worded(one: Conflict) -> _Kept:
    """A conflict that was found anew, as the graph would have it."""
    kept = {name: getattr(one, name) for name in ("id", "kind", "relation", "subject", "object", "sides")}
    return _Kept(**kept, readings=readings(one.reading))


def _view(one: _Kept, told: Mapping[str, ClaimView], names: Mapping[str, str]) -> ConflictView:
    sides = tuple(tuple(sorted((told[claim] for claim in side if claim in told), key=place)) for side in one.sides)
    ends = {end for side in sides for claim in side for end in (claim.subject, claim.object, claim.attributed_to) if end}
    return ConflictView(
        id=one.id, kind=one.kind, relation=one.relation, subject=one.subject, object=one.object, readings=one.readings, sides=sides,
        names={end: names[end] for end in sorted(ends)},
    )  # fmt: skip


def _order(one: ConflictView) -> tuple[int, str, str, str]:
    return ORDER.index(one.kind), one.relation, one.readings["en"], one.id


def conflicts_with(store: Store, claims_: Iterable[str] = (), *, only: Iterable[str] = ()) -> list[ConflictView]:
    """The conflicts in which one of some claims has a side, or those with the ids in `only`; the gravest kinds first."""
    chosen = {ids.iri("conflict", id_) for id_ in only}
    said = [ids.iri("claim", id_) for id_ in sorted(set(claims_))]
    if said:
        chosen |= {must(row["conflict"]) for row in rows(store, "conflict_sides", claim=said)}
    every = _stored(store, sorted(chosen))
    told = {claim.id: claim for claim in claims(store, {claim for one in every for side in one.sides for claim in side})} if every else {}
    met = {end for claim in told.values() for end in (claim.subject, claim.object, claim.attributed_to) if end}
    names = {entity.id: entity.name for entity in entities(store, met)} if met else {}
    return sorted((_view(one, told, names) for one in every), key=_order)


def _stored(store: Store, only: Iterable[str] | None = None) -> list[_Kept]:
    """The conflicts as they are in the graph, or those with the IRIs in `only`."""
    chosen = {} if only is None else {"conflict": only}
    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(store, "conflict_sides", **chosen):
        sides[must(row["conflict"])][must(row["side"])].append(must(short(row["claim"])))
    return [
        _Kept(
            id=must(short(row["conflict"])),
            kind=must(row["kind"]),
            relation=must(short(row["relation"])),
            subject=short(row["subject"]),
            object=short(row["object"]),
            readings={"en": must(row["reading"]), "fr": must(row["lecture"])},
            sides=tuple(tuple(claims) for _, claims in sorted(sides[must(row["conflict"])].items(), key=_number)),
        )
        for row in rows(store, "conflicts", **chosen)
    ]


def _number(side: tuple[str, list[str]]) -> int:
    """Which side a node is: its IRI ends in the number."""
    return int(side[0].rsplit("-", 1)[-1])


def place(claim: ClaimView) -> tuple[str, int, str]:
    """A sort key: by document and place in it."""
    return claim.source.name, claim.start, claim.id
