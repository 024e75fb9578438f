"""The notebooks run from top to bottom on the articles in seeds/ or on their own, and are kept without outputs."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
#: Put before the notebook's own cells in the test: what the notebook makes Python warn of is a mistake in it. The kernel's own
#: remark about how it shuts down is not the notebook's.
STRICT = """
import warnings
warnings.simplefilter("error")
warnings.filterwarnings("ignore", message=".*`do_shutdown`", category=PendingDeprecationWarning)
"""


def run(name: str) -> list[str]:
    """Everything that each code cell showed, as text, after the notebook ran in its own folder."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    notebook.cells = [nbformat.v4.new_code_cell(STRICT), *notebook.cells]
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "notebooks")}})
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT)})  # this checkout, as in all other tests
    *telling, last = ["".join(shown(output) for output in cell.outputs) for cell in notebook.cells if cell.cell_type == "code"][1:]
    assert all(text.strip() for text in telling), telling
    assert last == ""
    return telling


def shown(output: Any) -> str:
    data = output.get("data", {})
    picture = "a picture" if "image/png" in data else ""
    return output.get("text", "") + data.get("text/plain", "") + data.get("text/html", "") + data.get("image/svg+xml", "") + picture


def test_there_are_three() -> None:
    assert NOTEBOOKS == ["tour", "who-owned-cloudwatt", "write-your-own-rule"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_is_kept_without_outputs(name: str) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) >= 6
    assert [cell.id for cell in code if cell.outputs or cell.execution_count] == []


def test_the_tour_shows_what_it_speaks_of() -> None:
    built, modalities, stakes, store, bought, dossier, table, degrees, drawing = run("tour")
    assert built.startswith("5 documents · ")
    assert "shareholding" in modalities
    assert "asserted" in modalities
    assert "44.3 %" in stakes
    assert "44.4 %" in stakes
    assert "A graph of 5 articles" in store
    assert re.search(r"Orange\s+Cloudwatt\s+(asserted|corroborated)", bought)  # the purchase that a later article confirms
    assert re.search(r"Atos\s+Bull\s+\w+", bought)
    assert '<div class="kg-view">' in dossier
    assert "competitor" in table
    assert "Numergy sont nés du projet" in table
    assert "Cloudwatt" in degrees
    assert drawing.count("<circle") >= 5
    assert "stroke-dasharray" in drawing


def test_the_story_tells_who_owned_what_and_since_when() -> None:
    store, stakes, beside, dots, conflict, days, thread, measures, drawing, proof, preferred = run("who-owned-cloudwatt")
    assert "A graph of 5 articles" in store
    assert {"44.3 %", "44.4 %"} <= set(re.findall(r"\d+\.\d %", stakes))
    assert re.search(r"Orange +44\.4 +44\.3", beside)
    assert "a picture" in dots
    assert "Orange holds a stake in Cloudwatt: 44.3 % or 44.4 %" in conflict
    assert re.search(r"2015-01-13 +Orange +acquisition +planned", days)
    assert re.search(r"today +Orange +acquisition +(asserted|corroborated)", days)
    assert [stage for stage in ("rumoured", "planned", "closed") if stage in thread] == ["rumoured", "planned", "closed"]
    assert re.search(r"^Cloudwatt +\d+ +0\.\d", measures, re.MULTILINE)
    assert "<svg" in drawing
    assert "has as shareholder" in proof
    assert preferred.startswith("44.4 % · corroborated · ")


def test_the_rule_that_is_written_finds_what_nothing_found_before() -> None:
    before, why, checked, told, found, built, dossier = run("write-your-own-rule")
    assert before == "()"
    assert "no rule knows one of groupe, dévorer" in why
    assert checked == "CheckReport(rules=1, examples=4, failures=())"
    assert "wanted {'subject': 'Brévent', 'object': 'Talmont'}, found Talmont → Brévent" in told
    assert found.count("rule acquisition.devour") == 2
    assert "according to" not in found
    assert "1 document · 2 claims" in built
    assert re.search(r"Talmont <b>acquires</b> Brévent <span class=\"kg-value\">12 million EUR", dossier)
