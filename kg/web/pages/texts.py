"""The articles' own words, from the index of the build that made the graph; and where in them the evidence stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.gaps import names_in
from kg.graph.rows import ClaimView, Source
from kg.records import extraction_from_row
from kg.types import Document, Extraction, Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of text with the claims whose evidence it is part of; `first` are those whose evidence begins here.

    `gap`: it is part of a sentence that names two things and makes no claim, which begins there in the text.
    """

    text: str
    claims: tuple[str, ...]
    first: tuple[str, ...]
    gap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A segment of an article: what it is ("title", "body", "boilerplate" …), and its runs."""

    kind: str
    runs: tuple[Run, ...]


class Texts:
    """Texts by document; where the index is absent, or of another build, there are none."""

    def __init__(self, index: Path) -> None:
        """`index` is index.sqlite in the output folder."""
        self.index = index

    def read(self, source: Source) -> Extraction | None:
        """The article as it was read, if it is the one from which the graph was made."""
        row = self._row(source)
        if row is None:
            return None
        found = extraction_from_row(row)
        return found if found.document.text_hash == source.text_hash else None

    def _row(self, source: Source) -> dict[str, Any] | None:
        if not self.index.is_file():
            return None
        try:
            with sqlite3.connect(f"file:{self.index}?mode=ro", uri=True, timeout=2) as database:
                found = database.execute("SELECT extraction FROM documents WHERE name = ?", (source.name,)).fetchone()
        except sqlite3.Error:
            return None
        finally:
            if "database" in locals():
                database.close()
        return None if found is None else json.loads(found[0])



def gaps(extraction: Extraction) -> list[tuple[Gap, tuple[str, ...]]]:
    """The sentences that make no claim, each with what it names."""
    return [(gap, tuple(dict.fromkeys(name for name, _ in names_in(extraction, gap)))) for gap in extraction.gaps]


def marked(document: Document, claims: Iterable[ClaimView], gaps: Iterable[Gap] = ()) -> list[Stretch]:
    """An article in segments and runs: each run lies in the evidence of the same claims from its first character to its last."""
    spans = [(one.start, one.end, one.id) for one in claims]
    silent = [(gap.start, gap.end) for gap in gaps]
    found = []
    for segment in document.segments:
        cuts = {segment.start, segment.end}
        edges = [place for low, high in [*silent, *(span[:2] for span in spans)] for place in (low, high)]
        cuts |= {place for place in edges if segment.start < place < segment.end}
        places = sorted(cuts)
        runs = []
        for start, end in pairwise(places):
            inside = [(low, id_) for low, high, id_ in spans if low <= start and end <= high]
            first = tuple(id_ for low, id_ in inside if low == start)
            gap = next((low for low, high in silent if low <= start and end <= high), None)
            runs.append(Run(text=document.text[start:end], claims=tuple(id_ for _, id_ in inside), first=first, gap=gap))
        if runs:
            found.append(Stretch(kind=segment.kind, runs=tuple(runs)))
    return found
