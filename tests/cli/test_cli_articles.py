"""The verbs that read articles: what they print, one clear line for each bad input, metadata and models from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from tests.cli.calling import GOOD, kg_, lines

GERMAN = (
    "Die Bundesregierung hat am Dienstag in Berlin ein neues Gesetz über die Speicherung von Daten vorgestellt.\n"
    "Der Minister sagte, dass die Unternehmen damit mehr Sicherheit bekämen und dass niemand etwas zu befürchten habe.\n" * 3
)


def test_build_ends_with_the_table_and_the_line_to_open(tmp_path: Path) -> None:
    (tmp_path / "bon article.txt").write_text(GOOD, "utf-8")
    done = kg_("build", tmp_path / "bon article.txt", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert done.stderr == "", "no bar where there is no terminal, nothing to complain of"
    assert "1 document · " in done.stdout
    assert "shareholding" in done.stdout
    assert lines(done.stdout)[-1].startswith(f"Open {tmp_path / 'out' / 'graph.html'}")


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = kg_("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_of_many_issues_the_first_are_told_and_where_the_rest_is(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"vide {number:02}.txt").write_bytes(b"")
    (tmp_path / "bon article.txt").write_text(GOOD, "utf-8")
    done = kg_("build", tmp_path, "-o", tmp_path / "out")
    told = lines(done.stderr)
    assert len(told) == 21
    assert told[-1] == f"… and 10 more, all of them in {tmp_path / 'out' / 'issues.jsonl'}"
    assert len((tmp_path / "out" / "issues.jsonl").read_text("utf-8").splitlines()) == 30
    alone = kg_("build", *sorted(tmp_path.glob("vide*")), "-o", tmp_path / "none")
    assert alone.exit_code == 1
    assert len(lines(alone.stderr)) == 31, "nothing was written, so all are told here, and that nothing was"


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


def test_a_model_that_is_not_there_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = kg_("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", "fr=no_such_model")
    assert done.exit_code == 1
    assert "no_such_model" in done.stderr
    assert len(lines(done.stderr)) == 1
    assert not (tmp_path / "out" / "claims.jsonl").exists()
