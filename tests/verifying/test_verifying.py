"""Verifying: a build that is whole passes, and whatever is changed in any of its files is a line that names the file and the reason."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import folder
from kg.errors import StoreError
from kg.graph.store import Store
from kg.verifying import verify
from tests.cli.calling import kg_
from tests.test_incremental import brought

Harm = Callable[[Path], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("whole")
    kg.build([], place / "out", claims=brought(place / "gold.jsonl", *((7, number) for number in range(6))))
    return place / "out"


@pytest.fixture
def output(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "out"))


def rewrite(name: str, old: str, new: str, count: int = 1) -> Harm:
    def harm(output: Path) -> None:
        text = (output / name).read_text("utf-8")
        assert re.search(old, text), f"{name} has no {old}"
        (output / name).write_text(re.sub(old, new, text, count=count), "utf-8")

    return harm


def cut(name: str, share: float = 0.5) -> Harm:
    def harm(output: Path) -> None:
        data = (output / name).read_bytes()
        (output / name).write_bytes(data[: int(len(data) * share)])

    return harm


def without(name: str) -> Harm:
    return lambda output: (output / name).unlink()


def sql(name: str, *statements: str) -> Harm:
    def harm(output: Path) -> None:
        with sqlite3.connect(output / name) as connection:
            for statement in statements:
                assert connection.execute(statement).rowcount, "it changes something"
        connection.close()

    return harm


def quad_less(predicate: str, object_: str = "?o") -> Harm:
    def harm(output: Path) -> None:
        with Store(output / "store") as store:
            found = store.select(f"SELECT ?g ?s ?o {{ GRAPH ?g {{ ?s {predicate} ?o FILTER(?o = {object_}) }} }} LIMIT 1")
            (row,) = list(found)
            store.take([next(quad for quad in store.quads(row["s"], None, row["o"], row["g"]))])  # type: ignore[arg-type]

    return harm


def flipped(output: Path) -> None:
    path = largest(output)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 4
    path.unlink()  # it may be linked with another copy
    path.write_bytes(bytes(data))


def last(name: str, times: int) -> Harm:
    """The last line of a file is there so many times."""

    def harm(output: Path) -> None:
        lines = (output / name).read_text("utf-8").splitlines(keepends=True)
        (output / name).write_text("".join([*lines[:-1], *lines[-1:] * times]), "utf-8")

    return harm


def largest(output: Path) -> Path:
    """The largest of the store's data files."""
    return max((output / "store").glob("*.sst"), key=lambda path: path.stat().st_size)


