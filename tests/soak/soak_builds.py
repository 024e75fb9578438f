"""Fifty builds killed at random moments, some with the real pipelines, some that keep their results in segments; run by `make soak`.

KG_KILLS_SEED repeats a run, KG_KILLS says how many. What was killed is added to tests/benchmarks/results/kills.json.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from tests.kills.loop import History, mother

KILLS = int(os.environ.get("KG_KILLS", "50"))
RESULTS = Path(__file__).parent.parent / "benchmarks" / "results" / "kills.json"
#: What makes a build of a few articles keep its results in segments.
SEGMENTS: tuple[tuple[str, str, int], ...] = (("kg.segments", "LARGE", 4),)
#: One step in so many has the real pipelines, and one history has so many kills.
REAL, HISTORY = 6, 9


def test_fifty_builds_killed_at_random_moments(tmp_path: Path) -> None:
    seed = int(os.environ.get("KG_KILLS_SEED", random.randrange(1_000_000)))
    print(f"\nKG_KILLS_SEED={seed}")
    kills, steps, histories, started = Counter[str](), 0, 0, monotonic()
    with mother() as runs:
        while _real(kills) < KILLS:
            histories += 1
            settings = SEGMENTS if histories % 2 else ()
            history = History(tmp_path / str(histories), seed + histories, runs, articles=12, settings=settings)
            while _real(history.kills) < min(HISTORY, KILLS - _real(kills)):
                steps += 1
                print(f"{monotonic() - started:.0f} s: {history.step(models=steps % REAL == 0)}", flush=True)
            kills += history.kills
    figures = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"), "seed": seed, "seconds": round(monotonic() - started),
        "kills": _real(kills), "runs that ended before they were killed": kills["came too late"],
        "steps": steps, "histories": histories,
        "by whom and phase": {name: number for name, number in sorted(kills.items()) if name != "came too late"}, "faults": 0,
    }  # fmt: skip
    print(json.dumps(figures, indent=1))
    rows = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else []
    RESULTS.write_text(json.dumps([*rows, figures], indent=1) + "\n", "utf-8")


def _real(kills: Counter[str]) -> int:
    """How many processes were killed in time."""
    return kills.total() - kills["came too late"]
