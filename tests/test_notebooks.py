"""The notebook runs from top to bottom on the articles in seeds/, and is kept without outputs."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

#: Put before the notebook's own cells in the test: what the notebook makes Python warn of is a mistake in it. The kernel's own
#: remark about how it shuts down is not the notebook's.
STRICT = """
import warnings
warnings.simplefilter("error")
warnings.filterwarnings("ignore", message=".*`do_shutdown`", category=PendingDeprecationWarning)
"""


@pytest.fixture(scope="module")
def notebook(root: Path) -> Any:
    return nbformat.read(root / "notebooks" / "tour.ipynb", as_version=4)


@pytest.fixture(scope="module")
def outputs(notebook: Any, root: Path) -> list[str]:
    """Everything that each code cell showed, as text, after the notebook ran in its own folder."""
    nbformat.validate(notebook)
    ran = nbformat.from_dict(notebook.copy())
    ran.cells = [nbformat.v4.new_code_cell(STRICT), *ran.cells]
    client = NotebookClient(ran, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(root / "notebooks")}})
    client.execute(env={**os.environ, "PYTHONPATH": str(root)})  # this checkout, as in all other tests
    return ["".join(shown(output) for output in cell.outputs) for cell in ran.cells if cell.cell_type == "code"][1:]


def shown(output: Any) -> str:
    data = output.get("data", {})
    return output.get("text", "") + data.get("text/plain", "") + data.get("image/svg+xml", "")


def test_it_is_kept_without_outputs(notebook: Any) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) >= 6
    assert [cell.id for cell in code if cell.outputs or cell.execution_count] == []


def test_it_runs_and_every_cell_shows_something(outputs: list[str]) -> None:
    *telling, last = outputs
    assert all(text.strip() for text in telling), outputs
    assert last == ""
    assert outputs[0].startswith("5 documents · ")


def test_it_shows_what_it_speaks_of(outputs: list[str]) -> None:
    _, modalities, stakes, bought, dossier, degrees, drawing, _ = outputs
    assert "shareholding" in modalities
    assert "asserted" in modalities
    assert "44.3 %" in stakes
    assert "44.4 %" in stakes
    assert re.search(r"Orange\s+Cloudwatt\s+(asserted|corroborated)", bought)  # the purchase that a later article confirms
    assert re.search(r"Atos\s+Bull\s+\w+", bought)
    assert "competitor" in dossier
    assert "Numergy sont nés du projet" in dossier
    assert "Cloudwatt" in degrees
    assert drawing.count("<circle") >= 5
    assert "stroke-dasharray" in drawing
