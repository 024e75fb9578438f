"""Publication step by step: in which order a build is made durable, and what is left when it is cut off, or refused, at any step."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

import pytest

import kg
from kg import folder
from kg.errors import StoreError
from kg.folder import INDEX
from kg.graph import placing
from kg.index import Index
from kg.journal import JOURNAL
from kg.verifying import verify
from tests.test_incremental import brought, files, quads


class Killed(BaseException):
    """The process ends here."""


#: A step by number; or what is done to which file, the first time or, counted from 0, another: a store has more files in some runs.
At = int | tuple[str, str] | tuple[str, str, int]


class Steps:
    """What is synced, renamed and deleted in an output folder, in order; `stop` is raised instead of step `at`."""

    def __init__(self, output: Path, patch: pytest.MonkeyPatch, at: At = -1, stop: BaseException | None = None) -> None:
        self.output, self.at, self.stop = output, at, stop
        self.done: list[tuple[str, str]] = []
        replace, rename, unlink, exchange = os.replace, os.rename, os.unlink, placing.exchange
        commit = Index.commit
        patch.setattr(os, "fsync", lambda number: self.step("sync", os.readlink(f"/proc/self/fd/{number}")))
        patch.setattr(placing, "exchange", lambda one, other: self.step("move", other) or exchange(one, other))
        patch.setattr(Index, "commit", lambda index: self.step("commit", output / INDEX) or commit(index))
        patch.setattr(os, "replace", lambda one, other: self.step("move", other) or replace(one, other))
        patch.setattr(os, "rename", lambda one, other: self.step("move", other) or rename(one, other))
        patch.setattr(os, "unlink", lambda path, **more: self.step("delete", path) or unlink(path, **more))

    def step(self, what: str, path: object) -> None:
        if not str(path).startswith(str(self.output)):
            return
        name = os.path.relpath(str(path), self.output)
        if f"/{JOURNAL}" in name:  # of what comes before publication tests/test_journal.py speaks
            return
        inside = name.startswith((".building/", "store.old"))
        if not (inside and what != "sync"):
            times = self.done.count((what, name))
            if self.at in (len(self.done), (what, name), (what, name, times)) and self.stop is not None:
                stop, self.stop = self.stop, None
                raise stop
            self.done.append((what, name))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the disk: no power goes here, and what is asked of it is written down."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """A build of two articles, and the claims of which the next one is made."""
    kg.build([], tmp_path / "out", claims=brought(tmp_path / "one.jsonl", (1, 1), (1, 2)))
    return tmp_path / "out", brought(tmp_path / "two.jsonl", (1, 1), (2, 2), (1, 3))


def steps_of(built: tuple[Path, Path], at: At = -1, stop: BaseException | None = None) -> list[tuple[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        steps = Steps(built[0], patch, at, stop)
        with contextlib.suppress(Killed, StoreError):
            kg.build([], built[0], claims=built[1])
    assert at == -1 or steps.stop is None, "it was not cut off"
    return steps.done


def test_data_are_on_the_disk_before_names_and_the_manifest_is_last(built: tuple[Path, Path]) -> None:
    done = steps_of(built)
    first = next(place for place, (what, name) in enumerate(done) if what == "move" and name in {"store", "store.old"})
    synced = [name for what, name in done[:first] if what == "sync"]
    assert {f".building/{name}" for name in folder.FILES} <= set(synced)
    assert {f".building/store/{name}" for name in ("CURRENT", "BUILD", "SUMS", "search.sqlite")} <= set(synced)
    assert [name for name in synced if name.endswith(".sst")]
    assert synced[-2:] == [".building", "."]
    kept = done.index(("commit", "index.sqlite"))
    assert done[kept - 2 : kept] == [("move", ".publishing"), ("sync", ".")], "the index is kept when the mark is on the disk"
    assert first == kept + 1
    moved = [name for what, name in done if what == "move"]
    assert moved[-1] == "manifest.json"
    after = done[done.index(("move", "manifest.json")) + 1 :]
    assert after[0] == ("sync", ".")
    assert after[-2:] == [("delete", ".publishing"), ("sync", ".")]


def test_cut_off_at_any_step_the_next_build_ends_the_same(built: tuple[Path, Path], tmp_path: Path) -> None:
    kg.build([], tmp_path / "fresh", claims=built[1])
    right = files(tmp_path / "fresh"), quads(tmp_path / "fresh")
    first = brought(tmp_path / "first.jsonl", (1, 1), (1, 2))
    done = steps_of(built)
    outside = [step for step in done if not (step[0] == "sync" and step[1].startswith(".building/"))]
    assert len(outside) > 10
    for place, step in enumerate(outside):
        kg.build([], built[0], claims=first)
        steps_of(built, (*step, outside[:place].count(step)), Killed())
        kg.build([], built[0], claims=built[1])
        assert (files(built[0]), quads(built[0])) == right, step
        assert verify(built[0]).faults == (), step


KEPT = ("commit", "index.sqlite")
#: Steps after that one.
MOMENTS = (("move", "store"), ("move", "claims.jsonl"), ("move", "manifest.json"), ("delete", ".publishing"))


def test_what_a_build_kept_that_was_cut_off_is_there_after_another_one(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Readers may have seen it."""
    output, more = built[0], brought(tmp_path / "more.jsonl", (3, 4))
    kg.build([], tmp_path / "fresh", claims=built[1])
    kg.build([], tmp_path / "fresh", claims=more, add=True)
    right = files(tmp_path / "fresh"), quads(tmp_path / "fresh")
    first = brought(tmp_path / "first.jsonl", (1, 1), (1, 2))
    for moment in MOMENTS:
        kg.build([], output, claims=first)
        steps_of(built, moment, Killed())
        kg.build([], output, claims=more, add=True)
        assert (files(output), quads(output)) == right, moment


