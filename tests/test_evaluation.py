"""The score: hits, slots and groups on a small own case, and the same numbers as the script beside the gold data."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import evaluate, fold, same_value


def claim(relation: str, subject: str, obj: str | None, **slots: Any) -> dict[str, Any]:
    return {"doc": "a.txt", "relation": relation, "subject": subject, "object": obj, "modality": "asserted", **slots}


GOLD: list[dict[str, Any]] = [
    {
        "doc": "a.txt",
        "lang": "fr",
        "entities": [{"name": "Nuvéa SA", "type": "Organisation", "aliases": ["Nuvea", "le groupe Nuvéa"]}],
        "claims": [
            claim("shareholding", "Brisetel", "Nuvéa SA", value="44.4 %", date="2012"),
            claim("acquisition", "Brisetel", "Nuvéa SA", modality="rumoured", attributed_to="La Dépêche d'Orval"),
            claim("partner", "Nuvéa SA", "Cormoran"),
            claim("revenue", "Nuvéa SA", None, value="6 million EUR"),
            claim("statement", "Ada Vernet", "Nuvéa SA", optional=True),
        ],
    }
]


def test_names_fold_to_what_they_are_compared_by() -> None:
    assert fold("La Société Générale") == "societe generale"
    assert fold("Nuvéa SA") == fold("nuvea") == "nuvea"
    assert fold("SA") == "sa", "a name that is nothing but a legal form keeps it"
    assert fold(None) == ""


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("44.4 %", "44,4 %", True),
        ("44.4 %", "44.3 %", True),  # within half a percent: the score does not judge a tenth
        ("44.4 %", "45 %", False),
        ("1.2 billion EUR", "1200 millions d'euros", True),
        ("97485 EUR", "97,485 euros", True),
        ("-29242500 EUR", "−29,242,500 €", True),
        ("6 million EUR", "6 million USD", False),
        ("200", "200 employees", True),
        ("CEO", None, False),
        (None, None, True),
        ("président du directoire", "président", True),
        ("version 1.2.3.4", "version 1.2.3.4", True),
    ],
)
def test_values_agree_by_number_and_currency(gold: str | None, found: str | None, same: bool) -> None:
    assert same_value(gold, found) is same


def test_hits_misses_and_slots_are_counted() -> None:
    found = [
        claim("shareholding", "brisetel", "le groupe Nuvéa", value="44,4 %", date="2013-05"),
        claim("acquisition", "Brisetel", "Nuvea", value="3 million EUR"),
        claim("partner", "Cormoran", "Nuvea"),
        claim("revenue", "Nuvea", None, value="9 million EUR"),
        claim("statement", "Ada Vernet", "Nuvea"),
        claim("statement", "Someone", "Nuvea"),
        {**claim("offers", "Nuvea", "Ondine"), "doc": "another.txt"},
    ]
    score = evaluate(GOLD, found)
    assert (score.total.tp, score.total.fp, score.total.fn) == (3, 1, 1)
    summary = score.summary()
    assert summary["precision"] == summary["recall"] == summary["f1"] == 0.75
    assert summary["value"] == 1.0
    assert summary["date"] == 0.0
    assert summary["hedged_as_fact"] == 1.0, "the rumour came out asserted"
    assert summary["modality"] == round(2 / 3, 3)
    assert summary["invented"] == {"value": 1, "date": 0, "attributed_to": 0}
    assert summary["evidence"] is None
    assert score.groups["relation", "revenue"].f1 == 0.0
    assert [row["relation"] for _, row in score.missed] == ["revenue"]
    assert [row["value"] for _, row in score.spurious] == ["9 million EUR"]


def test_nothing_predicted_scores_zero() -> None:
    assert evaluate(GOLD, []).summary()["f1"] == 0.0


def predictions(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gold claims, roughly handled: some dropped, doubled, mistyped, turned round, with slots lost or invented."""
    chance = random.Random(7)
    rows: list[dict[str, Any]] = []
    for document in gold:
        aliases = {entity["name"]: [entity["name"], *entity.get("aliases", ())] for entity in document["entities"]}
        for original in document["claims"]:
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                row = {**original, "doc": document["doc"]}
                row["subject"] = chance.choice(aliases.get(row["subject"], [row["subject"]]))
                if chance.random() < 0.2:
                    row["subject"], row["object"] = row["object"], row["subject"]
                if chance.random() < 0.3:
                    slot = chance.choice(("value", "date", "modality", "attributed_to", "relation", "evidence"))
                    row[slot] = chance.choice(document["claims"]).get(slot)
                rows.append(row)
    chance.shuffle(rows)
    return rows


@pytest.mark.parametrize("name", ["seeds_gold.jsonl"])
def test_the_numbers_are_those_of_the_script_beside_the_gold_data(shared: Path, tmp_path: Path, name: str) -> None:
    path = shared / "eval" / name
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    found = predictions(gold)
    claims = tmp_path / "claims.jsonl"
    claims.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    script = [sys.executable, str(shared / "eval" / "score.py"), str(path), str(claims), "--json"]
    expected = json.loads(subprocess.run(script, check=True, capture_output=True, text=True).stdout)
    summary = evaluate(gold, found).summary()
    assert {key: value for key, value in summary.items() if value != 0 or key in expected} == expected
    assert 0.3 < summary["f1"] < 0.95, "the rough handling must leave something to tell apart"
