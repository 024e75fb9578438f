"""The source: files, folders and standard input, each article read in turn; what cannot be read becomes an issue."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.documents.metadata import SIDECAR, Table
from kg.documents.reader import MAX_BYTES, one_line, read, read_bytes
from kg.errors import DocumentError
from kg.types import Document, Issue

#: Files in a folder that are about its articles and are none themselves.
_ABOUT = re.compile(r"^(?:readme|licen[cs]e|copying)(?:[._-].*)?$", re.IGNORECASE)


def read_sources(sources: Sequence[str | Path], *, meta: Path | None = None) -> Iterator[Document | Issue]:
    """Every article of `sources`: files, folders (with their folders, in sorted order), "-" for standard input.

    A file that cannot be read, or a path that is not there, becomes an Issue and the reading goes on. `meta` is a CSV of
    metadata by name; a mistake in it raises DocumentError at once, before anything is read.
    """
    table = None if meta is None else Table(meta)
    return _read(sources, table, None if meta is None else meta.resolve())


def _read(sources: Sequence[str | Path], table: Table | None, meta: Path | None) -> Iterator[Document | Issue]:
    places: dict[str, str] = {}
    for source in sources:
        for path, name in _files(source, meta):
            place = "-" if path is None else os.path.realpath(path)
            if places.get(name) == place:
                continue  # given twice, read once
            if name in places:
                yield Issue(doc=name, kind="duplicate-name", message="another article has this name; give the folder that holds both")
                continue
            places[name] = place
            try:
                yield _one(path, name, table.get(name) if table else {})
            except DocumentError as error:
                del places[name]  # it takes no name away from an article that can be read
                yield Issue(doc=error.name, kind=error.kind, message=error.reason)


def _one(path: Path | None, name: str, given: Mapping[str, str]) -> Document:
    if path is None:
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), name=name, metadata=given)
    if path.is_dir():
        raise DocumentError(name, "empty", "the folder holds no article")
    return read(path, name=name, metadata=given)


def _files(source: str | Path, meta: Path | None) -> Iterator[tuple[Path | None, str]]:
    """Paths and document names of one source; None for standard input, the folder itself where it holds nothing."""
    if str(source) == "-":
        yield None, "stdin"
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
            if file.startswith(".") or file.endswith(SIDECAR) or _ABOUT.match(file) or (meta is not None and one.resolve() == meta):
                continue
            found = True
            yield one, one_line(one.relative_to(path).as_posix())
    if not found:
        yield path, one_line(str(source))
