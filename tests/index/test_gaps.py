"""Gaps in the index: found by document, relation, lack and words; gone with their document; an old index is made anew."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from kg.index import Index
from kg.index.gaps import GapReader
from kg.types import Extraction, Gap
from tests.graph.sample import article, extraction, mention

TEXT = "Brumeo a repeint les murs de Nuagis. Valmont côtoie Nuagis à l'été."


def told(name: str) -> Extraction:
    document = article(name, TEXT, "fr", "Gazette", "2015")
    first, second = TEXT.index("Valmont"), len(TEXT)
    gaps = (
        Gap(start=0, end=first - 1, rule=None, relation=None, trigger=None, lack="trigger", wanted=("repeindre", "mur")),
        Gap(
            start=first, end=second, rule="partner.beside", relation="partner", trigger="côtoie", lack="object", wanted=("Organisation",),
            role="patient of a verb",
        ),
    )  # fmt: skip
    named = [mention(document, one, "Organisation") for one in ("Brumeo", "Nuagis", "Valmont")]
    return replace(extraction(document, [], named), gaps=gaps)


def texts(reader: GapReader, **asked: object) -> list[str]:
    return [one.text for one in reader.find(**asked)]  # type: ignore[arg-type]


def test_found_and_gone(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    reader = GapReader(path)
    assert (reader.find(), reader.counts(), reader.unknown()) == ([], {}, [])
    index = Index(path)
    try:
        with index:
            index.update(put=[(told("b.txt"), "1"), (told("a.txt"), "2")])
        murs, pair = TEXT.split(". ")[0] + ".", TEXT.split(". ")[1]
        assert texts(reader) == [murs, pair, murs, pair]
        assert texts(reader, relation="partner", most=1) == texts(reader, lack="object", start=1) == [pair]
        assert texts(reader, relation="") == [murs, murs]
        assert texts(reader, words=["ete"]) == [pair, pair], "without its accent"
        assert texts(reader, words=["rep", "mur"]) == [murs, murs], "by the beginnings of words"
        assert texts(reader, words=["repeindre"]) == [murs, murs], "by the dictionary form"
        assert texts(reader, words=["repeindre", "valmont"]) == []
        assert reader.counts() == {("", "trigger"): 2, ("partner", "object"): 2}
        assert reader.unknown(1) == [("mur", 2)]
        (one,) = reader.find(document=told("a.txt").document.id, relation="partner")
        assert (one.document, one.gap) == (told("a.txt").document.id, told("a.txt").gaps[1])
        assert {name for name, _ in one.names} <= {"Valmont", "Nuagis"}
        assert all(id_ for _, id_ in one.names)
        with index:
            index.update(put=[(replace(told("a.txt"), gaps=()), "3")], drop=["b.txt"])
        assert (reader.find(), reader.counts(), texts(reader, words=["murs"])) == ([], {}, [])
    finally:
        index.close()


def test_an_index_of_another_form_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    index = Index(path)
    with index:
        index.update(put=[(told("a.txt"), "1")])
    index.close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 1")
    database.close()
    again = Index(path)
    try:
        assert again.fingerprints() == {}
        with again:
            again.update(put=[(told("a.txt"), "1")])
        assert len(GapReader(path).find(words=["murs"])) == 1
    finally:
        again.close()


def test_what_is_no_index_has_no_gaps(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_bytes(b"no database at all, only words" * 100)
    assert GapReader(tmp_path / "index.sqlite").find() == []
