"""What `make bench` does at a large size works at a small one; nothing is timed here."""

from __future__ import annotations

from pathlib import Path

import kg
from kg.folder import extractions_in
from kg.journal import JOURNAL
from tests.benchmarks.scale import QUERIES, asked, build, late, press, rates


def names(output: Path) -> set[str]:
    return {one.document.name for one in extractions_in(output)}


def test_a_build_of_invented_articles_is_added_to_taken_from_and_made_again(tmp_path: Path) -> None:
    source, output = press(tmp_path / "many", 8), tmp_path / "many" / "output"
    first = build("build", source, "-o", output)
    assert 20 < first.memory < 1000
    assert names(output) == {f"press.jsonl#{number}" for number in range(8)}
    assert not (output / JOURNAL).exists()
    claims = sum(1 for one in extractions_in(output) for _ in one.claims)
    assert claims == 8 * 5, "what the articles are said to claim, and nothing that was read out of them"
    loaded = rates(output, tmp_path)
    assert min(loaded.made, loaded.ours, loaded.theirs) > 0
    with kg.open_store(output) as store:
        assert loaded.quads == len(store)
    build("build", late(tmp_path, 3, 8), "--add", "-o", output)
    assert names(output) == {"late3.md", *(f"press.jsonl#{number}" for number in range(8))}
    held = (output / "extractions.jsonl").read_bytes()
    build("build", source, tmp_path / "late3.md", "-o", output)
    assert (output / "extractions.jsonl").read_bytes() == held
    build("remove", "late3.md", "-o", output)
    assert "late3.md" not in names(output)


def test_the_same_is_asked_of_graphs_of_any_size(tmp_path: Path) -> None:
    for number, (things, facts) in enumerate([(10, 30), (50, 200)]):
        quads, times = asked(tmp_path / str(number), things, facts, times=3)
        assert quads > 20 * facts
        assert set(times) == set(QUERIES)
        assert all(len(every) == 3 for every in times.values())
