"""What holds of values in any text: offsets, order, no overlap, no crash, speed; and how many of the gold values are found."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.language.values import find_values

WORDS = """
12 1,2 97,485 97 485 2012 1.000 - − – € $ £ % M€ Md€ k€ bn m million millions milliards d' de euros dollars canadiens
entre et à from to between and le la l' un une deux vingt quatre cents mille quelques plusieurs centaines dizaine tiers
moitié la totalité mars mars. May March lundi Monday dernier last il y a ans years ago plus tard later d'ici by fin mi
exercice fiscal FY19 T1 premier trimestre quarter of , . ( ) : / ' ’ hier salariés employees sur contre près more than
perte tripler ce chiffre été 31/12/2014 2015-03-20 99/99/9999 demi half
"""
PARTS = st.sampled_from([*WORDS.split(), " ", "\n", "\n\n", "\u00a0"])
PUBLISHED = st.sampled_from([None, "2015", "2015-03", "2015-03-20", "0001-01-01", "9998-12-31"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PARTS, max_size=25).map(" ".join), st.lists(PARTS, max_size=25).map("".join))


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, lang=st.sampled_from(["fr", "en"]), published=PUBLISHED)
def test_any_text(text: str, lang: str, published: str | None) -> None:
    values = find_values(text, lang, published=published)
    end = 0
    for value in values:
        assert end <= value.start < value.end <= len(text)
        assert text[value.start : value.end].strip()
        assert value.text.strip()
        assert (value.type == "Date") == (value.anchor is not None)
        assert (value.amount is None) == (value.type == "Date")
        end = value.end
    assert values == find_values(text, lang, published=published)


@pytest.mark.parametrize("text", ["İstanbul 12 %", "ﬁn 2014, 44 %", "a\u0301 12 %", "👩‍💻 12 %"])
def test_offsets_are_code_points(text: str) -> None:
    value = find_values(text, "fr")[-1]
    assert text[value.start : value.end] in ("12 %", "44 %")


def test_unknown_language() -> None:
    with pytest.raises(OntologyError, match=r"lang/xx\.yaml: no such language"):
        find_values("12 %", "xx")


def test_unknown_words_are_no_units() -> None:
    assert find_values("le niveau 3 et la phase 2", "fr") == []


def _score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _gold(shared: Path) -> list[dict[str, object]]:
    """The seeds and the first 16 development articles; the rest is held out."""
    docs = []
    for name, count in (("seeds_gold.jsonl", None), ("dev_gold.jsonl", 16)):
        with (shared / "eval" / name).open(encoding="utf-8") as lines:
            docs += [json.loads(line) for _, line in zip(range(count or 1000), lines, strict=False)]
    return docs


def test_gold_quantities(shared: Path) -> None:
    """Of the quantities in gold claims, the share that is found in the words that give evidence for them."""
    score = _score(shared)
    asked, missed = set(), []
    for doc in _gold(shared):
        for claim in doc["claims"]:
            value, evidence = claim.get("value"), claim["evidence"]
            if not value or not re.search(r"\d|\bfew\b|hundreds|millions", value) or (value, evidence) in asked:
                continue
            asked.add((value, evidence))
            if not any(score.same_value(value, found.text) for found in find_values(evidence, doc["lang"], published=doc["published"])):
                missed.append((value, evidence))
    assert len(asked) > 90
    assert 1 - len(missed) / len(asked) >= 0.97, missed


def test_gold_dates(shared: Path) -> None:
    """Of the dates in gold claims whose evidence has a date, the share whose year is among those found (in the article's light)."""
    score = _score(shared)
    asked, missed = set(), []
    for doc in _gold(shared):
        for claim in doc["claims"]:
            wanted, evidence = claim.get("date"), claim["evidence"]
            values = find_values(evidence, doc["lang"], published=doc["published"])
            found = [value for value in values if value.type == "Date" and value.anchor != "unresolved"]
            if not wanted or not found or (wanted, evidence) in asked:
                continue
            asked.add((wanted, evidence))
            if score.year(wanted) not in {year for v in found for year in re.findall(r"\d{4}", v.text)}:
                missed.append((wanted, evidence, [v.text for v in found]))
    assert len(asked) > 50
    assert 1 - len(missed) / len(asked) >= 0.9, missed
