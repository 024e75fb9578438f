"""The gold sets of this project, tests/gold_en and tests/gold_fr: well formed, verbatim, and wide enough to test with."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from kg.types import Modality


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELATIONS = words(
    """shareholding acquisition seller merger founded leadership employment government_role funding revenue net_income investment_total
    valuation price offers uses_technology hosted_in hosted_by headquartered_in located_in partner customer supplier competitor subsidiary
    part_of_programme successor target headcount customers_count capacity subject_to rename dissolved statement"""
)
VALUED = words("revenue net_income investment_total valuation price target headcount customers_count capacity rename")
LITERAL = VALUED | {"dissolved"}
TYPES = words("Organisation Person Place DataCentre Programme Product Technology Law")
KEYS = words("relation subject object value date modality attributed_to negated evidence optional ended annotators")
#: How many articles, and how many claims that count, each set must have.
SETS = {"gold_en": (10, 200), "gold_fr": (6, 140), "gold_dev_en": (37, 950), "gold_held_en": (13, 390)}

Docs = dict[str, tuple[dict[str, Any], str]]


@pytest.fixture(scope="module", params=sorted(SETS))
def gold(request: pytest.FixtureRequest, root: Path) -> tuple[str, Docs]:
    folder = root / "tests" / request.param
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return request.param, {row["doc"]: (row, (folder / row["doc"]).read_text(encoding="utf-8")) for row in rows}


def claims(docs: Docs) -> list[tuple[str, dict[str, Any]]]:
    return [(name, claim) for name, (row, _) in docs.items() for claim in row["claims"]]


def test_every_article_has_gold(gold: tuple[str, Docs], root: Path) -> None:
    name, docs = gold
    articles, counted = SETS[name]
    assert sorted(docs) == sorted(path.name for path in (root / "tests" / name).glob("*.txt"))
    assert len(docs) == articles
    assert sum(not claim["optional"] for _, claim in claims(docs)) >= counted
    assert {row["lang"] for row, _ in docs.values()} == {name[-2:]}
    for row, text in docs.values():
        assert 180 <= len(text.split()) <= 600, row["doc"]
        assert sum(not claim["optional"] for claim in row["claims"]) >= 12, row["doc"]


def test_evidence_is_verbatim(gold: tuple[str, Docs]) -> None:
    _, docs = gold
    assert [(doc, claim["evidence"]) for doc, claim in claims(docs) if not claim["evidence"] or claim["evidence"] not in docs[doc][1]] == []


def test_claims_are_well_formed(gold: tuple[str, Docs]) -> None:
    _, docs = gold
    for doc, claim in claims(docs):
        where = (doc, claim["relation"], claim["evidence"])
        assert claim.keys() - {"note"} == KEYS, where
        assert claim["relation"] in RELATIONS, where
        assert claim["modality"] in get_args(Modality), where
        assert claim["subject"] is not None, where
        assert claim["subject"] != claim["object"] or claim["optional"], where
        if claim["relation"] != "founded":  # where only a date is given, the founded organisation is the subject
            assert (claim["object"] is None) == (claim["relation"] in LITERAL), where
        assert claim["relation"] not in VALUED or claim["value"], where
        assert claim["modality"] != "denied" or claim["negated"], where
        assert claim["relation"] != "statement" or claim["optional"], where


def test_every_name_is_an_entity_of_the_article(gold: tuple[str, Docs]) -> None:
    _, docs = gold
    for row, text in docs.values():
        names = [entity["name"] for entity in row["entities"]]
        assert len(names) == len(set(names)), row["doc"]
        used = {claim[key] for claim in row["claims"] for key in ("subject", "object", "attributed_to")} - {None}
        assert used <= set(names), row["doc"]
        for entity in row["entities"]:
            assert entity["type"] in TYPES, (row["doc"], entity)
            assert entity["aliases"], (row["doc"], entity)
            assert all(alias in text for alias in entity["aliases"]), (row["doc"], entity)


def test_nothing_is_said_twice(gold: tuple[str, Docs]) -> None:
    _, docs = gold
    keys = Counter(
        (doc, *(claim[key] for key in ("relation", "subject", "object", "value", "date", "modality")))
        for doc, claim in claims(docs)
        if claim["relation"] != "statement"
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_sets_cover_the_schema(root: Path) -> None:
    rows = [json.loads(line) for name in SETS for line in (root / "tests" / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    counted = [claim for row in rows for claim in row["claims"] if not claim["optional"]]
    assert {claim["relation"] for claim in counted} == RELATIONS - {"statement"}
    assert {claim["modality"] for claim in counted} == set(get_args(Modality))
    assert sum(claim["ended"] for claim in counted) >= 30
    assert sum(bool(claim["attributed_to"]) for claim in counted) >= 40
    assert sum(bool(claim["date"]) for claim in counted) >= 100


def test_the_official_scorer_reads_the_sets(gold: tuple[str, Docs], shared: Path, tmp_path: Path) -> None:
    _, docs = gold
    gold_file, predicted = tmp_path / "gold.jsonl", tmp_path / "claims.jsonl"
    gold_file.write_text("".join(json.dumps(row) + "\n" for row, _ in docs.values()), encoding="utf-8")
    predicted.write_text("".join(json.dumps({"doc": doc, **claim}) + "\n" for doc, claim in claims(docs)), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(shared / "eval" / "score.py"), str(gold_file), str(predicted), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    result = json.loads(ran.stdout)
    assert result["recall"] == 1.0
    assert result["modality"] == 1.0
    assert result["value"] == 1.0


@pytest.mark.parametrize(("name", "articles"), [("gold", 119), ("held", 19)])
def test_gold_of_real_press_lays_out(name: str, articles: int, shared: Path, tmp_path: Path) -> None:
    from tests.gold_press.articles import lay_out, rows

    assert lay_out(shared, tmp_path, name) == len(rows(name)) == articles
    held_out = {json.loads(line)["orangesum_id"] for line in (shared / "eval" / "dev_index.jsonl").read_text(encoding="utf-8").splitlines()}
    for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (tmp_path / row["doc"]).read_text(encoding="utf-8")
        assert int(row["doc"][:-4]) not in held_out
        for claim in row["claims"]:
            assert claim["relation"] in RELATIONS, claim
            assert claim["evidence"] in text, claim
            assert claim["evidence"].strip() == claim["evidence"] != "", claim
