"""Readers and writers killed again and again, for longer than `make test` does; run by `make soak`."""

from __future__ import annotations

from tests.web.process import Served
from tests.web.test_killed_processes import kill_readers, kill_writer, output, served

__all__ = ["output", "served"]


def test_readers_killed_for_a_minute(served: Served) -> None:
    kill_readers(served, 60)


def test_writers_killed_forty_times(served: Served) -> None:
    kill_writer(served, 40)
