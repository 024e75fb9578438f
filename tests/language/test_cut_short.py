"""Texts that break off anywhere: whatever the last word is, an article is read to its end and its claims are in its words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.claims import Extractor
from kg.documents.reader import read_text


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(("folder", "pattern"), [("seeds", "0[1-4]*.txt"), ("tests/gold_fr", "*.txt"), ("tests/gold_dev_en", "*.txt")])
def test_paragraphs_cut_at_any_word_are_read(folder: str, pattern: str, extractor: Extractor, root: Path) -> None:
    dice = random.Random(2026)
    texts = [path.read_text("utf-8") for path in sorted((root / folder).glob(pattern))]
    paragraphs = [[part.split() for part in text.split("\n") if len(part.split()) > 12] for text in texts]
    assert all(paragraphs)
    for number in range(60):
        chosen = dice.choice(paragraphs)
        cut = [" ".join(words[: dice.randint(6, len(words))]).rstrip(".,;") for words in dice.sample(chosen, min(4, len(chosen)))]
        document = read_text("\n\n".join(cut) + "\n", name=f"{number}.txt", metadata={"lang": "en" if "_en" in folder else "fr"})
        for claim in extractor.extract(document).claims:
            assert document.text[claim.start : claim.end] == claim.evidence
