"""`kg init`: a project whose three commands work at once, and in which nothing is ever overwritten; and rules of one's own."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

import kg
from kg.starting import StartError, start
from tests.cli.calling import kg_, lines

MADE = [".gitignore", "Makefile", "README.md", "articles/example.txt", "judgements.jsonl", "rules/mine.yaml", "sources.csv"]


def test_the_three_commands_of_a_new_project_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = kg_("init", tmp_path / "new")
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in lines(done.stdout)[2:]] == MADE
    assert f"cd {tmp_path / 'new'} && make build" in done.stderr
    monkeypatch.chdir(tmp_path / "new")
    text = Path("Makefile").read_text("utf-8")
    recipes = [shlex.split(line) for line in re.findall(r"^\t\$\(KG\) (.*)$", text, re.MULTILINE)]
    told = [shlex.split(line) for line in re.findall(r"^    kg (.*)$", Path("README.md").read_text("utf-8"), re.MULTILINE)]
    assert told[:3] == recipes
    build, check, serve = recipes
    assert kg_(*build).exit_code == 0
    assert kg_(*check, "--quiet").exit_code == 0
    assert serve[0] == "serve"
    rules = {json.loads(line)["rule"] for line in Path("output/claims.jsonl").read_text("utf-8").splitlines()}
    assert "acquisition.mine" in rules
    claim = json.loads(Path("output/claims.jsonl").read_text("utf-8").splitlines()[0])["id"]
    assert kg_("reject", claim, "--reason", "no", "--judgements", "judgements.jsonl").exit_code == 0
    assert claim in Path("judgements.jsonl").read_text("utf-8")


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    (tmp_path / "rules").mkdir()
    done = json.loads(kg_("init", tmp_path, "--json").stdout)
    assert (done["kept"], sorted(done["made"] + done["kept"])) == (["README.md"], MADE)
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = kg_("init", tmp_path, "--quiet")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_where_no_project_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    done = kg_("init", tmp_path / "file")
    assert (done.exit_code, done.stderr) == (1, f"kg: {tmp_path / 'file'}: is a file; give the name of a folder\n")
    (tmp_path / "articles").write_text("x", "utf-8")
    with pytest.raises(StartError, match=r"articles: is in the way"):
        start(tmp_path)


RULE = """
- id: acquisition.munch
  relation: acquisition
  fr: {verb: [grignoter]}
  verb: {subject: agent, object: patient}
  object_type: [Organisation]
  examples:
    - {fr: "Le groupe Talmont a grignoté la société Brévent.", claims: [{subject: Talmont, object: Brévent}]}
"""
ARTICLE = "Le groupe Talmont a grignoté la société Brévent en 2019, selon un communiqué qui a été publié hier à Orval.\n"


def test_rules_of_ones_own_are_heeded_and_a_change_in_them_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(RULE, "utf-8")
    assert kg.build([tmp_path / "a.txt"], tmp_path / "out").total == 0
    assert kg.build([tmp_path / "a.txt"], tmp_path / "out", rules=[own]).total == 1
    assert [claim.rule for claim in kg.extract(tmp_path / "a.txt", rules=[own]).claims] == ["acquisition.munch"]
    assert len(json.loads(kg_("why-not", tmp_path / "a.txt", "--json").stdout)) == 1
    assert json.loads(kg_("why-not", tmp_path / "a.txt", "--rules", own, "--json").stdout) == []
    own.write_text(RULE.replace("grignoter", "gober").replace("grignoté", "gobé"), "utf-8")
    assert kg.build([tmp_path / "a.txt"], tmp_path / "out", rules=[own]).total == 0
    assert "own rules" in json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["ontology"]


def test_check_runs_the_examples_of_these_rules_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(RULE, "utf-8")
    found = json.loads(kg_("check", "--rules", own, "--json").stdout)
    assert (found["rules"], found["examples"], found["failures"]) == (1, 1, [])
    own.write_text(RULE.replace("object: Brévent}", "object: Corvaux}"), "utf-8")
    wrong = kg_("check", "--rules", tmp_path, "-q")
    assert wrong.exit_code == 1
    assert wrong.stdout.startswith("acquisition.munch: “Le groupe Talmont a grignoté la société Brévent.”: wanted")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "own.yaml: there is no such file or folder"),
        (RULE.replace("acquisition\n", "buying\n"), "own.yaml: rule acquisition.munch: relation: "),
        (RULE.replace("acquisition.munch", "acquisition.buy"), "own.yaml: rule acquisition.buy: id: used twice"),
    ],
)
def test_mistakes_in_them_are_one_line(tmp_path: Path, text: str | None, message: str) -> None:
    own = tmp_path / "own.yaml"
    if text is not None:
        own.write_text(text, "utf-8")
    done = kg_("check", "--rules", own)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"kg: {tmp_path}/{message}"), done.stderr
    assert len(lines(done.stderr)) == 1
