"""`kg serve` beside rdflib-endpoint, Virtuoso and Oxigraph in this process: the same data, the same queries, one run; part of `make bench`.

What was measured goes to results/endpoint.json and, as a table, into README.md, which says how to run it.
"""

from __future__ import annotations

import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from tests.benchmarks import systems
from tests.benchmarks.dataset import ARTICLES, dataset
from tests.benchmarks.questions import QUESTIONS, Question, requests, things
from tests.conftest import lacking
from tests.web.loads import ENDLESS
from tests.web.process import serving, until

HERE = Path(__file__).parent
RESULTS, README = HERE / "results" / "endpoint.json", HERE / "README.md"
#: Seconds of load for each figure, and different things that are asked about.
SECONDS, THINGS = float(os.environ.get("KG_BENCH_SECONDS", "5")), 2000
#: Each figure is taken so often, for all in turn, and the best one kept: other work on the machine can only make it worse.
TRIES = 2
CLIENTS = (1, 8)
#: Seconds after which a server is not asked a question any more.
PATIENCE = 60
#: Demanded: times as many requests as rdflib-endpoint, milliseconds above Oxigraph in process, and times its time when it takes long.
TIMES, ABOVE_MS, LONG_MS, LONG_TIMES = 5, 1.5, 20, 1.3
#: Seconds that a runaway query may run, how late it may be stopped, how many times their normal p99 others may see, and memory afterwards.
LIMIT, LATE, OTHERS, MEMORY = 2, 1, 3, 1.2

Row = dict[str, Any]


