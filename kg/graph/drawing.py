"""What is drawn of the graph: things and the facts between them, placed with a seed; around some things, or the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg import ids
from kg.graph.knowledge import knowledge
from kg.graph.rows import ClaimView, EntityView, FactView
from kg.graph.store import Store
from kg.graph.views import entities, facts, must, rows, short

#: Things that one drawing has at most.
MOST = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact between two things as it is drawn: `first` is when the first article that says so came out, `claims` how many say so."""

    fact: str
    subject: str
    object: str
    relation: str
    value: str | None
    status: str
    disputed: bool
    ended: bool
    since: str | None
    until: str | None
    first: str | None
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Things with their places in a square of side 1000 or so, and lines; `dates` are those at which more became known.

    `left_out` is how many things did not find room.
    """

    things: tuple[EntityView, ...]
    places: tuple[tuple[float, float], ...]
    lines: tuple[Line, ...]
    dates: tuple[str, ...]
    left_out: int = 0


def around(store: Store, centres: Sequence[str], *, as_of: str | None = None, undated: bool = False) -> Drawing:
    """The facts of some things, by their ids, and those between the things that these lead to; as known on a date, if one is given."""
    known = knowledge(as_of, undated=undated)
    every = {fact.id: fact for centre in centres for fact in facts(store, centre)}
    ends = {end for fact in every.values() if fact.object for end in (fact.subject, fact.object)} | set(centres)
    between = rows(store, "facts_between", subject=_iris(ends), object=_iris(ends)) if len(ends) <= 2000 else []
    more = {must(short(row["fact"])) for row in between} - every.keys()
    every |= {fact.id: fact for fact in facts(store, only=more)} if more else {}
    dates = sorted({claim.source.published for fact in every.values() for claim in _voices(fact) if claim.source.published})
    lines = [_line(fact) for fact in known.facts(every.values()) if fact.object]
    met = {end for line in lines for end in (line.subject, line.object)} | set(centres)
    things = entities(store, met)
    return placed(_drawn(things, lines, dates, 0))


def _iris(found: Iterable[str]) -> list[str]:
    return [ids.iri("entity", id_) for id_ in sorted(found)]


def _voices(fact: FactView) -> tuple[ClaimView, ...]:
    return (*fact.claims, *fact.against)


def _line(fact: FactView) -> Line:
    published = [claim.source.published for claim in _voices(fact) if claim.source.published]
    return Line(
        fact=fact.id, subject=fact.subject, object=must(fact.object), relation=fact.relation, value=fact.value, status=fact.status,
        disputed=fact.disputed, ended=fact.ended, since=fact.since, until=fact.until, first=min(published, default=None),
        claims=len(_voices(fact)),
    )  # fmt: skip


def whole(store: Store, most: int = MOST) -> Drawing:
    """All facts between things; above `most` things those that stand in most facts. No places yet, which take time: `placed` gives them."""
    first = {row["fact"]: row["first"] for row in rows(store, "first_known")}
    lines = [
        Line(
            fact=must(short(row["fact"])), subject=must(short(row["subject"])), object=must(short(row["object"])),
            relation=must(short(row["relation"])), value=row["value"], status=must(short(row["status"])),
            disputed=row["disputed"] == "true", ended=row["ended"] == "true", since=row["since"], until=row["until"],
            first=first.get(row["fact"]), claims=1,
        )
        for row in rows(store, "lines")
    ]  # fmt: skip
    counts = Counter(end for line in lines for end in (line.subject, line.object))
    kept = set(sorted(counts, key=lambda id_: (-counts[id_], id_))[:most])
    lines = [line for line in lines if line.subject in kept and line.object in kept]
    met = {end for line in lines for end in (line.subject, line.object)}
    things = [entity for entity in entities(store) if entity.id in met]
    dates = sorted({line.first for line in lines if line.first})
    return _drawn(things, lines, dates, len(counts) - len(met))


def placed(drawn: Drawing) -> Drawing:
    """The same with places."""
    places = places_of([entity.id for entity in drawn.things], [(line.subject, line.object) for line in drawn.lines])
    return replace(drawn, places=tuple(places))


def _drawn(things: Iterable[EntityView], lines: Iterable[Line], dates: Sequence[str], left_out: int) -> Drawing:
    ordered = sorted({entity.id: entity for entity in things}.values(), key=lambda entity: entity.id)
    known = {entity.id for entity in ordered}
    drawn = sorted((line for line in lines if line.subject in known and line.object in known), key=lambda line: line.fact)
    return Drawing(things=tuple(ordered), places=(), lines=tuple(drawn), dates=tuple(dates), left_out=left_out)


def places_of(nodes: Sequence[str], pairs: Iterable[tuple[str, str]], *, seed: int = 7) -> list[tuple[float, float]]:
    """A place for each node, the same each time: Fruchterman and Reingold's forces, on a grid where there are many."""
    import random

    import igraph

    if not nodes:
        return []
    place = {node: number for number, node in enumerate(nodes)}
    edges = sorted({(min(a, b), max(a, b)) for one, other in pairs if (a := place[one]) != (b := place[other])})
    graph = igraph.Graph(n=len(nodes), edges=edges)
    igraph.set_random_number_generator(random.Random(seed))
    try:
        layout = graph.layout_fruchterman_reingold(niter=500 if len(nodes) < 3000 else 100, grid="auto")
    finally:
        igraph.set_random_number_generator(random)
    layout.fit_into((0, 0, 1000, 1000), keep_aspect_ratio=True)
    return [(round(x, 2), round(y, 2)) for x, y in layout.coords]
