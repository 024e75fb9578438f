"""The five articles in seeds/: they read as articles, and their wording is this project's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.documents import read_sources
from kg.types import SPEAKING, Document, Issue

WORD = re.compile(r"[^\W_]+(?:[.,\u202f\xa0 ]\d+)*")
#: Words that may stand inside a run of names without making it wording.
LINKS = frozenset(("le", "la", "les", "l", "de", "des", "du", "d", "et", "à", "the", "of", "and"))
RUN = 8


@pytest.fixture(scope="module")
def documents(root: Path) -> dict[str, Document]:
    read = list(read_sources([str(root / "seeds")]))
    assert [item for item in read if isinstance(item, Issue)] == []
    return {item.name: item for item in read if isinstance(item, Document)}


def speaking(document: Document) -> str:
    return "\n".join(document.text[s.start : s.end] for s in document.segments if s.kind in SPEAKING)


def test_five_articles_four_french_one_english(documents: dict[str, Document]) -> None:
    assert {name[:2]: document.lang for name, document in documents.items()} == {"01": "fr", "02": "fr", "03": "fr", "04": "fr", "05": "en"}


@pytest.mark.parametrize(
    ("number", "published"), [("01", "2015-01-13"), ("02", "2015-01-12"), ("03", "2015-03-20"), ("04", "2015"), ("05", "2015-01-12")]
)
def test_dates_are_those_of_the_sidecars(documents: dict[str, Document], number: str, published: str) -> None:
    assert next(d.published for name, d in documents.items() if name.startswith(number)) == published


@pytest.mark.parametrize(
    ("number", "publisher"),
    [
        ("01", "Le Fil du nuage"),
        ("02", "La Lettre des hébergeurs"),
        ("03", "Pixels et réseaux"),
        ("04", "Carnet numérique"),
        ("05", "The Cloud Ledger"),
    ],
)
def test_publishers(documents: dict[str, Document], number: str, publisher: str) -> None:
    assert next(d.publisher for name, d in documents.items() if name.startswith(number)) == publisher


def test_titles(documents: dict[str, Document]) -> None:
    for document in documents.values():
        titles = [s for s in document.segments if s.kind == "title"]
        assert len(titles) == 1, document.name
        assert "Cloudwatt" in document.text[titles[0].start : titles[0].end]


def test_reader_comments_and_menus_do_not_speak(documents: dict[str, Document]) -> None:
    texts = {name[:2]: speaking(document) for name, document in documents.items()}
    assert "caution publique" in texts["03"]
    for words in ("gaspillés", "Gandi", "Hubic", "100 Go", "Connectez-vous"):
        assert words in next(d.text for n, d in documents.items() if n.startswith("03"))
        assert words not in texts["03"]
    assert "réseau interministériel" in texts["04"]
    for words in ("Crédits photo", "Mentions légales", "Thème sombre", "S’abonner", "Inscrivez-vous"):
        assert words not in texts["04"]
    assert "Photo credit" not in texts["05"]


def words_of(path: Path) -> list[str]:
    return WORD.findall(path.read_text(encoding="utf-8"))


def runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def is_wording(run: tuple[str, ...]) -> bool:
    """Whether a run says something beyond names and figures."""
    return any(not word[0].isupper() and not word[0].isdigit() and word.casefold() not in LINKS for word in run)


def folded(run: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", word.casefold()) for word in run)


def test_wording_is_our_own(root: Path, shared: Path) -> None:
    real = {folded(run): path.name for path in sorted((shared / "seeds").glob("*.txt")) for run in runs(words_of(path))}
    assert len(real) > 4000
    ours = [(path.name, run) for path in sorted((root / "seeds").glob("*.txt")) for run in runs(words_of(path)) if is_wording(run)]
    assert len(ours) > 1200
    assert [(name, " ".join(run), real[folded(run)]) for name, run in ours if folded(run) in real] == []


def test_the_wording_check_finds_a_copy(shared: Path) -> None:
    words = words_of(next(iter(sorted((shared / "seeds").glob("*.txt")))))
    copied = ["Hier", *words[40:52], "demain"]
    real = {folded(run) for run in runs(words)}
    assert any(folded(run) in real and is_wording(run) for run in runs(copied))
