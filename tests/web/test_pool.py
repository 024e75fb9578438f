"""Worker processes: stopped in time, replaced, never more of them than there should be."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import QueryError
from kg.web.limits import Limits
from kg.web.pool import BusyError, DiedError, Pool, TimedOutError
from kg.web.sparql import Query

ONES = "1 " * 3000
#: Runs for hours: more pairs of numbers than can be looked at.
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?{name} {{ {ONES} }}' for name in 'abc')} FILTER(?a + ?b + ?c < 0) }}"


def ask(text: str, store: Path) -> dict[str, Any]:
    query = Query(text=text)
    return {"store": store, "query": query, "accept": None, "hosts": frozenset(), "rows": 100, "size": 10_000, "compress": False}


def with_pool(limits: Limits, test: Callable[[Pool], Awaitable[None]]) -> None:
    async def run() -> None:
        pool = Pool("reader", limits)
        await pool.start()
        try:
            await asyncio.wait_for(test(pool), 60)
        finally:
            await pool.stop()

    asyncio.run(run())


async def settled(pool: Pool) -> None:
    """All workers are there again and free."""
    while len(pool.pids) < pool.size or pool.busy:
        await asyncio.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_job_that_runs_too_long_is_stopped(store: Path) -> None:
    async def test(pool: Pool) -> None:
        before = set(pool.pids)
        endless = asyncio.create_task(pool.run("query", seconds=0.5, **ask(ENDLESS, store)))
        await asyncio.sleep(0.1)
        assert (await pool.run("query", **ask("ASK {}", store))).answer.body  # others are answered meanwhile
        with pytest.raises(TimedOutError, match=r"0\.5 s"):
            await endless
        await settled(pool)
        assert (pool.killed, len(set(pool.pids) & before)) == (1, 1)
        assert [alive(pid) for pid in before - set(pool.pids)] == [False]

    with_pool(Limits(workers=2), test)


def test_a_worker_that_comes_as_a_request_gives_up_waiting_is_not_lost() -> None:
    async def run() -> None:
        pool = Pool("reader", Limits(workers=1, seconds=0.05))
        worker: Any = object()
        waiting = asyncio.create_task(pool._take())
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_later(0.04, pool._give, worker)
        time.sleep(0.1)  # both moments pass before the loop comes to them: the worker is given first, then the time is up
        with pytest.raises(BusyError):
            await waiting
        assert (pool._free, pool.queued) == ([worker], 0)

    asyncio.run(run())


def test_a_client_that_goes_away_frees_its_worker(store: Path) -> None:
    async def test(pool: Pool) -> None:
        before = pool.pids
        endless = asyncio.create_task(pool.run("query", **ask(ENDLESS, store)))
        waiting = asyncio.create_task(pool.run("query", **ask("ASK {}", store)))
        gone = asyncio.create_task(pool.run("query", **ask("ASK {}", store)))
        await asyncio.sleep(0.1)
        assert (pool.busy, pool.queued) == (1, 2)
        gone.cancel()
        endless.cancel()
        assert (await waiting).answer.body
        await settled(pool)
        assert set(pool.pids).isdisjoint(before)
        assert pool.queued == 0

    with_pool(Limits(workers=1), test)


def test_a_worker_that_somebody_kills(store: Path) -> None:
    """Its job is done by another one; a job that kills every worker is given up."""

    async def test(pool: Pool) -> None:
        endless = asyncio.create_task(pool.run("query", **ask(ENDLESS, store)))
        for number in (1, 2):
            await asyncio.sleep(0.2)
            [busy] = [worker for worker in pool._every if worker not in pool._free]
            os.kill(busy.process.pid, signal.SIGKILL)
            while pool.died < number:
                await asyncio.sleep(0.01)
        with pytest.raises(DiedError, match="was stopped"):
            await endless
        await settled(pool)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)  # while they are idle
        await asyncio.sleep(0.2)
        assert (await pool.run("query", **ask("ASK {}", store))).answer.body

    with_pool(Limits(workers=2), test)


def test_the_queue_has_an_end(store: Path) -> None:
    async def test(pool: Pool) -> None:
        jobs = [asyncio.create_task(pool.run("query", **ask(ENDLESS, store))) for _ in range(3)]
        await asyncio.sleep(0.1)
        with pytest.raises(BusyError, match="waiting"):
            await pool.run("query", **ask("ASK {}", store))
        for job in jobs:
            job.cancel()
        await settled(pool)
        assert (await pool.run("query", **ask("ASK {}", store))).answer.body

    with_pool(Limits(workers=1, queue=2), test)


def test_waiting_has_an_end(store: Path) -> None:
    async def test(pool: Pool) -> None:
        endless = asyncio.create_task(pool.run("query", seconds=30, **ask(ENDLESS, store)))
        await asyncio.sleep(0.1)
        with pytest.raises(BusyError):
            await pool.run("query", **ask("ASK {}", store))
        endless.cancel()

    with_pool(Limits(workers=1, seconds=0.5), test)


def test_an_error_leaves_the_worker_as_it_was(store: Path) -> None:
    async def test(pool: Pool) -> None:
        before = pool.pids
        with pytest.raises(QueryError, match="line 1"):
            await pool.run("query", **ask("SELECT", store))
        await settled(pool)
        assert pool.pids == before

    with_pool(Limits(workers=1), test)


def test_a_slow_job_has_a_low_priority(store: Path) -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)

    async def test(pool: Pool) -> None:
        [pid] = pool.pids
        endless = asyncio.create_task(pool.run("query", seconds=1.5, **ask(ENDLESS, store)))
        assert os.getpriority(os.PRIO_PROCESS, pid) == usual
        await asyncio.sleep(1)
        assert os.getpriority(os.PRIO_PROCESS, pid) == 10
        with pytest.raises(TimedOutError):
            await endless
        await settled(pool)
        assert os.getpriority(os.PRIO_PROCESS, pool.pids[0]) == usual

    with_pool(Limits(workers=1), test)


def test_memory_is_bounded(store: Path) -> None:
    """A query that hoards strings: told as an error, and the worker is another one afterwards."""
    numbers = " ".join(map(str, range(2000)))
    text = f"CONCAT(STR(?a), 'and', STR(?b), '{'x' * 2000}')"
    hoard = f"SELECT DISTINCT ?c {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} BIND({text} AS ?c) }} ORDER BY ?c"

    async def test(pool: Pool) -> None:
        with pytest.raises(DiedError, match="memory"):
            await pool.run("query", **ask(hoard, store))
        await settled(pool)
        assert (await pool.run("query", **ask("ASK {}", store))).answer.body

    with_pool(Limits(workers=1, memory_bytes=1 << 30), test)


def test_no_process_is_left(store: Path) -> None:
    pids: list[int] = []

    async def test(pool: Pool) -> None:
        pids.extend(pool.pids)
        assert (await pool.run("query", **ask("ASK {}", store))).answer.body

    with_pool(Limits(workers=3), test)
    assert [alive(pid) for pid in pids] == [False] * 3


def test_the_writer_keeps_its_place_however_long_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.web.pool._SLOW", 0.0)

    async def test() -> None:
        pool = Pool("writer", Limits(), 1)
        await pool.start()
        try:
            before = pool.pids
            for value in (1, 2):
                await pool.run("update", store=tmp_path / "store", text=f"INSERT DATA {{ <a:s> <a:p> {value} }}")
            assert pool.pids == before
        finally:
            await pool.stop()

    asyncio.run(test())


def test_a_worker_that_starts_when_the_service_ends_goes_with_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *words: Any, **more: Any) -> None:
            super().__init__(*words, **more)
            started.append(self)

    monkeypatch.setattr("kg.web.process.subprocess.Popen", Noted)

    async def test(pool: Pool) -> None:
        with pytest.raises(TimedOutError):
            await pool.run("query", seconds=0.1, **ask(ENDLESS, store))
        while len(started) < 2:  # the one that takes its place begins
            await asyncio.sleep(0.01)

    with_pool(Limits(workers=1), test)
    assert [process.returncode is None for process in started] == [False, False]


def test_a_free_worker_that_is_killed_is_replaced_before_anybody_needs_it(store: Path) -> None:
    async def test(pool: Pool) -> None:
        before = set(pool.pids)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        while set(pool.pids) & before:
            await asyncio.sleep(0.02)
        await settled(pool)
        assert all(map(alive, pool.pids))

    with_pool(Limits(workers=2), test)
