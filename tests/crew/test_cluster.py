"""A Dask cluster says what one process says, in the same order, whatever becomes of its workers; what cannot be is one clear line."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.cli.saying import Bar
from kg.crew import Crew, batches, task
from kg.crew.recipe import Recipe, recipe
from kg.errors import RuleError
from kg.manifest import Maker
from kg.types import Document, Extraction, Issue
from tests.cli.calling import kg_
from tests.crew import clusters
from tests.crew.clusters import Running
from tests.crew.extractors import Poisoned, Regicide, Says, Slow
from tests.crew.test_builds import OPENING, SENTENCES, bytes_of
from tests.crew.test_crew import pile
from tests.graph.delivered import here, there


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A cluster with two workers, one of which a test may kill if it lets another one join."""
    with clusters.cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 3)


def said(extractor: Says, documents: list[Document], dask: str | None, seconds: float = 30) -> list[Extraction | Issue]:
    return list(Crew(dask=dask, seconds=seconds, extractor=extractor).pipe(documents))


def test_a_cluster_says_what_one_process_says_in_the_same_order(two: Running) -> None:
    documents = pile(20)
    assert said(Says(), documents, two.address) == said(Says(), documents, None)


def test_a_worker_that_is_killed_half_way_costs_nothing(two: Running) -> None:
    documents = pile(40)
    found = Crew(dask=two.address, extractor=Slow()).pipe(documents)
    taken = [next(found) for _ in range(10)]
    lost = two.workers.pop(0)
    lost.kill()
    lost.wait(20)
    taken += found
    two.join()
    assert taken == said(Says(), documents, None)


def test_poisoned_articles_are_issues_and_no_worker_is_lost(two: Running) -> None:
    documents = pile(11, _4="segfault", _8="loops")
    found = said(Poisoned(), documents, two.address, seconds=1)
    assert [one.doc if isinstance(one, Issue) else one.document.name for one in found] == [one.name for one in documents]
    assert [(one.doc, one.kind, one.message) for one in found if isinstance(one, Issue)] == [
        ("4.txt", "extraction-failed", "could not be worked through (its process was ended by SIGSEGV)"),
        ("8.txt", "extraction-failed", "could not be worked through (stopped after 1 s)"),
    ]
    assert [worker.poll() for worker in two.workers] == [None, None]


def test_an_article_that_takes_its_workers_along_is_an_issue_and_those_beside_it_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with clusters.cluster(tmp_path, workers=0) as running:
        running.join(nanny=True)  # which starts it again
        found = said(Regicide(), pile(8, _4="regicide"), running.address)
    assert [one.doc for one in found if isinstance(one, Issue)] == ["4.txt"]
    assert [one.document.name for one in found if isinstance(one, Extraction)] == [f"{n}.txt" for n in (0, 1, 2, 3, 5, 6, 7)]
    assert "workers of the cluster that were given it were lost" in str(found[4])


def test_who_stops_listening_calls_the_rest_off(two: Running) -> None:
    found = Crew(dask=two.address, extractor=Slow(0.3)).pipe(pile(60))
    next(found)
    found.close()
    started = time.monotonic()
    assert len(said(Says(), pile(1), two.address)) == 1
    assert time.monotonic() - started < 4, "20 batches of a second each were before us"


def test_it_reads_some_batches_ahead_and_no_further(two: Running) -> None:
    read = 0

    def coming() -> Iterator[Document]:
        nonlocal read
        for one in pile(200):
            read += 1
            yield one

    found = Crew(dask=two.address, extractor=Says()).pipe(coming())
    for taken in range(1, 40):
        next(found)
        assert read <= taken + 3 * (batches.AHEAD * 2 + 1)
    assert len(list(found)) == 200 - 39


#: A verb that no shipped rule knows.
RULE = """
- id: acquisition.engulf
  relation: acquisition
  fr: {verb: [engloutir]}
  verb: {subject: agent, object: patient}
  object_type: [Organisation]
"""


ENGULFED = "Le groupe Talmont a englouti la société Brévent en 20{n}.\n"


def test_rules_travel_by_content(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("- id: mine\n  relation: no_such_relation\n", "utf-8")
    made = Recipe(rules=((str(path), path.read_bytes()),), mark=Maker({}, [path]).mark())
    path.unlink()
    assert task._mark(made.models, made.rules) == made.mark
    with pytest.raises(RuleError, match=f"{path}: rule mine: ") as raised:
        made.make()
    assert "kg-rules-" not in str(raised.value)


def test_children_without_work_are_let_go_of() -> None:
    hands = task.Hands()
    made = recipe({}, (), extractor=Says())
    assert len(list(hands.work(made, pile(1), 30))) == 1
    hands.rest(60)
    (child,) = hands._free
    assert child.alive
    hands.rest(0)
    assert hands._free == []
    assert not child.alive


def test_the_whole_way_to_another_server_with_a_worker_killed_half_way(
    two: Running, virtuoso: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(10, 34):
        (articles / f"{number}.txt").write_text(OPENING + "".join(one.format(n=number) for one in (*SENTENCES, ENGULFED)), "utf-8")
    rule = tmp_path / "mine.yaml"
    rule.write_text(RULE, "utf-8")
    assert kg.build([articles], tmp_path / "here", rules=[rule]).total >= 48
    assert b"acquisition.engulf" in bytes_of(tmp_path / "here")["claims.jsonl"]
    killed: list[int] = []

    def watch(_: Bar, stage: str, done: int, total: int) -> None:
        if stage == "extract" and done == 12:
            two.workers[0].kill()
            killed.append(two.workers.pop(0).wait(20))

    monkeypatch.setattr(Bar, "__call__", watch)
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
    server = ("--store", f"{virtuoso}/sparql", "--default-graph", "https://example.org/dask")
    done = kg_("build", articles, "-o", tmp_path / "there", "--rules", rule, "--dask", two.address, *server)
    two.join()
    assert done.exit_code == 0, done.output
    assert killed == [-signal.SIGKILL]
    assert bytes_of(tmp_path / "there") == bytes_of(tmp_path / "here")
    graphs = here(tmp_path / "here")
    assert there(f"{virtuoso}/sparql", list(graphs), "https://example.org/dask") == graphs
