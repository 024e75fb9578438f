"""`kg timeline`, and `--as-of` there and in `kg show` and `kg conflicts`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from tests.cli.calling import kg_


@pytest.fixture(scope="module")
def dealing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of four articles: a rumour, a plan, the purchase, and one without a date."""
    folder = tmp_path_factory.mktemp("timeline")
    deal = {"relation": "acquisition", "subject": "Brumeo", "object": "Nuagis"}
    rows = [
        {"doc": "a.txt", "publisher": "L'Écho", "published": "2015-01-12",
         "claims": [deal | {"modality": "rumoured", "evidence": "Brumeo rachèterait Nuagis"}]},
        {"doc": "b.txt", "published": "2015-01-20", "claims": [
            deal | {"modality": "planned", "date": "2015-03", "evidence": "Brumeo veut racheter Nuagis en mars"},
            deal | {"relation": "seller", "subject": "Valmont", "modality": "planned", "evidence": "Valmont vendrait Nuagis"}]},
        {"doc": "c.txt", "published": "2015", "claims": [deal | {"date": "2015-03", "evidence": "Brumeo a racheté Nuagis en mars"}]},
        {"doc": "d.txt", "claims": [{"relation": "founded", "subject": "Nuagis", "date": "2012", "evidence": "Nuagis, née en 2012"}]},
    ]  # fmt: skip
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    kg.build([], folder / "out", claims=folder / "gold.jsonl")
    return folder / "out"


def test_a_deal_is_told_as_a_thread(dealing: Path) -> None:
    done = kg_("timeline", "nuagis", "-o", dealing)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[:2] == ["Nuagis · Organisation", "1 deals, 4 entries"]
    assert "Brumeo · acquires · Nuagis, sold by Valmont  closed" in lines
    thread = [line.strip() for line in lines if line.startswith("  ") and not line.startswith("   ") and "“" not in line]
    assert thread == ["rumoured  published 2015-01-12", "planned  published 2015-01-20, expected 2015-03", "closed  2015-03"]
    assert [line.split("  ")[0] for line in lines if line[:4] in {"2012", "2015", "publ"}] == [
        "2012", "published 2015-01-12", "published 2015-01-20", "2015-03",
    ]  # fmt: skip
    assert "“Brumeo rachèterait Nuagis” — L'Écho, 2015-01-12" in done.stdout


def test_json(dealing: Path) -> None:
    found = json.loads(kg_("timeline", "Brumeo", "--json", "-o", dealing).stdout)
    assert (found["entity"], found["type"], found["as_of"]) == ("Brumeo", "Organisation", None)
    [deal] = found["deals"]
    assert (deal["kind"], deal["buyer"], deal["target"], deal["stage"]) == ("acquisition", "Brumeo", "Nuagis", "closed")
    assert [(step["stage"], step["date"], step["basis"], step["expected"]) for step in deal["steps"]] == [
        ("rumoured", "2015-01-12", "published", None),
        ("planned", "2015-01-20", "published", "2015-03"),
        ("closed", "2015-03", "claim", None),
    ]
    assert [(seller["name"], seller["claims"][0]["evidence"]) for seller in deal["sellers"]] == [("Valmont", "Valmont vendrait Nuagis")]
    assert [entry["stage"] for entry in found["entries"]] == ["rumoured", "planned", "closed"]
    assert {entry["deal"] for entry in found["entries"]} == {deal["id"]}


def test_as_of_a_date(dealing: Path) -> None:
    then = json.loads(kg_("timeline", "Nuagis", "--as-of", "2015-06-30", "--json", "-o", dealing).stdout)
    assert [deal["stage"] for deal in then["deals"]] == ["planned"], "an article of 2015 counts when 2015 is over"
    assert [entry["stage"] for entry in then["entries"]] == ["rumoured", "planned"]
    shown = kg_("show", "Nuagis", "--as-of", "2015-01-12", "-o", dealing).stdout
    assert "1 facts, as known on 2015-01-12" in shown
    assert "Brumeo · acquires · Nuagis  rumoured" in shown
    assert "founds" in kg_("show", "Nuagis", "--as-of", "2015-01-12", "--undated", "-o", dealing).stdout
    now, earlier = (kg_("conflicts", "--json", *more, "-o", dealing).stdout for more in ([], ["--as-of", "2015-01-19"]))
    assert {one["kind"] for one in json.loads(now)} == {"evolution"}
    assert json.loads(earlier) == []


def test_wrong_dates_and_usage(dealing: Path) -> None:
    done = kg_("show", "Nuagis", "--as-of", "January", "-o", dealing)
    assert (done.exit_code, done.stderr) == (1, "kg: 'January' is no date: write 2015, 2015-03 or 2015-03-20\n")
    for verb in ("show", "timeline", "conflicts"):
        done = kg_(verb, "Nuagis", "--undated", "-o", dealing)
        assert done.exit_code == 2
        assert "it goes with --as-of DATE" in done.stderr


def test_deals_are_valid_and_can_be_asked_for(dealing: Path) -> None:
    with kg.open_store(dealing) as store:
        report = kg.validate(store)
        assert (report.violations, report.by_class["Deal"], report.by_class["Step"]) == ((), 1, 3)
        found = store.select("SELECT ?when { ?deal sc:stage sc:closed ; sc:step ?step . ?step sc:stage sc:planned ; sc:date ?when }")
        assert list(found.rows()) == [("2015-01-20",)]
