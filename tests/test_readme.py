"""What the README shows is so: its Python, its queries, its commands and its rule run on the seeds, its links and lists are complete."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg import examples, ontology, rules
from kg.cli import app
from kg.cli.app import app as verbs
from kg.folder import FILES
from kg.records import read_lines

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
#: Commands that are run elsewhere (tests/cli) or take an hour: serve runs until it is stopped, check runs all rules.
#: Claims have ids of their own; other servers are those of tests/graph/test_delivery.py, clusters those of tests/crew.
ELSEWHERE = ("serve", "train", "check", "accept", "reject")
SERVER = ("http://", "tcp://")


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, without the indentation of a list that they may stand in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", README, re.DOTALL | re.MULTILINE)
    return ["\n".join(line.removeprefix(indent) for line in text.splitlines()) + "\n" for indent, text in found]


def commands() -> list[list[str]]:
    """Every `kg …` line of the README as arguments, without its comment."""
    lines = [*re.findall(r"^    (kg .*)$", README, re.MULTILINE), *(line for block in blocks("sh") for line in block.splitlines())]
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with what the README speaks of, in which its Python has been run; and what that printed."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "articles").mkdir()
    (table,) = blocks("csv")
    (folder / "sources.csv").write_text(table, "utf-8")
    (row,) = csv.DictReader(table.splitlines())
    article = "Brévent change de mains\n\nLe groupe Talmont a racheté la société Brévent pour 12 millions d'euros, selon ses dirigeants.\n"
    (folder / "articles" / row["name"]).write_text(article, "utf-8")
    row = {"id": 1, "corps": article, "date": "2019-03-12"}
    (folder / "archive.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    gold = {"doc": "01_orange-annonce.txt", "lang": "fr", "entities": [], "claims": []}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", "utf-8")
    (code,) = blocks("python")
    printed = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.chdir(folder)
        exec(compile(code, "README.md", "exec"), {})
        yield folder, printed.getvalue()


def test_the_python_example_prints_facts_with_their_words(workplace: tuple[Path, str]) -> None:
    (code,) = blocks("python")
    assert len(code.splitlines()) <= 6
    folder, printed = workplace
    assert re.search(r"^shareholding 44\.[34] % \w+ \[.*44,[34] %", printed, re.MULTILINE), printed
    assert {path.name for path in (folder / "output").iterdir() if not path.name.startswith(".")} == {*FILES, "store", "index.sqlite"}


def test_the_queries_answer_what_they_ask(workplace: tuple[Path, str]) -> None:
    with kg.open_store(workplace[0] / "output") as store:
        queries = blocks("sparql")
        owners, uncertain, disputed, steps, known, words = (list(store.query(query).rows()) for query in queries)  # type: ignore[union-attr]
    assert [row for row in words if {row[0], row[2]} & {"Orange", "Thales"} and "titres détenus" in str(row[3])]
    assert {("Orange",), ("Thales",), ("Caisse des Dépôts",)} <= set(owners)
    assert "Atos" not in str(owners)
    assert {how for _, _, _, how, _, _ in uncertain} == {"planned", "reported", "rumoured"}
    texts = {path.name: path.read_text("utf-8") for path in (ROOT / "seeds").glob("*.txt")}
    assert [row for row in uncertain if str(row[5]) not in texts[str(row[4])]] == []
    sides = {(side, value) for who, whom, side, value, _, _ in disputed if (who, whom) == ("Orange", "Cloudwatt")}
    assert {value for _, value in sides} >= {"44.3 %", "44.4 %"}
    assert {side for side, _ in sides} == {"for", "against"}
    thread = [(stage, date) for buyer, target, stage, date, _, _ in steps if (buyer, target) == ("Orange", "Cloudwatt")]
    assert {("planned", "2015-01-12"), ("closed", "2015")} <= set(thread)
    assert {str(row[5])[:2] for row in known} == {"01", "02", "05"}
    assert ("Orange", "acquisition", "Cloudwatt", "planned") in {(row[0], row[1], row[2], row[4]) for row in known}


def test_before_the_deal_closed_nobody_was_known_as_sole_owner(workplace: tuple[Path, str]) -> None:
    with kg.open_store(workplace[0] / "output") as store:
        then = kg.dossier(store, "Cloudwatt", as_of="2015-01-13")
        [deal, now] = [
            next(deal for deal in found.deals if deal.kind == "acquisition" and found.names[deal.buyer] == "Orange")
            for found in (kg.timeline(store, "Cloudwatt", as_of="2015-01-13"), kg.timeline(store, "Cloudwatt"))
        ]
    taken = [fact for fact in then.facts if fact.relation in {"acquisition", "merger", "subsidiary"} or fact.value == "100 %"]
    assert ("acquisition", "planned") in {(fact.relation, fact.status) for fact in taken}
    assert {fact.status for fact in taken} <= {"planned", "rumoured"}
    assert (deal.stage, now.stage) == ("planned", "closed")


@pytest.mark.parametrize("arguments", commands(), ids=" ".join)
def test_the_commands_run(arguments: list[str], workplace: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace[0])
    assert arguments[0] == "kg"
    if arguments[1] in ELSEWHERE or any(argument.startswith(SERVER) for argument in arguments):
        options = [argument for argument in arguments if argument.startswith("--")]
        done = CliRunner().invoke(app, [arguments[1], "--help"], prog_name="kg")
        assert [option for option in options if option not in done.output] == []
    else:
        done = CliRunner().invoke(app, arguments[1:], prog_name="kg")
        assert done.stdout.strip() or arguments[1] == "export", "it says something"
    assert done.exit_code == 0, done.output


def test_every_command_is_named_and_no_other() -> None:
    known = {command.name or command.callback.__name__ for command in verbs.registered_commands if command.callback}
    assert {arguments[1] for arguments in commands()} == known


def test_the_claim_whose_path_is_traced_is_found(workplace: tuple[Path, str]) -> None:
    (block,) = blocks("json")
    wanted = json.loads(block)
    found = [row for row in read_lines(workplace[0] / "output" / "claims.jsonl") if wanted.items() <= row.items()]
    assert len(found) == 1
    (quoted,) = re.findall(r"^ *> (.+)$", README, re.MULTILINE)
    assert quoted in (ROOT / "seeds" / wanted["doc"]).read_text("utf-8")
    assert found[0]["evidence"] in quoted


def test_the_rule_works_when_it_is_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = blocks("yaml")
    known, data = ontology.load(), tmp_path / "ontology"
    shutil.copytree(ontology.folder(), data)
    with (data / "rules" / "ownership.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\n" + block)
    (appended,) = [rule for rule in rules.load_from(data, known.relations, frozenset(known.types)).rules if rule.id in block]
    for path in (data / "rules").glob("*.yaml"):
        path.unlink()
    (data / "rules" / "mine.yaml").write_text(block, "utf-8")  # alone, so that nothing else can find what its examples list
    alone = rules.load_from(data, known.relations, frozenset(known.types))
    monkeypatch.setattr(rules, "load", lambda: alone)
    report = examples.check()
    assert (report.rules, report.examples) == (1, len(appended.examples))
    assert report.failures == ()


def test_every_room_and_every_output_file_is_named() -> None:
    rooms = {path.stem if path.suffix else f"{path.name}/" for path in (ROOT / "kg").iterdir() if path.suffix == ".py" or path.is_dir()}
    rooms -= {"__init__", "__main__", "__pycache__/"}
    assert {room for room in rooms if f"`{room}`" not in README} == set()
    assert {name for name in FILES if f"`{name}`" not in README} == set()


def test_links_and_pictures_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    assert len(targets) >= 5
    assert [target for target in targets if not (ROOT / target).is_file()] == []


def test_the_exit_codes_are_the_programs(tmp_path: Path) -> None:
    told = set(re.findall(r"\*\*(\d+)\*\*", README))
    runs = (["--version"], ["show", "X", "-o", str(tmp_path)], ["show"])
    codes = {str(CliRunner().invoke(app, arguments, prog_name="kg").exit_code) for arguments in runs}
    assert told == codes | {"130"}  # that one is tested in tests/cli
