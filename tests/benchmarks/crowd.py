"""A graph of many things, the same each time: hubs and hangers-on, and each fact said by one article; no text is read for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import Store
from kg.graph.triples import document_quads, entity_quads, fact_quads
from kg.types import Entity, Fact, Resolution
from tests.benchmarks.synthetic import name
from tests.graph.sample import article, claim, extraction, mention

#: Facts that one article tells.
TOLD = 50
_RELATIONS = ("shareholding", "acquisition", "partner", "competitor", "customer")
_STATUSES = ("asserted", "asserted", "asserted", "reported", "rumoured", "planned")


def pairs(things: int, facts: int) -> list[tuple[int, int]]:
    """So many different pairs of different things; the lower its number, the more a thing stands in."""
    dice = random.Random(f"{things} {facts}")
    found: dict[tuple[int, int], None] = {(number, number // 3): None for number in range(1, things)}  # all hang together
    while len(found) < facts:
        one, other = dice.randrange(things), int(things * dice.random() ** 3)
        if one != other:
            found[one, other] = None
    return sorted(found)[:facts]


def quads(things: int, facts: int) -> Iterator[ox.Quad]:
    """The graph's quads: about 30 a fact."""
    called = [name(number) for number in range(things)]
    ids = [one.lower() for one in called]
    yield from entity_quads(Entity(id=id_, type="Organisation", name=one) for id_, one in zip(ids, called, strict=True))
    every = pairs(things, facts)
    for number, start in enumerate(range(0, len(every), TOLD)):
        part = every[start : start + TOLD]
        yield from _article(number, [(called[one], called[other]) for one, other in part])


def _article(number: int, told: list[tuple[str, str]]) -> Iterator[ox.Quad]:
    lines = [f"{one} has to do with {other}, says report {place}." for place, (one, other) in enumerate(told)]
    published = f"20{10 + number % 10}-0{1 + number % 9}-{10 + number % 18}"
    document = article(f"{number}.txt", "\n".join(lines), "en", f"Paper {number % 50}", published)
    claims, facts = [], []
    for place, (line, (one, other)) in enumerate(zip(lines, told, strict=True)):
        relation, status = _RELATIONS[(number + place) % len(_RELATIONS)], _STATUSES[(number * 7 + place) % len(_STATUSES)]
        value = f"{1 + place} %" if relation == "shareholding" else None
        said = claim(document, relation, one, line, other, value=value, modality=status)
        claims.append(said)
        facts.append(
            Fact(
                id=f"{number:06x}{place:02x}", relation=relation, subject=one.lower(), object=other.lower(), value=value, why=None,
                status=status, disputed=False, ended=False, since=None, until=None, claims=(said.id,), against=(), confidence=0.8,
            )
        )  # fmt: skip
    met = sorted({end for pair in told for end in pair})
    entities = {one.lower(): Entity(id=one.lower(), type="Organisation", name=one) for one in met}
    resolution = Resolution(entities=entities, ids={(document.name, one): one.lower() for one in met})
    told_of = extraction(document, claims, [mention(document, one, "Organisation") for one in met])
    yield from document_quads(told_of, resolution)
    yield from fact_quads(facts)


def filled(folder: Path, things: int, facts: int) -> int:
    """A store in `folder` with such a graph, unless it is there already; how many quads it has."""
    if not (folder / "CURRENT").is_file():
        with Store(folder) as store:
            store.fill(quads(things, facts))
        bare = ox.Store(str(folder))
        bare.optimize()
        del bare
    return len(ox.Store.read_only(str(folder)))
