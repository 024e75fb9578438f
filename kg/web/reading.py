"""What reader processes do: jobs on the published store, each from plain values to plain values."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.web.published import opened
from kg.web.sparql import Answer, Query, execute

#: Bytes below which compressing is not worth it.
_SMALL = 1400


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An answer, the hash of the build that it is from, and the coding of its bytes ("" or "gzip")."""

    build: str
    answer: Answer
    coding: str = ""


def query(
    store: Path, *, query: Query, accept: str | None, hosts: frozenset[str], rows: int, size: int, compress: bool
) -> Read:
    """Answer a query from the store in folder `store`. QueryError, NotAcceptableError, TooLargeError, StoreError."""
    graph, build = opened(store)
    return packed(execute(graph, query, accept, hosts=hosts, rows=rows, size=size), build, compress=compress)


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


JOBS: dict[str, Callable[..., Any]] = {"query": query, "check": check}
