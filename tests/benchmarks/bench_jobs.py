"""Words a second of extraction: beside the bare spaCy pipelines, and by one process, two, and a Dask cluster; run by `make bench`.

Real articles where ../shared/corpus is at hand, invented ones elsewhere. KG_BENCH_EXTRACTED is how many (2,000). What is demanded holds of
so many, on two cores that do nothing else; then what was measured is added to results/jobs.json, whose README says what the figures mean.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from kg.claims import Extractor
from kg.crew import Crew, Extracts
from kg.crew.batches import batches
from kg.crew.crew import let_go
from kg.crew.process import load
from kg.documents import read_sources
from kg.ids import digest
from kg.language import pipelines
from kg.language.pieces import PLAIN, lines
from kg.types import Document, Extraction
from tests.benchmarks.bench_growth import note
from tests.benchmarks.synthetic import archive
from tests.conftest import ROOT
from tests.crew import clusters

pytestmark = pytest.mark.timeout(7200)
HERE = Path(__file__).parent
README, RESULTS = HERE / "README.md", HERE / "results" / "jobs.json"
CORPUS = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "corpus" / "orangesum-fr.jsonl.xz"
ARTICLES = int(os.environ.get("KG_BENCH_EXTRACTED", "2000"))
#: From how many articles on the start of processes no longer counts, so that what is demanded has to hold.
MANY = 1000
#: What is demanded: extraction against bare pipelines, two processes against one, two workers of a cluster against two processes.
BARE, TWO, DASK = 0.77, 1.6, 0.9


def articles(count: int, folder: Path, corpus: Path = CORPUS) -> list[Document]:
    """So many French articles; `folder` is where invented ones are written."""
    if not corpus.is_file():
        corpus = archive(folder / "invented.jsonl", count)
    return list(islice((one for one in read_sources([corpus], limit=count) if isinstance(one, Document)), count))


def words(documents: Iterable[Document]) -> int:
    """As white space parts them."""
    return sum(len(document.text.split()) for document in documents)


def beside_bare(documents: Sequence[Document]) -> dict[str, float]:
    """Extraction and the bare pipelines over the same batches in turn, in one process, by CPU time."""
    extractor, spent = Extractor(), {"bare": 0.0, "extraction": 0.0}
    load(extractor, documents)  # as a child process does

    def bare(batch: list[Document]) -> None:
        for lang in sorted({document.lang for document in batch}):
            texts = [text.translate(PLAIN) for document in batch if document.lang == lang for text, _, _ in lines(document)]
            for _ in pipelines.load(lang).pipe(texts, batch_size=64):
                pass

    def extraction(batch: list[Document]) -> None:
        for _ in extractor.pipe(batch, batch_size=len(batch)):
            pass

    ways = [bare, extraction]
    for one in ways:  # the first time costs more
        one(list(documents[:8]))
    for batch in batches(documents):
        for one in ways:
            started = time.process_time()
            one(batch)
            spent[one.__name__] += time.process_time() - started
        ways.reverse()  # neither always finds the words looked up by the other
    paces = {f"{name}, words/s": round(words(documents) / seconds) for name, seconds in spent.items()}
    return paces | {"extraction / bare": round(spent["bare"] / spent["extraction"], 3)}


@dataclass
class Pace:
    """How fast a crew was, in words a second of the clock, and a hash of what it said."""

    pace: float
    said: str


def pace(crew: Crew, documents: Sequence[Document]) -> Pace:
    """A crew at work on these documents, the start of its processes included."""
    let_go()  # a process that an earlier crew has left
    started = time.perf_counter()
    said = []
    with closing(crew.pipe(documents)) as found:
        for one in found:
            assert isinstance(one, Extraction), one
            said.append(" ".join([one.document.name, *(claim.id for claim in one.claims)]))
    return Pace(words(documents) / (time.perf_counter() - started), digest(said))


def crews(folder: Path, extractor: Extracts | None = None) -> Iterator[tuple[str, Crew]]:
    """One process, two, and a cluster with two workers whose files are in `folder`."""
    yield "1 process", Crew(jobs=1, extractor=extractor)
    yield "--jobs 2", Crew(jobs=2, extractor=extractor)
    with clusters.cluster(folder) as running:
        yield "--dask, 2 workers", Crew(dask=running.address, extractor=extractor)


def by_crews(documents: Sequence[Document], folder: Path, extractor: Extracts | None = None) -> dict[str, float]:
    """The same articles by each crew, one after another, which have to say the same."""
    found = {name: pace(crew, documents) for name, crew in crews(folder, extractor)}
    assert len({one.said for one in found.values()}) == 1
    one, two, dask = (one.pace for one in found.values())
    figures = {f"{name}, words/s": round(one.pace) for name, one in found.items()}
    return figures | {"--jobs 2 / 1 process": round(two / one, 2), "--dask / --jobs 2": round(dask / two, 2)}


def about(documents: Sequence[Document]) -> dict[str, float]:
    """What was worked through, and on which machine."""
    real = float(CORPUS.is_file())
    load = {"cores": os.cpu_count() or 0, "load before": round(os.getloadavg()[0], 1)}
    return {"articles": len(documents), "words": words(documents), "real articles": real, **load}


def table(figures: dict[str, float]) -> str:
    """The figures as a table of the README."""
    cells = "\n".join(f"| {name} | {value:,g} |" for name, value in figures.items())
    return f"Taken on {datetime.now(UTC).date().isoformat()}:\n\n| | |\n|---|---|\n{cells}\n"


def publish(figures: dict[str, float], readme: Path = README) -> None:
    """Put the table into the README, in the stead of the one that is there."""
    first, _, rest = readme.read_text("utf-8").partition("<!-- JOBS -->\n")
    readme.write_text(f"{first}<!-- JOBS -->\n{table(figures)}{rest[rest.index('<!-- END OF JOBS -->') :]}", "utf-8")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    return articles(ARTICLES, tmp_path_factory.mktemp("articles"))


@pytest.fixture(scope="module")
def measured(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    machine, folder = about(documents), tmp_path_factory.mktemp("measured")
    beside = beside_bare(documents)
    results = RESULTS if len(documents) >= MANY else folder / "trial.json"
    note("extraction beside bare spaCy", machine | beside, results)
    machine = about(documents)
    crews_ = by_crews(documents, folder)
    note("processes", machine | crews_, results)
    if len(documents) >= MANY:
        publish(machine | beside | crews_)
    return beside | crews_


def test_extraction_takes_little_more_than_the_bare_pipelines(measured: dict[str, float]) -> None:
    assert measured["extraction / bare"] >= BARE or ARTICLES < MANY


def test_two_processes_and_two_workers_of_a_cluster_share_the_work(measured: dict[str, float]) -> None:
    if ARTICLES >= MANY and (os.cpu_count() or 0) >= 2:
        assert measured["--jobs 2 / 1 process"] >= TWO
        assert measured["--dask / --jobs 2"] >= DASK
