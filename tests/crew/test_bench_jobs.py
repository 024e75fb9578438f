"""The benchmark of processes works: all crews say the same, and every figure that is asked for is there; nothing is timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.crew import batches
from tests.benchmarks import bench_jobs
from tests.crew.extractors import Says


def test_the_benchmark_of_processes_works_on_invented_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    documents = bench_jobs.articles(4, tmp_path, corpus=tmp_path / "none")
    assert len({one.text for one in documents}) == 4
    assert all(one.lang == "fr" and len(one.text.split()) > 200 for one in documents)
    figures = bench_jobs.beside_bare(documents) | bench_jobs.by_crews(documents, tmp_path, Says())
    assert set(figures) == {
        "bare, words/s", "extraction, words/s", "extraction / bare", "1 process, words/s", "--jobs 2, words/s",
        "--dask, 2 workers, words/s", "--jobs 2 / 1 process", "--dask / --jobs 2",
    }  # fmt: skip
    assert min(figures.values()) > 0
    assert bench_jobs.about(documents)["words"] == sum(len(one.text.split()) for one in documents)
    readme = tmp_path / "README.md"
    readme.write_text("Before\n<!-- JOBS -->\nold\n<!-- END OF JOBS -->\nafter\n", "utf-8")
    bench_jobs.publish(figures, readme)
    told = readme.read_text("utf-8")
    assert told.startswith("Before\n<!-- JOBS -->\nTaken on 2")
    assert told.endswith("|\n<!-- END OF JOBS -->\nafter\n")
    assert "old" not in told
    assert f"| --jobs 2 / 1 process | {figures['--jobs 2 / 1 process']:,g} |" in told
