"""Mixed load on `kg serve --token` for ten minutes, with a new build every minute: no request fails but those that have to, memory stays.

Run by `make soak`; KG_SOAK_MINUTES sets how long. What was measured is added to tests/benchmarks/results/soak.json.
"""

from __future__ import annotations

import json
import os
import random
import socket
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx

from tests.benchmarks.synthetic import CLAIMS, invented, name
from tests.web.attacks import attacks
from tests.web.hostile import carry_out
from tests.web.loads import ENDLESS, MINE, ask, count, update
from tests.web.process import BEARER, Served, build, serving, until

MINUTES = float(os.environ.get("KG_SOAK_MINUTES", "10"))
RESULTS = Path(__file__).parent.parent / "benchmarks" / "results" / "soak.json"
ARTICLES, LIMIT, READERS, EVERY = 200, 10, 4, 60
#: How much of its mean the memory may have grown by in the whole time, by a straight line through what was seen.
GROWTH = 0.15

JOIN = "SELECT ?o ?w WHERE {{ ?h sc:shareholding ?c ; skos:prefLabel ?o . ?c skos:prefLabel ?w }} LIMIT {}"
TEXT = 'SELECT ?e WHERE {{ ?e sc:matches ("{}" 20 sc:Entity) }}'
GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?d a schema:NewsArticle } } LIMIT 50"


class Soak:
    """The load, and what came of it: seconds by kind, and what failed."""

    def __init__(self, served: Served, output: Path) -> None:
        self.served, self.output = served, output
        self.end = time.monotonic() + 60 * MINUTES
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.failures: list[str] = []
        self.memory: list[tuple[float, int]] = []
        self.builds = 0
        self.lock = threading.Lock()

    def keep(self, kind: str, do: Callable[[httpx.Client, random.Random, int], str | None], pause: float = 0.0) -> None:
        """Do something again and again; it tells what was wrong."""
        dice, number = random.Random(kind), 0
        with self.served.client(60) as client:
            while time.monotonic() < self.end:
                started = time.monotonic()
                try:
                    wrong = do(client, dice, number)
                except Exception as error:
                    wrong = f"{type(error).__name__}: {error}"
                with self.lock:
                    self.seconds[kind].append(time.monotonic() - started)
                    if wrong:
                        self.failures.append(f"{kind}: {wrong}")
                number += 1
                time.sleep(pause)

    def rebuild(self, client: httpx.Client, dice: random.Random, number: int) -> str | None:
        """A build with some other articles, and the service has it."""
        chosen = sorted(dice.sample(range(2 * ARTICLES), ARTICLES))
        build(self.output, [invented(one, 2 * ARTICLES) for one in chosen])
        self.builds += 1
        last = name_of(chosen[-1])
        seen = until(lambda: ask(client, f'ASK {{ GRAPH ?g {{ ?d dcterms:identifier "{last}" }} }}').json()["boolean"], 30)
        return None if seen else "the new build is not seen"

    def sample(self, client: httpx.Client, dice: random.Random, number: int) -> str | None:
        self.memory.append((time.monotonic(), self.served.resident()))
        return None


def name_of(number: int) -> str:
    return f"{number}.txt"


def well(answer: httpx.Response, status: int = 200) -> str | None:
    return None if answer.status_code == status else f"{answer.status_code} {answer.text[:200]}"


def lookup(client: httpx.Client, dice: random.Random, number: int) -> str | None:
    wanted = name(dice.randrange(ARTICLES // 2 * (CLAIMS + 1)))
    return well(client.get("/sparql", params={"query": f'SELECT ?e ?t WHERE {{ ?e skos:prefLabel "{wanted}" ; a ?t }}'}))


def join(client: httpx.Client, dice: random.Random, number: int) -> str | None:
    return well(ask(client, JOIN.format(dice.randrange(10, 500))))


def text(client: httpx.Client, dice: random.Random, number: int) -> str | None:
    return well(ask(client, TEXT.format(name(dice.randrange(500)))))


def fetch(client: httpx.Client, dice: random.Random, number: int) -> str | None:
    graphs = [row["g"]["value"] for row in ask(client, GRAPHS).json()["results"]["bindings"]]
    answer = client.get("/store", params={"graph": dice.choice(graphs)}, headers={"Accept": "text/turtle"})
    return None if answer.status_code == 404 else well(answer)  # 404: a new build without it has come meanwhile


def write(client: httpx.Client, dice: random.Random, number: int) -> str | None:
    wrong = well(update(client, f"INSERT DATA {{ GRAPH <{MINE}> {{ <urn:a> <urn:b> {number} }} }}"), 204)
    if not wrong and count(client) != number % 50 + 1:
        wrong = f"{count(client)} triples instead of {number % 50 + 1}"
    if number % 50 == 49:
        wrong = wrong or well(client.delete("/store", params={"graph": MINE}, headers=BEARER))
    return wrong


def runaway(client: httpx.Client, dice: random.Random, number: int) -> str | None:
    return well(ask(client, ENDLESS), 504)


def straight(points: list[tuple[float, int]]) -> float:
    """By what the straight line through these points rises from the first to the last."""
    slope, _ = statistics.linear_regression([x for x, _ in points], [y for _, y in points])
    return slope * (points[-1][0] - points[0][0])


def spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(1000 * one for one in times)
    return {"count": len(ordered), "p50, ms": round(ordered[len(ordered) // 2], 1), "p99, ms": round(ordered[len(ordered) * 99 // 100], 1)}


def test_mixed_load_with_a_new_build_every_minute(tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(output, [invented(number, 2 * ARTICLES) for number in range(ARTICLES)])
    options = ["--timeout-s", str(LIMIT), "--workers", str(READERS), "--memory-mb", "2048"]
    with serving(output, *options) as served, socket.create_server(("127.0.0.1", 0)) as canary:
        bad = attacks(3, 1_000_000, canary.getsockname()[1])

        def attack(client: httpx.Client, dice: random.Random, number: int) -> str | None:
            one = next(bad)
            return None if one.kind in ("endless", "nested") else carry_out(one, served.port)  # those are timed by themselves

        soak = Soak(served, output)
        kinds = [
            *[("lookup", lookup, 0.0)] * 3, ("join", join, 0.0), ("text", text, 0.0), ("graph", fetch, 0.1), ("update", write, 0.5),
            ("bad", attack, 0.2), ("runaway", runaway, 15.0), ("build", soak.rebuild, EVERY), ("memory", soak.sample, 2.0),
        ]  # fmt: skip
        with ThreadPoolExecutor(len(kinds)) as pool:
            for running in [pool.submit(soak.keep, *one) for one in kinds]:
                running.result()
        served.lines()
        assert until(lambda: len(served.workers()["reader"]) == READERS)
    later = soak.memory[len(soak.memory) // 5 :]  # what is loaded once is there by then
    mean = statistics.mean(size for _, size in later)
    growth = straight(later) / mean
    figures = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"), "minutes": MINUTES, "cores": os.cpu_count(),
        "load": round(os.getloadavg()[2], 1), "builds": soak.builds, "failures": len(soak.failures),
        "memory, MB": round(mean / (1 << 20)), "growth of memory, of its mean": round(growth, 3),
        "requests": {kind: spread(times) for kind, times in sorted(soak.seconds.items()) if kind not in ("memory", "build")},
    }  # fmt: skip
    print(f"\n{json.dumps(figures, indent=1)}")
    assert not soak.failures, "\n".join(soak.failures[:20])
    rows = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else []
    RESULTS.write_text(json.dumps([*rows, figures], indent=1) + "\n", "utf-8")
    assert growth < GROWTH
