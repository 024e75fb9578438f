"""Archives and web pages from the command line to the pages of the graph: names with # and / everywhere, the same bytes again."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import rdflib

from kg.fetching import fetcher
from kg.fetching.manners import Manners
from kg.folder import FILES
from kg.ids import document_id
from kg.records import read_lines
from tests.cli.calling import GOOD, kg_, lines
from tests.fetching.conftest import Site

NAME = "corpus.csv.gz#2019/a b é"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A build of an archive with a strange id and of a web page, made twice; and the page's address."""
    monkeypatch.setattr(fetcher, "Manners", lambda: Manners(delay=0.0))
    archive = tmp_path / "corpus.csv.gz"
    archive.write_bytes(gzip.compress(f'id,corps\n2019/a b é,"{GOOD}"\n3,\n'.encode()))
    site = Site()
    try:
        page = GOOD.replace("Nuvéa", "Mervant").encode()
        site.pages |= {"/p?x=<1>&y='2'": (404, {}, b""), "/p?x=%3C1%3E&y='2'": (200, {"Content-Type": "text/plain; charset=utf-8"}, page)}
        (tmp_path / "list.txt").write_text(f"{site.address}/p?x=<1>&y='2'\n{site.address}/gone\n", "utf-8")
        arguments = ["build", archive, "--fields", "text=corps", "--urls", tmp_path / "list.txt", "--allow-private", "-o", tmp_path / "out"]
        first = kg_(*arguments)
        assert first.exit_code == 0, first.output
        told = [line.split(": ")[0] for line in lines(first.stderr)]
        assert sorted(told) == sorted(["corpus.csv.gz:9", f"{site.address}/gone"]), first.stderr
        before, asked = {name: (tmp_path / "out" / name).read_bytes() for name in FILES}, len(site.asked)
        again = kg_(*arguments)
        assert again.exit_code == 0, again.output
        assert len(site.asked) == asked, "nothing is fetched again"
        assert {name: (tmp_path / "out" / name).read_bytes() for name in FILES} == before
        return tmp_path / "out", f"{site.address}/p?x=%3C1%3E&y='2'"
    finally:
        site.close()


def test_names_with_odd_characters_go_everywhere(built: tuple[Path, str]) -> None:
    output, address = built
    assert {row["doc"] for row in read_lines(output / "claims.jsonl")} == {NAME, address}
    found = {row["document"]["name"]: row["document"]["id"] for row in read_lines(output / "extractions.jsonl")}
    assert found[address] == document_id(address)
    for suffix in ("rdf", "ttl", "nt"):
        done = kg_("export", output / f"x.{suffix}", "-o", output)
        assert done.exit_code == 0, done.output
        graph = rdflib.Graph().parse(output / f"x.{suffix}")
        names = {str(name) for name in graph.objects(None, rdflib.DCTERMS.identifier)}
        assert {NAME, address} <= names
    shown = json.loads(kg_("show", "Nuvéa", "-o", output, "--json").stdout)
    assert NAME in json.dumps(shown, ensure_ascii=False)
    done = kg_("remove", address, "-o", output)
    assert done.exit_code == 0, done.output
    assert {row["doc"] for row in read_lines(output / "claims.jsonl")} == {NAME}


def test_wrong_fields_are_wrong_usage(tmp_path: Path) -> None:
    for fields in ("text", "colour=x"):
        done = kg_("build", tmp_path, "--fields", fields, "-o", tmp_path / "out")
        assert done.exit_code == 2
        assert "--fields" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_archive_is_more_than_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(2 * (json.dumps({"text": GOOD}) + "\n"), "utf-8")
    done = kg_("extract", tmp_path / "a.jsonl")
    assert done.exit_code == 1
    assert "more than one article" in done.stderr
