"""The source: files, folders, archives, addresses and standard input, each article read in turn; what cannot be read becomes an issue."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from kg.documents.addresses import ADDRESSES, is_address, listed, pages_of, without_password
from kg.documents.archives import articles, is_archive
from kg.documents.fields import Fields
from kg.documents.metadata import SIDECAR, Table
from kg.documents.reader import FORMATS, MAX_BYTES, one_line, read, read_bytes
from kg.errors import DocumentError
from kg.types import Document, Issue

#: Files in a folder that are about its articles and are none themselves.
_ABOUT = re.compile(r"^(?:readme|licen[cs]e|copying)(?:[._-].*)?$", re.IGNORECASE)


def read_sources(
    sources: Sequence[str | Path],
    *,
    meta: Path | None = None,
    fields: Mapping[str, str] | None = None,
    urls: Sequence[Path] = (),
    pages: Path | None = None,
    limit: int | None = None,
    allow_private: bool = False,
) -> Iterator[Document | Issue]:
    """Every article of `sources`: files, folders (with their folders, in sorted order), archives, web addresses, "-" for standard input.

    An archive (.jsonl, .ndjson, .csv, .tsv, also .gz, .xz, .zst) holds an article a row, and `fields` says which column has what
    (field → column, as {"text": "contenu"}). A list of addresses (.urls, or any file in `urls`) is fetched into the folder `pages`
    (None: a folder that is gone afterwards); what is there is not fetched again. Only public addresses are, unless `allow_private`.
    What cannot be read, or is not there, becomes an Issue and the reading goes on; after `limit` documents it ends. At no time is
    more than one article held. `meta` is a CSV of metadata by name; a mistake in it, or in `fields`, raises DocumentError at once.
    """
    table = None if meta is None else Table(meta)
    reading = _Reading(table, None if meta is None else meta.resolve(), Fields(fields), pages, allow_private)
    return _limited(reading.read(sources, urls), limit)


def expected(sources: Sequence[str | Path], *, meta: Path | None = None, limit: int | None = None) -> int | None:
    """How many articles there are at most, without reading any; None where only reading tells, as of an archive."""
    count, own = 0, None if meta is None else meta.resolve()
    for path, _ in chain(*(_files(source, own) for source in sources)):
        if not isinstance(path, Path) or path.suffix.lower() not in FORMATS:
            return limit
        count += 1
    return count if limit is None else min(count, limit)


def _limited(found: Iterator[Document | Issue], limit: int | None) -> Iterator[Document | Issue]:
    left = limit
    for one in found if left is None or left > 0 else ():
        yield one
        if left is not None and isinstance(one, Document):
            left -= 1
            if not left:
                return


class _Reading:
    """One reading of many sources: what all of them share, and which names and ids are taken."""

    def __init__(self, table: Table | None, meta: Path | None, fields: Fields, pages: Path | None, private: bool) -> None:
        self._table, self._meta, self._fields, self._pages, self._private = table, meta, fields, pages, private
        self._places: dict[str, str] = {}
        self._ids: set[int] = set()

    def read(self, sources: Sequence[str | Path], urls: Sequence[Path]) -> Iterator[Document | Issue]:
        every = chain(*(_files(source, self._meta) for source in sources), ((path, one_line(path.name)) for path in urls))
        lists = {os.path.realpath(path) for path in urls}
        for path, name in every:
            place = "-" if path is None else path if isinstance(path, str) else _place(path)
            if self._places.get(name) == place:
                continue  # given twice, read once
            if name in self._places:
                yield Issue(doc=name, kind="duplicate-name", message="another article has this name; give the folder that holds both")
                continue
            self._places[name] = place
            try:
                for one in self._one(path, name, place in lists):
                    yield self._taken(one) if isinstance(one, Document) else one
            except DocumentError as error:
                del self._places[name]  # it takes no name away from an article that can be read
                yield Issue(doc=error.name, kind=error.kind, message=error.reason)

    def _taken(self, document: Document) -> Document | Issue:
        """The document, unless another one has its id: the graph has one place for both."""
        number = int(document.id, 16)
        if number in self._ids:
            shared = document.url or document.name
            return Issue(doc=document.name, kind="duplicate-url", message=f"another article has the address {shared}")
        self._ids.add(number)
        return document

    def _one(self, path: Path | str | None, name: str, is_list: bool) -> Iterator[Document | Issue]:
        """All that is in one file; DocumentError where it is one article and cannot be read."""
        if path is None:
            yield read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), name=name, metadata=self._given(name))
        elif isinstance(path, str):
            yield from pages_of([(name, path)], self._pages, given=self._given, allow_private=self._private)
        elif path.is_dir():
            raise DocumentError(name, "empty", "the folder holds no article")
        elif is_list or path.suffix.lower() in ADDRESSES:
            yield from pages_of(listed(path, name), self._pages, given=self._given, allow_private=self._private)
        elif is_archive(path.name) and path.is_file():
            yield from articles(path, name, fields=self._fields, given=self._given)
        else:
            yield read(path, name=name, metadata=self._given(name))

    def _given(self, name: str) -> dict[str, str]:
        return self._table.get(name) if self._table else {}


def _place(path: Path) -> str:
    """Where a file really is."""
    if path.name in ("", "..") or path.is_symlink():
        return os.path.realpath(path)
    return os.path.join(_real(str(path.parent)), path.name)


@lru_cache(maxsize=8)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def _files(source: str | Path, meta: Path | None) -> Iterator[tuple[Path | str | None, str]]:
    """Paths and document names of one source; None for standard input, an address as text, the folder itself where it holds nothing."""
    if str(source) == "-":
        yield None, "stdin"
        return
    if isinstance(source, str) and is_address(source):
        yield source, one_line(without_password(source))
        return
    path = Path(source)
    if not path.is_dir():
        # a path that is not there is named as the user gave it
        yield path, one_line(path.name if path.exists() else str(source))
        return
    found = False
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for file in sorted(files):
            one = Path(folder, file)
            if file.startswith(".") or file.endswith(SIDECAR) or _ABOUT.match(file):
                continue
            if meta is not None and file == meta.name and one.resolve() == meta:
                continue
            found = True
            yield one, one_line(one.relative_to(path).as_posix())
    if not found:
        yield path, one_line(str(source))
