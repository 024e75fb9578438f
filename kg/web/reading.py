"""What reader processes do: jobs on the published store, each from plain values to plain values."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.web.counting import Counts
from kg.web.counting import count as count_all
from kg.web.published import index_of, opened
from kg.web.sparql import Answer, Query, execute, write_graph, write_triples

#: Bytes below which compressing is not worth it.
_SMALL = 1400


@dataclass(frozen=True, kw_only=True)
class Read:
    """An answer, the hash of the build that it is from, and the coding of its bytes ("" or "gzip")."""

    build: str
    answer: Answer
    coding: str = ""


class AbsentError(KgError):
    """A graph that is asked for is not there."""


def query(
    store: Path, *, query: Query, accept: str | None, hosts: frozenset[str], rows: int, size: int, compress: bool
) -> Read:
    """Answer a query from the store in folder `store`. QueryError, NotAcceptableError, TooLargeError, StoreError."""
    graph, build = opened(store)
    answer = execute(graph, query, accept, hosts=hosts, rows=rows, size=size, words=index_of(store))
    return packed(answer, build, compress=compress)


def graph(store: Path, *, graph: str | None, accept: str | None, size: int, compress: bool) -> Read:
    """One graph, given by its IRI ("" is the default graph), or all of them (None) with their names.

    AbsentError, NotAcceptableError, TooLargeError, StoreError.
    """
    data, build = opened(store)
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    if isinstance(name, ox.NamedNode) and not data.contains_named_graph(name):
        raise AbsentError(f"there is no graph <{graph}>")
    return packed(write_graph(data, None if graph is None else name, accept, size=size), build, compress=compress)


def describe(store: Path, *, iri: str, document: str, accept: str | None, size: int, compress: bool) -> Read:
    """The description of an individual as RDF; `document` is its address. UnknownNameError, NotAcceptableError, TooLargeError."""
    from kg.graph.description import describe as describe_one
    from kg.graph.store import Store

    data, build = opened(store)
    return packed(write_triples(describe_one(Store.around(data), iri).triples(document), accept, size=size), build, compress=compress)


def count(store: Path) -> tuple[str, Counts]:
    """The hash of the build and what there is in it; StoreError when there is no store that can be read."""
    data, build = opened(store)
    return build, count_all(data, words=index_of(store) is not None)


def packed(answer: Answer, build: str, *, compress: bool) -> Read:
    """An answer, compressed where that is wanted and worth it."""
    if not compress or len(answer.body) < _SMALL:
        return Read(build=build, answer=answer)
    press = zlib.compressobj(4, wbits=31)  # gzip, with no time in its head
    body = press.compress(answer.body) + press.flush()
    return Read(build=build, answer=Answer(kind=answer.kind, media_type=answer.media_type, body=body), coding="gzip")


def check(store: Path) -> str:
    """The hash of the build that is published; StoreError when there is no store that can be read."""
    return opened(store)[1]


def warm() -> None:
    """Load what the first request would else wait for."""
    from kg import ontology
    from kg.web.pages import jobs, rendering  # noqa: F401  # for what they import

    ontology.load()
    rendering.load()


def page(store: Path, *, compress: bool, **asked: Any) -> Read:
    """A page for people, or its twin for programs, as kg.web.pages.jobs makes it. What that raises."""
    from kg.web.pages.jobs import make

    graph, build = opened(store)
    return packed(make(graph, build, store, **asked), build, compress=compress)


def suggest(store: Path, *, text: str, limit: int) -> list[dict[str, str]]:
    """Things whose names begin so, for somebody who is typing: label, type and address of each."""
    from kg import search
    from kg.web.pages.rendering import href

    return [{"label": hit.text, "type": hit.detail, "href": href(hit.id)} for hit in search.suggest(store, text[:200], limit=limit)]


JOBS: dict[str, Callable[..., Any]] = {
    "query": query, "graph": graph, "count": count, "check": check, "describe": describe, "page": page,
    "suggest": suggest,
}  # fmt: skip
