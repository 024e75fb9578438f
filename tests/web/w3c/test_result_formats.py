"""The W3C's suites for results as JSON, CSV and TSV, asked over HTTP: content types, variables, rows, terms by their value."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

from tests.web.w3c.manifests import MF, QT, entries, local
from tests.web.w3c.sending import put, send

MEDIA = {".srj": "application/sparql-results+json", ".csv": "text/csv", ".tsv": "text/tab-separated-values"}
SUITES = ("csv-tsv-res", "json-res")
CASES = [(suite, *found) for suite in SUITES for found in [entries(suite)] for found in [(found[0], entry) for entry in found[1]]]


def test_the_suites_are_there(suites: Path) -> None:
    assert len(CASES) == 10


@pytest.mark.parametrize(("suite", "manifest", "entry"), CASES, ids=[local(entry) for _, _, entry in CASES])
def test_result_format(endpoint: str, suite: str, manifest: rdflib.Graph, entry: rdflib.term.Node) -> None:
    action = manifest.value(entry, MF.action)
    query, data, result = (
        Path(str(one).removeprefix("file://"))
        for one in (manifest.value(action, QT.query), manifest.value(action, QT.data), manifest.value(entry, MF.result))
    )
    put(endpoint, "default", data)
    media = MEDIA[result.suffix]
    headers = (("Content-Type", "application/sparql-query"), ("Accept", media))
    answer = send(endpoint, "POST", "/sparql", headers, query.read_bytes())
    assert (answer.status, answer.media) == (200, media), answer.text
    read = {".srj": _json, ".csv": _csv, ".tsv": _tsv}[result.suffix]
    assert read(answer.body) == read(result.read_bytes())


def _json(body: bytes) -> object:
    """A boolean, or the variables and the rows."""
    found = json.loads(body)
    if "boolean" in found:
        return found["boolean"]
    nodes: dict[str, int] = {}
    rows = [
        {
            name: (term["type"], term.get("datatype"), term.get("xml:lang"), _same(nodes, term["value"], term["type"] == "bnode"))
            for name, term in sorted(row.items())
        }
        for row in found["results"]["bindings"]
    ]
    return set(found["head"]["vars"]), rows


def _csv(body: bytes) -> object:
    return _by_name(list(csv.reader(io.StringIO(body.decode("utf-8")))))


def _tsv(body: bytes) -> object:
    """Cells as terms: a number is its value, however it is written (-3 is -3 as a negativeInteger too)."""
    names, *rows = (line.split("\t") for line in body.decode("utf-8").splitlines())
    return _by_name([names, *([_term(cell) for cell in row] for row in rows)])


def _by_name(table: list[list[str]]) -> list[dict[str, object]]:
    """Rows in their order, cells by the name of their column: SPARQL leaves the order of the columns of SELECT * open."""
    nodes: dict[str, int] = {}
    names, *rows = table
    return [{name: _same(nodes, cell, cell.startswith("_:")) for name, cell in sorted(zip(names, row, strict=True))} for row in rows]


def _term(cell: str) -> str:
    text, mark, kind = cell.rpartition("^^")
    return (
        text.strip('"') if mark and kind.strip("<>").startswith("http://www.w3.org/2001/XMLSchema#") and _number(text.strip('"')) else cell
    )


def _same(nodes: dict[str, int], text: str, blank: bool) -> object:
    """What a cell stands for: a blank node by when it first came, a number by its value, all else as it is."""
    if blank:
        return "blank", nodes.setdefault(text, len(nodes))
    return Decimal(text) if _number(text) else text


def _number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False