NOWHERE = '{"start": 0, "end": 3, "text": "Xyz", "type": "Place", "name": "Xyz"}'
HARMS: dict[str, tuple[Harm, str, str]] = {
    "a text": (
        rewrite("extractions.jsonl", '"text": "(On|Dit|Il)', '"text": "Xx'),
        r"extractions\.jsonl:\d+", "not the hash|has not the hash",
    ),
    "a claim's place": (
        rewrite("extractions.jsonl", r'("evidence": "[^"]*", "start": )\d+', r"\g<1>1"),
        r"extractions\.jsonl:\d+", "is not its evidence",
    ),
    "a mention's place": (
        rewrite("extractions.jsonl", r'"mentions": \[', f'"mentions": [{NOWHERE}'),
        r"extractions\.jsonl:\d+", "the mention .* is not the text at",
    ),
    "a claim's words": (rewrite("claims.jsonl", '"relation": "[a-z]+"', '"relation": "founder"'), r"claims\.jsonl:\d+", "not claim"),
    "a claim less": (last("claims.jsonl", 0), r"claims\.jsonl", "is missing"),
    "a claim more": (last("claims.jsonl", 2), r"claims\.jsonl:\d+", "no extraction has"),
    "an article twice": (last("extractions.jsonl", 2), r"extractions\.jsonl:\d+", "here twice"),
    "half a file": (cut("extractions.jsonl"), r"extractions\.jsonl:\d+", "not JSON"),
    "bytes that are no text": (lambda output: (output / "claims.jsonl").write_bytes(b"\xff\n"), r"claims\.jsonl", "not UTF-8"),
    "a file less": (without("claims.jsonl"), r"claims\.jsonl", "is missing"),
    "no graph file": (without("graph.ttl"), r"graph\.ttl", "is missing"),
    "a hash in the manifest": (
        rewrite("manifest.json", r'("\d\.txt": ")....', r"\g<1>0000"),
        r"extractions\.jsonl:\d+", "the manifest has another hash",
    ),
    "a source more": (
        rewrite("manifest.json", r'"sources": \{', '"sources": {"no.txt": "12",'),
        r"manifest\.json", r"no\.txt: is in no extraction",
    ),
    "half a manifest": (cut("manifest.json"), r"manifest\.json", "cannot be read"),
    "another manifest": (rewrite("manifest.json", '"python": "', '"python": "9'), r"store/BUILD", "not made of this manifest"),
    "no build": (without("store/BUILD"), r"store/BUILD", "is missing"),
    "an issue": (
        lambda output: (output / "issues.jsonl").write_text('{"doc": 1}\n'),
        r"issues\.jsonl:1", "not a row of doc, kind, message",
    ),
    "a moved id": (lambda output: (output / "moved.jsonl").write_text("[]\n"), r"moved\.jsonl:1", "not a JSON object"),
    "a judgement": (lambda output: (output / "judgements.jsonl").write_text("{}\n"), r"judgements\.jsonl", "has no"),
    "a graph file": (rewrite("graph.ttl", "a sc:Fact", "a sc:Deal"), r"graph\.ttl", "not what the store gives, from byte"),
    "half a page": (cut("graph.html"), r"graph\.html", "not what the store gives"),
    "an article in the index": (sql("index.sqlite", "DELETE FROM documents WHERE name = '1.txt'"), r"index\.sqlite", r"1\.txt: is missing"),
    "an extraction in the index": (
        sql("index.sqlite", "UPDATE documents SET extraction = replace(extraction, 'Brumeo', 'Brumea')"),
        r"index\.sqlite", "not as the extractions have it",
    ),
    "a fact in the index": (
        sql("index.sqlite", "DELETE FROM facts WHERE id = (SELECT min(id) FROM facts)"),
        r"store", r"\d+ facts, where index\.sqlite has \d+",
    ),
    "half an index": (cut("index.sqlite"), r"index\.sqlite", "cannot be read|malformed|invalid|Page"),
    "no index at all": (lambda output: (output / "index.sqlite").write_text("not one"), r"index\.sqlite", "not a database"),
    "an entity found by word": (
        sql("store/search.sqlite", "DELETE FROM entities WHERE id = (SELECT min(id) FROM entities)"),
        r"store/search\.sqlite", "entity .* is missing",
    ),
    "words found by word": (
        sql("store/search.sqlite", "UPDATE sentences SET text = text || '!' WHERE row = 1"),
        r"store/search\.sqlite", "not what its claims say",
    ),
    "a name found by word": (
        sql("store/search.sqlite", "DELETE FROM names WHERE row = 1"),
        r"store/search\.sqlite", r"names_words has \d+ rows for \d+ in names",
    ),
    "no search": (without("store/search.sqlite"), r"store/search\.sqlite", "cannot be read"),
    "a claim in the store": (quad_less("a", "sc:Claim"), r"store", "claim .* is missing"),
    "words in the store": (quad_less("oa:exact"), r"store", "the words at .* are not those"),
    "a hash in the store": (quad_less("schema:sha256"), r"store", "is not in it"),
    "a bit in the store": (flipped, r"store/\d+\.sst", "has changed since the build"),
    "a store file": (lambda output: largest(output).unlink(), r"store/\d+\.sst", "is missing"),
    "half the sums": (cut("store/SUMS"), r"store/\w+", "is not of this build|cannot be read"),
    "sums that are none": (rewrite("store/SUMS", "  ", " "), r"store/SUMS", "cannot be read"),
    "a build that was cut off": (lambda output: (output / ".publishing").touch(), r"manifest\.json", "was cut off"),
}  # fmt: skip


