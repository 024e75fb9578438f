"""A worker process from the side of the service: started, asked one thing at a time, calmed, killed."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from kg.web import channel
from kg.web.channel import DiedError, Job, Reply
from kg.web.limits import Limits

_log = logging.getLogger("kg.web")
_LOW = 10
#: Bytes that a worker may hold beyond what it held when it was new.
_GROWTH = 192 << 20
#: Few pools of memory, as each reserves address space, of which a worker may have only so much; and an end without an epilogue.
_ENVIRONMENT = {**os.environ, "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}


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

    def watch(self, lost: Callable[[], None]) -> None:
        """Call `lost` when it ends while it has no job."""
        assert self._open
        self._open.lost = lost

    def calm(self) -> None:
        """Run what it does now at low priority."""
        self.slow = _priority(self.process.pid, max(_LOW, _usual()))

    def rouse(self) -> None:
        """Give it this process's own priority again, where that may be done."""
        self.slow = self.slow and not _priority(self.process.pid, _usual())

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


def _usual() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0


def _priority(pid: int, nice: int) -> bool:
    try:
        os.setpriority(os.PRIO_PROCESS, pid, nice)
    except (OSError, AttributeError):  # raising it again is for the superuser; other systems have no such call
        return False
    return True
