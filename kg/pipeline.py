"""From sources to an output folder: the rooms in order, so that a reader of the folder never sees half a build.

The same sources give the same bytes, in whatever order they are named and by whatever builds they came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from kg.crew import SECONDS, Crew, Extracts
from kg.errors import DocumentError, StoreError
from kg.folder import INDEX, PAGES, Progress, decisions, documents_in, extractions_in, silent, store_folder, workplace
from kg.journal import JOURNAL, Journal, drop
from kg.records import read_lines
from kg.report import Report
from kg.types import Document, Extraction, Issue

if TYPE_CHECKING:
    from kg.gaps import GapView
    from kg.index import Index


def read(sources: Sequence[str | Path], **how: Any) -> tuple[list[Document], list[Issue]]:
    """Every article in `sources`, sorted by name, and an issue for everything that is none; `how` as for `read_sources`."""
    from kg.documents import read_sources

    found = list(read_sources(sources, **how))
    documents = [one for one in found if isinstance(one, Document)]
    return sorted(documents, key=lambda document: document.name), [one for one in found if isinstance(one, Issue)]


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
    from kg.crew.extracting import extract_one

    found = extract_one(Extractor(models, rules), document)
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
    jobs: int | None = None,
    dask: str | None = None,
    article_timeout_s: float = SECONDS,
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
    and pages that were fetched stay in the folder `pages` of `output`. Articles are worked through in
    `jobs` child processes (one by default), so that one that crashes its process, or takes longer than `article_timeout_s` seconds, is an
    issue and costs the others nothing, or in those of the workers of a Dask cluster, whose scheduler is at `dask`; an `extractor` of your
    own works in this process unless one of the two is given. What cannot be read is in the report's issues; with no readable
    document nothing is written. Raises KgError for bad configuration.
    """
    from kg.documents import expected, read_sources
    from kg.index import Index
    from kg.intake import Intake, sorted_issues
    from kg.manifest import Maker
    from kg.rulefiles import files_of
    from kg.writing import write

    started = perf_counter()
    output, progress, own = Path(output), progress or silent, files_of(rules)
    decided, maker = decisions(output, judgements), Maker(models or {}, own)
    crew = Crew(models=models, rules=own, mark=maker.mark, jobs=jobs, dask=dask, seconds=article_timeout_s, extractor=extractor)
    found = read_sources(sources, meta=meta, fields=fields, urls=urls, pages=output / PAGES, limit=limit, allow_private=allow_private)
    before: list[Document | Issue] = []
    for one in found:
        before.append(one)
        if isinstance(one, Document):
            break
    else:
        if claims is None:  # nothing can be read, so nothing is touched
            issues = sorted_issues(one for one in before if isinstance(one, Issue))
            return Report(output=output, documents=0, claims={}, entities=0, facts=0, issues=issues, seconds=perf_counter() - started)
    stream = chain(before, found)
    with workplace(output) as work:
        index = Index(output / INDEX)
        # what an extractor of the caller's own, or a file, says is not taken over: it may say something else next time
        journal = Journal(output / JOURNAL if extractor is None and claims is None else work / JOURNAL)
        try:
            if fresh:
                journal.clear()
            there = index.fingerprints()
            known = {} if fresh or (extractor is not None and claims is None) else there
            total = None if urls else expected(sources, meta=meta, limit=limit)
            intake = Intake(known, journal, maker, total, progress)
            if claims is not None:
                intake.bring(claims, stream)
            else:
                intake.keep(crew.pipe(intake.changed(stream), meanwhile=index.prepare))
            put = journal.rows(intake.put)
            if add and not there:  # the index is gone, or of another form
                put = chain(put, ((old, "") for old in extractions_in(output) if old.document.name not in intake.put))
            issues = sorted_issues(intake.issues)
            if intake.put or intake.same:
                gone = set() if add else there.keys() - intake.same - intake.put
                with index:
                    changes = index.update(put=put, drop=gone, judgements=decided)
                    write(work, output, index, changes, issues=issues, models=models or {}, rules=own, progress=progress)
            journal.clear()
            drop(output / JOURNAL)  # of a killed build, too, whose articles others have told of by now
            return _report(output, index, issues, started)
        finally:
            journal.close()
            index.close()


def remove(names: Sequence[str], output: str | Path, *, progress: Progress | None = None) -> Report:
    """Take documents, by name, out of what `build` left in `output`: exactly what only they said goes.

    Raises StoreError when there is no such document, or when nothing would be left.
    """
    from kg.index import Index
    from kg.publication import taken_out
    from kg.writing import write

    started = perf_counter()
    output = Path(output)
    store_folder(output)
    with workplace(output) as work:
        index = Index(output / INDEX)
        try:
            there = set(index.fingerprints())
            lost = not there  # the index is gone, or of another form
            there.update(documents_in(output) if lost else ())
            for name in names:
                if name not in there | taken_out(output):
                    raise StoreError(f"{output}: no document here is called {name}")
            if not there - set(names):
                raise StoreError(f"{output}: this would leave nothing; delete the folder instead")
            rows = read_lines(output / "issues.jsonl")
            issues = [Issue(**row) for row in rows if row["doc"] not in there]  # of sources that could not be read
            with index:
                there_now = extractions_in(output) if lost else ()
                put = ((old, "") for old in there_now if old.document.name not in names)
                changes = index.update(put=put, drop=names)
                write(work, output, index, changes, issues=issues, progress=progress or silent, without=names)
            return _report(output, index, issues, started)
        finally:
            index.close()


def _report(output: Path, index: Index, issues: Iterable[Issue], started: float) -> Report:
    """What is in the index now, and what went wrong on the way."""
    every = [*issues, *index.issues()]
    counts = index.counts()
    return Report(
        output=output, documents=counts["documents"], claims=index.claims.counts(), entities=counts["entities"], facts=counts["facts"],
        issues=tuple(every), seconds=perf_counter() - started,
    )  # fmt: skip
