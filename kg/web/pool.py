"""Worker processes together: who is free, who has to wait, who is killed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections import deque
from functools import partial
from typing import Any

from kg.errors import KgError
from kg.web.channel import DiedError, Job, NestedError
from kg.web.limits import Limits
from kg.web.process import Worker

_log = logging.getLogger("kg.web")
#: Seconds after which a job runs at low priority, so that quick ones stay quick.
_SLOW = 0.5


class BusyError(KgError):
    """Too many requests wait already; `after` is in how many seconds to try again."""

    def __init__(self, after: int) -> None:
        """Told with 503 and Retry-After."""
        super().__init__(f"too many requests are waiting; try again in {after} s")
        self.after = after


class TimedOutError(KgError):
    """A job ran into its time limit and was stopped."""


class Pool:
    """Workers of one role; each runs one job at a time, further jobs wait in a queue of limited length."""

    def __init__(self, role: str, limits: Limits, size: int | None = None) -> None:
        """`size` workers, by default as many as the limits say; they are started by `start`."""
        self.role, self.limits, self.size = role, limits, size or limits.workers
        self._free: list[Worker] = []
        self._every: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._starting: set[asyncio.Task[None]] = set()
        self._closed = False
        self.inherited: tuple[int, ...] = ()
        self.killed = self.died = 0

    @property
    def busy(self) -> int:
        """How many workers run a job."""
        return len(self._every) - len(self._free)

    @property
    def queued(self) -> int:
        """How many jobs wait."""
        return len(self._waiting)

    @property
    def pids(self) -> list[int]:
        """The processes."""
        return [worker.process.pid for worker in self._every]

    async def start(self) -> None:
        """Start all workers; DiedError when one cannot start."""
        for worker in [Worker(self.role, self.limits, self.inherited) for _ in range(self.size)]:
            self._every.add(worker)
            self._free.append(await worker.ready())
            worker.watch(partial(self._lost, worker))

    async def stop(self) -> None:
        """End all workers; call it when no job is running."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.close() for worker in self._every))
        self._every.clear()
        self._free.clear()

    async def run(self, do: str, *, seconds: float | None = None, **arguments: Any) -> Any:
        """The value of a job. The KgError that it raised, BusyError, TimedOutError, NestedError, DiedError.

        A reader's job whose worker somebody else killed is tried once more; a writer's is not, for it may have been done.
        """
        job = Job(do=do, arguments=arguments)
        for attempt in (1, 2):
            worker = await self._take()
            try:
                return await self._work(worker, job, self.limits.seconds if seconds is None else seconds)
            except DiedError as error:
                self.died += 1
                _log.warning("worker %d died over a job (signal %s)", worker.process.pid, error)
                if str(error) == str(int(signal.SIGSEGV)):
                    raise NestedError from None
                if str(error) != str(int(signal.SIGKILL)) or attempt == 2 or self.role == "writer":
                    raise DiedError("the request was stopped: it took more memory than it may, or met with an accident") from None
        raise AssertionError

    async def _work(self, worker: Worker, job: Job, seconds: float) -> Any:
        # Not the writer: everybody waits for it, and a new one would have to open the store again.
        calm = None if self.role == "writer" else asyncio.get_running_loop().call_later(_SLOW, worker.calm)
        fit = False
        try:
            async with asyncio.timeout(seconds):
                value = await worker.ask(job)
            fit = True
        except TimeoutError:
            self.killed += 1
            raise TimedOutError(f"the request was stopped after {seconds:g} s, which is all the time it may take") from None
        except (BusyError, TimedOutError, DiedError):
            raise
        except KgError:
            fit = True
            raise
        else:
            return value
        finally:
            if calm:
                calm.cancel()
            worker.rouse()
            if fit and not worker.spent:
                self._give(worker)
            else:
                self._replace(worker)

    async def _take(self) -> Worker:
        while self._free:
            worker = self._free.pop()
            if worker.process.poll() is None:
                return worker
            self._replace(worker)
        if len(self._waiting) >= self.limits.queue:
            raise BusyError(2)
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await place
        except (TimeoutError, asyncio.CancelledError) as error:
            if place.done() and not place.cancelled():  # it was given a worker at the moment at which it gave up, or went away
                self._give(place.result())
            if isinstance(error, TimeoutError):
                raise BusyError(5) from None
            raise
        finally:
            with contextlib.suppress(ValueError):
                self._waiting.remove(place)

    def _give(self, worker: Worker) -> None:
        """To whoever waits longest, else to those that are free."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self._free.append(worker)

    def _lost(self, worker: Worker) -> None:
        """It was killed while it was free: another one takes its place before there is need of it."""
        if worker in self._free and not self._closed:
            self._free.remove(worker)
            self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        """Kill a worker and start another one in its place."""
        self._every.discard(worker)
        worker.kill()
        if self._closed:
            worker.process.wait()
        else:
            task = asyncio.get_running_loop().create_task(self._start_another(worker))
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _begin(self) -> Worker:
        """A new worker that has started; when this is given up meanwhile, nothing is left of it."""
        worker = Worker(self.role, self.limits, self.inherited)
        try:
            return await worker.ready()
        except asyncio.CancelledError:
            worker.kill()
            await asyncio.to_thread(worker.process.wait)
            raise

    async def _start_another(self, old: Worker) -> None:
        await asyncio.to_thread(old.process.wait)
        pause = 0.05
        while True:
            started = time.monotonic()
            try:
                worker = await self._begin()
                break
            except (DiedError, OSError) as error:  # no process can be had at the moment
                _log.error("%s", error)
                await asyncio.sleep(max(0.0, pause - (time.monotonic() - started)))
                pause = min(2 * pause, 5)
        self._every.add(worker)
        worker.watch(partial(self._lost, worker))
        self._give(worker)
