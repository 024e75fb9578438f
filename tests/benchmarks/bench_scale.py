"""Builds of N and 10 N articles: memory of the main process, loading in bulk, one article more, nothing new; and queries by size.

Run by `make bench`. What was measured is added to results/scale.json and, as tables, to README.md, which says what the figures mean.
`KG_BENCH_SCALE` is 10 N, `KG_BENCH_QUADS` the size of the largest graph that is asked.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.bench_growth import note
from tests.benchmarks.scale import QUERIES, asked, build, late, load_average, press, rates, size

HERE = Path(__file__).parent
RESULTS, README = HERE / "results" / "scale.json", HERE / "README.md"
FULL = 33_000
MANY = int(os.environ.get("KG_BENCH_SCALE", str(FULL)))
MOST = int(float(os.environ.get("KG_BENCH_QUADS", "1e7")))
#: What is demanded: memory at ten times as many articles; of pyoxigraph's own rate; seconds for one article more, and for nothing new.
MEMORY, RATE, ONE_MORE, NOTHING_NEW = 1.3, 0.7, 5.0, 60.0
#: Articles added one by one, of whose times the median is taken.
ADDED = 5
#: A graph of so many quads has a thing for each 100 of them, and a fact for each 30.
GRAPHS = [10**power for power in range(4, 8) if 10**power <= MOST]


def test_many_articles(tmp_path: Path) -> None:
    figures: dict[str, float] = {"articles": MANY}
    few, many = tmp_path / "few", tmp_path / "many"
    small = build("build", press(few, MANY // 10), "-o", few / "output", large=1)  # the same kind of work: no graph files
    source = press(many, MANY)
    first = build("build", source, "-o", many / "output")
    figures |= {
        "first build, s": round(first.seconds, 1), "memory, MB": round(first.memory), "memory of a tenth, MB": round(small.memory),
        "memory, times": round(first.memory / small.memory, 2), "store, MB": round(size(many / "output" / "store"), 1),
        "index, MB": round((many / "output" / "index.sqlite").stat().st_size / 1e6, 1),
    }  # fmt: skip
    loaded = rates(many / "output", tmp_path)
    figures |= {
        "quads": loaded.quads, "made and loaded, quads/s": round(loaded.made), "loaded, quads/s": round(loaded.ours),
        "bulk_load, quads/s": round(loaded.theirs), "loaded, part of bulk_load": round(loaded.ours / loaded.theirs, 2),
        "made and loaded, part of bulk_load": round(loaded.made / loaded.theirs, 2),
    }  # fmt: skip
    added = [late(tmp_path, number, MANY) for number in range(ADDED)]
    times = [build("build", path, "--add", "-o", many / "output").seconds for path in added]
    figures["one more, s"] = round(statistics.median(times), 2)
    figures["one less, s"] = round(build("remove", added[-1].name, "-o", many / "output").seconds, 2)
    nothing = build("build", source, *added[:-1], "-o", many / "output")
    figures |= {"nothing new, s": round(nothing.seconds, 1), "nothing new, MB": round(nothing.memory), "load": load_average()}
    note("many articles", figures, RESULTS)
    if MANY >= FULL:
        lines = [
            f"| memory of the main process, {MANY:,} articles · {MANY // 10:,} in segments, too · times | "
            f"{first.memory:.0f} MB · {small.memory:.0f} MB · {figures['memory, times']} | ≤ {MEMORY} |",
            f"| the first build, what was said being known; store · index | "
            f"{first.seconds:.0f} s; {figures['store, MB']:.0f} MB · {figures['index, MB']:.0f} MB | |",
            f"| loading {loaded.quads:,} quads, against bulk_load; making them of the index as well | "
            f"{figures['loaded, part of bulk_load']}; {figures['made and loaded, part of bulk_load']} | ≥ {RATE} |",
            f"| one article more, from start to end; one less | {figures['one more, s']} s; {figures['one less, s']} s | "
            f"≤ {ONE_MORE:.0f} s |",
            f"| building again with nothing new | {figures['nothing new, s']} s | ≤ {NOTHING_NEW:.0f} s |",
        ]
        table("SCALE", ["| what | measured | asked |", "|---|---|---|", *lines])
    assert figures["memory, times"] <= MEMORY
    assert figures["loaded, part of bulk_load"] >= RATE
    assert figures["one more, s"] <= ONE_MORE
    assert nothing.seconds <= NOTHING_NEW


def test_queries() -> None:
    figures: dict[str, float] = {}
    cells: dict[str, list[str]] = {what: [] for what in QUERIES}
    found: list[int] = []
    for about in GRAPHS:
        things, facts = about // 100, about // 30
        quads, times = asked(Path(tempfile.gettempdir()) / f"kg-scale-{things}-{facts}", things, facts)
        found.append(quads)
        for what, every in times.items():
            figures[f"{what}, {quads} quads, p50 ms"] = round(statistics.median(every), 3)
            cells[what].append(f"{statistics.median(every):.3g} · {sorted(every)[len(every) * 95 // 100]:.3g}")
    note("queries by size", figures | {"load": load_average()}, RESULTS)
    if MOST >= 10**7:
        head = ["| query, p50 · p95 in ms | " + " | ".join(f"{quads:,} quads" for quads in found) + " |", "|---|" + "---|" * len(found)]
        table("QUERIES", [*head, *(f"| {what} | " + " | ".join(some) + " |" for what, some in cells.items())])
    names = [figures[f"thing of a name, {quads} quads, p50 ms"] for quads in found]
    assert max(names) < 10, "what is looked up does not wait for the size of the rest"


def table(mark: str, lines: Sequence[str]) -> None:
    """Put a table into the README, between the marks of its name."""
    first, rest = README.read_text("utf-8").split(f"<!-- {mark} -->\n", 1)
    last = rest.split(f"<!-- END OF {mark} -->", 1)[1]
    README.write_text(first + f"<!-- {mark} -->\n" + "\n".join(lines) + f"\n<!-- END OF {mark} -->" + last, "utf-8")
