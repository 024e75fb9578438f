"""Whole builds by several processes: the same bytes as by one, with a poisoned article among the others too."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import folder
from tests.crew.extractors import Poisoned

OPENING = "Brisetel monte au capital de Nuvéa\n\n12 mars 2019\n\n"
SENTENCES = (
    "L'opérateur Brisetel détient {n} % de Nuvéa, dit son rapport publié hier par la direction de cette entreprise.\n",
    "Le groupe Cormoran a racheté la société Orvalis en 20{n} pour {n} millions d'euros, selon La Gazette d'Orval.\n",
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(10, 22):
        (articles / f"{number}.txt").write_text(OPENING + "".join(one.format(n=number) for one in SENTENCES), "utf-8")
    return articles


def bytes_of(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in folder.FILES}


def test_two_processes_give_the_same_bytes_as_one(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = kg.build([articles], tmp_path / "one")
    assert one.total >= 12
    monkeypatch.setattr("kg.crew.batches.BATCH", 4)
    assert kg.build([articles], tmp_path / "two", jobs=2).total == one.total
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_a_build_with_poisoned_articles_is_that_of_the_others_with_issues(articles: Path, tmp_path: Path) -> None:
    clean = kg.build([articles], tmp_path / "clean", extractor=Poisoned())
    for name, harm in (("13a.txt", "segfault"), ("15a.txt", "leaves"), ("21a.txt", "loops")):
        (articles / name).write_text(f"{OPENING}Il y a quelque chose dans cette phrase, on ne sait pas quoi : {harm}.\n", "utf-8")
    output = tmp_path / "out"
    report = kg.build([articles], output, extractor=Poisoned(), jobs=2, article_timeout_s=1)
    assert report.documents == clean.documents == 12
    assert [(issue.doc, issue.kind) for issue in report.issues] == [(f"{n}a.txt", "extraction-failed") for n in (13, 15, 21)]
    assert [issue.message.partition("(")[2] for issue in report.issues] == [
        "its process was ended by SIGSEGV)", "its process ended with code 3)", "stopped after 1 s)"
    ]  # fmt: skip
    same = set(folder.FILES) - {"issues.jsonl"}
    assert {name: bytes_of(output)[name] for name in same} == {name: bytes_of(tmp_path / "clean")[name] for name in same}
