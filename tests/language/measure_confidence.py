"""What confidence should be: `python tests/language/measure_confidence.py GOLD_FOLDER…` prints shares of right claims.

A folder holds articles and gold.jsonl (see tests/gold_press/articles.py). A claim is right when it matches a gold claim, optional or not.
The tables of kg/language/confidence.py, by way and by relation, are what this prints; then it says how well the confidence of the claims
fits.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from kg import claims as extraction
from kg.documents import read_sources
from kg.language.confidence import confidence, weakest
from kg.types import Document

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from tests.language.measure_entities import score_module


def judged(folder: Path, shared: Path) -> list[tuple[str, str, float, bool]]:
    """(relation, weakest way, confidence, right) of every claim of a folder."""
    score = score_module(shared)
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    names = score.Names(gold)
    seen: list[tuple[str, float]] = []

    def watched(match: Any) -> float:
        seen.append((weakest(match), confidence(match)))
        return float(len(seen) - 1)

    extraction.confidence = watched  # type: ignore[assignment]
    documents = [d for d in read_sources([folder]) if isinstance(d, Document)]
    found = {e.document.name: e.claims for e in extraction.Extractor().pipe(documents)}
    rows = []
    for doc in gold:
        free = list(doc["claims"])
        for claim in found.get(doc["doc"], ()):
            said = {"relation": claim.relation, "subject": claim.subject, "object": claim.object, "value": claim.value}
            hit = next((g for g in free if score.matches(names, g, said)), None)
            if hit is not None:
                free.remove(hit)
            way, sure = seen[int(claim.confidence)]
            rows.append((claim.relation, way, sure, hit is not None))
    return rows


def main(folders: list[str]) -> None:
    """Print the tables and the fit."""
    rows = [row for folder in folders for row in judged(Path(folder), Path("../shared"))]
    right = sum(row[3] for row in rows) / len(rows)
    print(f"{len(rows)} claims, {right:.3f} right")
    for column, name in ((1, "way"), (0, "relation")):
        table: dict[str, Counter[bool]] = defaultdict(Counter)
        for row in rows:
            table[str(row[column])][row[3]] += 1
        print(f"by {name}: " + "  ".join(f"{k} {c[True]}/{c.total()}" for k, c in sorted(table.items(), key=lambda kv: -kv[1].total())))
        smooth = {k: (c[True] + 8 * right) / (c.total() + 8) for k, c in table.items()}
        print("   smoothed: " + ", ".join(f'"{k}": {v:.2f}' for k, v in sorted(smooth.items())))
    sure = [row for row in rows if row[2] >= 0.8]
    print(f"at 0.8 or more: {len(sure) / len(rows):.2f} of the claims, {sum(row[3] for row in sure) / max(1, len(sure)):.3f} right")


if __name__ == "__main__":
    main(sys.argv[1:])
