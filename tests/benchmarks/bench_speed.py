"""How long the parts take, against limits wide enough for a busy machine; run by `make bench`, never by `make test`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import names
from kg.documents.segments import segments
from kg.language.values import find_values

ROOT = Path(__file__).parents[2]

ARTICLE = (
    "Le groupe Brumelia, détenu à 44,3 % par Orvalis et à 22,2 % par Corvane, a annoncé mardi avoir levé 225 millions d'euros auprès de "
    "plusieurs fonds. Créée en 2012, la société emploie plus de 300 salariés dans trois pays et vise un chiffre d'affaires de 50 millions "
    "d'euros d'ici 2025, contre 12 l'an dernier. Selon Les Échos, elle a vendu ses parts à la Caisse des Dépôts. "
)


def best_of(runs: int, call: Callable[[], object]) -> float:
    """Seconds of CPU time of the fastest of some runs, the first of which only warms up."""
    call()
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def within(what: str, seconds: float, limit: float) -> None:
    print(f"{what}: {seconds * 1000:.1f} ms, limit {limit * 1000:.0f} ms")
    assert seconds < limit


def test_values_in_3000_characters() -> None:
    text = (ARTICLE * 10)[:3000]
    within("values", best_of(15, lambda: find_values(text, "fr", published="2020-05-27")), 0.006)


def test_known_names_in_3000_characters() -> None:
    text = (ARTICLE * 10)[:3000]
    within("known names", best_of(20, lambda: names.gazetteer().find(text)), 0.005)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pipelines_load(lang: str) -> None:
    code = (
        "import time, spacy, kg.language.components; from kg.language import pipelines; "
        f"started = time.process_time(); pipelines.load({lang!r}); print(time.process_time() - started)"
    )
    taken = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(3)]
    within(f"loading {lang} in a process of its own", min(taken), 1)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 200_000, "Nubia\n" * 40_000, "Commentaires (3)\n" * 5_000, "Le 20/03/2015 à 10h59\n" * 5_000, "- " * 100_000, "« " * 100_000,
        "Lire aussi\n" * 10_000, "x" * 400_000,
    ],
    ids=["words", "lines", "headings", "stamps", "bullets", "quotes", "links", "one-word"],
)  # fmt: skip
def test_segments_of_long_monotonous_text(text: str) -> None:
    opening = "Nubia rachète Ciello\n\nNubia a annoncé lundi le rachat de Ciello pour 12 millions d'euros.\n"
    within("segments", best_of(1, lambda: segments(opening + text)), 5)


def test_build_of_five_articles(tmp_path: Path) -> None:
    started = time.perf_counter()
    report = kg.build([ROOT / "seeds"], tmp_path / "out")
    assert report.documents == 5
    within("build of the seeds", time.perf_counter() - started, 60)
