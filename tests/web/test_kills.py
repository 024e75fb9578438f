"""What is killed, stopped or refused in the middle: each request ends in an answer or in an error that says why, and the rest go on."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.web.channel import NestedError
from kg.web.limits import Limits
from kg.web.pool import Pool
from kg.web.sparql import Query
from tests.benchmarks.synthetic import invented
from tests.web.nesting import NESTED
from tests.web.process import BEARER, ROOT, Served, build, serving, until

LIMIT, READERS = 2, 3
NAMES = "SELECT ?name WHERE { ?e skos:prefLabel ?name }"
MINE = "urn:mine"
COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }}"


def many(names: str, size: int) -> str:
    """Every combination of so many rows for each of these variables."""
    return " ".join(f"VALUES ?{name} {{ {'1 ' * size} }}" for name in names)


def pairs(size: int) -> str:
    """Looks at so many pairs, squared, and finds none; about 2 s for 2,500."""
    return f"SELECT (COUNT(*) AS ?n) {{ {many('ab', size)} FILTER(?a + ?b < 0) }}"


#: Would run for hours.
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {many('abc', 3000)} FILTER(?a + ?b + ?c < 0) }}"
#: A text that is tripled twenty times.
SWELLING = " ".join(f"BIND(CONCAT({','.join([f'?y{number}'] * 3)}) AS ?y{number + 1})" for number in range(20))


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.post("/query", data={"query": query})


def update(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/update", data={"update": text}, headers=BEARER)


def count(client: httpx.Client, query: str = COUNT) -> int:
    answer = ask(client, query)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kills") / "output"
    build(folder, [invented(number, 10) for number in range(10)])
    return folder


@pytest.fixture(scope="module")
def served(output: Path) -> Iterator[Served]:
    options = ["--timeout-s", str(LIMIT), "--workers", str(READERS), "--memory-mb", "640", "--max-rows", "2000", "--max-answer-mb", "1"]
    with serving(output, *options) as served:
        yield served
        served.lines()


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as client:
        yield client


def whole(served: Served) -> bool:
    """All processes are there, and idle."""
    counts = {role: len(pids) for role, pids in served.workers().items()}
    return counts == {"reader": READERS, "writer": 1} and not served.figure("kg_workers_busy")


def load(served: Served, seconds: float, clients: int, meanwhile: object) -> list[httpx.Response]:
    """All answers to several clients that ask without a pause, while `meanwhile` is called again and again."""
    stop = time.monotonic() + seconds

    def keep_asking() -> list[httpx.Response]:
        with served.client() as client:
            found = []
            while time.monotonic() < stop:
                found.append(ask(client, NAMES))
            return found

    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(keep_asking) for _ in range(clients)]
        while time.monotonic() < stop:
            time.sleep(0.3)
            meanwhile()  # type: ignore[operator]
        return [answer for one in asking for answer in one.result()]


def kill_readers(served: Served, seconds: float) -> None:
    dice, killed = random.Random(1), 0

    def kill() -> None:
        nonlocal killed
        pids = served.workers()["reader"]
        if pids:
            os.kill(dice.choice(pids), signal.SIGKILL)
            killed += 1

    answers = load(served, seconds, 4, kill)
    lost = [answer for answer in answers if answer.status_code != 200]
    assert killed >= 3
    assert len(answers) > 50
    assert len({answer.text for answer in answers if answer.status_code == 200}) == 1
    assert len(lost) <= killed
    assert all(answer.status_code == 500 and "stopped" in answer.text for answer in lost)
    assert until(lambda: whole(served))


def test_a_killed_reader_loses_no_request_but_its_own(served: Served) -> None:
    kill_readers(served, 2)


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
    assert until(lambda: whole(served))


def test_a_killed_writer_leaves_an_update_whole_or_undone(served: Served) -> None:
    kill_writer(served, 4)


def test_a_runaway_query_is_stopped_and_its_memory_is_back(served: Served, client: httpx.Client) -> None:
    assert until(lambda: whole(served))
    before = served.resident()
    started = time.monotonic()
    hungry = "SELECT ?a ?b WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?x ?y"
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda query: ask(client, query), [ENDLESS, hungry]))
    assert time.monotonic() - started < LIMIT + 3  # how soon exactly is measured by `make bench`
    assert answers[0].status_code == 504
    assert answers[0].text == f"the request was stopped after {LIMIT} s, which is all the time it may take\n"
    assert answers[1].status_code in (500, 504)
    assert until(lambda: whole(served) and served.resident() < 1.2 * before), (before, served.resident())


def test_the_query_of_a_client_that_goes_away_is_stopped(served: Served) -> None:
    assert until(lambda: whole(served))
    with served.client(seconds=0.7) as hasty, pytest.raises(httpx.ReadTimeout):
        ask(hasty, ENDLESS)
    assert until(lambda: not served.figure("kg_workers_busy"), LIMIT - 0.7 + 10)
    assert any(line.get("status") == 499 for line in served.lines())


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        (f"SELECT * {{ {many('ab', 50)} }}", 422, "more than 2000 rows"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", 422, "more than 2000 triples"),
        (f"SELECT (CONCAT('{'x' * 1000}', STR(?a)) AS ?y) {{ {many('a', 1500)} }}", 422, "more than 1048576 bytes"),
        (f"SELECT (GROUP_CONCAT(?x) AS ?y) {{ {many('abc', 90)} BIND('and so on' AS ?x) }}", 422, "more than 1048576 bytes"),
    ],
    ids=["rows", "triples", "bytes", "one value"],
)
def test_limits_say_so(served: Served, client: httpx.Client, query: str, status: int, reason: str) -> None:
    answer = ask(client, query)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8"), answer.text[:300]
    assert reason in answer.text
    assert ask(client, "ASK {}").json()["boolean"] is True


def test_a_full_queue_says_so(output: Path) -> None:
    options = ["--workers", "1", "--queue", "2", "--timeout-s", "3"]
    with serving(output, *options, token=None) as served, served.client() as client, ThreadPoolExecutor(6) as pool:
        running = [pool.submit(ask, client, ENDLESS) for _ in range(6)]
        answers = [one.result() for one in running]
        assert {answer.status_code for answer in answers} == {503, 504}
        refused = [answer for answer in answers if answer.status_code == 503]
        assert len(refused) >= 3
        for answer in refused:
            assert int(answer.headers["retry-after"]) > 0
            assert answer.text.startswith("too many requests are waiting")
        assert until(lambda: ask(client, "ASK {}").status_code == 200)


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


def test_memory_has_an_end(output: Path) -> None:
    with serving(output, "--workers", "1", "--memory-mb", "640", token=None) as served, served.client(60) as client:
        answer = ask(client, f"SELECT (STRLEN(?y20) AS ?z) {{ BIND('0123456789' AS ?y0) {SWELLING} }}")
        assert answer.status_code == 500
        assert answer.text.startswith("the request was stopped: it took more memory than it may")
        assert ask(client, "ASK {}").json()["boolean"] is True
        assert [line for line in served.lines() if "memory allocation of" in str(line.get("message"))]


def test_an_end_in_the_middle_of_a_query(output: Path) -> None:
    """SIGTERM, also to all processes at once as a service manager sends it: what runs is answered, what is new is not taken."""
    with serving(output, "--workers", "2", token=None) as served, served.client() as client, ThreadPoolExecutor(1) as pool:
        running = pool.submit(ask, client, pairs(2500))
        assert until(lambda: served.figure("kg_workers_busy") == 1)
        for pid in (*served.workers()["reader"], served.process.pid):
            os.kill(pid, signal.SIGTERM)
        answer = running.result()
        assert answer.status_code == 200, answer.text
        served.process.wait(30)
        with pytest.raises(httpx.ConnectError):
            client.get("/health")


def test_no_process_is_left_when_the_service_is_killed(output: Path) -> None:
    with serving(output, "--workers", "2", token=None) as served, served.client() as client, ThreadPoolExecutor(1) as pool:
        running = pool.submit(ask, client, ENDLESS)
        assert until(lambda: served.figure("kg_workers_busy") == 1)
        pids = served.workers()["reader"]
        served.process.kill()
        with pytest.raises(httpx.TransportError):
            running.result()
        assert until(lambda: not any(_alive(pid) for pid in pids))


def _alive(pid: int) -> bool:
    try:
        return b"kg.web.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_what_is_too_deep_for_a_stack_is_told(output: Path) -> None:
    async def run() -> None:
        pool = Pool("reader", Limits(workers=1, memory_bytes=1 << 30))
        await pool.start()
        try:
            rest = {"accept": None, "hosts": frozenset(), "rows": 9, "size": 99, "compress": False, "store": output / "store"}
            with pytest.raises(NestedError):
                await pool.run("query", query=Query(text=NESTED["functions"](190_000)), **rest)
            assert await pool.run("check", store=output / "store")
        finally:
            await pool.stop()

    asyncio.run(run())
