"""Readers and writers that are killed, second ones, builds that come while clients write: nothing is lost, no update is there by half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.benchmarks.synthetic import invented
from tests.web.loads import MINE, NAMES, ask, count, update, whole
from tests.web.process import ROOT, Served, build, serving, until

READERS = 2


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kills") / "output"
    build(folder, [invented(number, 10) for number in range(10)])
    return folder


@pytest.fixture(scope="module")
def served(output: Path) -> Iterator[Served]:
    with serving(output, "--workers", str(READERS)) as served:
        yield served
        served.lines()


def load(served: Served, seconds: float, clients: int, meanwhile: Callable[[], None]) -> list[httpx.Response]:
    """All answers to several clients that ask without a pause, while `meanwhile` is called again and again, three times at least.

    Answers have to come between two calls: where processes are killed faster than they start, nobody is ever answered.
    """
    end, stop = time.monotonic() + seconds, threading.Event()
    found: list[httpx.Response] = []

    def keep_asking() -> None:
        with served.client() as client:
            while not stop.is_set():
                found.append(ask(client, NAMES))

    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(keep_asking) for _ in range(clients)]
        seen = calls = 0
        while (time.monotonic() < end or calls < 3) and not any(one.done() for one in asking):
            time.sleep(0.3)
            if len(found) - seen >= clients:
                seen, calls = len(found), calls + 1
                meanwhile()
        stop.set()
        for one in asking:
            one.result()
    return found


def kill_readers(served: Served, seconds: float) -> None:
    dice, killed = random.Random(1), 0

    def kill() -> None:
        nonlocal killed
        pids = served.workers()["reader"]
        if pids and served.figure("kg_workers"):  # on a busy machine a start takes longer than the time from one kill to the next
            os.kill(dice.choice(pids), signal.SIGKILL)
            killed += 1

    answers = load(served, seconds, 4, kill)
    lost = [answer for answer in answers if answer.status_code != 200]
    assert killed >= 2
    assert len(answers) > killed
    assert len({answer.text for answer in answers if answer.status_code == 200}) == 1
    assert len(lost) <= killed
    assert all(answer.status_code == 500 and "stopped" in answer.text for answer in lost)
    assert until(lambda: whole(served, READERS))


def test_a_killed_reader_loses_no_request_but_its_own(served: Served) -> None:
    kill_readers(served, 4)


def kill_writer(served: Served, times: int) -> None:
    """Whatever the moment: all triples of an update are there, or none; what was confirmed is there; later updates work."""
    dice, size = random.Random(2), 20_000
    triples = " ".join(f"<urn:a{number}> <urn:b> {number} ." for number in range(size))
    with served.client() as client, ThreadPoolExecutor(1) as pool:
        before = count(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        for _ in range(times):
            assert update(client, f"DROP SILENT GRAPH <{MINE}>").status_code == 204
            assert until(lambda: served.workers()["writer"])
            pid = served.workers()["writer"][0]
            running: Future[httpx.Response] = pool.submit(update, client, f"INSERT DATA {{ GRAPH <{MINE}> {{ {triples} }} }}")
            time.sleep(dice.uniform(0, 0.6))
            os.kill(pid, signal.SIGKILL)
            answer = running.result()
            assert answer.status_code in (204, 500), answer.text
            assert count(client) in ((size,) if answer.status_code == 204 else (0, size))
            assert update(client, f"INSERT DATA {{ GRAPH <{MINE}> {{ <urn:c> <urn:d> 1 }} }}").status_code == 204
            assert count(client) in ((size + 1,) if answer.status_code == 204 else (1, size + 1))
            assert count(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == before
        update(client, f"DROP GRAPH <{MINE}>")
    assert until(lambda: whole(served, READERS))


def test_a_killed_writer_leaves_an_update_whole_or_undone(served: Served) -> None:
    kill_writer(served, 4)


def test_a_second_writer_is_told(served: Served, output: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(output)]
    environment = {**os.environ, "KG_TOKEN": "other", "PYTHONPATH": str(ROOT)}
    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (second.returncode, second.stdout) == (1, "")
    assert "another service writes here" in second.stderr
    assert len(second.stderr.splitlines()) == 1


def test_users_graphs_survive_builds_amid_updates_and_a_restart(tmp_path: Path) -> None:
    output = tmp_path / "output"
    articles = [invented(number, 10) for number in range(10)]
    build(output, articles[:4])
    stop, made = threading.Event(), [0]

    def keep_writing(client: httpx.Client) -> None:
        while not stop.is_set():
            answer = update(client, f"INSERT DATA {{ GRAPH <{MINE}> {{ <urn:a> <urn:b> {made[0]} }} }}")
            assert answer.status_code == 204, answer.text
            made[0] += 1
            assert count(client) == made[0]  # seen at once by who wrote it

    documents = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?d a schema:NewsArticle } }"
    with serving(output, "--workers", "2") as served, served.client() as client, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(keep_writing, client)
        try:
            for size in (6, 3, 10):
                build(output, articles[:size])
                with served.client() as other:
                    assert until(lambda size=size, other=other: count(other, documents) == size)  # type: ignore[misc]
        finally:
            stop.set()
        writing.result()
        assert made[0] > 3
        assert count(client) == made[0]
    build(output, articles[:5])
    with serving(output, "--workers", "1") as served, served.client() as client:
        assert (count(client), count(client, documents)) == (made[0], 5)


def test_a_refusal_names_the_graph_once(served: Served) -> None:
    """Also when it comes from the writer's process."""
    with served.client() as client:
        answer = update(client, "INSERT { GRAPH ?g { <urn:a> <urn:b> 1 } } WHERE { GRAPH ?g { ?d a schema:NewsArticle } }")
        assert answer.status_code == 403
        assert answer.text.count("belongs to the build") == 1
