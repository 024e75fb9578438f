"""Worker processes from the side of the service: who is free, who has to wait, who is killed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from typing import Any

from kg.errors import KgError
from kg.web import channel
from kg.web.channel import DiedError, Job, NestedError, Reply
from kg.web.limits import Limits

_log = logging.getLogger("kg.web")
#: Seconds after which a job runs at low priority, so that quick ones stay quick.
_SLOW = 0.5
_LOW = 10
#: Bytes that a worker may hold beyond what it held when it was new.
_GROWTH = 192 << 20
#: Few pools of memory, as each reserves address space, of which a worker may have only so much; and an end without an epilogue.
_ENVIRONMENT = {**os.environ, "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}


class BusyError(KgError):
    """Too many requests wait already; `after` is in how many seconds to try again."""

    def __init__(self, after: int) -> None:
        """Told with 503 and Retry-After."""
        super().__init__(f"too many requests are waiting; try again in {after} s")
        self.after = after


class TimedOutError(KgError):
    """A job ran into its time limit and was stopped."""


class Worker:
    """One worker process and the line to it."""

    def __init__(self, role: str, limits: Limits, inherited: tuple[int, ...] = ()) -> None:
        """Starts the process, which gets the open files `inherited`; call `ready` before the first job."""
        self.role, self.limits = role, limits
        self._line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "kg.web.worker", str(theirs.fileno()), role, str(limits.memory_bytes)]
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno(), *inherited], env=_ENVIRONMENT, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
        threading.Thread(target=self._relay, daemon=True).start()
        self._open: channel.Line | None = None
        self.base = self.resident = 0
        self.slow = False

    async def ready(self) -> Worker:
        """Wait until it has started."""
        _, self._open = await asyncio.get_running_loop().create_connection(channel.Line, sock=self._line)
        try:
            await self._open.receive()
        except asyncio.CancelledError:  # the service ends while it starts
            self.kill()
            self.process.wait()
            raise
        except ConnectionError:
            self.kill()
            self.process.wait()
            raise DiedError("a worker process does not start") from None
        return self

    async def ask(self, job: Job) -> Any:
        """What became of a job; the KgError that it raised. DiedError when the process died over it."""
        assert self._open
        try:
            reply: Reply = await self._open.ask(job)
        except ConnectionError:
            code = await asyncio.to_thread(self.process.wait)
            raise DiedError(str(-code)) from None
        self.base = self.base or reply.resident
        self.resident = reply.resident
        if reply.error is not None:
            raise reply.error
        return reply.value

    def _relay(self) -> None:
        """Log what the process said when it has ended; it says something only when something is wrong."""
        assert self.process.stderr
        with self.process.stderr as said:
            text = said.read(4000)  # or all that comes until it ends
            while said.read(1 << 16):
                pass
        if text:
            _log.error("worker %d said: %s", self.process.pid, text.decode("utf-8", "replace"))

    @property
    def spent(self) -> bool:
        """Whether it should be replaced: it holds much memory, or has a low priority that cannot be taken back."""
        return self.slow or self.resident > self.base + _GROWTH

    def calm(self) -> None:
        """Run what it does now at low priority."""
        self.slow = _priority(self.process.pid, _LOW)

    def rouse(self) -> None:
        """Take the low priority back, where this process may."""
        self.slow = self.slow and not _priority(self.process.pid, 0)

    def kill(self) -> None:
        """Stop it, whatever it does."""
        self.process.kill()
        if self._open:
            self._open.close()
        else:
            self._line.close()

    async def close(self) -> None:
        """Let it end by itself, or kill it."""
        if self._open:
            self._open.close()
        try:
            await asyncio.to_thread(self.process.wait, 5)
        except subprocess.TimeoutExpired:
            self.kill()
            await asyncio.to_thread(self.process.wait)


def _priority(pid: int, nice: int) -> bool:
    try:
        os.setpriority(os.PRIO_PROCESS, pid, nice)
    except (OSError, AttributeError):  # raising it again is for the superuser; other systems have no such call
        return False
    return True


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
        except TimeoutError:
            raise BusyError(5) from None
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # it was given a worker at the moment at which it went away
                self._give(place.result())
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
        self._give(worker)
