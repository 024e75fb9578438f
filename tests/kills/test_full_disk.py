"""A disk that is full at one write after another: one line that says where and why, the last good build whole, and on with more space."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg import folder
from kg.verifying import verify
from tests.conftest import lacking
from tests.kills.loop import Ended, History, Mother, files, mother, quads

#: Bytes that are left, in turn, until a build succeeds.
STEPS = (1, *(int(6000 * 2.4**number) for number in range(12)))
LINE = re.compile(r"kg: (?P<file>\S+): .*(No space left on device|disk is full|disk I/O error|File too large)\)?")


def fill_up(runs: Mother, history: History, args: list[str], attempt: Callable[[int], Ended]) -> set[str]:
    """Run with ever more space until that is enough; the places where it was not. What there is stays whole all the while."""
    there = history.out.exists()
    good, held = (files(history.out), quads(history.out)) if there else ({}, [])
    stopped: set[str] = set()
    for size in STEPS:
        ended = attempt(size)
        if ended.code == 0:
            break
        found = LINE.fullmatch(ended.said.rstrip("\n"))
        assert (ended.code, found is not None) == (1, True), (size, ended)
        assert found is not None
        stopped.add(Path(found["file"]).relative_to(history.out).as_posix())
        now = {name: text for name, text in files(history.out).items() if not name.startswith("journal/")}
        assert now == good, (size, ended)
        if there:
            assert quads(history.out) == held, (size, ended)
            assert verify(history.out).faults == (), (size, ended)
        expected = {*(name.partition("/")[0] for name in good), folder.INDEX, ".lock", "journal", *([folder.STORE] if there else [])}
        assert {path.name for path in history.out.iterdir()} <= expected, (size, ended)
    else:
        raise AssertionError("it never had enough")
    return stopped


@pytest.fixture
def runs() -> Iterator[Mother]:
    with mother() as made:
        yield made


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(["mount", *options], capture_output=True, check=False).returncode != 0:
        lacking("the right to mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def begun(place: Path, runs: Mother, out: Path, good: bool = True) -> tuple[History, list[str]]:
    """A good build in `out` (if there is to be one) and beside it, and articles that have changed since; what to run."""
    history = History(place / "history", 7, runs, articles=8)
    history.out = out
    args = ["build", str(history.articles), "--quiet", "-o"]
    for output in [history.calm, *([history.out] if good else [])]:
        assert runs.run(*args, str(output)).code == 0
    for number in range(5):
        text = (history.articles / f"{number}.txt").read_text("utf-8")
        (history.articles / f"{number}.txt").write_text(text.replace("Brumeo", "Marvaud Nord").replace("Nuagis", "Sirane"), "utf-8")
    (history.articles / "7.txt").unlink()
    assert runs.run(*args, str(history.calm)).code == 0
    return history, args


@pytest.mark.parametrize("good", [True, False], ids=["after a good build", "the first build"])
def test_a_disk_that_fills_up(good: bool, tmp_path: Path, runs: Mother) -> None:
    with small_disk(tmp_path / "disk", 64):
        history, args = begun(tmp_path, runs, tmp_path / "disk" / "out", good)
        ballast = tmp_path / "disk" / "ballast"

        def attempt(size: int) -> Ended:
            ballast.unlink(missing_ok=True)
            stat = os.statvfs(tmp_path / "disk")
            with ballast.open("wb") as stream:
                os.posix_fallocate(stream.fileno(), 0, max(1, stat.f_bavail * stat.f_frsize - size))
            try:
                return runs.run(*args, str(history.out))
            finally:
                ballast.unlink()

        stopped = fill_up(runs, history, args, attempt)
        assert {folder.INDEX, ".building/store"} < stopped
        assert files(history.out) == files(history.calm)
        assert quads(history.out) == quads(history.calm)
        assert verify(history.out).faults == ()


def test_files_that_may_not_grow(tmp_path: Path, runs: Mother) -> None:
    history, args = begun(tmp_path, runs, tmp_path / "out")
    stopped = fill_up(runs, history, args, lambda size: runs.run(*args, str(history.out), limit=size))
    assert stopped == {"journal", folder.INDEX, ".building/store"}
    assert files(history.out) == files(history.calm)
    assert quads(history.out) == quads(history.calm)
