"""The slots of claims on many sentences of our own: hedges, sources, dates, endings, each in many words; few may fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.claims import Extractor
from kg.examples import document_of
from kg.types import Claim

HERE = Path(__file__).parent


def rows(lang: str) -> list[list[str]]:
    """The rows of the sentences of one language."""
    lines = (HERE / f"slots_{lang}.txt").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|", 6)] for line in lines if line.strip() and not line.startswith("#")]


def differences(claim: Claim, wanted: list[str]) -> list[str]:
    """The slots of a claim that are not as wanted."""
    said = [claim.modality, claim.attributed_to, claim.attribution_kind, claim.date, str(int(claim.ended))]
    wrong = []
    for name, want, got in zip(("modality", "attributed to", "kind", "date", "ended"), wanted, said, strict=True):
        same = want in (got or "-") if name == "attributed to" and want != "-" else want == (got or "-")
        if want != "*" and not same:
            wrong.append(f"{name} {want} → {got}")
    return wrong


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_slots(lang: str) -> None:
    table = rows(lang)
    documents = [replace(document_of(row[6], lang), published="2024-05-15", name=str(k)) for k, row in enumerate(table)]
    found, wrong = 0, []
    for row, extraction in zip(table, Extractor().pipe(documents), strict=True):
        claims = [c for c in extraction.claims if c.relation == row[0]]
        if claims:
            found += 1
            least = min((differences(claim, row[1:6]) for claim in claims), key=len)
            wrong += [f"{row[6]}: {'; '.join(least)}"] if least else []
    assert found >= 0.9 * len(table)
    assert len(wrong) <= 0.04 * found, "\n".join(wrong)
    facts = [line for line in wrong if "→ asserted" in line]
    assert len(facts) <= 0.02 * found, "\n".join(facts)
