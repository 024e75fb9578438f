"""A Dask cluster of the tests' own: a scheduler and workers as processes of this machine, on free ports, killed afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from tests.conftest import ROOT, lacking


class Running:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, path: Path = ROOT) -> None:
        """`folder` is for their files; `path` is where they find kg."""
        self._folder, self._file = folder, folder / "scheduler.json"
        self._path = str(path)
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("dask_scheduler", "--scheduler-file", str(self._file), "--host", "127.0.0.1", "--port", "0")
        self.address: str = self._wait_for_address()

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{what}-{len(self.workers)}.log").open("wb")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{what}", "--no-dashboard", *arguments], cwd=self._folder, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": self._path, **_SETTINGS}, start_new_session=True,
            )  # fmt: skip

    def _wait_for_address(self) -> str:
        deadline = time.monotonic() + 60
        while True:
            assert self.scheduler.poll() is None, (self._folder / "dask_scheduler-0.log").read_text("utf-8")
            try:
                return str(json.loads(self._file.read_text("utf-8"))["address"])
            except (OSError, ValueError):
                assert time.monotonic() < deadline, "the scheduler does not start"
                time.sleep(0.05)

    def join(self, *, nanny: bool = False) -> subprocess.Popen[bytes]:
        """One more worker, of one thread; a nanny starts it again when it is lost."""
        more = ("--nanny" if nanny else "--no-nanny", "--nthreads", "1", "--memory-limit", "0", "--host", "127.0.0.1")
        worker = self._start("dask_worker", self.address, *more)
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        """Kill all."""
        for process in (*self.workers, self.scheduler):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with what a nanny keeps
            process.wait(20)


#: Quick to notice that a worker is gone, and no noise.
_SETTINGS = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s", "DASK_DISTRIBUTED__COMM__RETRY__COUNT": "0"}


@contextmanager
def cluster(folder: Path, workers: int = 2, path: Path = ROOT) -> Iterator[Running]:
    """A scheduler and so many workers, whose files go into `folder`. Some 2 s and 120 MB a process."""
    if find_spec("distributed") is None:
        lacking("distributed (pip install 'kg[dask]')")
    running = Running(folder, path)
    try:
        for _ in range(workers):
            running.join()
        yield running
    finally:
        running.stop()
