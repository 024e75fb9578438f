"""Cue words: both languages have every set, a mistake in the file is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from kg import ontology
from kg.errors import OntologyError
from kg.language import cues
from kg.language.cues import SPECIAL, Cues, load

SETS = sorted(set(Cues.__dataclass_fields__) - SPECIAL)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("key", SETS)
def test_sets_hold_words_in_small_letters(lang: str, key: str) -> None:
    words = getattr(load(lang), key)
    assert isinstance(words, frozenset)
    assert all(word == word.casefold().strip() and word for word in words)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_common_nouns_point_at_classes_of_the_ontology(lang: str) -> None:
    assert set(load(lang).anaphors.values()) <= set(ontology.load().types)


@pytest.mark.parametrize(
    ("lang", "key", "word"),
    [
        ("fr", "transparent", "capital"),
        ("en", "transparent", "stake"),
        ("fr", "relatives", "dont"),
        ("fr", "asking", "pourquoi"),
        ("en", "parts", "unit"),
        ("en", "relatives", "which"),
        ("fr", "deny_verbs", "renoncer"),
        ("en", "plan_verbs", "plan"),
        ("fr", "approximate_pairs", "respectivement"),
        ("en", "approximate_pairs", "respectively"),
        ("en", "negators", "not"),
    ],
)
def test_words_of_grammar(lang: str, key: str, word: str) -> None:
    assert word in getattr(load(lang), key)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of our own with the French cues, read in place of the shipped one."""
    (tmp_path / "lang").mkdir()
    text = (ontology.folder() / "lang" / "cues.fr.yaml").read_text(encoding="utf-8")
    (tmp_path / "lang" / "cues.fr.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(cues.ontology, "folder", lambda: tmp_path)
    load.cache_clear()
    yield tmp_path
    load.cache_clear()


def rewrite(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    path = folder / "lang" / "cues.fr.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_a_word_of_ones_own(folder: Path) -> None:
    rewrite(folder, lambda data: data.update(shares=["Obole"]))
    assert load("fr").shares == frozenset({"obole"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("shares"), "lang/cues.fr.yaml: shares: missing key"),
        (lambda data: data.update(oboles=["obole"]), "lang/cues.fr.yaml: oboles: unknown key"),
    ],
)
def test_mistakes_name_file_and_key(folder: Path, change: Callable[[dict[str, object]], object], message: str) -> None:
    rewrite(folder, change)
    with pytest.raises(OntologyError) as caught:
        load("fr")
    assert str(caught.value) == message


def test_broken_yaml(folder: Path) -> None:
    (folder / "lang" / "cues.fr.yaml").write_text("shares: [part", encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load("fr")
    assert str(caught.value).startswith("lang/cues.fr.yaml: ")
    assert "\n" not in str(caught.value)


def test_a_language_without_cues() -> None:
    with pytest.raises(OntologyError, match=r"^lang/cues\.xx\.yaml: "):
        load("xx")
