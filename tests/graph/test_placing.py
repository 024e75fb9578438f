"""Stores put in the place of others: what readers find while that goes on, and after it was cut off."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from kg import folder, search
from kg.durable import exchange
from kg.errors import StoreError
from kg.graph import placing
from kg.graph.placing import open_published, publish
from kg.graph.store import Store
from kg.types import Entity
from tests.graph.test_store import quad

WORDS = 'SELECT ?o ?e { ?s ?p ?o OPTIONAL { ?e sc:matches "Brumeo" } }'


def test_publish_replaces_the_whole(tmp_path: Path) -> None:
    final = tmp_path / "store"
    with Store(final) as store:
        store.load([quad("old")])
    reader = Store(final, read_only=True)
    with Store(tmp_path / "new") as store:
        store.load([quad("new one"), quad("new two")])
    publish(tmp_path / "new", final)
    assert len(Store(final, read_only=True)) == 2
    assert [row["o"].value for row in reader.select("SELECT ?o { ?s ?p ?o }")] == ["old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]


def test_publish_mends_one_that_was_cut_off(tmp_path: Path) -> None:
    final = tmp_path / "store"
    with Store(tmp_path / "store.old") as store:
        store.load([quad("old")])
    with pytest.raises(StoreError, match="cannot be published"):
        publish(tmp_path / "absent", final)
    with Store(tmp_path / "new") as store:
        store.load([quad("new one"), quad("new two")])
    publish(tmp_path / "new", final)
    assert len(Store(final, read_only=True)) == 2


def test_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this system, or its file system, cannot exchange two folders")
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["other"]
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["one"]
    with pytest.raises(OSError, match=os.strerror(errno.ENOENT)):
        exchange(tmp_path / "one", tmp_path / "absent")


@pytest.mark.parametrize("swaps", [True, False])
def test_at_no_step_of_a_publication_is_there_nothing_to_read(swaps: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where folders cannot be exchanged, the old one is found under another name for a moment, and when the process ends in it."""
    for name, place in (("old", tmp_path / "store"), ("new", tmp_path / "work")):
        with Store(place) as store:
            store.load([quad(name)])
    if swaps and not exchange(tmp_path / "store", tmp_path / "work"):
        pytest.skip("this system, or its file system, cannot exchange two folders")
    swaps and exchange(tmp_path / "store", tmp_path / "work")
    found: list[str] = []

    def look() -> None:
        with folder.open_store(tmp_path) as store:
            found.extend(row["o"].value for row in store.select("SELECT ?o { ?s ?p ?o }"))

    rename = os.rename
    monkeypatch.setattr(os, "rename", lambda one, other: (rename(one, other), look()))
    monkeypatch.setattr(placing, "exchange", (lambda one, other: (exchange(one, other), look())[0]) if swaps else lambda *_: False)
    publish(tmp_path / "work", tmp_path / "store")
    look()
    assert found == (["new", "new"] if swaps else ["old", "new", "new"])


def _filled(path: Path, names: int) -> None:
    with Store(path) as store, search.writing(path) as words:
        store.load([quad(f"{names} {number}") for number in range(names)])
        for number in range(names):
            words.put_entity(Entity(id=f"{number}", type="Organisation", name=f"Brumeo {number}", aliases=()))


def test_a_reader_finds_one_store_or_the_other_with_its_own_search_index(tmp_path: Path) -> None:
    final, stop = tmp_path / "store", threading.Event()
    _filled(final, 1)

    def keep_publishing() -> None:
        number = 1
        while not stop.is_set():
            number = 3 - number
            _filled(tmp_path / "work", number)
            publish(tmp_path / "work", final)

    publisher = threading.Thread(target=keep_publishing)
    publisher.start()
    seen = set()
    try:
        for _ in range(150):
            with open_published(final) as store:
                stop.wait(0.005)
                rows = [(row["o"].value, row["e"].value) for row in store.select(WORDS)]
            names = int(rows[0][0][0])
            assert {o for o, _ in rows} == {f"{names} {number}" for number in range(names)}
            assert len({e for _, e in rows}) == names, rows
            seen.add(names)
    finally:
        stop.set()
        publisher.join()
    assert seen == {1, 2}
    with pytest.raises(StoreError, match="no graph store"):
        open_published(tmp_path / "absent")
