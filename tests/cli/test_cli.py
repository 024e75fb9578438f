"""The command line as a user meets it: the verbs that ask, hand out and judge; exit codes, interrupts, help."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import kg
from tests.cli.calling import kg_, lines

ROOT = Path(__file__).resolve().parent.parent.parent
SELECT = "SELECT DISTINCT ?name WHERE { ?thing ?p ?name FILTER(STR(?name) = 'Brisetel') }"


def test_query_answers_in_every_format(built: Path) -> None:
    table = kg_("query", SELECT, "-o", built)
    assert table.exit_code == 0, table.output
    assert "Brisetel" in table.stdout
    assert table.stderr.strip() == "1 rows"
    assert json.loads(kg_("query", SELECT, "-o", built, "--format", "json").stdout)["results"]["bindings"][0]["name"]["value"] == "Brisetel"
    assert kg_("query", SELECT, "-o", built, "--format", "csv").stdout.split() == ["name", "Brisetel"]
    assert kg_("query", "-", "-o", built, "--format", "tsv", stdin=SELECT).stdout.startswith("?name\n")
    assert kg_("query", "ASK {?s ?p ?o}", "-o", built).stdout.strip() == "true"
    assert json.loads(kg_("query", "ASK {?s ?p 'nothing of this name'}", "-o", built, "-f", "json").stdout)["boolean"] is False
    assert "Brisetel" in kg_("query", "CONSTRUCT WHERE {?s ?p ?o}", "-o", built).stdout


def test_a_query_with_an_error_is_one_line_with_the_place(built: Path) -> None:
    done = kg_("query", "SELECT * WHERE {", "-o", built)
    assert (done.exit_code, done.stdout) == (1, "")
    assert re.fullmatch(r"kg: bad SPARQL at line 1, column \d+: .+\n", done.stderr)


def test_show_gives_the_quotes_and_where_they_stand(built: Path) -> None:
    done = kg_("show", "Brisetel", "-o", built)
    assert done.exit_code == 0, done.output
    assert "Brisetel détient 44 %" in done.stdout
    assert "bon article.txt" in done.stdout
    unknown = kg_("show", "Personne Inconnue", "-o", built)
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "Personne Inconnue" in unknown.stderr


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld", "graphml", "gexf", "csv", "jsonl", "html"])
def test_export_writes_every_format(built: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph.{suffix}"
    done = kg_("export", path, "-o", built)
    assert done.exit_code == 0, done.output
    assert "Brisetel" in path.read_text("utf-8")


def test_export_to_an_unknown_format_names_the_known_ones(built: Path, tmp_path: Path) -> None:
    done = kg_("export", tmp_path / "graph.docx", "-o", built)
    assert done.exit_code == 1
    assert "docx" in done.stderr
    assert "ttl" in done.stderr
    assert len(lines(done.stderr)) == 1


def test_validate_passes_what_build_made(built: Path) -> None:
    done = kg_("validate", "-o", built)
    assert done.exit_code == 0, done.output
    assert re.search(r"[1-9]\d* ", done.stdout), "how many nodes were looked at"


def test_check_passes_the_rules_and_their_examples() -> None:
    done = kg_("check")
    assert done.exit_code == 0, done.output
    assert re.search(r"[1-9]\d* rules", done.stdout)
    assert re.search(r"[1-9]\d* examples", done.stdout)


def test_eval_scores_the_claims_of_a_build(built: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    claims = [{"relation": "shareholding", "subject": "Brisetel", "object": "Nuvéa", "value": "44 %", "modality": "asserted"}]
    gold.write_text(json.dumps({"doc": "bon article.txt", "lang": "fr", "entities": [], "claims": claims}) + "\n", "utf-8")
    done = kg_("eval", gold, built / "claims.jsonl", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["recall"] == 1.0
    told = kg_("eval", gold, built / "claims.jsonl", "--by", "relation", "--errors").stdout
    assert "shareholding" in told
    assert re.search(r"^ *all +\d\.\d{3} +1\.000 ", told, re.MULTILINE), told
    assert re.search(r"slots of the hits: value 1\.0.*, invented date \d", told)
    gold.write_text(json.dumps({"doc": "other.txt", "lang": "fr", "entities": [], "claims": claims}) + "\n", "utf-8")
    assert "no claim of any document" in kg_("eval", gold, built / "claims.jsonl").stderr


def test_eval_of_a_missing_file_is_one_line(tmp_path: Path) -> None:
    done = kg_("eval", tmp_path / "no gold.jsonl")
    assert done.exit_code == 1
    assert "no gold.jsonl" in done.stderr
    assert len(lines(done.stderr)) == 1


def test_eval_of_the_wrong_file_says_which_row_lacks_what(built: Path) -> None:
    done = kg_("eval", built / "claims.jsonl", built / "claims.jsonl")
    assert done.exit_code == 1
    assert "claims.jsonl, row 1: has no 'claims'" in done.stderr
    broken = kg_("eval", built / "graph.ttl")
    assert broken.exit_code == 1
    assert "graph.ttl:1: not JSON" in broken.stderr


WRONG = [
    "build",
    "nonsense",
    "build a.txt --model fr",
    "query ASK{} --format xls",
    "serve --port many",
    "train fr --quick",
]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage_exits_with_2(arguments: str) -> None:
    done = kg_(*arguments.split())
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr


@pytest.mark.parametrize("verb", ["build", "extract", "query", "show", "export", "serve", "validate", "eval", "check", "train"])
def test_every_verb_explains_itself(verb: str) -> None:
    done = kg_(verb, "--help")
    assert done.exit_code == 0
    assert "Example" in done.stdout


def test_version_and_python_m() -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"kg {kg.__version__}\n"


def test_a_command_without_its_graph_says_how_to_make_one(tmp_path: Path) -> None:
    for arguments in (("query", "ASK {}"), ("show", "X"), ("export", str(tmp_path / "x.ttl")), ("validate",)):
        done = kg_(*arguments, "-o", tmp_path / "none")
        assert done.exit_code == 1
        assert "kg build" in done.stderr
        assert len(lines(done.stderr)) == 1


def test_an_interrupt_ends_with_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.pipeline.build", interrupted)
    done = kg_("build", tmp_path)
    assert (done.exit_code, done.stderr) == (130, "kg: interrupted\n")


def test_serve_answers_until_it_is_interrupted(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(built)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split("/ ")[0]
            with urllib.request.urlopen(f"{address}/sparql?query=ASK%7B%7D", timeout=30) as answer:
                assert json.load(answer)["boolean"] is True
            with urllib.request.urlopen(f"{address}/", timeout=30) as answer:
                assert "Brisetel" in answer.read().decode()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stderr is not None
        logged = [json.loads(line) for line in process.stderr.read().splitlines()]
        assert [(line["path"], line["status"]) for line in logged] == [("/sparql", 200), ("/", 200)]
