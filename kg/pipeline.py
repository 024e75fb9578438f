"""From sources to an output folder: the rooms in order, so that a reader of the folder never sees half a build.

Everything is written to a folder beside the results and moved over them at the end; a build that fails, or is
interrupted, leaves the last good one where it is. The same sources give the same bytes, in whatever order they are named.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from kg.errors import DocumentError, KgError, StoreError
from kg.records import claim_row, extraction_row, write_lines
from kg.report import Report, count
from kg.types import Document, Extraction, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gaps import Gap
    from kg.graph.store import Store

#: Called with the stage, how many documents are done in it, and how many there are.
Progress = Callable[[str, int, int], None]

#: Documents that go through the language pipelines together.
BATCH = 32

#: What a build leaves in its output folder, the store aside; the manifest last, as the sign that all is there.
FILES = ("claims.jsonl", "extractions.jsonl", "issues.jsonl", "graph.ttl", "graph.trig", "graph.html", "manifest.json")


class Extracts(Protocol):
    """What a build needs of an extractor (`kg.claims.Extractor` is one)."""

    def extract(self, document: Document) -> Extraction:
        """What one document says."""

    def pipe(self, documents: Iterable[Document], *, batch_size: int = BATCH) -> Iterator[Extraction]:
        """What many documents say, in their order."""


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def read(sources: Sequence[str | Path], *, meta: Path | None = None) -> tuple[list[Document], list[Issue]]:
    """Every article in `sources`, sorted by name, and an issue for everything that is none."""
    from kg.documents import read_sources

    found = list(read_sources(sources, meta=meta))
    documents = [one for one in found if isinstance(one, Document)]
    return sorted(documents, key=lambda document: document.name), [one for one in found if isinstance(one, Issue)]


def extract_all(extractor: Extracts, documents: Sequence[Document], progress: Progress = _silent) -> Iterator[Extraction | Issue]:
    """What each document says, in order; one that cannot be worked through becomes an issue and the rest go on.

    A KgError (a missing model, a broken rule) is everybody's problem and passes through.
    """
    total = len(documents)
    for start in range(0, total, BATCH):
        batch = documents[start : start + BATCH]
        done = []
        try:
            for extraction in extractor.pipe(batch, batch_size=BATCH):
                done.append(extraction)
                progress("extract", start + len(done), total)
        except KgError:
            raise
        except Exception:  # one article must not stop the others: find it by going one by one
            yield from done
            for number, document in enumerate(batch[len(done) :], start=start + len(done) + 1):
                yield _extract_one(extractor, document)
                progress("extract", number, total)
        else:
            yield from done


def _extract_one(extractor: Extracts, document: Document) -> Extraction | Issue:
    try:
        return extractor.extract(document)
    except KgError:
        raise
    except Exception as error:
        reason = f"could not be worked through ({type(error).__name__}: {' '.join(str(error).split()) or 'no reason given'})"
        return Issue(doc=document.name, kind="extraction-failed", message=reason)


def _only(source: str | Path, meta: Path | None) -> Document:
    """The one article that `source` is."""
    documents, issues = read([source], meta=meta)
    for issue in issues:
        raise DocumentError(issue.doc, issue.kind, issue.message)
    if len(documents) != 1:
        raise DocumentError(str(source), "folder", "holds more than one article; `kg build` reads them all")
    return documents[0]


def extract(source: str | Path, *, meta: Path | None = None, models: Mapping[str, str] | None = None) -> Extraction:
    """What one article says: `source` is a file, or "-" for standard input. Raises DocumentError when it is no article."""
    document = _only(source, meta)
    from kg.claims import Extractor

    found = _extract_one(Extractor(models), document)
    if isinstance(found, Issue):
        raise DocumentError(found.doc, found.kind, found.message)
    return found


def why_not(source: str | Path, *, meta: Path | None = None, models: Mapping[str, str] | None = None) -> list[Gap]:
    """The sentences of one article that name two things and make no claim, with the nearest rule and what it lacked.

    `source` is a file, or "-" for standard input. Raises DocumentError when it is no article.
    """
    from kg.claims import Extractor

    return Extractor(models).gaps(_only(source, meta))


def store_folder(folder: str | Path) -> Path:
    """Where the store is: inside what `build` left in `folder`, or `folder` itself. Raises StoreError when there is none."""
    folder = Path(folder)
    path = folder / "store" if (folder / "store").is_dir() else folder
    if not (path / "CURRENT").is_file():  # RocksDB's pointer to what is current: without it there is no store
        raise StoreError(f"{folder}: no graph here; make one with `kg build SOURCES -o {folder}`")
    return path


def open_store(folder: str | Path = "output") -> Store:
    """The graph that `build` left in `folder` (or a store's own folder), for reading. Raises StoreError when there is none."""
    from kg.graph.store import Store

    return Store(store_folder(folder), read_only=True)


def build(
    sources: Sequence[str | Path],
    output: str | Path,
    *,
    claims: Path | None = None,
    meta: Path | None = None,
    models: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    extractor: Extracts | None = None,
) -> Report:
    """Read `sources` (files, folders, "-"), extract claims, and write claims, graph and store into `output`.

    With `claims`, a file of annotations, nothing is extracted: the graph is made of these claims alone, and `sources` are the
    articles in which their words stand, as far as they are at hand. `meta` is a CSV with metadata that the articles lack;
    `models` chooses a spaCy pipeline per language. What cannot be read is in the report's issues; with no readable document
    nothing is written. Raises KgError for bad configuration.
    """
    started = perf_counter()
    output, progress = Path(output), progress or _silent
    documents, issues = read(sources, meta=meta)
    extractions: list[Extraction] = []
    for found in _said(documents, claims, extractor, models, progress):
        if isinstance(found, Issue):
            issues.append(found)
        else:
            extractions.append(found)
            issues.extend(found.issues)
    entities = facts = 0
    if extractions:
        with _workplace(output) as work:
            entities, facts = _write(work, extractions, issues, models or {}, progress)
            _publish(work, output)
    return Report(
        output=output,
        documents=len(extractions),
        claims=count(claim for extraction in extractions for claim in extraction.claims),
        entities=entities,
        facts=facts,
        issues=tuple(issues),
        seconds=perf_counter() - started,
    )


def _said(
    documents: list[Document], claims: Path | None, extractor: Extracts | None, models: Mapping[str, str] | None, progress: Progress
) -> Iterator[Extraction | Issue]:
    """What the documents say: by extraction, or by the claims that somebody brought."""
    if claims is not None:
        from kg.annotations import read_annotations

        yield from read_annotations(claims, documents)
    elif documents:
        if extractor is None:
            from kg.claims import Extractor

            extractor = Extractor(models)
        yield from extract_all(extractor, documents, progress)


def _write(
    work: Path, extractions: list[Extraction], issues: list[Issue], models: Mapping[str, str], progress: Progress
) -> tuple[int, int]:
    """Write every file and the store into `work`; returns how many entities and facts there are."""
    from kg.entities import resolve
    from kg.exports import export
    from kg.facts import conflicts, group, hear
    from kg.graph.store import Store
    from kg.graph.triples import conflict_quads, document_quads, fact_quads
    from kg.manifest import write_manifest

    total = len(extractions)
    progress("resolve", 0, total)
    write_lines(work / "claims.jsonl", (claim_row(claim) for extraction in extractions for claim in extraction.claims))
    write_lines(work / "extractions.jsonl", map(extraction_row, extractions))
    write_lines(work / "issues.jsonl", ({"doc": issue.doc, "kind": issue.kind, "message": issue.message} for issue in issues))
    resolution = resolve(extractions)
    voices = hear(extractions, resolution)
    facts = group(voices)
    with Store(work / "store") as store:
        for number, extraction in enumerate(extractions, start=1):
            store.load(document_quads(extraction, resolution))
            progress("graph", number, total)
        store.load(fact_quads(facts, resolution))
        store.load(conflict_quads(conflicts(voices, resolution)))
        for name in ("graph.ttl", "graph.trig", "graph.html"):
            progress(name, total, total)
            export(store, work / name)
    write_manifest(work / "manifest.json", extractions, models)
    return len(resolution.entities), len(facts)


@contextmanager
def _workplace(output: Path) -> Iterator[Path]:
    """A fresh folder inside `output` that is gone afterwards; one build at a time."""
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{output}: cannot be written to ({error.strerror})") from None
    work = output / ".building"
    with _lock(output):
        shutil.rmtree(work, ignore_errors=True)  # of a build that was killed
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _lock(output: Path) -> Iterator[None]:
    """Hold `output` against a second build; the system lets go of it even when the process is killed."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: no advisory locks, one build at a time is then up to the user
        yield
        return
    with (output / ".lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"{output}: another build is writing here; wait for it or choose another -o") from None
        yield


def _publish(work: Path, output: Path) -> None:
    """Move what was built over what is there, the store first and the manifest last."""
    from kg.graph.store import publish

    publish(work / "store", output / "store")
    for name in FILES:
        os.replace(work / name, output / name)
