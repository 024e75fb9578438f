"""The row: lines of JSON and lines of a table as mappings, each with its line; one that is none is an error of its own."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.documents.fields import Fields
from kg.documents.packed import BrokenError, lines, unpacked_name
from kg.documents.reader import MAX_BYTES
from kg.documents.text import guess
from kg.errors import DocumentError

#: A row by the number of its (first) line, or what is wrong with it.
Row = tuple[int, Mapping[str, Any] | DocumentError]
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def rows(path: Path, name: str, fields: Fields) -> Iterator[Row]:
    """The rows of a file of JSON lines or of a table (.csv, .tsv), compressed or not; blank lines are none.

    What is wrong with a row is handed on in its place, as an error that is called `name`:LINE; one that ends the file early
    (cut off, damaged, unreadable, a table without a column for the text) comes last.
    """
    last = 0
    read = _table if unpacked_name(path.name).lower().endswith((".csv", ".tsv")) else _json
    try:
        for last, row in read(path, name, fields):
            yield last, row
    except BrokenError as error:
        yield last, DocumentError(f"{name}:{last + 1}", "damaged", f"{error}; what comes after line {last} is not read")
    except OSError as error:
        yield last, DocumentError(name, "unreadable", f"cannot be read ({error.strerror or error})")


def _json(path: Path, name: str, fields: Fields) -> Iterator[Row]:
    for number, line in lines(path, MAX_BYTES):
        place = f"{name}:{number}"
        if line is None:
            yield number, _too_long(place)
            continue
        if number == 1 and line.startswith(_WIDE):
            yield number, DocumentError(place, "not-text", "the file is in UTF-16; JSON lines are in UTF-8")
            return
        if not line.strip():
            continue
        try:
            row = json.loads(line.removeprefix(_BOM).decode("utf-8"))
        except UnicodeDecodeError:
            yield number, DocumentError(place, "not-text", "the row is not in UTF-8")
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply" if isinstance(error, RecursionError) else "a number too long")
            yield number, DocumentError(place, "bad-row", f"the row is not JSON ({reason})")
        else:
            yield number, row if isinstance(row, dict) else DocumentError(place, "bad-row", "the row is no JSON object")


class _Feed:
    """Decoded lines for the table's reader; notes where a row began and which lines were left out."""

    def __init__(self, path: Path) -> None:
        self._lines = lines(path, MAX_BYTES)
        self.first = 0
        self.last = 0
        self.too_long: list[int] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in self._lines:
            self.last = number
            self.first = self.first or number
            if line is None:
                self.too_long.append(number)
                self.first = 0
            else:
                yield guess(line.removeprefix(_BOM) if number == 1 else line) + "\n"


def _table(path: Path, name: str, fields: Fields) -> Iterator[Row]:
    """Comma, semicolon or tab between columns, whose names are in the first line; quoted cells may run over lines."""
    _, head = next(lines(path, MAX_BYTES), (1, b""))
    if head is None or head.startswith(_WIDE) or b"\0" in head:
        yield 1, DocumentError(f"{name}:1", "not-text", "the first line is no list of columns (the file is read as UTF-8 or Windows-1252)")
        return
    tabs = unpacked_name(path.name).lower().endswith(".tsv")
    delimiter = "\t" if tabs else max(",;\t", key=head.decode("latin-1").count)
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    feed = _Feed(path)
    reader = csv.reader(feed, delimiter=delimiter)
    columns: list[str] | None = None
    while True:
        feed.first = 0
        bad = None
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            bad = DocumentError(f"{name}:{feed.first}", "bad-row", f"the row is no row of a table ({error})")
        yield from ((number, _too_long(f"{name}:{number}")) for number in feed.too_long)
        feed.too_long.clear()
        number = feed.first or feed.last
        if columns is None:
            columns = cells
            if not fields.has_text(columns):
                reason = f"no column has a text (looked for in {fields.texts()}): say which one does (--fields text=COLUMN)"
                yield 1, DocumentError(name, "no-text", f"{reason}, or is this a table for --meta?")
                return
        elif bad is not None:
            yield number, bad
        elif len(cells) > len(columns):
            reason = f"the row has {len(cells)} columns where the first line has {len(columns)}"
            yield number, DocumentError(f"{name}:{number}", "bad-row", reason)
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(columns, cells, strict=False))
    yield from ((number, _too_long(f"{name}:{number}")) for number in feed.too_long)


def _too_long(place: str) -> DocumentError:
    return DocumentError(place, "too-large", f"the row has more than {MAX_BYTES / 1e6:.0f} MB")
