"""The crew: what comes out is in order and the same by however many processes, and a poisoned article costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.crew import Crew, Extracts, batches, crew
from kg.errors import CrewError, KgError, ModelError
from kg.types import Document, Extraction, Issue
from tests.crew.extractors import NoModel, OnceOnly, Poisoned, Says, Unloadable, document


def pile(count: int, **poison: str) -> list[Document]:
    """So many articles; `_3="segfault"` poisons the fourth."""
    return [document(number, f"Nuvéa{number} {poison.get(f'_{number}', 'grandit')}") for number in range(count)]


def said(extractor: Extracts, documents: list[Document], jobs: int | None, seconds: float = 30) -> list[Extraction | Issue]:
    return list(Crew(jobs=jobs, seconds=seconds, extractor=extractor).pipe(documents))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 3)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [1, 2])
def test_as_many_processes_as_one_likes_say_the_same_in_the_same_order(jobs: int) -> None:
    documents = pile(20)
    here = said(Says(), documents, None)
    assert [one.document for one in here if isinstance(one, Extraction)] == documents
    assert said(Says(), documents, jobs) == here


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("segfault", "ended by SIGSEGV"),
        ("leaves", "ended with code 3"),
        ("quits", "ended with code 0"),
        ("killed", "ended by SIGKILL"),
        ("gorges", "MemoryError"),
        ("raises", "ValueError: bitter taste"),
    ],
)
def test_an_article_that_crashes_its_process_is_an_issue_and_the_others_are_worked_through(jobs: int, harm: str, reason: str) -> None:
    documents = pile(11, _4=harm)
    found = said(Poisoned(), documents, jobs)
    assert [one.doc if isinstance(one, Issue) else one.document.name for one in found] == [one.name for one in documents]
    (issue,) = [one for one in found if isinstance(one, Issue)]
    assert (issue.doc, issue.kind) == ("4.txt", "extraction-failed")
    assert reason in issue.message
    assert "\n" not in issue.message


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("harm", ["loops", "stubborn"])
def test_an_article_that_never_ends_is_given_up(harm: str) -> None:
    documents = pile(8, _1=harm, _6=harm)
    found = said(Poisoned(), documents, 2, seconds=1.5)
    assert [(one.doc, one.message) for one in found if isinstance(one, Issue)] == [
        (f"{number}.txt", "could not be worked through (stopped after 1.5 s)") for number in (1, 6)
    ]
    assert [one.document.name for one in found if isinstance(one, Extraction)] == [f"{n}.txt" for n in (0, 2, 3, 4, 5, 7)]


def test_a_long_article_may_take_longer() -> None:
    short, long = document(1, "x"), document(2, "x" * (3 * batches.LONG))
    assert batches.limit([short], 10) == 10
    assert batches.limit([short, long], 10) == 30


def test_a_process_that_was_lost_by_chance_costs_no_article(tmp_path: Path) -> None:
    found = said(OnceOnly(tmp_path / "note"), pile(4, _2="once"), 1)
    assert [one.document.name for one in found if isinstance(one, Extraction)] == [f"{n}.txt" for n in range(4)]


@pytest.mark.parametrize("jobs", [None, 1, 2])
def test_what_is_everybodys_problem_stops_all(jobs: int | None) -> None:
    with pytest.raises(ModelError, match="not installed"):
        said(NoModel(), pile(3), jobs)


def test_a_process_that_does_not_start_is_one_clear_error() -> None:
    with pytest.raises(CrewError, match=r"does not start .*SIGSEGV"):
        said(Unloadable(), pile(2), 1)


def test_an_extractor_that_cannot_be_sent_is_one_clear_error() -> None:
    class Local(Says):
        pass

    assert len(said(Local(), pile(2), None)) == 2
    with pytest.raises(CrewError, match="cannot be sent"):
        said(Local(), pile(2), 1)


@pytest.mark.parametrize(("jobs", "seconds"), [(0, 60.0), (1, 0.0)])
def test_wrong_usage_is_told_at_once(jobs: int, seconds: float) -> None:
    with pytest.raises(KgError, match="say"):
        Crew(jobs=jobs, seconds=seconds)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_can_be_done_meanwhile_is_done_once_before_anything_is_awaited(jobs: int) -> None:
    done: list[str] = []
    for one in Crew(jobs=jobs, extractor=Says()).pipe(pile(8), meanwhile=lambda: done.append("meanwhile")):
        assert isinstance(one, Extraction)
        done.append("said")
    assert done == ["meanwhile", *["said"] * 8]
    assert list(Crew(jobs=jobs, extractor=Says()).pipe([], meanwhile=lambda: done.append("for nothing"))) == []
    assert "for nothing" not in done


@pytest.mark.usefixtures("small_batches")
def test_it_reads_some_batches_ahead_and_no_further() -> None:
    read = 0

    def coming() -> Iterator[Document]:
        nonlocal read
        for one in pile(300):
            read += 1
            yield one

    found = Crew(jobs=2, extractor=Says()).pipe(coming())
    for taken in range(1, 40):
        next(found)
        assert read <= taken + 3 * (crew.AHEAD * 2 + 1)
    assert len(list(found)) == 300 - 39


def children() -> set[int]:
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], check=True, capture_output=True, text=True).stdout
    return {int(line.split()[0]) for line in listed.splitlines() if "kg.crew.process" in line}


@pytest.mark.usefixtures("small_batches")
def test_who_stops_listening_leaves_no_process_behind() -> None:
    before = children()
    found = Crew(jobs=2, extractor=Poisoned()).pipe(pile(20, _5="loops"))
    next(found)
    assert len(children() - before) >= 1
    started = time.monotonic()
    found.close()
    assert time.monotonic() - started < 10, "it does not wait for the article that loops"
    assert children() == before


_BUILD = """
import sys
from kg.crew import Crew
from tests.crew.extractors import Poisoned, document
for one in Crew(jobs=1, extractor=Poisoned()).pipe([document(0, "Nuvéa loops")]):
    pass
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_killed_or_interrupted_takes_its_processes_along(root: Path, number: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _BUILD], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stderr=subprocess.DEVNULL
    )
    child = _wait_for(lambda: _child_of(parent.pid))
    parent.send_signal(number)
    assert parent.wait(20) != 0
    _wait_for(lambda: not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text("ascii").split(")")[1])


def _child_of(pid: int) -> int | None:
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(pid)], check=False, capture_output=True, text=True).stdout
    return next((int(line.split()[0]) for line in listed.splitlines() if "kg.crew.process" in line), None)


def _wait_for(asked: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 30
    while not (answer := asked()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return answer
