"""`kg search`: hits for people and for machines, and what goes to stderr."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import kg_


def test_people_get_a_table(built: Path) -> None:
    done = kg_("search", "NUVEA", "-o", built)
    assert done.exit_code == 0, done.output
    [first, *rest] = [line.split() for line in done.stdout.splitlines() if line.strip()][2:]
    assert first[:3] == ["entity", "Nuvéa", "Organisation"]
    assert {row[0] for row in rest} == {"document", "claim"}
    assert done.stderr == f"{1 + len(rest)} found\n"


def test_machines_get_a_list(built: Path) -> None:
    done = kg_("search", "rachat", "achete", "ondalys", "--json", "-o", built)
    assert json.loads(done.stdout) == []
    [hit] = json.loads(kg_("search", "rachetée", "l'Ondalys", "--kind", "claim", "--json", "-o", built).stdout)
    assert (hit["kind"], hit["detail"], hit["alike"]) == ("claim", "bon article.txt", False)
    assert hit["iri"].endswith("/claim/" + hit["id"])
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["racheté", "Ondalys"]


def test_what_nothing_is_called_brings_names_spelled_alike(built: Path) -> None:
    done = kg_("search", "brisetle", "-o", built)
    assert "Brisetel" in done.stdout
    assert done.stderr == "1 found; nothing is called so, these names are spelled alike\n"
    nothing = kg_("search", "xyzzy", "-o", built)
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "0 found\n")


def test_mistakes_end_with_one_line(tmp_path: Path) -> None:
    done = kg_("search", "x", "-o", tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert kg_("search").exit_code == 2
