"""From sources to an output folder: the rooms in order. The same sources give the same bytes, in whatever order they are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from kg.errors import DocumentError, KgError
from kg.folder import Progress, decisions, publish, silent, workplace, write
from kg.report import Report, count
from kg.types import Document, Extraction, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gaps import Gap

#: Documents that go through the language pipelines together.
BATCH = 32

class Extracts(Protocol):
    """What a build needs of an extractor (`kg.claims.Extractor` is one)."""

    def extract(self, document: Document) -> Extraction:
        """What one document says."""

    def pipe(self, documents: Iterable[Document], *, batch_size: int = BATCH) -> Iterator[Extraction]:
        """What many documents say, in their order."""


def read(sources: Sequence[str | Path], *, meta: Path | None = None) -> tuple[list[Document], list[Issue]]:
    """Every article in `sources`, sorted by name, and an issue for everything that is none."""
    from kg.documents import read_sources

    found = list(read_sources(sources, meta=meta))
    documents = [one for one in found if isinstance(one, Document)]
    return sorted(documents, key=lambda document: document.name), [one for one in found if isinstance(one, Issue)]


def extract_all(extractor: Extracts, documents: Sequence[Document], progress: Progress = silent) -> Iterator[Extraction | Issue]:
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


def build(
    sources: Sequence[str | Path],
    output: str | Path,
    *,
    claims: Path | None = None,
    judgements: Path | None = None,
    meta: Path | None = None,
    models: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    extractor: Extracts | None = None,
) -> Report:
    """Read `sources` (files, folders, "-"), extract claims, and write claims, graph and store into `output`.

    With `claims`, a file of annotations, nothing is extracted: the graph is made of these claims alone, and `sources` are the
    articles in which their words stand, as far as they are at hand. `judgements` is a file of what people decided, by default
    judgements.jsonl in `output`, which no build changes. `meta` is a CSV with metadata that the articles lack;
    `models` chooses a spaCy pipeline per language. What cannot be read is in the report's issues; with no readable document
    nothing is written. Raises KgError for bad configuration.
    """
    from kg.manifest import write_manifest

    started = perf_counter()
    output, progress = Path(output), progress or silent
    decided = decisions(output, judgements)
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
        with workplace(output) as work:
            entities, facts = write(work, output, extractions, issues, decided, progress)
            write_manifest(work / "manifest.json", extractions, models or {}, decided)
            publish(work, output)
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
