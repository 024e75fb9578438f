"""Segments: of many documents claims and extractions stand in folders, whatever came before, and everything reads either form."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg import folder, segments
from kg.errors import ExportError, StoreError
from kg.ids import document_id
from kg.index import Index
from kg.records import read_lines
from kg.verifying import verify
from tests.cli.calling import kg_
from tests.index.test_index import invented
from tests.test_incremental import HISTORY, brought, quads

SIX = tuple((7, number) for number in range(6))


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three documents are as many as stand in one file; and nobody waits for the disk (of that tests/test_durable.py speaks)."""
    monkeypatch.setattr(segments, "LARGE", 3)
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large build, `out`, and the same with one file each, `small`."""
    place = tmp_path_factory.mktemp("made")
    gold = brought(place / "gold.jsonl", *SIX)
    with pytest.MonkeyPatch.context() as patch:
        kg.build([], place / "small", claims=gold)
        patch.setattr(segments, "LARGE", 3)
        kg.build([], place / "out", claims=gold)
    return place


@pytest.fixture
def output(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "out", tmp_path / "out"))


def tree(output: Path) -> dict[str, bytes]:
    """All files of a build by their paths, store, index and what tells of its history left out."""
    names = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    aside = {*HISTORY, folder.INDEX}
    return {name: path.read_bytes() for name, path in names.items() if name not in aside and not name.startswith((".", "store/"))}


def home(number: int) -> str:
    """The segment of an invented article."""
    return segments.prefix_of(document_id(f"{number}.txt"))


@pytest.mark.parametrize("seed", range(2))
def test_any_history_across_the_limit_ends_in_the_same_bytes(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    output, there, forms = tmp_path / "out", dict[int, int](), set[bool]()
    for step in range(8):
        number = dice.randrange(6)
        if number in there and len(there) > 1 and dice.random() < 0.7:
            del there[number]
            kg.remove([f"{number}.txt"], output)
        else:
            there[number] = seed * 100 + step
            kg.build([], output, add=True, claims=brought(tmp_path / "one.jsonl", (there[number], number)))
        assert segments.segmented(output) == (len(there) > 3)
        forms.add(len(there) > 3)
    kg.build([], tmp_path / "fresh", claims=brought(tmp_path / "all.jsonl", *((mark, number) for number, mark in sorted(there.items()))))
    assert tree(output) == tree(tmp_path / "fresh")
    assert quads(output) == quads(tmp_path / "fresh")
    assert verify(output).faults == ()
    assert forms == {False, True}


def test_over_the_limit_and_back_the_other_form_is_gone(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "three.jsonl", *SIX[:3]))
    small = tree(output)
    assert set(small) == {*folder.FILES} - HISTORY
    kg.build([], output, add=True, claims=brought(tmp_path / "one.jsonl", SIX[3]))
    large = {f"{kind}/{prefix}.jsonl" for kind in segments.KINDS for prefix in segments.PREFIXES}
    assert set(tree(output)) == {*large, "extractions/SUMS", "issues.jsonl", "manifest.json"}
    kg.remove(["3.txt"], output)
    assert tree(output) == small
    assert not [name for name in segments.KINDS if (output / name).exists()]


def test_documents_stand_by_their_ids_and_in_a_file_by_their_names(tmp_path: Path) -> None:
    output = tmp_path / "out"
    alike = [number for number in range(2000) if home(number) == home(1)]
    assert len(alike) > 2
    kg.build([], output, claims=brought(tmp_path / "gold.jsonl", *((1, number) for number in {*alike, 2, 3})))
    found = [row["document"]["name"] for row in read_lines(output / "extractions" / f"{home(1)}.jsonl")]
    assert found == sorted(f"{number}.txt" for number in alike)
    told = list(dict.fromkeys(row["doc"] for row in read_lines(output / "claims" / f"{home(1)}.jsonl")))
    assert told == found
    names = [row["document"]["name"] for row in segments.rows(output, "extractions")]
    assert names == sorted(f"{number}.txt" for number in {*alike, 2, 3})


def test_one_more_article_rewrites_its_segment_and_no_other(output: Path, tmp_path: Path) -> None:
    def written() -> dict[str, tuple[int, int]]:
        found = (path for kind in segments.KINDS for path in (output / kind).iterdir())
        return {path.relative_to(output).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}

    before = written()
    kg.build([], output, add=True, claims=brought(tmp_path / "one.jsonl", (8, 9)))
    after = written()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {f"claims/{home(9)}.jsonl", f"extractions/{home(9)}.jsonl", "extractions/SUMS"}
    kg.remove(["9.txt", "1.txt"], output)
    changed = {name for name in after if after[name] != written()[name]}
    assert changed == {"extractions/SUMS", *(f"{kind}/{home(number)}.jsonl" for kind in segments.KINDS for number in (1, 9))}
    last = written()
    claim = next(segments.rows(output, "claims"))["id"]
    kg.reject(output, claim, reason="reversed")
    assert {name for name, mark in written().items() if mark != last[name]} == {"extractions/SUMS"}
    assert verify(output).faults == ()


@pytest.mark.parametrize("name", folder.SMALL)
def test_what_a_large_build_leaves_out_is_exported_on_demand_and_goes_when_it_is_stale(name: str, made: Path, output: Path) -> None:
    for place in ("small", "out"):
        done = kg_("export", output / name, "-o", made / place)
        assert (done.exit_code, done.output) == (0, "")
        assert (output / name).read_bytes() == (made / "small" / name).read_bytes()
    assert verify(output).faults == ()
    (output / name).write_text("{}\n", "ascii")
    assert {fault.file for fault in verify(output).faults} == {name}
    kg.remove(["1.txt"], output)
    assert not (output / name).exists()


def test_a_store_by_itself_has_no_claims_file(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "out" / "store", tmp_path / "alone" / "store")
    with kg.open_store(tmp_path / "alone") as store, pytest.raises(ExportError, match="a store alone has no claims file"):
        kg.export(store, tmp_path / "claims.jsonl")


def test_everything_reads_either_form(made: Path, output: Path, tmp_path: Path) -> None:
    assert list(kg.diff(made / "small", output)) == []
    for kind in segments.KINDS:
        one, other = (list(segments.rows(made / place, kind)) for place in ("small", "out"))
        assert one == other
        assert list(segments.rows_at(output, kind)) == list(segments.rows_at(output / f"{kind}.jsonl", kind)) == one
    claim = next(segments.rows(output, "claims"))
    assert kg.accept(output, claim["id"]).verb == "accept"
    (tmp_path / "gold.jsonl").write_text(kg_("judgements", "export", "-o", output).stdout, "utf-8")
    for place in (output, output / "claims.jsonl", made / "small"):
        assert json.loads(kg_("eval", tmp_path / "gold.jsonl", place, "--json").stdout)["recall"] == 1
    with pytest.raises(StoreError, match=r"no build here \(no extractions\.jsonl\)"):
        segments.rows(tmp_path, "extractions")


def test_a_build_that_comes_while_segments_are_read_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_BLOCK", 1)
    found = segments.rows(output, "extractions")
    next(found)
    for path in (output / "extractions").glob("*.jsonl"):
        path.rename(path.with_suffix(".old"))
        path.write_bytes(path.with_suffix(".old").read_bytes())
    with pytest.raises(StoreError, match="a build replaced it while it was read"):
        list(found)


@pytest.mark.parametrize("lost", ["index.sqlite", "store", f"claims/{home(1)}.jsonl", "extractions/00.jsonl", "extractions/SUMS"])
def test_what_somebody_deleted_is_made_again(lost: str, made: Path, output: Path) -> None:
    before, held = tree(output), quads(output)
    path = output / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    kg.build([], output, claims=made / "gold.jsonl")
    assert (tree(output), quads(output)) == (before, held)


def test_without_its_index_it_can_be_added_to_and_taken_from(output: Path, tmp_path: Path) -> None:
    (output / folder.INDEX).unlink()
    kg.build([], output, add=True, claims=brought(tmp_path / "one.jsonl", (8, 9)))
    (output / folder.INDEX).unlink()
    kg.remove(["2.txt"], output)
    kg.build([], tmp_path / "fresh", claims=brought(tmp_path / "all.jsonl", *(one for one in SIX if one[1] != 2), (8, 9)))
    assert (tree(output), quads(output)) == (tree(tmp_path / "fresh"), quads(tmp_path / "fresh"))


def test_folders_of_somebody_elses_are_left_alone(tmp_path: Path) -> None:
    for name in ("claims/notes.txt", "extractions/of-mine.jsonl"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("mine", "ascii")
    kg.build([], tmp_path, claims=brought(tmp_path / "gold.jsonl", *SIX[:2]))
    kg.build([], tmp_path, add=True, claims=brought(tmp_path / "gold.jsonl", *SIX))
    kg.remove(["1.txt", "2.txt", "3.txt"], tmp_path)
    assert {path.name for kind in segments.KINDS for path in (tmp_path / kind).iterdir()} == {"notes.txt", "of-mine.jsonl"}
    assert verify(tmp_path).faults == ()


def move(output: Path) -> None:
    """Put an article at the end of another segment."""
    for kind in segments.KINDS:
        one, other = (output / kind / f"{home(number)}.jsonl" for number in (1, 2))
        other.write_text(other.read_text("utf-8") + one.read_text("utf-8"), "utf-8")
        one.write_bytes(b"")


def twist(output: Path) -> None:
    """Put the articles of a segment in the wrong order."""
    path = output / "extractions" / f"{home(1)}.jsonl"
    (line,) = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(line.replace('"name": "1.txt"', '"name": "2.txt"') + line, "utf-8")


@pytest.mark.parametrize(
    ("harm", "file", "reason"),
    [
        (move, f"extractions/{home(2)}.jsonl:2", "1.txt belongs in another segment"),
        (twist, f"extractions/{home(1)}.jsonl:2", "1.txt stands after 2.txt: not in the order of the names"),
        (move, f"extractions/{home(1)}.jsonl", "has changed since the build: the hash is another one"),
        (lambda output: (output / "extractions" / "zz.jsonl").touch(), "extractions/zz.jsonl", "is not of this build"),
        (lambda output: (output / "claims" / "zz.jsonl").touch(), "claims/zz.jsonl", "is not of this build"),
        (lambda output: (output / "claims" / "00.jsonl").unlink(), "claims/00.jsonl", "is missing"),
        (lambda output: (output / "extractions" / "00.jsonl").unlink(), "extractions/00.jsonl", "is missing"),
        (lambda output: (output / "claims" / f"{home(1)}.jsonl").write_bytes(b""), f"claims/{home(1)}.jsonl", "is missing"),
        (
            lambda output: (output / "extractions" / "SUMS").write_text("0  00.jsonl\n", "ascii"),
            "store/BUILD", "the store was not made of this manifest and these extractions",
        ),
    ],
)  # fmt: skip
def test_every_harm_is_told(harm: Callable[[Path], object], file: str, reason: str, output: Path) -> None:
    assert verify(output).faults == ()
    harm(output)
    found = verify(output).faults
    assert [fault for fault in found if fault.file == file and reason in fault.reason], [*map(str, found)]


def test_a_document_whose_id_is_another_leaves_no_trace() -> None:
    """Its address came to be known: it stands in another segment and another graph."""
    one = invented(1, 1)
    other = replace(one, document=replace(one.document, url="https://a.example/1", id=document_id("https://a.example/1")))
    index = Index(known=())
    with index:
        index.update(put=[(one, "")])
        changes = index.update(put=[(other, "1")])
    assert changes.gone == [one.document.id]
    assert changes.prefixes == {segments.prefix_of(one.document.id), segments.prefix_of(other.document.id)}
    assert list(index.lines(segments.prefix_of(one.document.id))) == []
    index.close()
