"""Builds that follow one another: whatever came, went and changed, and wherever one was cut off, the files are those of one build."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import kg
from kg import folder
from kg.errors import StoreError
from kg.graph.namespaces import INFERENCES
from kg.graph.store import NamedNode
from kg.index import Changes, Index
from kg.index.inferences import Inferences
from kg.index.touched import Touched
from kg.records import claim_row, read_lines
from tests.index.test_index import invented

#: What earlier builds of a folder may have left a trace in: which ids there were once.
HISTORY = {"moved.jsonl"}


def brought(path: Path, *articles: tuple[int, int]) -> Path:
    """A claims file with the claims of some invented articles, each given by its seed and number."""
    rows = []
    for seed, number in articles:
        one = invented(seed, number)
        rows.append({"doc": one.document.name, "publisher": one.document.publisher, "published": one.document.published,
                     "claims": [claim_row(claim) for claim in one.claims]})  # fmt: skip
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def files(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in folder.FILES if name not in HISTORY}


def quads(output: Path) -> list[str]:
    with kg.open_store(output) as store:
        return sorted(map(str, store.quads()))


@pytest.mark.parametrize("seed", range(4))
def test_any_history_of_builds_ends_in_the_same_bytes(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    output, there = tmp_path / "out", dict[int, int]()
    for step in range(6):
        number = dice.randrange(6)
        if number in there and len(there) > 1 and dice.random() < 0.5:
            del there[number]
            kg.remove([f"{number}.txt"], output)
        else:
            there[number] = seed * 100 + step  # new, or changed
            kg.build([], output, add=True, claims=brought(tmp_path / "one.jsonl", (there[number], number)))
    whole = brought(tmp_path / "all.jsonl", *((mark, number) for number, mark in sorted(there.items())))
    kg.build([], tmp_path / "fresh", claims=whole)
    assert files(output) == files(tmp_path / "fresh")
    assert quads(output) == quads(tmp_path / "fresh")
    kg.build([], output, claims=whole)
    assert files(output) == files(tmp_path / "fresh")


def test_what_has_not_changed_is_neither_worked_through_nor_written_again(tmp_path: Path) -> None:
    gold, output = brought(tmp_path / "gold.jsonl", (1, 1), (1, 2)), tmp_path / "out"
    kg.build([], output, claims=gold)
    before = {
        path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file() and path.name in {*folder.FILES} - {"issues.jsonl"}
    }
    report = kg.build([], output, claims=gold)
    assert report.documents == 2
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_fresh_store_keeps_no_logs_that_a_later_build_would_copy(tmp_path: Path) -> None:
    kg.build([], tmp_path / "out", claims=brought(tmp_path / "gold.jsonl", (1, 1), (1, 2)))
    assert sum(path.stat().st_size for path in (tmp_path / "out" / "store").glob("*.log")) == 0


def test_another_program_finds_anew_what_follows_and_says_its_terms_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "one.jsonl", (1, 1), (1, 2)))
    monkeypatch.setattr("kg.manifest.program", lambda: "another")
    found: list[bool] = []
    reconcile = Inferences.reconcile

    def heard(self: Inferences, touched: Touched, changes: Changes, *, anew: bool = False) -> None:
        found.append(anew)
        reconcile(self, touched, changes, anew=anew)

    monkeypatch.setattr(Inferences, "reconcile", heard)
    for _ in range(2):
        kg.build([], output, add=True, claims=brought(tmp_path / "two.jsonl", (2, 3)))
        kg.remove(["3.txt"], output)
    assert found == [False, True, False, False, False], "once, and from then on only where something changed"
    kg.build([], tmp_path / "fresh", claims=tmp_path / "one.jsonl")
    assert quads(output) == quads(tmp_path / "fresh")


def test_another_program_loses_nothing_of_what_changed_in_the_same_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "out"
    many = [(1, number) for number in range(8)]
    kg.build([], output, claims=brought(tmp_path / "many.jsonl", *many))
    with kg.open_store(output) as store:
        follows = len(list(store.quads(graph=NamedNode(INFERENCES))))
    monkeypatch.setattr("kg.manifest.program", lambda: "another")
    kg.remove([f"{number}.txt" for _, number in many[2:]], output)
    kg.build([], tmp_path / "fresh", claims=brought(tmp_path / "few.jsonl", *many[:2]))
    with kg.open_store(output) as store:
        assert len(list(store.quads(graph=NamedNode(INFERENCES)))) < follows
    assert quads(output) == quads(tmp_path / "fresh")


@pytest.mark.parametrize("lost", [folder.INDEX, "store", "graph.ttl", "manifest.json"])
def test_what_somebody_deleted_is_made_again(lost: str, tmp_path: Path) -> None:
    import shutil

    gold, output = brought(tmp_path / "gold.jsonl", (1, 1), (1, 2)), tmp_path / "out"
    kg.build([], output, claims=gold)
    before, held = files(output), quads(output)
    path = output / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    kg.build([], output, claims=gold)
    assert (files(output), quads(output)) == (before, held)


def test_without_its_index_a_folder_is_made_anew_and_keeps_nothing_of_what_is_gone(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "two.jsonl", (1, 1), (1, 2)))
    (output / folder.INDEX).unlink()
    kg.build([], output, claims=brought(tmp_path / "one.jsonl", (1, 1)))
    kg.build([], tmp_path / "fresh", claims=tmp_path / "one.jsonl")
    assert (files(output), quads(output)) == (files(tmp_path / "fresh"), quads(tmp_path / "fresh"))


def test_without_its_index_a_folder_can_be_added_to_and_taken_from(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "two.jsonl", (1, 1), (1, 2)))
    (output / folder.INDEX).unlink()
    kg.build([], output, add=True, claims=brought(tmp_path / "more.jsonl", (1, 3)))
    (output / folder.INDEX).unlink()
    kg.remove(["2.txt"], output)
    kg.build([], tmp_path / "fresh", claims=brought(tmp_path / "rest.jsonl", (1, 1), (1, 3)))
    assert (files(output), quads(output)) == (files(tmp_path / "fresh"), quads(tmp_path / "fresh"))


def test_a_build_cut_off_between_store_and_index_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "one.jsonl", (1, 1)))

    def dies(_: Index) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Index, "commit", dies)
        with pytest.raises(KeyboardInterrupt):
            kg.build([], output, claims=brought(tmp_path / "two.jsonl", (1, 1), (1, 2)))
    assert not folder.complete(output), "the next build knows that the store is ahead of the index"
    kg.build([], output, claims=brought(tmp_path / "three.jsonl", (1, 1), (1, 3)))
    kg.build([], tmp_path / "fresh", claims=tmp_path / "three.jsonl")
    assert files(output) == files(tmp_path / "fresh")
    assert quads(output) == quads(tmp_path / "fresh")
    assert folder.complete(output)


def test_removing_takes_what_is_there_and_leaves_something(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "gold.jsonl", (1, 1), (1, 2)))
    with pytest.raises(StoreError, match=r"no document here is called 9\.txt"):
        kg.remove(["1.txt", "9.txt"], output)
    with pytest.raises(StoreError, match="would leave nothing"):
        kg.remove(["1.txt", "2.txt"], output)
    assert kg.remove(["1.txt"], output).documents == 1
    assert {row["doc"] for row in read_lines(output / "claims.jsonl")} == {"2.txt"}
    with pytest.raises(StoreError, match="no graph here"):
        kg.remove(["1.txt"], tmp_path / "nowhere")
