"""The import for Neo4j: typed headers, every end known, texts that both importers read alike, a script that names every file and type."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kg import ontology
from kg.exports import export
from kg.exports.neo4j import _cell, _labels
from kg.graph.store import Store
from kg.graph.views import claims, facts
from tests.graph.sample import article, claim, extraction, pile, stored

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def store() -> Store:
    text = 'Brumeo "finance"\n  Serpentin; C:\\"tout\\" | reste.\n'
    told = article("awkward.txt", text, "fr", 'L\'"Écho" | \\', "2016-02-01")
    words = 'Brumeo "finance"\n  Serpentin; C:\\"tout\\" |'
    return stored([*pile(), extraction(replace(told, title='Titre "cité" \\'), [claim(told, "funding", "Brumeo", words, "Serpentin")])])


@pytest.fixture(scope="module")
def files(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("neo4j") / "graph.neo4j.zip"
    export(store, path)
    with zipfile.ZipFile(path) as made:
        assert made.testzip() is None
        return {name: made.read(name).decode("utf-8") for name in made.namelist()}


def rows(files: dict[str, str], name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(files[name], newline=""), strict=True))


def test_headers_are_typed_and_every_row_is_whole(files: dict[str, str]) -> None:
    assert list(files) == [
        "README.txt", "entities.csv", "articles.csv", "claims.csv", "figures.csv", "facts.csv", "links.csv", "load.cypher",
    ]  # fmt: skip
    kinds = {"", "ID", "LABEL", "START_ID", "END_ID", "TYPE", "boolean", "int", "double", "date", "string[]"}
    for name in (name for name in files if name.endswith(".csv")):
        table = list(csv.reader(io.StringIO(files[name], newline=""), strict=True))
        assert {column.partition(":")[2] for column in table[0]} <= kinds, name
        assert {len(row) for row in table} == {len(table[0])}, name
        assert len(table) > 2, name
        assert len(files[name].splitlines()) == len(table), "no line break within a cell"
        for row in rows(files, name):
            assert {value for column, value in row.items() if column.endswith(":boolean")} <= {"true", "false"}
            assert all(re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", value) for column, value in row.items() if column.endswith(":date"))


def test_every_end_is_a_node_and_no_id_is_there_twice(files: dict[str, str]) -> None:
    ids = [row["id:ID"] for name in ("entities.csv", "articles.csv", "claims.csv", "figures.csv") for row in rows(files, name)]
    assert len(ids) == len(set(ids))
    for name in ("facts.csv", "links.csv"):
        assert {row[end] for row in rows(files, name) for end in (":START_ID", ":END_ID")} <= set(ids)
    told = [one for name in ("facts.csv", "figures.csv") for row in rows(files, name) for side in ("claims", "against")
            for one in row[f"{side}:string[]"].split("|") if one]  # fmt: skip
    assert told
    assert set(told) <= set(ids)


def test_all_of_the_graph_is_in_it(files: dict[str, str], store: Store) -> None:
    assert len(rows(files, "facts.csv")) + len(rows(files, "figures.csv")) == len(facts(store))
    assert {row["id:ID"] for row in rows(files, "claims.csv")} == {f"claim:{one.id}" for one in claims(store)}
    (stake,) = (row for row in rows(files, "facts.csv") if (row[":START_ID"], row[":TYPE"]) == ("entity:brumeo", "SHAREHOLDING"))
    assert (stake[":END_ID"], stake["value"], stake["status"]) == ("entity:nuagis", "44.4 %", "corroborated")
    assert stake["disputed:boolean"] == "true"
    assert stake["evidence"]
    assert stake["source"]
    assert len(stake["against:string[]"].split("|")) == 1
    assert {row[":TYPE"] for row in rows(files, "links.csv")} == {"HAS", "SUBJECT", "OBJECT", "ACCORDING_TO", "FROM"}
    (nuagis,) = (row for row in rows(files, "entities.csv") if row["name"] == "Nuagis")
    assert nuagis[":LABEL"] == "Entity|Organisation"
    assert "Nuagis SA" in nuagis["aliases:string[]"].split("|")


def test_awkward_texts(files: dict[str, str]) -> None:
    (told,) = (row for row in rows(files, "claims.csv") if row["relation"] == "funding" and row["modality"] == "asserted")
    assert told["evidence"] == 'Brumeo "finance" Serpentin; C:\\ "tout\\ " |'
    (source,) = (row for row in rows(files, "articles.csv") if row["name"] == "awkward.txt")
    assert (source["title"], source["publisher"]) == ('Titre "cité" \\ ', 'L\'"Écho" | \\ ')
    for name, text in files.items():
        assert not (name.endswith(".csv") and re.search(r'\\"', text)), "a backslash right before a quotation mark escapes it in LOAD CSV"
    assert _cell(["a|b", "c"]) == "a/b|c"
    assert (_cell(None), _cell(True), _cell(0.5)) == ("", "true", "0.5")


def test_labels_go_up_to_what_is_above() -> None:
    assert _labels("DataCentre") == ["Entity", "Place", "DataCentre"]


def test_the_script_loads_every_file_and_every_type(files: dict[str, str]) -> None:
    script = files["load.cypher"]
    assert script.count("(") == script.count(")")
    assert "first_day: CASE WHEN row.`first_day:date` <> '' THEN date(row.`first_day:date`) END" in script
    assert script.count("{") == script.count("}")
    statements = [one.strip() for one in script.split(";\n") if one.strip()]
    assert all(one.startswith(("//", "CREATE CONSTRAINT", "LOAD CSV", "MATCH")) for one in statements)
    for name in (name for name in files if name.endswith(".csv")):
        assert f"'file:///{name}'" in script
        assert f"{name}" in files["README.txt"]
        header = files[name].split("\n", 1)[0].split(",")
        used = re.findall(r"row\.`([^`]+)`", "\n".join(one for one in statements if f"'file:///{name}'" in one))
        assert set(used) <= set(header)
    for name in ("facts.csv", "links.csv"):
        for type_ in {row[":TYPE"] for row in rows(files, name)}:
            assert re.search(rf"\[r?:{type_}[ \]]", script), type_
    assert all(re.fullmatch(r"[A-Z_]+", relation.upper()) for relation in ontology.load().relations)


def test_same_bytes_whatever_the_order_of_writing(tmp_path: Path) -> None:
    made = []
    for seed in range(2):
        mixed = pile()
        random.Random(seed).shuffle(mixed)
        export(stored(mixed, tmp_path / f"store{seed}"), tmp_path / "neo4j.zip", suffix=".neo4j.zip")
        made.append((tmp_path / "neo4j.zip").read_bytes())
    assert made[0] == made[1]
