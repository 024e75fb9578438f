"""The verbs of judging as a user meets them: one line on what was decided, the way back, and wrong usage."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.records import read_lines
from tests.cli.calling import kg_, lines


@pytest.fixture
def output(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "out")
    return tmp_path / "out"


def test_merge_and_undo_say_what_they_did(output: Path) -> None:
    done = kg_("merge", "Brisetel", "Cormoran", "-o", output)
    assert done.exit_code == 0, done.output
    id_ = done.stdout.split()[0]
    assert done.stdout == f"{id_}  merge  Cormoran (thing) is Brisetel (thing)\n"
    assert f"kg undo {id_}" in done.stderr
    shown = kg_("show", "cormoran", "-o", output)
    assert shown.stdout.startswith("Brisetel · Organisation")
    assert " in force" in kg_("judgements", "-o", output).stdout
    assert kg_("undo", id_[:4], "-o", output).stdout.startswith(f"{id_}  undone: merge")
    listed = kg_("judgements", "-o", output)
    assert lines(listed.stdout)[2].split() == [id_, "merge", *["Cormoran", "(thing)", "is", "Brisetel", "(thing)"], "undone"]
    assert listed.stderr == "0 in force\n"
    assert kg_("show", "cormoran", "-o", output).stdout.startswith("Cormoran")


def test_reject_marks_the_claim_and_export_gives_gold(output: Path, tmp_path: Path) -> None:
    claim = next(read_lines(output / "claims.jsonl"))
    done = kg_("reject", claim["id"], "--reason", "not so", "-o", output)
    assert done.exit_code == 0, done.output
    shown = kg_("show", claim["subject"], "-o", output).stdout
    assert "rejected: these support nothing" in shown
    assert f"rejected: not so · claim {claim['id']}" in shown
    gold = kg_("judgements", "export", "-o", output)
    assert [row["rejected"][0]["subject"] for row in map(json.loads, lines(gold.stdout))] == [claim["subject"]]
    (tmp_path / "gold.jsonl").write_text(gold.stdout, "utf-8")
    scored = kg_("eval", tmp_path / "gold.jsonl", output / "claims.jsonl")
    assert lines(scored.stdout)[-2].split() == ["all", "0.000", "0.000", "0.000", "0", "1", "0"]


def test_link_looks_at_check_digits(output: Path) -> None:
    assert kg_("link", "Brisetel", "--siren", "732829320", "--wikidata", "Q42", "-o", output).exit_code == 0
    assert "SIREN 732829320 · Wikidata Q42" in kg_("show", "Brisetel", "-o", output).stdout
    wrong = kg_("link", "Brisetel", "--siren", "732829321", "-o", output)
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert wrong.stderr == "kg: 732829321: the check digits of this SIREN are wrong; is there a slip in it?\n"


def test_accept_and_split_in_an_article(output: Path) -> None:
    claim = next(read_lines(output / "claims.jsonl"))
    assert kg_("accept", claim["id"], "-o", output).stdout.split()[1] == "accept"
    alone = kg_("split", "Brisetel", "--in", "bon article.txt", "-o", output)
    assert alone.exit_code == 1
    assert "only bon article.txt speaks of it" in alone.stderr


@pytest.mark.parametrize("arguments", [("split", "A"), ("split", "A", "B", "--in", "c.txt"), ("link", "A"), ("reject", "1f0c")])
def test_wrong_usage(output: Path, arguments: tuple[str, ...]) -> None:
    assert kg_(*arguments, "-o", output).exit_code == 2
