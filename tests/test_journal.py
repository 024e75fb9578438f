"""The journal: a build that is killed amid its articles leaves what it had done, and the next one goes on from there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

import kg
from kg import folder, journal, pipeline
from kg.crew import Crew, batches
from kg.errors import StoreError
from kg.journal import Journal
from kg.types import Document, Extraction
from tests.index.test_index import invented
from tests.test_pipeline import ARTICLES, Stakes

COUNT = 9


def marks(found: Journal) -> dict[str, str]:
    """The fingerprints in a journal by the names of the documents."""
    every = {one.document.name: mark for one, mark in found.rows()}
    assert {name: found.mark(name) for name in every} == every
    return every


class Counting(Stakes):
    """An extractor that notes what it was given, and is killed (or breaks off) at an article of its own choice."""

    seen: ClassVar[list[str]] = []
    fatal: ClassVar[str | None] = None

    def __init__(self, *_: object) -> None: ...

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        for document in documents:
            if document.name == self.fatal:
                raise KeyboardInterrupt
            self.seen.append(document.name)
            yield self.extract(document)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> type[Counting]:
    monkeypatch.setattr(pipeline, "Crew", lambda **how: Crew(extractor=how["extractor"] or Counting()))  # in this process
    monkeypatch.setattr(batches, "BATCH", 2)
    monkeypatch.setattr(journal, "BATCH", 2)
    monkeypatch.setattr(Counting, "seen", [])
    monkeypatch.setattr(Counting, "fatal", None)
    return Counting


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(COUNT):
        (made / f"{number}.txt").write_text(ARTICLES["un.txt"].replace("44", str(11 + number)), "utf-8")
    return made


def files(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in folder.FILES}


def test_a_build_that_was_cut_off_goes_on_where_it_was(articles: Path, tmp_path: Path, counting: type[Counting]) -> None:
    output = tmp_path / "out"
    counting.fatal = "5.txt"
    with pytest.raises(KeyboardInterrupt):
        kg.build([articles], output)
    assert not (output / "claims.jsonl").exists()
    done = set(marks(Journal(output / journal.JOURNAL)))
    assert {"0.txt", "1.txt", "2.txt", "3.txt"} <= done
    counting.fatal, counting.seen = None, []
    (articles / "1.txt").write_text(ARTICLES["deux.txt"], "utf-8")  # changed meanwhile: worked through again
    (articles / "2.txt").unlink()  # gone meanwhile: it is in the journal and must not be in the graph
    report = kg.build([articles], output)
    assert report.documents == COUNT - 1
    assert counting.seen == sorted({f"{number}.txt" for number in range(COUNT)} - (done - {"1.txt"}) - {"2.txt"})
    assert not (output / journal.JOURNAL).exists()
    kg.build([articles], tmp_path / "fresh")
    assert files(output) == files(tmp_path / "fresh")


def test_what_is_done_anew_or_by_an_extractor_of_ones_own_takes_nothing_over(
    articles: Path, tmp_path: Path, counting: type[Counting]
) -> None:
    for name, settings in (("one", {"fresh": True}), ("two", {"extractor": counting()})):
        counting.fatal = "7.txt"
        with pytest.raises(KeyboardInterrupt):
            kg.build([articles], tmp_path / name)
        counting.fatal, counting.seen = None, []
        kg.build([articles], tmp_path / name, **settings)  # type: ignore[arg-type]
        assert len(counting.seen) == COUNT, settings
        assert not (tmp_path / name / journal.JOURNAL).exists()


def test_a_process_that_is_killed_loses_at_most_the_batch_in_hand(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from kg.journal import Journal; from tests.index.test_index import invented\n"
        "one = Journal(Path(sys.argv[1]))\n"
        "for number in range(70): one.put(invented(1, number), str(number))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "journal")], cwd=Path(__file__).parent.parent, check=False)
    assert done.returncode == -9
    found = Journal(tmp_path / "journal")
    assert 64 <= len(marks(found)) <= 70
    assert list(found.rows(["3.txt", "0.txt"])) == [(invented(1, 0), "0"), (invented(1, 3), "3")]


def test_a_line_that_was_cut_off_counts_for_nothing_and_the_last_row_of_an_article_counts(tmp_path: Path) -> None:
    first = Journal(tmp_path)
    for number in range(3):
        first.put(invented(1, number), f"old {number}")
    first.close()
    path = tmp_path / "0000.jsonl"
    os.truncate(path, path.stat().st_size - 5)
    second = Journal(tmp_path)
    assert marks(second) == {"0.txt": "old 0", "1.txt": "old 1"}
    second.put(invented(2, 1), "new")
    second.put(invented(2, 2), "new")
    second.close()
    third = Journal(tmp_path)
    assert marks(third) == {"0.txt": "old 0", "1.txt": "new", "2.txt": "new"}
    assert [(one.document.name, mark) for one, mark in third.rows()] == [("0.txt", "old 0"), ("1.txt", "new"), ("2.txt", "new")]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["0000.jsonl", "0001.jsonl"]
    third.clear()
    assert not tmp_path.exists()


def test_a_disk_that_takes_no_more_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(StoreError, match=r"journal: cannot be written to \("):
        Journal(tmp_path / "journal").put(invented(1, 1), "")


def test_sources_are_read_as_they_are_worked_through(articles: Path, tmp_path: Path, counting: type[Counting]) -> None:
    ahead: list[int] = []
    from kg.documents import reader

    read = reader.read_bytes

    def counted(*args: object, **settings: object) -> Document:
        ahead.append(len(counting.seen))
        return read(*args, **settings)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reader, "read_bytes", counted)
        steps: list[tuple[str, int, int]] = []
        kg.build([articles], tmp_path / "out", progress=lambda *step: steps.append(step))
    assert max(number - seen for number, seen in enumerate(ahead)) <= 2 * batches.BATCH, "no more than the batch in hand and the next"
    assert [step for step in steps if step[0] == "extract"] == [("extract", number, COUNT) for number in range(1, COUNT + 1)]


def test_no_room_to_note_where_an_article_stands_is_one_clear_error(tmp_path: Path) -> None:
    one = Journal(tmp_path / "journal")
    one._places.execute("PRAGMA max_page_count = 3")

    def fill() -> None:
        for number in range(2000):
            one._note(f"{number}.txt", "0" * 64, 0, number)

    with pytest.raises(StoreError, match=r"journal: cannot be written to \(database or disk is full\)"):
        fill()