def test_taking_out_again_what_was_being_taken_out_is_no_mistake(built: tuple[Path, Path]) -> None:
    output = built[0]
    kg.remove(["2.txt"], output)
    without = files(output), quads(output)
    for moment in MOMENTS:
        kg.build([], output, claims=brought(output.parent / "first.jsonl", (1, 1), (1, 2)))
        with pytest.MonkeyPatch.context() as patch:
            Steps(output, patch, moment, Killed())
            with pytest.raises(Killed):
                kg.remove(["2.txt"], output)
        with pytest.raises(StoreError, match=r"no document here is called 9\.txt"):
            kg.remove(["9.txt"], output)
        assert kg.remove(["2.txt"], output).documents == 1, moment
        assert (files(output), quads(output)) == without, moment
        with pytest.raises(StoreError, match=r"no document here is called 2\.txt"):
            kg.remove(["2.txt"], output)


def test_an_index_that_cannot_be_kept_leaves_everything_as_it_was(built: tuple[Path, Path]) -> None:
    before = files(built[0]), quads(built[0])
    with pytest.MonkeyPatch.context() as patch:

        def full(_: Index) -> None:
            raise StoreError("index.sqlite: the index cannot be written (database or disk is full)")

        patch.setattr(Index, "commit", full)
        with pytest.raises(StoreError, match="disk is full"):
            kg.build([], built[0], claims=built[1])
    assert (files(built[0]), quads(built[0])) == before
    assert verify(built[0]).faults == ()
    assert not (built[0] / ".building").exists()


def test_a_full_disk_leaves_the_last_good_build(built: tuple[Path, Path]) -> None:
    before = files(built[0]), quads(built[0])
    with pytest.MonkeyPatch.context() as patch:
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "claims.jsonl")
        Steps(built[0], patch, 1, full)  # the one before it is the folder in which the journal begins
        with pytest.raises(StoreError, match=r"^claims\.jsonl: cannot be published \(No space left on device\)$"):
            kg.build([], built[0], claims=built[1])
    assert (files(built[0]), quads(built[0])) == before
    assert verify(built[0]).faults == ()
    kg.build([], built[0], claims=built[1])
    assert verify(built[0]).counts["documents"] == 3