def wrk(address: str, path: Path, clients: int, seconds: float = SECONDS) -> Row:
    """What `clients` at a time get in so many seconds, with the paths in the file `path`; times in milliseconds."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "60s", "-s", HERE / "replay.lua", address, "--", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Row = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["status"] == 0, done.stdout
    found["rps"] = round(found["requests"] / found["seconds"], 1)
    return found


def in_process(store: ox.Store, queries: list[str]) -> float:
    """Median time in milliseconds of answering in this process, the answer written as JSON."""
    times, stop = [], time.monotonic() + SECONDS
    while time.monotonic() < stop or len(times) < 3:
        started = time.perf_counter()
        found = store.query(queries[len(times) % len(queries)])
        assert not isinstance(found, ox.QueryTriples)
        found.serialize(format=ox.QueryResultsFormat.JSON)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def rows_of(address: str, query: str) -> int | None:
    """How many rows there are; None when that cannot be had in PATIENCE seconds."""
    json_ = {"Accept": "application/sparql-results+json"}
    try:
        answer = httpx.get(address + "/sparql", params={"query": query}, headers=json_, timeout=PATIENCE, trust_env=False)
    except httpx.TimeoutException:
        return None
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return len(found["results"]["bindings"]) if "results" in found else int(found["boolean"])


SYSTEMS: dict[str, Callable[[Path, Path], AbstractContextManager[str]]] = {
    "kg": systems.ours,
    "rdflib": systems.rdflib_endpoint,
    "virtuoso": systems.virtuoso_,
}


@pytest.fixture(scope="module")
def output() -> Path:
    if shutil.which("wrk") is None:
        lacking("wrk")
    return dataset()


@pytest.fixture(scope="module")
def measured(output: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """A row for every question; all servers run at the same time and are asked in turn."""
    some = things(output / "store", THINGS)
    store = ox.Store.read_only(str(output / "store"))
    names = [name for name in SYSTEMS if name != "virtuoso" or shutil.which("virtuoso-t")]
    found: list[Row] = []
    with ExitStack() as stack:
        addresses = {name: stack.enter_context(SYSTEMS[name](output, tmp_path_factory.mktemp(name))) for name in names}
        for question in QUESTIONS:
            row = measure(question, store, addresses, some, tmp_path_factory.mktemp("paths"))
            print("\n" + line(row), end="", flush=True)
            found.append(row)
    note(found, len(store))
    return found


def measure(question: Question, store: ox.Store, addresses: dict[str, str], some: list[tuple[str, str]], folder: Path) -> Row:
    theirs = requests(question, some, rival=True)
    row: Row = {"query": question.name, "kind": question.kind, "in process p50": math.inf}
    counts = {}
    for name, address in addresses.items():
        queries = requests(question, some, rival=name != "kg")
        (folder / name).write_text("\n".join("/sparql?query=" + quote(query, safe="") for query in queries), "utf-8")
        counts[name] = [rows_of(address, query) for query in queries[:3]]  # warms up, too
    for _ in range(TRIES):
        row["in process p50"] = min(row["in process p50"], round(in_process(store, theirs), 3))
        for name, address in addresses.items():
            for clients in CLIENTS if None not in counts[name] else ():
                got = wrk(address, folder / name, clients)
                assert name != "kg" or not got["broken"]
                if got["rps"] >= row.get(f"{name} rps {clients}", 0):
                    row |= {f"{name} {what} {clients}": got[what] for what in ("rps", "p50", "p99")}
    if question.kind != "text" and None not in counts["rdflib"]:
        assert counts["kg"] == counts["rdflib"], counts
    row["rows"] = counts
    return row


def line(row: Row) -> str:
    """A row of the table."""
    cells = [row["query"], row["kind"], f"{row['in process p50']:.2f}"]
    for name in SYSTEMS:
        if f"{name} rps 1" in row:
            median = row[f"{name} p50 1"]
            cells.append(f"{f'{median:.2f}' if median else '–'} · {row[f'{name} rps 1']:.4g} · {row[f'{name} rps 8']:.4g}")
        else:
            cells.append("–")
    return "| " + " | ".join(cells) + " |"


def note(found: list[Row], quads: int) -> None:
    """Add the figures to the file and put the table into the README."""
    load = round(os.getloadavg()[2], 1)
    made = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"), "quads": quads, "cores": os.cpu_count(), "load": load,
        "python": platform.python_version(), "pyoxigraph": version("pyoxigraph"),
        "rivals": (HERE / "rivals.txt").read_text("utf-8").split(),
    }  # fmt: skip
    add("queries", made | {"seconds": SECONDS, "rows": found})
    head = [
        f"Taken on {made['date'][:10]}: {quads:,} quads, {made['cores']} cores, load average of the last 15 minutes {load}.", "",
        "| query | kind | in process: p50 ms | kg serve: p50 ms · req/s, 1 client · req/s, 8 | rdflib-endpoint | Virtuoso |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    if ARTICLES >= 6000:
        text = README.read_text("utf-8")
        first, rest = text.split("<!-- TABLE -->\n", 1)
        last = rest.split("<!-- END OF TABLE -->", 1)[1]
        README.write_text(first + "<!-- TABLE -->\n" + "\n".join([*head, *map(line, found)]) + "\n<!-- END OF TABLE -->" + last, "utf-8")


def add(what: str, figures: Row) -> None:
    rows = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else []
    RESULTS.write_text(json.dumps([*rows, {"what": what, **figures}], indent=1, ensure_ascii=False) + "\n", "utf-8")


def test_lookups_are_answered_five_times_as_often_as_by_rdflib_endpoint(measured: list[Row]) -> None:
    lookups = [row for row in measured if row["kind"] == "lookup"]
    ratios = {(row["query"], n): round(row[f"kg rps {n}"] / row[f"rdflib rps {n}"], 1) for row in lookups for n in CLIENTS}
    assert min(ratios.values()) >= TIMES, ratios


def test_little_is_added_to_what_oxigraph_takes(measured: list[Row]) -> None:
    lookups = {row["query"]: round(row["kg p50 1"] - row["in process p50"], 2) for row in measured if row["kind"] == "lookup"}
    long = {row["query"]: round(row["kg p50 1"] / row["in process p50"], 2) for row in measured if row["in process p50"] > LONG_MS}
    assert max(lookups.values()) <= ABOVE_MS, lookups
    assert max(long.values()) <= LONG_TIMES, long


def test_a_runaway_query_is_stopped_and_others_hardly_notice(output: Path, tmp_path: Path) -> None:
    some = things(output / "store", THINGS)
    paths = tmp_path / "paths"
    paths.write_text("\n".join("/sparql?query=" + quote(query, safe="") for query in requests(QUESTIONS[0], some, rival=False)), "utf-8")
    with serving(output, "--timeout-s", str(LIMIT), "--no-log", token=None, log=tmp_path / "log") as served, ThreadPoolExecutor(1) as pool:
        wrk(served.address, paths, 8, SECONDS)
        before = served.resident()
        normal = wrk(served.address, paths, 8, 4 * SECONDS)
        amid = pool.submit(wrk, served.address, paths, 8, 4 * SECONDS)
        times = []
        with served.client(60) as client:
            while not amid.done():
                started = time.monotonic()
                answer = client.post("/sparql", data={"query": ENDLESS})
                times.append(time.monotonic() - started)
                assert answer.status_code == 504, answer.text
        back = until(lambda: served.resident() < MEMORY * before, 30)
        figures = {
            "load": round(os.getloadavg()[0], 1), "stopped after, s": round(max(times), 2), "limit, s": LIMIT, "runaways": len(times),
            "normal p99, ms": normal["p99"], "p99 amid runaways, ms": amid.result()["p99"],
            "normal rps": normal["rps"], "rps amid": amid.result()["rps"],
            "memory before, MB": before >> 20, "memory after, MB": served.resident() >> 20,
        }  # fmt: skip
        print(f"\n{figures}")
        add("runaway", {"date": datetime.now(UTC).isoformat(timespec="minutes")} | figures)
        assert max(times) < LIMIT + LATE
        assert amid.result()["p99"] <= OTHERS * normal["p99"]
        assert back
