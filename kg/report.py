"""What a build says of itself: how much was read, which claims came out, what went wrong, how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.shown import Shown
from kg.types import Claim, Issue

if TYPE_CHECKING:
    from rich.table import Table

#: The columns of the table, in the order of how sure the press is.
MODALITIES = ("asserted", "reported", "rumoured", "planned", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Shown):
    """The outcome of a build.

    `claims` counts by (relation, modality); `documents` are the articles that were read and searched; `issues` say what
    could not be, by document; `seconds` is wall time; `output` the folder as given. With no document nothing was written.
    """

    output: Path
    documents: int
    claims: Mapping[tuple[str, str], int]
    entities: int
    facts: int
    issues: tuple[Issue, ...]
    seconds: float

    @property
    def total(self) -> int:
        """Number of claims."""
        return sum(self.claims.values())

    @property
    def headline(self) -> str:
        """The figures in one line."""
        words = (("document", "documents"), ("claim", "claims"), ("entity", "entities"), ("fact", "facts"), ("issue", "issues"))
        numbers = (self.documents, self.total, self.entities, self.facts, len(self.issues))
        figures = [f"{number} {one if number == 1 else many}" for number, (one, many) in zip(numbers, words, strict=True)]
        return " · ".join([*figures, f"{self.seconds:.1f} s"])


def count(claims: Iterable[Claim]) -> dict[tuple[str, str], int]:
    """How many claims there are by (relation, modality), in sorted order."""
    return dict(sorted(Counter((claim.relation, claim.modality) for claim in claims).items()))


def row(report: Report) -> dict[str, Any]:
    """The report for machines: `claims` is their number, `by_relation` has it by relation and modality, `issues` are the nouns."""
    by: dict[str, dict[str, int]] = {}
    for (relation, modality), number in report.claims.items():
        by.setdefault(relation, {})[modality] = number
    return {
        "output": str(report.output), "documents": report.documents, "claims": report.total, "entities": report.entities,
        "facts": report.facts, "by_relation": by, "issues": list(report.issues), "seconds": round(report.seconds, 1),
    }  # fmt: skip


def table(report: Report) -> Table:
    """The report as a rich table: a row a relation, a column a modality, and the sums."""
    from rich.table import Table

    relations = sorted({relation for relation, _ in report.claims})
    used = [modality for modality in MODALITIES if any(found == modality for _, found in report.claims)]
    shown = Table()
    shown.add_column("relation")
    for modality in (*used, "all"):
        shown.add_column(modality, justify="right")
    for relation in relations:
        counts = [report.claims.get((relation, modality), 0) for modality in used]
        shown.add_row(relation, *(str(number or "·") for number in counts), str(sum(counts)))
    shown.add_section()
    sums = [sum(number for (_, found), number in report.claims.items() if found == modality) for modality in used]
    shown.add_row("all", *map(str, sums), str(report.total))
    return shown
