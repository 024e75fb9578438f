"""The intake: of all that is read, which articles are as they were, which a killed build had done already, and which need work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.annotations import read_annotations
from kg.folder import Progress
from kg.journal import Journal
from kg.manifest import Maker
from kg.types import Document, Extraction, Issue


class Intake:
    """Articles on their way into the journal. Of those that went through, only names and fingerprints are held.

    `same` are the names of documents that are in the graph as they are, `put` of those in the journal that must go into it;
    `issues` say what could not be read or worked through.
    """

    def __init__(self, known: Mapping[str, str], journal: Journal, maker: Maker, expected: int | None, progress: Progress) -> None:
        """`known` has the fingerprints of the documents in the graph by name, `expected` is how many there are to read, if known."""
        self.same: set[str] = set()
        self.put: set[str] = set()
        self.issues: list[Issue] = []
        self._known, self._journal, self._maker = known, journal, maker
        self._expected, self._passed, self._progress = expected, 0, progress
        self._marks: dict[str, str] = {}

    def changed(self, found: Iterable[Document | Issue]) -> Iterator[Document]:
        """The documents that must be worked through, as they come."""
        for one in found:
            if isinstance(one, Issue):
                self.issues.append(one)
                self._passed += 1
                continue
            mark = self._maker.fingerprint(one)
            if self._known.get(one.name) == mark:
                self.same.add(one.name)
            elif self._journal.mark(one.name) == mark:
                self.put.add(one.name)
            else:
                self._marks[one.name] = mark
                yield one
                continue
            self._passed += 1

    def keep(self, said: Iterable[Extraction | Issue]) -> None:
        """Write down what came of the documents that `changed` gave."""
        for done, one in enumerate(said, start=1):
            # of how many: what is passed over goes off as it comes; 0 where nobody knows
            self._progress("extract", done, 0 if self._expected is None else max(done, self._expected - self._passed))
            if isinstance(one, Issue):
                self.issues.append(one)
            else:
                self.enter(one, self._marks.pop(one.document.name))

    def bring(self, claims: Path, found: Iterable[Document | Issue]) -> None:
        """Write down claims that somebody brought; `found` are the articles in which their words stand, as far as they are at hand."""
        articles = []
        for one in found:
            if isinstance(one, Issue):
                self.issues.append(one)
            else:
                articles.append(one)
        for said in read_annotations(claims, articles):
            if isinstance(said, Issue):
                self.issues.append(said)
            else:
                self.enter(said, self._maker.brought(said))

    def enter(self, extraction: Extraction, mark: str) -> None:
        """Write down an extraction, unless the graph has this very one."""
        name = extraction.document.name
        if self._known.get(name) == mark:
            self.same.add(name)
        else:
            self._journal.put(extraction, mark)
            self.put.add(name)


def sorted_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Issues by document, so that it does not matter in which order, or in how many runs, the articles were worked through."""
    return tuple(sorted(issues, key=lambda issue: (issue.doc, issue.kind, issue.message)))
