"""The known disagreements of the seed articles: how many of them are found; skipped where ../shared is not at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotations import read_annotations
from kg.claims import Extractor
from kg.pipeline import read
from kg.types import Extraction
from tests.facts.measure_conflicts import listing, measure


@pytest.mark.parametrize(("own", "wanted", "most"), [(False, 0.7, 50), (True, 0.4, 30)], ids=["gold claims", "own claims"])
def test_known_disagreements_are_found(own: bool, wanted: float, most: int, shared: Path) -> None:
    """At most so many are reported: each new kind of false one would make them more."""
    articles, _ = read([shared / "seeds"])
    brought = list(Extractor().pipe(articles)) if own else list(read_annotations(shared / "eval" / "seeds_gold.jsonl", articles))
    measured = measure([one for one in brought if isinstance(one, Extraction)], shared)
    share = measured.found / len(measured.known)
    print(f"{measured.found} of {len(measured.known)} found, {len(measured.reported)} reported")
    assert share >= wanted, [one.row["id"] for one in measured.known if not one.conflicts]
    assert len(measured.reported) <= most
    assert len(list(listing(measured.reported, measured.claims))) > len(measured.reported)
