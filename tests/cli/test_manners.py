"""The manners that all verbs share: help, JSON, quiet, exit codes, one clean line, progress on a terminal alone, completion."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import saying
from kg.cli.app import app
from tests.cli.calling import GOOD, kg_, lines

ROOT = Path(__file__).resolve().parent.parent.parent
VERBS = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
#: Verbs whose output is data or a file for another program, or that run until they are stopped.
NO_JSON = {"extract", "export", "serve"}
#: What each verb that reports or lists is called with here; those that learn or judge are tested where they are.
ASKED = {
    "show": ["Brisetel"],
    "search": ["brisetel"],
    "timeline": ["Brisetel"],
    "conflicts": [],
    "ask": ["holders", "Nuvéa"],
    "explain": ["Brisetel", "shareholding"],
    "query": ["SELECT ?s WHERE { ?s a sc:Claim }"],
    "judgements": [],
    "validate": [],
    "verify": [],
}
LISTS = {"search", "conflicts", "ask", "explain", "judgements"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_examples_of_itself(verb: str) -> None:
    done = kg_(verb, "--help")
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert f"Examples: kg {verb}" in told
    assert ("--json" in told) == (verb not in NO_JSON)


@pytest.mark.parametrize("verb", sorted(ASKED))
def test_json_is_one_document_and_nothing_else(built: Path, verb: str) -> None:
    done = kg_(verb, *ASKED[verb], "--json", "-o", built)
    assert (done.exit_code, done.stderr) == (0, "")
    assert isinstance(json.loads(done.stdout), list if verb in LISTS else dict)


@pytest.mark.parametrize("verb", sorted(ASKED))
def test_quiet_leaves_no_remark(built: Path, verb: str) -> None:
    done = kg_(verb, *ASKED[verb], "--quiet", "-o", built)
    assert (done.exit_code, done.stderr) == (0, "")
    assert not re.search(r"^\d+ (facts|claims|conflicts|found|rows|deals|nodes)", done.stdout, re.MULTILINE)


def test_a_claim_is_the_same_row_in_every_verb(built: Path) -> None:
    shown = json.loads(kg_("show", "Brisetel", "--json", "-o", built).stdout)
    told = json.loads(kg_("timeline", "Brisetel", "--json", "-o", built).stdout)
    proven = json.loads(kg_("explain", "Brisetel", "shareholding", "--json", "-o", built).stdout)
    [fact] = [fact for fact in shown["facts"] if fact["relation"] == "shareholding"]
    [entry] = [entry for entry in told["entries"] if entry["relation"] == "shareholding"]
    assert fact["claims"] == entry["claims"] == proven[0]["claims"]
    assert (fact["subject"], fact["object"]) == ("Brisetel", "Nuvéa")
    assert fact["claims"][0]["evidence"] == "Brisetel détient 44 % de la société Nuvéa"


def test_build_and_remove_report_in_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "b.txt").write_text(GOOD.replace("44", "45"), "utf-8")
    done = kg_("build", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert (report["documents"], report["by_relation"]["shareholding"], report["issues"]) == (2, {"asserted": 2}, [])
    assert json.loads(kg_("remove", "b.txt", "-o", tmp_path / "out", "--json").stdout)["documents"] == 1
    gone = kg_("diff", tmp_path / "out", tmp_path / "out", "--json")
    assert json.loads(gone.stdout) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shwo"], "kg: No such command 'shwo'. Did you mean 'show'? (see kg --help)\n"),
        (["show"], "kg show: Missing argument 'NAME' (see kg show --help)\n"),
        (["show", "X", "--undated"], "kg show: Invalid value for --undated: it goes with --as-of DATE (see kg show --help)\n"),
        (["query", "ASK {}", "-f", "csv", "--json"], "kg query: Invalid value for --json: it does not go with --format csv (see kg query --help)\n"),  # noqa: E501
    ],
)
def test_wrong_usage_is_one_line_and_2(arguments: list[str], message: str) -> None:
    done = kg_(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", message)


def test_kg_alone_shows_its_verbs_in_the_order_of_their_use() -> None:
    done = kg_()
    assert (done.exit_code, done.stderr) == (2, "")
    assert re.findall(r"^│ ([a-z-]+) +[A-Z]", done.stdout.partition(" Commands ")[2], re.MULTILINE) == VERBS
    assert VERBS[:2] == ["init", "build"]


def test_a_real_interrupt_ends_with_one_line_and_130(tmp_path: Path) -> None:
    for number in range(150):
        (tmp_path / f"{number}.txt").write_text(f"Article {number}\n\n{GOOD}", "utf-8")
    command = [sys.executable, "-m", "kg", "build", str(tmp_path), "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not (tmp_path / "out" / ".building").exists() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        told, remarks = process.communicate(timeout=120)
    assert (process.returncode, told, remarks) == (130, "", "kg: interrupted\n")
    assert not (tmp_path / "out" / ".building").exists()


def on_a_terminal(*command: str) -> str:
    """What a command writes to stderr when that is a terminal, without control sequences."""
    ours, theirs = pty.openpty()
    there = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, cwd=ROOT, stderr=theirs, stdout=subprocess.DEVNULL, env=there):
        os.close(theirs)
        written = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            written += part
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.decode())


def test_progress_is_for_terminals_and_quiet_has_none(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(12):
        (articles / f"{number}.txt").write_text(f"Article {number}\n\n{GOOD * 3}", "utf-8")
    command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(tmp_path / "out")]
    assert re.search(r"extract +━.* 12/12 \d:\d\d:\d\d", seen := on_a_terminal(*command)), seen
    assert on_a_terminal(*command, "--fresh", "--quiet") == ""


def test_progress_has_a_rate_and_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a clock of the test's own: how fast this machine is says nothing."""
    now = 100.0
    monkeypatch.setattr(saying, "perf_counter", lambda: now)
    bar = saying.Bar()
    paces = []
    calls = ((100.0, "extract", 0), (100.1, "extract", 1), (104.0, "extract", 6), (106.0, "extract", 12), (107.0, "write", 3))
    for second, stage, done in calls:
        now = second
        bar(stage, done, 12)
        paces.append(bar._rich.tasks[0].fields["pace"])
    assert paces == ["", "", "1.5 articles/s, 0:00:04 left", "", ""]
    for second, done in ((200.0, 0), (204.0, 6)):  # a stream does not say how much is to come
        now = second
        bar("extract", done, 0)
    assert (bar._rich.tasks[0].fields["pace"], bar._rich.tasks[0].total) == ("1.5 articles/s", None)


def completed(line: str) -> list[str]:
    """What bash is offered at the end of a line."""
    words = line.split(" ")
    asked = {"_KG_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "from kg.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **asked}, capture_output=True, text=True, check=False)
    return lines(done.stdout)


def test_the_shell_completes_verbs_names_questions_and_documents(built: Path) -> None:
    assert completed("kg time") == ["timeline"]
    assert completed("kg ask hold") == ["holders"]
    assert completed(f"kg show -o {built} Bris") == ["Brisetel"]
    assert completed(f"kg remove -o {built} bon") == ["bon article.txt"]
    assert completed("kg show -o nowhere Bris") == []


def test_the_reader_of_a_pipe_may_leave_early(built: Path) -> None:
    command = f"'{sys.executable}' -m kg query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' -f csv -o '{built}' | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("s,p,o\n", "")
