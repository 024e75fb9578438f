"""The wheel holds all that the program needs: it runs where the checkout is not."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def kg_(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=installed.parent, env=environment, capture_output=True, text=True, check=False)


def test_data_that_is_no_python_travels_along(installed: Path) -> None:
    """The explorer's built scripts among it, where they were built; not what they are built from."""
    source = ROOT / "kg" / "web" / "ui"
    every = [path for path in (ROOT / "kg").rglob("*") if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts]
    wanted = [path for path in every if not path.is_relative_to(source)]
    assert not (installed / "kg" / "web" / "ui").exists()
    assert [str(path) for path in wanted if not (installed / path.relative_to(ROOT)).is_file()] == []
    for path in (ROOT / "ontology").rglob("*.*"):
        if path.is_file():
            assert (installed / "kg" / "_ontology" / path.relative_to(ROOT / "ontology")).is_file(), path.name


def test_the_installed_program_reads_an_article(installed: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import kg; print(kg.__file__)"],
        cwd=installed.parent, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(installed)
    article = installed.parent / "article.txt"
    article.write_text("Brisetel grows\n\n12 March 2019\n\nBrisetel acquired Ondalys for 12 million euros in 2018.\n", "utf-8")
    done = kg_(installed, "build", "article.txt", "-o", "out")
    assert done.returncode == 0, done.stderr
    asked = kg_(installed, "query", "ASK { ?thing ?p ?name FILTER(STR(?name) = 'Ondalys') }", "-o", "out")
    assert asked.stdout.strip() == "true", asked.stderr
