"""How fast words are found among 100,000 claims, in CPU time; run by `make bench`, never by `make test`."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path

import pytest

from kg import search
from kg.ids import document_id
from kg.search import find, suggest
from kg.types import Claim, Document, Entity, Extraction, Resolution
from tests.benchmarks.bench_growth import note

RESULTS = Path(__file__).parent / "results" / "search.json"
#: Claims, two of three in a sentence of their own; of so many words each, drawn from so many as often as in a language.
CLAIMS, LENGTH, VOCABULARY = 100_000, 18, 30_000
SYLLABLES = ("ca", "lo", "mi", "ter", "son", "va", "rou", "nes", "pil", "dra", "eau", "tion", "ing", "ée")
#: Milliseconds that a suggestion may take, and a search for words that are neither rare nor everywhere.
SUGGESTED, FOUND = 10, 100


class Language:
    """Invented words, some of them much more frequent than others, and names made of them."""

    def __init__(self) -> None:
        self.dice = random.Random(1)
        made = ("".join(self.dice.choices(SYLLABLES, k=self.dice.randint(2, 4))) for _ in range(4 * VOCABULARY))
        self.words = list(dict.fromkeys(made))[:VOCABULARY]
        self.often = list(accumulate(1 / (rank + 1) ** 0.9 for rank in range(len(self.words))))
        self.names = list(dict.fromkeys(" ".join(self.dice.choices(self.words, k=2)).title() for _ in range(CLAIMS // 5)))

    def sentence(self, length: int) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self.often, k=length))


def article(language: Language, number: int) -> tuple[Extraction, Resolution]:
    """An article of ten claims in seven sentences."""
    name, claims = f"{number}.txt", []
    sentences = [language.sentence(LENGTH) for _ in range(7)]
    for place in range(10):
        subject, end = language.dice.sample(language.names, 2)
        claims.append(
            Claim(
                id=f"{number * 10 + place:016x}", doc=name, relation="partner", subject=subject, object=end, value=None, date=None,
                modality="asserted", attributed_to=None, attribution_kind=None, negated=False, ended=False,
                evidence=sentences[place % 7], start=place % 7, end=place % 7 + 1, rule="invented", confidence=0.5,
            )
        )  # fmt: skip
    document = Document(
        id=document_id(name), text_hash="", name=name, text="", segments=(), lang=language.dice.choice(["fr", "en"]),
        title=language.sentence(8),
    )  # fmt: skip
    ids = {(name, end): end for claim in claims for end in (claim.subject, claim.object or "")}
    return Extraction(document=document, mentions=(), claims=tuple(claims)), Resolution(ids=ids, entities={})


@pytest.mark.timeout(1800)
def test_words_are_found_at_once(tmp_path: Path) -> None:
    language = Language()
    started = time.process_time()
    with search.writing(tmp_path) as writer:
        for number in range(CLAIMS // 10):
            writer.put_document(*article(language, number))
        for name in language.names:
            writer.put_entity(Entity(id=name, type="Organisation", name=name, aliases=(name.split()[0],)))
    figures = {"made, s": round(time.process_time() - started, 1), "MB": round((tmp_path / search.FILE).stat().st_size / 1e6)}

    def median(call: Callable[[str], object], asked: Iterable[str]) -> float:
        times = []
        for text in asked:
            before = time.process_time()
            call(text)
            times.append(1000 * (time.process_time() - before))
        return round(statistics.median(times), 1)

    def finds(text: str) -> object:
        return find(tmp_path, text)

    def suggests(text: str) -> object:
        return suggest(tmp_path, text)

    names = language.names[:200]
    suggests(names[0])  # the first one opens the file
    for length in (1, 2, 3, 6):
        figures[f"suggest {length} letters, ms"] = median(suggests, [name[:length] for name in names])
    figures["suggest for a slip, ms"] = median(suggests, [name[:3] + name[4] + name[3] + name[5:] for name in names])
    figures["find a rare word, ms"] = median(finds, language.words[5000:5100])
    pairs = zip(language.words[200:300], language.words[10:110], strict=True)
    figures["find two words, ms"] = median(finds, [f"{one} {other}" for one, other in pairs])
    figures["find a common word, ms"] = median(finds, language.words[20:60])
    figures["find the most common words, ms"] = median(finds, language.words[:4])
    note("search", figures, RESULTS)
    assert max(value for what, value in figures.items() if what.startswith("suggest") and "slip" not in what) < SUGGESTED
    assert figures["find two words, ms"] < FOUND
    assert figures["find a rare word, ms"] < FOUND
