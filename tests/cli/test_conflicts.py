"""`kg conflicts`: both sides with their words, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from tests.cli.calling import kg_


@pytest.fixture(scope="module")
def disagreeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles that give one stake with two figures."""
    folder = tmp_path_factory.mktemp("conflicts")
    stake = {"relation": "shareholding", "subject": "Brumeo", "object": "Nuagis"}
    rows = [
        {"doc": "a.txt", "publisher": "L'Écho", "claims": [stake | {"value": "44.3 %", "evidence": "Brumeo détient 44,3 % de Nuagis"}]},
        {"doc": "b.txt", "lang": "en", "claims": [stake | {"value": "44.4 %", "evidence": "Brumeo (44.4%) owns Nuagis"}]},
    ]
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    kg.build([], folder / "out", claims=folder / "gold.jsonl")
    return folder / "out"


def test_both_sides_are_shown_with_their_words(disagreeing: Path) -> None:
    done = kg_("conflicts", "-o", disagreeing)
    assert done.exit_code == 0, done.output
    assert "source error · Brumeo holds a stake in Nuagis: 44.3 % or 44.4 %" in done.stdout
    assert "1. “Brumeo détient 44,3 % de Nuagis”" in done.stdout
    assert "2. “Brumeo (44.4%) owns Nuagis”" in done.stdout
    assert "L'Écho · a.txt:0–31 · asserted 44.3 %" in done.stdout
    assert done.stdout.endswith("1 conflicts\n")


def test_json_has_names_and_the_side_of_each_claim(disagreeing: Path) -> None:
    [one] = json.loads(kg_("conflicts", "nuagis", "--json", "-o", disagreeing).stdout)
    assert (one["kind"], one["relation"], one["subject"], one["object"]) == ("source_error", "shareholding", "Brumeo", "Nuagis")
    assert [(claim["side"], claim["doc"], claim["value"]) for claim in one["claims"]] == [(1, "a.txt", "44.3 %"), (2, "b.txt", "44.4 %")]
    assert json.loads(kg_("conflicts", "--kind", "evolution", "--json", "-o", disagreeing).stdout) == []


def test_a_kind_that_there_is_not_is_wrong_usage(disagreeing: Path) -> None:
    done = kg_("conflicts", "--kind", "quarrel", "-o", disagreeing)
    assert done.exit_code == 2
    assert "'quarrel' is none of" in done.stderr
    unknown = kg_("conflicts", "Serpentin", "-o", disagreeing)
    assert (unknown.exit_code, unknown.stderr) == (1, "kg: Serpentin: nothing in the graph is called so\n")
