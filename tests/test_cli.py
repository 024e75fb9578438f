"""The command line as a user meets it: verbs, data on stdout alone, one clear line for each bad input, exit codes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import kg
from kg.cli import app

ROOT = Path(__file__).resolve().parent.parent
GOOD = (
    "Brisetel monte au capital de Nuvéa\n\nLa Gazette d'Orval, le 12 mars 2019\n\n"
    "L'opérateur Brisetel détient 44 % de la société Nuvéa. Le groupe Cormoran a racheté Ondalys pour 12 millions d'euros en 2018.\n"
    "Le reste du capital appartient à la ville d'Orval, qui n'a pas souhaité commenter cette opération.\n"
)
GERMAN = (
    "Die Bundesregierung hat am Dienstag in Berlin ein neues Gesetz über die Speicherung von Daten vorgestellt.\n"
    "Der Minister sagte, dass die Unternehmen damit mehr Sicherheit bekämen und dass niemand etwas zu befürchten habe.\n" * 3
)


def kg_(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="kg", input=stdin)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder that `kg build` made of one good article."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "bon article.txt").write_text(GOOD, "utf-8")
    done = kg_("build", folder / "bon article.txt", "-o", folder / "out")
    assert done.exit_code == 0, done.output
    return folder / "out"


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_build_ends_with_the_table_and_the_line_to_open(tmp_path: Path) -> None:
    (tmp_path / "bon article.txt").write_text(GOOD, "utf-8")
    done = kg_("build", tmp_path / "bon article.txt", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert done.stderr == "", "no bar where there is no terminal, nothing to complain of"
    assert "1 documents" in done.stdout
    assert "shareholding" in done.stdout
    assert lines(done.stdout)[-1].startswith(f"Open {tmp_path / 'out' / 'graph.html'}")


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = kg_("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def bad_inputs(folder: Path) -> dict[str, Path]:
    """Files that are no article, by what is wrong with them."""
    made = {
        "empty": (folder / "vide.txt", b""),
        "binary": (folder / "image.txt", bytes(range(256)) * 40),
        "pdf": (folder / "casse.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
        "german": (folder / "deutsch.txt", GERMAN.encode()),
        "html": (folder / "rien.html", b"<!doctype html><html><head><title>x</title></head><body><nav>Menu</nav></body></html>"),
        "large": (folder / "enorme.txt", ("Une phrase que personne ne lira jamais en entier. " * 420_000).encode()),
    }
    for path, data in made.values():
        path.write_bytes(data)
    return {kind: path for kind, (path, _) in made.items()} | {"missing": folder / "nulle part.txt"}


def test_each_bad_input_is_one_clear_line_and_the_rest_builds(tmp_path: Path) -> None:
    bad = bad_inputs(tmp_path)
    assert bad["large"].stat().st_size > 20_000_000
    (tmp_path / "bon article.txt").write_text(GOOD, "utf-8")
    done = kg_("build", *bad.values(), tmp_path / "bon article.txt", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    told = lines(done.stderr)
    assert len(told) == len(bad), done.stderr
    for kind, path in bad.items():
        mine = [line for line in told if path.name in line.split(": ")[0]]
        assert len(mine) == 1, f"{kind}: {done.stderr}"
        assert len(mine[0].partition(": ")[2]) > 8, "a reason, not just a name"
    assert "Traceback" not in done.output
    documents = {json.loads(line)["doc"] for line in (tmp_path / "out" / "claims.jsonl").read_text("utf-8").splitlines()}
    assert documents == {"bon article.txt"}


@pytest.mark.parametrize("kind", ["empty", "binary", "pdf", "german", "html", "missing"])
def test_a_bad_input_alone_ends_with_exit_code_1(tmp_path: Path, kind: str) -> None:
    path = bad_inputs(tmp_path)[kind]
    done = kg_("build", path, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert path.name in lines(done.stderr)[0]
    assert not (tmp_path / "out").exists()
    alone = kg_("extract", path)
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert len(lines(alone.stderr)) == 1
    assert path.name in alone.stderr


def test_extract_prints_claims_as_json_lines_whose_quotes_are_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD, "utf-8")
    done = kg_("extract", path)
    assert (done.exit_code, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    stake = ("shareholding", "Brisetel", "Nuvéa", "44 %")
    assert stake in [(row["relation"], row["subject"], row["object"], row["value"]) for row in found]
    text = kg.read(path).text
    assert all(text[row["start"] : row["end"]] == row["evidence"] for row in found)


def test_extract_reads_standard_input(tmp_path: Path) -> None:
    done = kg_("extract", "-", stdin=GOOD)
    assert done.exit_code == 0, done.output
    assert '"shareholding"' in done.stdout


def test_mentions_have_the_five_keys_and_stand_where_they_say(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD, "utf-8")
    done = kg_("extract", "--mentions", path)
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in done.stdout.splitlines()]
    text = kg.read(path).text
    for row in found:
        assert list(row) == ["start", "end", "text", "type", "name"]
        assert text[row["start"] : row["end"]] == row["text"]
    assert {("44 %", "Percent"), ("Brisetel", "Organisation")} <= {(row["text"], row["type"]) for row in found}


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
    assert "R 1.000" in told


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


def test_metadata_in_a_table_reach_the_graph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD.replace("La Gazette d'Orval, le 12 mars 2019\n\n", ""), "utf-8")
    (tmp_path / "meta.csv").write_text("name,publisher,published\na.txt,La Feuille du Lac,2021-02-03\n", "utf-8")
    done = kg_("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--meta", tmp_path / "meta.csv")
    assert done.exit_code == 0, done.output
    shown = kg_("show", "Brisetel", "-o", tmp_path / "out").stdout
    assert "La Feuille du Lac" in shown
    assert "2021-02-03" in shown
    missing = kg_("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--meta", tmp_path / "none.csv")
    assert missing.exit_code == 1
    assert len(lines(missing.stderr)) == 1
    assert "none.csv" in missing.stderr


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


def test_a_model_that_is_not_there_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = kg_("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", "fr=no_such_model")
    assert done.exit_code == 1
    assert "no_such_model" in done.stderr
    assert len(lines(done.stderr)) == 1
    assert not (tmp_path / "out" / "claims.jsonl").exists()


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
        assert process.stderr.read() == ""
