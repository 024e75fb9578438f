"""How time grows with the number of articles, as ratios within one run; run by `make bench`, never by `make test`.

What was measured is added to results/growth.json; results/README.md says what the figures mean.
"""

from __future__ import annotations

import json
import platform
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from kg import search, writing
from kg.entities import resolve
from kg.facts import conflicts, group, hear
from kg.folder import copy_store, silent
from kg.graph.store import Store
from kg.index import Index
from kg.inference import infer
from kg.types import Extraction, Resolution
from tests.benchmarks.synthetic import CLAIMS, invented

RESULTS = Path(__file__).parent / "results" / "growth.json"
#: How many claims are grouped; ten times as many may take so many times as long.
SIZES, TENFOLD = (1_000, 10_000, 100_000), 15
#: Articles that are there, and how many times longer one more may take than the first.
MANY, TIMES = 10_000, 3
#: Articles added one by one, of whose times the median is taken.
ADDED = 15


def note(what: str, figures: dict[str, float], results: Path = RESULTS) -> None:
    """Print the figures and add them to the file, under today's date."""
    rows = json.loads(results.read_text("utf-8")) if results.is_file() else []
    row = {"date": datetime.now(UTC).date().isoformat(), "python": platform.python_version(), "what": what, **figures}
    results.write_text(json.dumps([*rows, row], indent=1) + "\n", "utf-8")
    print(f"\n{what}: " + ", ".join(f"{name} {value:g}" for name, value in figures.items()))


def seconds(call: Callable[[], object]) -> float:
    """Of CPU time, which other work on the machine hardly changes."""
    started = time.process_time()
    call()
    return time.process_time() - started


def test_facts_and_conflicts_take_time_in_proportion_to_the_claims() -> None:
    times: dict[int, float] = {}
    for size in SIZES:
        articles = [invented(number, size // CLAIMS) for number in range(size // CLAIMS)]
        resolution = resolve(articles, names=())
        times[size] = min(seconds(partial(regroup, articles, resolution)) for _ in range(3 if size < SIZES[-1] else 1))
    ratios = [times[large] / times[small] for small, large in pairwise(SIZES)]
    figures = {f"{size} claims, s": round(times[size], 3) for size in SIZES}
    note("regrouping", figures | {f"times at {size}": round(ratio, 2) for size, ratio in zip(SIZES[1:], ratios, strict=True)})
    assert max(ratios) < TENFOLD


def regroup(articles: Sequence[Extraction], resolution: Resolution) -> None:
    voices = hear(articles, resolution)
    group(voices)
    conflicts(voices, resolution)


def test_one_more_article_takes_about_as_long_whatever_is_there(tmp_path: Path) -> None:
    """Into the index and the store, what follows from the facts included. The files are written whole: left out."""
    news = [invented(MANY + number, MANY) for number in range(ADDED)]
    empty, many = [], []
    for number, one in enumerate(news):
        with _Folder(tmp_path / str(number), []) as folder:
            empty.append(folder.add(one))
    with _Folder(tmp_path / "full", [invented(number, MANY) for number in range(MANY)]) as folder:
        many = [folder.add(one) for one in news]
        anew = seconds(lambda: infer(folder.index.facts(), folder.index.entities()))
    figures: dict[str, float] = {}
    for place, what in enumerate(("index", "index and store")):
        alone, among = (statistics.median(times[place] for times in side) for side in (empty, many))
        figures |= {f"{what}, empty, ms": round(alone * 1000, 2), f"{what}, {MANY} articles, ms": round(among * 1000, 2)}
        figures[f"{what}, times"] = round(among / alone, 2)
    note("one more article", figures | {"what follows from everything, not counted, ms": round(anew * 1000, 2)})
    assert figures["index, times"] < TIMES
    assert figures["index and store, times"] < TIMES


class _Folder:
    """An output folder with an index and a store, and no files."""

    def __init__(self, path: Path, there: Sequence[Extraction]) -> None:
        path.mkdir()
        self.path, self.index = path, Index(path / "index.sqlite", known=())
        with self.index:
            changes = self.index.update(put=[(one, "") for one in there])
            self.index.made_by("this program", changes)
        with Store(path / "store") as store, search.writing(path / "store") as words:
            writing._load(store, self.index, words, silent)

    def __enter__(self) -> _Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.index.close()

    def add(self, one: Extraction) -> tuple[float, float]:
        """Seconds that an article takes into the index, and into index and store."""
        started = time.process_time()
        with self.index:
            changes = self.index.update(put=[(one, "")])
        indexed = time.process_time() - started
        copy_store(self.path / "store", self.path / "next")
        with Store(self.path / "next") as store, search.writing(self.path / "next") as words:
            writing._change(store, self.index, changes, words, True)
        whole = time.process_time() - started
        shutil.rmtree(self.path / "store")
        (self.path / "next").rename(self.path / "store")
        return indexed, whole
