"""Publication of segments step by step: the order in which they are made durable, and what is left when it is cut off at any step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg
from kg import folder, segments
from kg.verifying import verify
from tests.test_durable import Killed, quick, steps_of
from tests.test_incremental import brought, quads
from tests.test_segments import tree

__all__ = ["quick"]

#: Documents of which a build must have more to stand in segments: in both builds, in the second, in the first.
LIMITS = {"large": 1, "larger": 2, "smaller": 2}


@pytest.mark.parametrize("what", LIMITS)
def test_segments_are_cut_off_at_any_step_too(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "LARGE", LIMITS[what])
    output = tmp_path / "out"
    one, two = brought(tmp_path / "one.jsonl", (1, 1), (1, 2)), brought(tmp_path / "two.jsonl", (1, 1), (2, 2), (1, 3))
    first, second = (two, one) if what == "smaller" else (one, two)
    kg.build([], tmp_path / "first", claims=first)
    kg.build([], tmp_path / "fresh", claims=second)
    right = tree(tmp_path / "fresh"), quads(tmp_path / "fresh")
    before, after = documents(tmp_path / "first"), documents(tmp_path / "fresh")
    shutil.copytree(tmp_path / "first", output)
    done = steps_of((output, second))
    assert tree(output) == right[0]
    assert [name for what_, name in done if what_ == "move"][-1] == "manifest.json"
    check_order(done)
    for step in chosen(done):
        shutil.rmtree(output)
        shutil.copytree(tmp_path / "first", output)
        steps_of((output, second), step, Killed())
        found = documents(output)
        assert before.keys() & after.keys() <= found.keys(), step
        assert {name for name, mark in found.items() if mark not in (before.get(name), after.get(name))} == set(), step
        kg.build([], output, claims=second)
        assert (tree(output), quads(output)) == right, step
    assert verify(output).faults == ()


def documents(output: Path) -> dict[str, str]:
    """Name → hash of the text: what a build finds that has lost its index as well."""
    return {one.document.name: one.document.text_hash for one in folder.extractions_in(output)}


def check_order(done: list[tuple[str, str]]) -> None:
    """Segments are on the disk under their names before the sums say that they count, and these are gone before any of them goes."""
    places = {step: place for place, step in enumerate(done)}
    sums = "extractions/SUMS"
    moved = [place for (what, name), place in places.items() if what == "move" and name.startswith(("claims/", "extractions/"))]
    gone = [place for (what, name), place in places.items() if what == "delete" and name.startswith(("claims/", "extractions/"))]
    if ("move", sums) in places:
        assert max(moved) == places["move", sums]
        assert [done[places["move", sums] + step] for step in (-1, 1)] == [("sync", "extractions")] * 2
        assert places["sync", "claims"] < places["move", sums]
    if ("delete", sums) in places:
        assert min(gone) == places["delete", sums]
        assert done[places["delete", sums] - 1] == ("sync", "."), "the other form is there for good"


def chosen(done: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Steps at which to cut off: of those that are many alike (a kind of segments, small files) the first, the last and one between."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for what, name in done:
        if not (what == "sync" and name.startswith(".building")):
            alike = name.split("/")[0] if "/" in name else "files" if name in folder.FILES[:-1] else name
            groups.setdefault((what, name if name.endswith("SUMS") else alike), []).append((what, name))
    return sorted({steps[which] for steps in groups.values() for which in (0, len(steps) // 2, -1)})
