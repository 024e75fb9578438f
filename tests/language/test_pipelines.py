"""Pipelines: the bundled ones load, unknown or unfit ones are one clear line; parses of another school turn into Universal Dependencies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.language import labels, pipelines


def test_unknown_languages_and_models_are_one_line() -> None:
    with pytest.raises(ModelError, match="language 'de': no pipeline"):
        pipelines.load("de")
    with pytest.raises(ModelError, match="not installed: install it"):
        pipelines.load("fr", "no_such_model")
    with pytest.raises(ModelError, match="language 'xx'"):
        pipelines.choose({"xx": "any"})
    assert pipelines.choose({"fr": "other"}) == {"fr": "other", "en": None}


def test_a_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("fr").to_disk(tmp_path / "bare")
    with pytest.raises(ModelError, match="has no parser"):
        pipelines.load("fr", str(tmp_path / "bare"))


def test_the_bundled_pipelines_speak_universal_dependencies() -> None:
    for lang in pipelines.LANGUAGES:
        assert not set(pipelines.load(lang).get_pipe("parser").labels) & labels.FOREIGN


def test_foreign_parses_become_universal() -> None:
    words = ["Brevent", "was", "bought", "by", "Talmont", "in", "2014"]
    deps = ["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "prep", "pobj"]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[2, 2, 2, 2, 3, 2, 5],
        deps=deps,
        pos=["PROPN", "AUX", "VERB", "ADP", "PROPN", "ADP", "NUM"],
    )
    made = labels.to_universal(doc)
    assert [token.dep_ for token in made] == ["nsubj:pass", "aux:pass", "ROOT", "case", "obl:agent", "case", "obl"]
    assert [token.head.text for token in made] == ["bought", "bought", "bought", "Talmont", "bought", "2014", "bought"]


def test_copulas_hang_from_their_predicate() -> None:
    words, deps = ["Talmont", "is", "a", "company"], ["nsubj", "ROOT", "det", "attr"]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[1, 1, 3, 1],
        deps=deps,
        lemmas=["Talmont", "be", "a", "company"],
        pos=["PROPN", "AUX", "DET", "NOUN"],
    )
    made = labels.to_universal(doc)
    assert [(token.dep_, token.head.text) for token in made] == [
        ("nsubj", "company"),
        ("cop", "company"),
        ("det", "company"),
        ("ROOT", "company"),
    ]


def test_bundled_pipelines_load_without_the_patterns_of_spacys_french() -> None:
    code = (
        "import sys; from kg.language import pipelines; "
        "print([lang for lang in ('fr', 'en') if len(pipelines.load(lang)('La France, the United Kingdom')) < 4]); "
        "print('spacy.lang.fr' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "False"]


@pytest.mark.parametrize(
    ("word", "number"),
    [("12", True), ("1.500,5", True), ("-3", True), ("3/4", True), ("Trente", True), ("millions", True), ("première", True),
     ("trentaine", False), ("/", False), ("-", False), ("1/2/2015", False), ("douzième-ligne", False), ("A380", False)],
)  # fmt: skip
def test_words_that_are_numbers_in_french(word: str, number: bool) -> None:
    assert pipelines.load("fr").vocab[word].like_num is number
