"""Builds of many invented articles as a user makes them, by `kg build` in a process of its own; what they say stands in its journal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import writing
from kg.documents import read_sources
from kg.folder import INDEX, STORE, silent
from kg.graph.store import Store
from kg.index import Index
from kg.journal import JOURNAL, Journal
from kg.manifest import Maker
from kg.segments import LARGE
from kg.types import Document
from tests.benchmarks.crowd import filled
from tests.benchmarks.synthetic import name, told, written

# Of this process alone: what getrusage says may be that of the process it was forked from, or of its children.
_MAIN = """
import sys
import kg.segments
from kg.cli import main
kg.segments.LARGE = {large}
try:
    main()
finally:
    with open("/proc/self/status") as lines:
        print(next(line for line in lines if line.startswith("VmHWM")).split()[1], file=sys.stderr)
"""
#: "%s" is the name of a thing, another each time.
QUERIES = {
    "thing of a name": 'SELECT ?s WHERE { ?s skos:prefLabel "%s" }',
    "all about it": 'SELECT ?p ?o WHERE { ?s skos:prefLabel "%s" ; ?p ?o }',
    "its facts": 'SELECT ?f ?o ?status WHERE { ?s skos:prefLabel "%s" . ?f sc:subject ?s ; sc:object ?o ; sc:status ?status }',
    "owners of its owners": 'SELECT ?b ?c WHERE { ?a skos:prefLabel "%s" . ?b sc:shareholding ?a . ?c sc:shareholding ?b }',
    "facts by relation": "SELECT ?r (COUNT(?f) AS ?n) WHERE { ?f sc:relation ?r } GROUP BY ?r",
}


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took: seconds from its start to its end, and the most memory that its main process had, in MB."""

    seconds: float
    memory: float


def press(folder: Path, number: int) -> Path:
    """An archive of `number` invented articles in `folder`, and in `folder`/output the journal of a build that has worked through them."""
    folder.mkdir()
    source = folder / "press.jsonl"
    with source.open("w", encoding="utf-8") as stream:
        for one in range(number):
            text, publisher, published = written(one, number)
            row = {"id": one, "title": f"Report {one}", "text": text, "publisher": publisher, "published": published, "lang": "en"}
            stream.write(json.dumps(row) + "\n")
    journal, maker = Journal(folder / "output" / JOURNAL), Maker({})
    for document in read_sources([source]):
        assert isinstance(document, Document), document
        journal.put(told(document, int(document.name.rpartition("#")[2]), number), maker.fingerprint(document))
    journal.close()
    return source


def late(folder: Path, number: int, total: int) -> Path:
    """An article more, that a build reads by itself, on companies of which others told."""
    text, publisher, _ = written(number % total, total)
    first, second = text.split(" has ")[0], text.split("% of ")[1].split(",")[0]
    path = folder / f"late{number}.md"
    path.write_text(f"---\npublisher: {publisher}\ndate: 2021-03-0{1 + number % 9}\n---\n{first} acquires {second}.\n\n"
                    f"The cloud company {first} acquired its competitor {second} in 2020, the minister said.\n", "utf-8")  # fmt: skip
    return path


def build(*arguments: object, large: int = LARGE) -> Built:
    """Run `kg build`, or another command of kg, as if segments began at `large` documents.

    AssertionError with what it said when it fails.
    """
    started = time.perf_counter()
    command = [sys.executable, "-c", _MAIN.format(large=large), *map(str, arguments), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    took = time.perf_counter() - started
    assert done.returncode == 0, done.stderr
    return Built(took, int(done.stderr.split()[-1]) / 1024)


class Silent:
    """A search index that takes nothing, so that the store alone is timed."""

    def put_document(self, *_: object) -> None:
        """Nothing."""

    def put_entity(self, *_: object) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Quads, and how many a second are loaded, of CPU time.

    `made`: made of the index and loaded, as a first build does; `ours`: the same quads loaded by us, ready made; `theirs`: by
    pyoxigraph's bulk_load out of a file of N-Quads, which is read meanwhile.
    """

    quads: int
    made: float
    ours: float
    theirs: float


def rates(output: Path, folder: Path) -> Rates:
    """How fast the graph of the build in `output` is loaded into fresh stores in `folder`."""
    dump, there = folder / "all.nq", ox.Store.read_only(str(output / STORE))
    there.dump(str(dump), ox.RdfFormat.N_QUADS)
    index = Index(output / INDEX)

    def made(path: Path) -> None:
        with Store(path) as store:
            writing._load(store, index, Silent(), silent)  # type: ignore[arg-type]

    def ours(path: Path) -> None:
        with Store(path) as store:
            store.fill(ox.parse(path=str(dump), format=ox.RdfFormat.N_QUADS))

    def theirs(path: Path) -> None:
        store = ox.Store(str(path))
        store.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
        store.flush()

    def rate(load: Callable[[Path], None]) -> float:
        path = folder / load.__name__
        started = time.process_time()
        load(path)
        took = time.process_time() - started
        assert len(ox.Store.read_only(str(path))) == len(there)
        return len(there) / took

    try:
        return Rates(len(there), rate(made), rate(ours), rate(theirs))
    finally:
        index.close()


def asked(folder: Path, things: int, facts: int, times: int = 50) -> tuple[int, dict[str, list[float]]]:
    """How many quads a graph of so many things and facts, kept in `folder`, has, and the ms that queries take, each `times` times."""
    quads, found = filled(folder, things, facts), dict[str, list[float]]()
    with Store(folder, read_only=True) as store:
        for what, query in QUERIES.items():
            found[what] = []
            for number in range(times):
                called = query.replace("%s", name(number * 7919 % things))
                started = time.perf_counter()
                rows = len(list(store.select(called)))
                found[what].append((time.perf_counter() - started) * 1000)
                assert rows or what == "owners of its owners", called
                if time.perf_counter() - started > 2:
                    break
    return quads, found


def size(path: Path) -> float:
    """Of the files below a folder, in MB."""
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) / 1e6


def load_average() -> float:
    """Of the last 15 minutes."""
    return round(os.getloadavg()[2], 1)
