"""`kg serve` as a process over a small build: what the tests of hostile requests, of kills and of long load share."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from kg.folder import INDEX, workplace
from kg.index import Index
from kg.types import Extraction
from kg.writing import write
from tests.processes import children

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = "open sesame"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
#: All of the data, in lines that can be sorted.
EVERYTHING = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def build(output: Path, articles: Sequence[Extraction]) -> None:
    """Build the graph of these articles, and of no others, into `output`."""
    with workplace(output) as work:
        index = Index(output / INDEX, known=())
        try:
            gone = index.fingerprints().keys() - {one.document.name for one in articles}
            with index:
                changes = index.update(put=[(one, "") for one in articles], drop=gone)
                write(work, output, index, changes, issues=(), models={})
        finally:
            index.close()


class Served:
    """A running service."""

    def __init__(self, process: subprocess.Popen[str], address: str, log: Path) -> None:
        self.process, self.address, self.log = process, address, log
        self.port = int(address.rsplit(":", 1)[1])

    def workers(self) -> dict[str, list[int]]:
        """Role → ids of the processes that the service has started."""
        found: dict[str, list[int]] = {"reader": [], "writer": []}
        for pid in children(self.process.pid):
            with suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                if b"kg.web.worker" in words:
                    found[words[words.index(b"kg.web.worker") + 2].decode()].append(pid)
        return found

    def resident(self) -> int:
        """Bytes of memory that all its processes hold; what they share is counted for each."""
        total = 0
        for pid in (self.process.pid, *children(self.process.pid)):
            with suppress(OSError):
                total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return total

    def lines(self) -> list[dict[str, object]]:
        """What it has logged; every line has to be a JSON object."""
        found = [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]
        assert all(type(line) is dict for line in found)
        return found

    def client(self, seconds: float = 30) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=seconds, trust_env=False)

    def figure(self, name: str) -> float:
        """One of the figures for monitoring."""
        with self.client() as client:
            for line in client.get("/metrics").text.splitlines():
                if line.startswith(name + " "):
                    return float(line.split()[1])
        raise AssertionError(name)

    def everything(self) -> str:
        """A hash of all data that it serves."""
        with self.client() as client:
            answer = client.get("/query", params={"query": EVERYTHING, "format": "tsv"})
        assert answer.status_code == 200, answer.text
        return hashlib.sha256("\n".join(sorted(answer.text.splitlines())).encode()).hexdigest()

    def stop(self) -> int:
        """Ask it to end, as an operator does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@contextmanager
def serving(output: Path, *options: str, token: str | None = TOKEN, log: Path | None = None) -> Iterator[Served]:
    """`kg serve` over a folder, on a free port, with what it logs beside the folder."""
    log = log or output.with_name(output.name + ".log")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | ({"KG_TOKEN": token} if token else {})
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(output), *options]
    with log.open("a") as errors, subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
    ) as process:  # fmt: skip
        assert process.stdout
        try:
            greeting = process.stdout.readline()
            assert greeting, log.read_text()
            served = Served(process, greeting.split()[0].rstrip("/"), log)
            yield served
            if process.poll() is None:
                served.stop()
        finally:
            if process.poll() is None:
                process.kill()


def until(what: Callable[[], object], seconds: float = 20) -> bool:
    """Whether something comes true within some seconds."""
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
