"""Two thousand hostile requests, other ones than `make test` has; run by `make soak`."""

from __future__ import annotations

from pathlib import Path

from tests.web.process import Served
from tests.web.test_fuzz import SEED, assail, place, served

__all__ = ["place", "served"]
COUNT = 2000


def test_two_thousand_hostile_requests(served: Served, place: Path) -> None:
    assail(served, place, SEED + 1, COUNT)
