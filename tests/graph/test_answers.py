"""The competency questions of ../shared, asked of the graph of the gold claims: every answer is as expected."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from tests.graph.measure_answers import Result, measure


@pytest.fixture(scope="module")
def results(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    folder = tmp_path_factory.mktemp("answers")
    kg.build([shared / "seeds"], folder, claims=shared / "eval" / "seeds_gold.jsonl")
    return measure(folder, shared)


def test_gold_claims_answer_every_question_that_they_can_express(results: list[Result]) -> None:
    assert len(results) == 25
    assert [(one.id, one.missing, one.partly, one.wrong) for one in results if one.expressible and not one.right] == []


def test_no_answer_says_what_it_must_not(results: list[Result]) -> None:
    assert [(one.id, one.wrong) for one in results if one.wrong] == []
