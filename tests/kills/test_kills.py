"""Whole builds that are killed at random moments: the next one goes on, and ends as if nothing had been. `make soak` kills fifty."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.kills.loop import History, mother

KILLS = 5


def test_builds_that_are_killed_end_as_if_nothing_had_been(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get("KG_KILLS_SEED", random.randrange(1_000_000)))
    with capsys.disabled():
        print(f" [kills: KG_KILLS_SEED={seed}] ", end="")
    with mother() as runs:
        history = History(tmp_path, seed, runs, articles=8)
        while history.kills.total() - history.kills["came too late"] < KILLS:
            print(history.step())
