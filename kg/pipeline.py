"""From sources to an output folder: the rooms in order, so that a reader of the folder never sees half a build.

The same sources give the same bytes, in whatever order they are named and by whatever builds they came in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import DocumentError, KgError, StoreError
from kg.folder import INDEX, PAGES, Progress, decisions, extractions_in, silent, store_folder, workplace
from kg.records import read_lines
from kg.report import Report
from kg.types import Document, Extraction, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gaps import GapView
    from kg.index import Index

#: Documents that go through the language pipelines together.
BATCH = 32

class Extracts(Protocol):
    """What a build needs of an extractor (`kg.claims.Extractor` is one)."""

    def extract(self, document: Document) -> Extraction:
        """What one document says."""

    def pipe(self, documents: Iterable[Document], *, batch_size: int = BATCH) -> Iterator[Extraction]:
        """What many documents say, in their order."""


def read(sources: Sequence[str | Path], **how: Any) -> tuple[list[Document], list[Issue]]:
    """Every article in `sources`, sorted by name, and an issue for everything that is none; `how` as for `read_sources`."""
    from kg.documents import read_sources

    found = list(read_sources(sources, **how))
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
    documents, issues = read([source], meta=meta, limit=2)
    for issue in issues:
        raise DocumentError(issue.doc, issue.kind, issue.message)
    if len(documents) != 1:
        raise DocumentError(str(source), "folder", "holds more than one article; `kg build` reads them all")
    return documents[0]


def extract(
    source: str | Path, *, meta: Path | None = None, models: Mapping[str, str] | None = None, rules: Sequence[str | Path] = ()
) -> Extraction:
    """What one article says: `source` is a file, or "-" for standard input; `rules` as for `build`. DocumentError when it is no article."""
    document = _only(source, meta)
    from kg.claims import Extractor

    found = _extract_one(Extractor(models, rules), document)
    if isinstance(found, Issue):
        raise DocumentError(found.doc, found.kind, found.message)
    return found


def why_not(
    source: str | Path, *, meta: Path | None = None, models: Mapping[str, str] | None = None, rules: Sequence[str | Path] = ()
) -> list[GapView]:
    """The sentences of one article that name two things and make no claim, with the nearest rule and what it lacked.

    `source` is a file, or "-" for standard input; `rules` as for `build`. Raises DocumentError when it is no article.
    """
    from kg.claims import Extractor

    return Extractor(models, rules).gaps(_only(source, meta))


def build(
    sources: Sequence[str | Path],
    output: str | Path,
    *,
    add: bool = False,
    fresh: bool = False,
    claims: Path | None = None,
    judgements: Path | None = None,
    meta: Path | None = None,
    models: Mapping[str, str] | None = None,
    rules: Sequence[str | Path] = (),
    fields: Mapping[str, str] | None = None,
    urls: Sequence[Path] = (),
    limit: int | None = None,
    allow_private: bool = False,
    progress: Progress | None = None,
    extractor: Extracts | None = None,
) -> Report:
    """Read `sources` (files, folders, archives, web addresses, "-"), extract claims, and write claims, graph and store into `output`.

    What is there already and has not changed is not worked through again, unless `fresh`. Afterwards the graph is that of `sources`
    alone or, with `add`, of these and whatever was there. With `claims`, a file of annotations, nothing is extracted: the graph is
    made of these claims, and `sources` are the articles in which their words stand, as far as they are at hand. `judgements` is a
    file of what people decided, by default judgements.jsonl in `output`, which no build changes. `meta` is a CSV with metadata that
    the articles lack; `models` chooses a spaCy pipeline per language; `rules` are files of rules, or
    folders of them, that are heeded beside the shipped ones; `fields`, `urls`, `limit` and `allow_private` are as for `read_sources`,
    and pages that were fetched stay in the folder `pages` of `output`. What cannot be read is in the report's issues; with no readable
    document nothing is written. Raises KgError for bad configuration.
    """
    from kg.index import Index
    from kg.rulefiles import files_of
    from kg.writing import write

    started = perf_counter()
    output, progress, own = Path(output), progress or silent, files_of(rules)
    decided = decisions(output, judgements)
    documents, issues = read(
        sources, meta=meta, fields=fields, urls=urls, pages=output / PAGES, limit=limit, allow_private=allow_private
    )
    if not documents and claims is None:
        return Report(output=output, documents=0, claims={}, entities=0, facts=0, issues=tuple(issues), seconds=perf_counter() - started)
    with workplace(output) as work:
        index = Index(output / INDEX)
        try:
            known = {} if fresh else index.fingerprints()
            put: list[tuple[Extraction, str]] = []
            same: set[str] = set()
            for found, mark in _said(documents, claims, extractor, models, own, known, progress):
                if isinstance(found, Issue):
                    issues.append(found)
                elif isinstance(found, str):
                    same.add(found)
                else:
                    put.append((found, mark))
            there = index.fingerprints()
            if add and not there:  # the index is gone, or of another form
                new = {extraction.document.name for extraction, _ in put}
                put += [(old, "") for old in extractions_in(output) if old.document.name not in new]
            gone = set() if add else there.keys() - same - {extraction.document.name for extraction, _ in put}
            if put or same:
                with index:
                    changes = index.update(put=put, drop=gone, judgements=decided)
                    write(work, output, index, changes, issues=issues, models=models or {}, rules=own, progress=progress)
            return _report(output, index, issues, started)
        finally:
            index.close()


def remove(names: Sequence[str], output: str | Path, *, progress: Progress | None = None) -> Report:
    """Take documents, by name, out of what `build` left in `output`: exactly what only they said goes.

    Raises StoreError when there is no such document, or when nothing would be left.
    """
    from kg.index import Index
    from kg.writing import write

    started = perf_counter()
    output = Path(output)
    store_folder(output)
    with workplace(output) as work:
        index = Index(output / INDEX)
        try:
            there = index.fingerprints()
            put = [] if there else [(old, "") for old in extractions_in(output)]  # the index is gone, or of another form
            there |= {old.document.name: mark for old, mark in put}
            for name in names:
                if name not in there:
                    raise StoreError(f"{output}: no document here is called {name}")
            if not there.keys() - set(names):
                raise StoreError(f"{output}: this would leave nothing; delete the folder instead")
            rows = read_lines(output / "issues.jsonl")
            issues = [Issue(**row) for row in rows if row["doc"] not in there]  # of sources that could not be read
            with index:
                changes = index.update(put=[(old, mark) for old, mark in put if old.document.name not in names], drop=names)
                write(work, output, index, changes, issues=issues, progress=progress or silent)
            return _report(output, index, issues, started)
        finally:
            index.close()


def _report(output: Path, index: Index, issues: list[Issue], started: float) -> Report:
    """What is in the index now, and what went wrong on the way."""
    every = [*issues, *index.issues()]
    counts = index.counts()
    return Report(
        output=output, documents=counts["documents"], claims=index.claims.counts(), entities=counts["entities"], facts=counts["facts"],
        issues=tuple(every), seconds=perf_counter() - started,
    )  # fmt: skip


def _said(
    documents: list[Document],
    claims: Path | None,
    extractor: Extracts | None,
    models: Mapping[str, str] | None,
    own: Sequence[Path],
    known: Mapping[str, str],
    progress: Progress,
) -> Iterator[tuple[Extraction | Issue | str, str]]:
    """What the documents say, with the fingerprint of what that was made from: by extraction, or by claims that somebody brought.

    A document whose fingerprint is known is only named.
    """
    from kg.manifest import Maker

    maker = Maker(models or {}, own)
    if claims is not None:
        from kg.annotations import read_annotations

        for found in read_annotations(claims, documents):
            mark = maker.brought(found) if isinstance(found, Extraction) else ""
            same = isinstance(found, Extraction) and known.get(found.document.name) == mark
            yield (found.document.name if same and isinstance(found, Extraction) else found), mark
        return
    marks = {document.name: maker.fingerprint(document) for document in documents}
    if extractor is not None:  # nobody knows what it does: what it said before may not be what it says now
        known = {}
    changed = [document for document in documents if known.get(document.name) != marks[document.name]]
    if len(changed) < len(documents):
        rest = {document.name for document in changed}
        yield from ((document.name, "") for document in documents if document.name not in rest)
    if changed:
        if extractor is None:
            from kg.claims import Extractor

            extractor = Extractor(models, own)
        for said in extract_all(extractor, changed, progress):
            yield said, marks[said.document.name] if isinstance(said, Extraction) else ""
