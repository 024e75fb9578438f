"""What a page is asked for and what comes of it, before anything is rendered; long lists in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph.store import Store
from kg.web.pages.texts import Texts

#: Lines of a list that stand on one page.
PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered: its template, its title (or one a language), what stands on it; `thing` is (kind, id) of what it tells.

    `triples` gives what a page of many things says as RDF; None where it has no such twin.
    """

    template: str
    title: str | Mapping[str, str]
    content: dict[str, Any] = field(default_factory=dict)
    thing: tuple[str, str] | None = None
    triples: Callable[[], Iterable[ox.Triple]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page is made from: the graph, its folder with the search index, the articles' texts, and the parameters of the request.

    `build` names the graph, `placed`: whether what is drawn is to have its places, which only the drawing itself needs.
    """

    store: Store
    folder: Path
    texts: Texts
    parameters: Mapping[str, str]
    build: str = ""
    placed: bool = True

    @property
    def as_of(self) -> str | None:
        """The date of which the knowledge is shown; None: all."""
        return self.parameters.get("as_of") or None

    @property
    def undated(self) -> bool:
        """Whether articles without a date count as known at that date."""
        return self.parameters.get("undated", "") not in ("", "0")


def part(every: list[Any], asked: Asked) -> list[Any]:
    """The part of a list that is asked for."""
    start = start_of(asked)
    return every[start : start + PAGE]


def start_of(asked: Asked) -> int:
    """Where the part that is asked for begins."""
    given = asked.parameters.get("from", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def more(every: list[Any], asked: Asked) -> str | None:
    """Where the next part begins; None on the last one."""
    following = start_of(asked) + PAGE
    return str(following) if following < len(every) else None
