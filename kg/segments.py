"""Claims and extractions of a build, in either form: one file each or, of many documents, a folder of segments each.

A segment is what documents have whose ids begin with the same two hex digits, by name, so that one document more rewrites 1/256th.
Which form there is depends on the number of documents alone.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from kg.durable import sync
from kg.errors import StoreError
from kg.records import read_lines, row_from, to_line
from kg.sums import SUMS, read_sums, write_sums

#: Of more documents than this there are segments.
LARGE = 5000
Kind = Literal["claims", "extractions"]
KINDS: tuple[Kind, ...] = ("claims", "extractions")
#: What the ids of the documents of each segment begin with. Every segment is there, also an empty one.
PREFIXES = tuple(f"{number:02x}" for number in range(256))
#: Bytes of a segment that are read at a time where many are read side by side.
_BLOCK = 1 << 16
#: Lines of extractions of the documents whose ids begin so, by name, without their ends.
Lines = Callable[[str], Iterable[str]]


def prefix_of(document: str) -> str:
    """What the ids in the segment begin with in which the document with this id stands."""
    return document[:2]


def is_large(documents: int) -> bool:
    """Whether the claims and extractions of so many documents stand in segments."""
    return documents > LARGE


def segmented(output: Path) -> bool:
    """Whether segments are what counts in an output folder: the sums are put in place after the others, and taken away before them."""
    return (output / "extractions" / SUMS).is_file()


def files(output: Path, kind: Kind) -> list[str]:
    """The files of a kind in an output folder, in order, whether they are there or not."""
    return [f"{kind}/{prefix}.jsonl" for prefix in PREFIXES] if segmented(output) else [f"{kind}.jsonl"]


def marked(output: Path) -> Path:
    """The file on whose hash the mark of a build rests: the extractions, or the sums of their segments."""
    return output / "extractions" / SUMS if segmented(output) else output / "extractions.jsonl"


def whole(output: Path) -> bool:
    """Whether no file of claims or extractions is missing."""
    return all((output / name).is_file() for kind in KINDS for name in files(output, kind))


def rows(output: Path, kind: Kind) -> Iterator[dict[str, Any]]:
    """Claims or extractions as rows, by the documents' names, a few at a time; as `kg.records` has them.

    StoreError where there are none or a build replaces them meanwhile, DocumentError for a line that is none.
    """
    names = files(output, kind)
    if not (output / names[0]).is_file():
        raise StoreError(f"{output}: no build here (no {names[0]})")
    if len(names) == 1:
        return read_lines(output / names[0])
    return heapq.merge(*(_patient(output / one) for one in names), key=_doc)


def _doc(row: dict[str, Any]) -> str:
    """The name of the document that a row of either kind is of."""
    return str(row["doc"] if "doc" in row else row["document"]["name"])


def there(output: Path) -> bool:
    """Whether an output folder has claims and extractions at all."""
    return (output / files(output, "extractions")[0]).is_file()


def rows_at(path: Path, kind: Kind) -> Iterator[dict[str, Any]]:
    """Rows of a file of claims or extractions, or of all of an output folder given as itself or by the file that a small build has."""
    folder = path if path.is_dir() else path.parent
    if path == folder or (path.name == f"{kind}.jsonl" and not path.is_file() and segmented(folder)):
        return rows(folder, kind)
    return read_lines(path)


def _patient(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a file that is open only while some are read: of all segments side by side there are more than a process may open."""
    place = done = 0
    before: tuple[int, int] | None = None
    while True:
        try:
            with path.open("rb") as stream:
                found = os.fstat(stream.fileno())
                stream.seek(place)
                some = stream.readlines(_BLOCK)
                place = stream.tell()
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from None
        if before not in (None, (found.st_ino, found.st_size)):
            raise StoreError(f"{path}: a build replaced it while it was read; try again")
        before = found.st_ino, found.st_size
        if not some:
            return
        for number, line in enumerate(some, start=done + 1):
            yield row_from(line, f"{path}:{number}")
        done += len(some)


def write(work: Path, output: Path, lines: Lines, prefixes: Collection[str]) -> None:
    """Write segments into `work`: those of `prefixes`; of the others, which stay where they are in `output`, the sums are taken over."""
    sums = read_sums(output / "extractions") if len(prefixes) < len(PREFIXES) else {}
    for kind in KINDS:
        (work / kind).mkdir()
    for prefix in sorted(prefixes):
        name = f"{prefix}.jsonl"
        sums[name] = _write(work / "claims" / name, work / "extractions" / name, lines(prefix))
    write_sums(work / "extractions", sums)


def write_one_each(work: Path, lines: Lines) -> None:
    """Write the one file of claims, and the one of extractions, of a build that is not large."""
    _write(work / "claims.jsonl", work / "extractions.jsonl", lines(""))


def _write(claims: Path, extractions: Path, lines: Iterable[str]) -> str:
    """Write two files; returns the hash of that of extractions."""
    sum_ = hashlib.sha256()
    with claims.open("w", encoding="utf-8", newline="\n") as told, extractions.open("wb") as stream:
        for line in lines:
            data = f"{line}\n".encode()
            sum_.update(data)
            stream.write(data)
            told.writelines(to_line(row) for row in json.loads(line)["claims"])
    return sum_.hexdigest()


def place(work: Path, output: Path) -> None:
    """Move segments that `write` made into `output`, the sums last, and make the names durable. OSError where that cannot be done."""
    for kind in KINDS:
        (output / kind).mkdir(exist_ok=True)
        for path in sorted((work / kind).glob("*.jsonl")):
            os.replace(path, output / kind / path.name)
        sync(output / kind)
    os.replace(work / "extractions" / SUMS, output / "extractions" / SUMS)
    sync(output / "extractions")


def withdraw(output: Path) -> None:
    """Take segments out of an output folder, the sums first; a folder goes with them when nothing else is in it."""
    if segmented(output):
        os.unlink(output / "extractions" / SUMS)
        sync(output / "extractions")
    for folder in (output / kind for kind in KINDS if (output / kind).is_dir()):
        for prefix in PREFIXES:
            (folder / f"{prefix}.jsonl").unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()
