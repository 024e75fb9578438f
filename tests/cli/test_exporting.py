"""`kg export` with what people keep and mail: a dossier, pictures, one thing, another language; and what is wrong usage."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import kg_, lines


@pytest.mark.parametrize("name", ["dossier.html", "timeline.svg", "timeline.png", "graph.svg", "graph.png", "brisetel.html"])
def test_files_about_one_thing(built: Path, tmp_path: Path, name: str) -> None:
    done = kg_("export", tmp_path / name, "--about", "BRISETEL", "--lang", "fr", "-o", built)
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / name).stat().st_size > 1000
    if name.endswith("html"):
        text = (tmp_path / name).read_text("utf-8")
        assert '<html lang="fr">' in text
        assert "Brisetel détient 44" in text


@pytest.mark.parametrize("name", ["graph.json", "graph.ftm.json", "graph.neo4j.zip"])
def test_files_for_other_programs(built: Path, tmp_path: Path, name: str) -> None:
    done = kg_("export", tmp_path / name, "-o", built)
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / name).stat().st_size > 500


def test_a_format_for_standard_output(built: Path) -> None:
    done = kg_("export", "-", "--format", "dossier.html", "--about", "Brisetel", "-o", built)
    assert done.exit_code == 0
    assert done.stdout.startswith("<!doctype html>")


def test_steps_and_dates_go_to_the_picture(built: Path, tmp_path: Path) -> None:
    done = kg_("export", tmp_path / "graph.svg", "--about", "Nuvéa", "--depth", "2", "--as-of", "2019", "-o", built)
    assert (done.exit_code, done.output) == (0, "")
    before = kg_("export", tmp_path / "dossier.html", "--about", "Nuvéa", "--as-of", "2018", "-o", built)
    assert (before.exit_code, before.output) == (0, "")
    assert "No article says anything about it." in (tmp_path / "dossier.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("graph.png", "--depth", "2"), 2, "--about NAME"),
        (("graph.png", "--undated"), 2, "--as-of DATE"),
        (("graph.png", "--lang", "de"), 2, "de"),
        (("graph.ttl", "--about", "Brisetel"), 1, ".ttl takes no --about"),
        (("dossier.html",), 1, "dossier.html needs --about"),
        (("dossier.html", "--about", "Brisetell"), 1, "did you mean Brisetel"),
        (("timeline.svg", "--about", "Brisetel", "--as-of", "soon"), 1, "is no date"),
    ],
)
def test_what_cannot_be_done_is_said(built: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    name, *options = arguments
    done = kg_("export", tmp_path / name, *options, "-o", built)
    assert done.exit_code == code
    assert told in done.stderr
    assert code == 2 or len(lines(done.stderr)) == 1
    assert list(tmp_path.iterdir()) == []
