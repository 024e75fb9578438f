"""What is killed, stopped or refused in the middle: each request ends in an answer or in an error that says why, and the rest go on."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.web.channel import NestedError
from kg.web.limits import Limits
from kg.web.pool import Pool
from kg.web.sparql import Query
from tests.benchmarks.synthetic import invented
from tests.web.loads import ENDLESS, SWELLING, ask, many, pairs, whole
from tests.web.nesting import NESTED
from tests.web.process import Served, build, serving, until

LIMIT, READERS = 2, 3


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


def test_a_runaway_query_is_stopped_and_its_memory_is_back(served: Served, client: httpx.Client) -> None:
    assert until(lambda: whole(served, READERS))
    before = served.resident()
    hungry = "SELECT ?a ?b WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?x ?y"
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda query: ask(client, query), [ENDLESS, hungry]))
    assert answers[0].status_code == 504
    assert answers[0].text == f"the request was stopped after {LIMIT} s, which is all the time it may take\n"
    assert answers[1].status_code in (500, 504)
    assert until(lambda: whole(served, READERS) and served.resident() < 1.2 * before), (before, served.resident())


def test_the_query_of_a_client_that_goes_away_is_stopped(served: Served) -> None:
    assert until(lambda: whole(served, READERS))
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
