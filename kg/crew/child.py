"""A child process from the side of its parent: started, given batches, killed when one of them takes too long."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from kg.crew.batches import limit
from kg.crew.recipe import Recipe
from kg.errors import CrewError, KgError
from kg.types import Document, Extraction, Issue

#: One thread a process: the crew has as many processes as it may have cores.
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class LostError(Exception):
    """The child is gone, of itself or because it was killed for taking too long; the message says how."""


class SlowError(LostError):
    """It took too long."""


class Child:
    """One process with an extractor of its own."""

    def __init__(self, recipe: Recipe) -> None:
        """Start it and wait until it is ready. Raises the KgError that making its extractor raised, CrewError when it does not start."""
        self.recipe, self._parent = recipe, os.getpid()
        self.since = time.monotonic()  # it has been free
        ours, theirs = socket.socketpair()
        with theirs:
            path = os.pathsep.join(entry for entry in sys.path if entry)  # it finds what we find, and nothing in the current folder
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.crew.process", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=2, env={**_THREADS, **os.environ, "PYTHONPATH": path},
            )  # fmt: skip
        self._line: Connection = Connection(ours.detach())
        try:
            self._send(recipe)
            self._receive(None)
        except LostError as error:
            raise CrewError(f"a process for extraction does not start ({error})") from None
        except BaseException:
            self.end()
            raise

    def say(self, batch: Sequence[Document], seconds: float) -> Iterator[Extraction | Issue]:
        """What each document says, in order, each within `seconds` (see `kg.crew.batches.limit`).

        Raises LostError when the process is gone, SlowError when it was killed; the KgError that stopped it.
        """
        self._send(list(batch))
        self._receive(None)  # the models are there
        for number in range(len(batch)):
            said = self._receive(limit(batch[number:], seconds))
            assert isinstance(said, Extraction | Issue)
            yield said

    def _send(self, thing: object) -> None:
        try:
            self._line.send(thing)
        except OSError:
            raise LostError(self._how()) from None

    def _receive(self, seconds: float | None) -> object:
        try:
            if not self._line.poll(seconds):
                self.end()
                raise SlowError(f"stopped after {seconds:g} s")
            thing = self._line.recv()
        except (EOFError, OSError):
            raise LostError(self._how()) from None
        if isinstance(thing, KgError):
            self.end()
            raise thing
        return thing

    def _how(self) -> str:
        """How the process ended, in words."""
        try:
            code = self._process.wait(5)  # the line closes a moment before
        except subprocess.TimeoutExpired:
            code = 0
        self.end()
        if code >= 0:
            return f"its process ended with code {code}"
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"its process was ended by {name}{', as when memory runs out' if name == 'SIGKILL' else ''}"

    @property
    def ours(self) -> bool:
        """Whether this process started it, not one that was forked into this."""
        return self._parent == os.getpid()

    @property
    def alive(self) -> bool:
        """Whether it can be given work."""
        return self.ours and self._process.poll() is None

    def kill(self) -> None:
        """Kill it, whatever it does; whoever waits for it has a LostError. Any thread may call it."""
        with suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Kill it and let go of it; harmless when it is gone. For the one thread that has it."""
        self.kill()
        self._process.wait()
        self._line.close()
