"""The figures that a build ends with."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.report import Report
from kg.types import Issue


@pytest.mark.parametrize(
    ("number", "issues", "line"),
    [
        (0, (), "0 documents · 0 claims · 0 entities · 0 facts · 0 issues · 2.0 s"),
        (1, (Issue(doc="a.txt", kind="empty", message="no text"),), "1 document · 1 claim · 1 entity · 1 fact · 1 issue · 2.0 s"),
        (2, (Issue(doc="a.txt", kind="empty", message="no text"),) * 2, "2 documents · 2 claims · 2 entities · 2 facts · 2 issues · 2.0 s"),
    ],
)
def test_headline_counts_in_words(number: int, issues: tuple[Issue, ...], line: str) -> None:
    report = Report(
        output=Path("output"),
        documents=number,
        claims={("founded", "asserted"): number},
        entities=number,
        facts=number,
        issues=issues,
        seconds=2.04,
    )
    assert report.headline == line
