"""The timeline: of everything that has a date, or of one thing with its deals; by relation and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

import pyoxigraph as ox

from kg import ids
from kg.errors import QuestionError, UnknownNameError
from kg.facts.values import days
from kg.graph.chronicle import Moment, moments, told
from kg.graph.description import describe
from kg.graph.rows import Entry
from kg.graph.store import Store
from kg.graph.timeline import timeline_of
from kg.graph.views import dossier_of, entities
from kg.web.pages.asked import Asked, Page, more, part

_kept: dict[str, list[Moment]] = {}


def timeline(asked: Asked, _: str) -> Page:
    """The dated facts, or all that is known of a thing, a part of it; and how many there are in each year."""
    about, relation = asked.parameters.get("about") or None, asked.parameters.get("relation") or None
    after, before = (_day(asked, name) for name in ("after", "before"))
    every: Sequence[Moment | Entry] = _whole(asked) if about is None else _of(asked, about)
    relations = Counter(map(_relation, every))
    found = [
        one for one in every
        if relation in (None, _relation(one)) and _within(one.date, after and after[0], before and before[1])
    ]  # fmt: skip
    years = Counter(int(one.date[:4]) for one in found if one.date and days(one.date))
    shown = part(found, asked)
    entries = [one for one in shown if isinstance(one, Entry)] or told(asked.store, [one for one in shown if isinstance(one, Moment)])
    content = {
        "about": about, "relation_": relation, "after": asked.parameters.get("after", ""), "before": asked.parameters.get("before", ""),
        "entries": entries, "names": _names(asked.store, entries, about),
        "relations": sorted(relations.items(), key=lambda one: (-one[1], one[0])),
        "years": _bars(years), "total": len(found), "more": more(list(found), asked),
    }  # fmt: skip
    return Page(template="timeline.html.j2", title="timeline", content=content, triples=partial(_triples, asked.store, entries))


def _whole(asked: Asked) -> list[Moment]:
    """Every dated fact, looked up once a build."""
    if asked.build not in _kept:
        found = moments(asked.store)
        _kept.clear()
        _kept[asked.build] = found
    return _kept[asked.build]


def _of(asked: Asked, about: str) -> tuple[Entry, ...]:
    if not entities(asked.store, [about]):
        raise UnknownNameError(f"{about}: nothing here has this id")
    return timeline_of(asked.store, dossier_of(asked.store, about)).entries


def _relation(one: Moment | Entry) -> str:
    if isinstance(one, Moment):
        return one.relation
    return one.deal.kind if one.deal else one.fact.relation if one.fact else ""


def _day(asked: Asked, name: str) -> tuple[str, str] | None:
    """The first and the last day that a date in the address can mean; QuestionError when it is none."""
    given = asked.parameters.get(name, "").strip()
    if not given:
        return None
    span = days(given)
    if span is None:
        raise QuestionError(f"{given} is no date: a year, a month or a day is wanted, as 2015-03")
    return span[0].isoformat(), span[1].isoformat()


def _within(date: str | None, first: str | None, last: str | None) -> bool:
    """Whether a date can lie between two days; what has none does where no days are given."""
    if first is None and last is None:
        return True
    span = days(date)
    return span is not None and (first is None or span[1].isoformat() >= first) and (last is None or span[0].isoformat() <= last)


def _bars(years: Counter[int]) -> list[tuple[int, int]]:
    """How many there are in each year from the first to the last; of long times the years alone that have any."""
    if not years:
        return []
    first, last = min(years), max(years)
    return [(year, years[year]) for year in range(first, last + 1)] if last - first < 60 else sorted(years.items())[-60:]


def _names(store: Store, entries: Sequence[Entry], about: str | None) -> dict[str, str]:
    met: set[str | None] = {about}
    for one in entries:
        met |= {one.fact.subject, one.fact.object} if one.fact else set()
        met |= {one.deal.buyer, one.deal.target} if one.deal else set()
        met |= {claim.attributed_to for claim in one.claims}
    known = {id_ for id_ in met if id_}
    return {one.id: one.name for one in entities(store, known)} if known else {}


def _triples(store: Store, entries: Sequence[Entry]) -> Iterator[ox.Triple]:
    """What is said of the facts and deals that are shown, and what the terms in it are called."""
    named = [("deal", one.deal.id) if one.deal else ("fact", one.fact.id) for one in entries if one.deal or one.fact]  # type: ignore[union-attr]
    yield from dict.fromkeys(triple for kind, id_ in dict.fromkeys(named) for triple in describe(store, ids.iri(kind, id_)).triples())