def test_what_a_build_leaves_is_whole_whatever_came_before(output: Path, tmp_path: Path) -> None:
    found = verify(output)
    assert (found.faults, found.more, found.whole) == ((), 0, True)
    assert found.counts["documents"] == 6
    assert all(found.counts[what] > 5 for what in ("claims", "entities", "facts"))
    kg.build([], output, add=True, claims=brought(tmp_path / "more.jsonl", (8, 2), (8, 9)))
    kg.remove(["0.txt"], output)
    assert verify(output).faults == ()
    first = next(iter((output / "claims.jsonl").read_text("utf-8").splitlines()))
    kg.reject(output, json.loads(first)["id"], reason="reversed")
    assert verify(output).faults == ()
    (output / "index.sqlite").unlink()  # which may be
    assert verify(output).faults == ()


def test_real_articles_are_whole(tmp_path: Path, root: Path) -> None:
    """Those of the seeds, with titles, comments, amounts, conflicts and deals."""
    kg.build([root / "seeds"], tmp_path)
    found = verify(tmp_path)
    assert found.faults == ()
    assert found.counts["documents"] == 5


@pytest.mark.parametrize("what", HARMS)
def test_every_harm_is_told_with_file_and_reason(what: str, output: Path) -> None:
    harm, file, reason = HARMS[what]
    harm(output)
    faults = verify(output).faults
    assert [fault for fault in faults if re.fullmatch(file, fault.file) and re.search(reason, fault.reason)], [*map(str, faults)]
    assert [fault for fault in faults if "\n" in str(fault) or str(output) in str(fault)] == []


def test_nothing_is_changed_by_looking(output: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in output.rglob("*") if path.is_file()}
    verify(output)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in output.rglob("*") if path.is_file()} == before


def test_faults_are_counted_where_there_are_too_many(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.verifying.verifying.MOST", 3)
    rewrite("claims.jsonl", '"relation": "[a-z]+"', '"relation": "founder"', count=0)(output)
    found = verify(output)
    assert len(found.faults) == 3
    assert found.more > 3
    assert str(3 + found.more) in found.headline


def test_another_programs_files_need_only_parse(output: Path) -> None:
    rewrite("manifest.json", '"code": "', '"code": "0')(output)
    assert {fault.file for fault in verify(output).faults} == {"store/BUILD"}
    rewrite("graph.ttl", "a sc:Fact", "a sc:Deal")(output)
    assert {fault.file for fault in verify(output).faults} == {"store/BUILD"}
    for name in ("graph.trig", "graph.html"):
        cut(name, 0.9)(output)
    assert {fault.file for fault in verify(output).faults} == {"store/BUILD", "graph.trig", "graph.html"}


def test_a_build_that_writes_there_now_is_no_fault(output: Path) -> None:
    with (output / ".lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another build is writing here"):
            verify(output)
    assert verify(output).whole


def test_where_nothing_was_built_there_is_nothing_to_verify(output: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        verify(tmp_path / "nothing")
    with pytest.raises(StoreError, match="a store alone"):
        verify(output / folder.STORE)


def test_the_verb_says_it_in_lines_or_json_and_with_its_exit_code(output: Path) -> None:
    done = kg_("verify", "-o", output)
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.fullmatch(rf"{re.escape(str(output))}: whole: 6 documents, \d+ claims, \d+ entities, \d+ facts\n", done.stdout)
    assert json.loads(kg_("verify", "-o", output, "--json").stdout)["whole"] is True
    (output / "graph.ttl").unlink()
    done = kg_("verify", "-o", output)
    assert (done.exit_code, done.stdout) == (1, "graph.ttl: is missing\n")
    assert done.stderr == f"{output}: 1 fault; `kg build --fresh` makes the build anew\n"
    done = kg_("verify", "-o", output, "--json")
    assert (done.exit_code, json.loads(done.stdout)["faults"]) == (1, [{"file": "graph.ttl", "reason": "is missing"}])
