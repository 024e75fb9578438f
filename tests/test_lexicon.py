"""The words of each language: what loads, and that each mistake is one line that names file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import lexicon
from kg.errors import OntologyError


def test_both_languages_load_and_are_cached() -> None:
    assert {"en", "fr"} <= set(lexicon.languages())
    assert lexicon.load("fr") is lexicon.load("fr")
    assert lexicon.load("fr").integers("numbers")["deux"] == 2
    assert "€" in lexicon.load("en").table("currency_signs")


@pytest.mark.parametrize("key", ["units", "currencies", "months", "weekdays", "seasons", "durations"])
def test_languages_mean_the_same_things(key: str) -> None:
    french, english = (lexicon.load(lang).get(key) for lang in ("fr", "en"))
    meanings = [set(data if key in ("units", "currencies", "durations") else data.values()) for data in (french, english)]
    missing = (meanings[0] ^ meanings[1]) - {"square feet", "acres", "miles"}
    assert not missing


def test_further_keys_are_left_alone(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "fr.yaml"
    path.write_text((root / "ontology/lang/fr.yaml").read_text(encoding="utf-8") + "\nzz_other: {anything: [1, two]}\n", encoding="utf-8")
    assert lexicon.read(path).data["zz_other"] == {"anything": [1, "two"]}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("deux: 2,", "deux: two,", "numbers.deux: must be a whole number, not 'two'"),
        ("deux: 2,", "deux: true,", "numbers.deux: must be a whole number, not True"),
        ("percent: [", "per_cent: [", "percent: is missing"),
        ('percent: ["%"', "percent: [no", "percent: has False, which is no word"),
        ("currency_signs: {", "currency_signs: [", "line "),
        ("scales_need_joiner: true", "scales_need_joiner: maybe", "scales_need_joiner: must be true or false"),
        ('decimal: ","', "decimal: 1", "number_format.decimal: must be text"),
        ("numbers: {", "numbers: {12: 12, ", "numbers.12: a key must be text; put it in quotes"),
        ("deux: 2,", "deux: 2, deux: 3,", "key 'deux' is given twice"),
        ("seasons: {", "seasons: 4 #", "seasons: must be a mapping"),
    ],
)
def test_a_mistake_names_file_and_key(root: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (root / "ontology/lang/fr.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "fr.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        lexicon.read(path)
    assert f"{tmp_path.name}/fr.yaml" in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"- a\n- b\n", "must be a mapping of keys"),
        (b"", "must be a mapping of keys"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"a: '\x07'", "fr.yaml: "),
    ],
)
def test_no_lexicon_at_all(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "fr.yaml"
    path.write_bytes(content)
    with pytest.raises(OntologyError, match=message) as caught:
        lexicon.read(path)
    assert "\n" not in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        lexicon.read(tmp_path / "fr.yaml")
    with pytest.raises(OntologyError, match=r"lang/zz\.yaml: no such language; there are en, fr"):
        lexicon.load("zz")


def test_getters_check_shapes() -> None:
    lang = lexicon.load("fr")
    with pytest.raises(OntologyError, match=r"lang/fr\.yaml: nothing\.here: is missing"):
        lang.get("nothing.here")
    with pytest.raises(OntologyError, match=r"numbers: must be a list of words"):
        lang.words("numbers")
    with pytest.raises(OntologyError, match=r"numbers\.\S+: must be text, not 0"):
        lang.table("numbers")
