"""The metadata of an article from outside its prose: front matter, a file beside it, a table; who may overrule whom."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from kg.documents import dates
from kg.documents.text import decode
from kg.errors import DocumentError

#: What can be said about an article, and the other names under which it is accepted.
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("titre", "headline"),
    "publisher": ("source", "site", "sitename", "journal", "medium", "outlet", "editeur", "éditeur"),
    "published": ("date", "datepublished", "date_published", "published_at", "publication_date", "pubdate"),
    "url": ("link", "permalink", "canonical"),
    "lang": ("language", "langue"),
}
_KEY = {alias: key for key, aliases in KEYS.items() for alias in (key, *aliases)}
_FENCE = re.compile(r"\A\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)\s*", re.DOTALL)

SIDECAR = ".meta.json"


def normalise(row: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    """Known keys of `row` as non-empty strings; others are left out. A date that is none raises DocumentError "bad-metadata"."""
    result: dict[str, str] = {}
    for raw, value in row.items():
        key = _KEY.get(str(raw).strip().casefold())
        if isinstance(value, Mapping):
            value = value.get("name")
        if key is None or value is None or isinstance(value, (list, tuple, set)):
            continue
        text = value.isoformat() if isinstance(value, (date, datetime)) else " ".join(str(value).split())
        if not text or key in result:
            continue
        if key == "published":
            iso = dates.from_metadata(text)
            if iso is None:
                raise DocumentError(name, "bad-metadata", f"{where}: {text!r} is no date (write 2015, 2015-03 or 2015-03-20)")
            text = iso
        if key == "lang":
            text = text.casefold().replace("_", "-").split("-")[0]
            text = {"french": "fr", "français": "fr", "english": "en", "anglais": "en"}.get(text, text)
        result[key] = text
    return result


def front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """Metadata between "---" lines at the head of `text`, and the text below them; without such a block the text is returned as is.

    A block that is not a YAML mapping is no front matter (it may be a rule across the page) and stays in the text.
    """
    match = _FENCE.match(text)
    if match is None:
        return {}, text
    try:
        row = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError) as error:
        if re.match(r"\s*\w+\s*:", match[1]):
            line = getattr(getattr(error, "problem_mark", None), "line", None)
            at = "" if line is None else f", line {line + 2}"
            raise DocumentError(name, "bad-metadata", f"the front matter is not YAML{at}") from None
        return {}, text
    if not isinstance(row, dict):
        return {}, text
    return normalise(row, name, "front matter"), text[match.end() :]


def sidecar(path: Path, name: str) -> dict[str, str]:
    """Metadata from NAME.meta.json beside `path` (report.txt.meta.json, or report.meta.json); empty if there is none."""
    for candidate in (path.with_name(path.name + SIDECAR), path.with_name(path.stem + SIDECAR)):
        try:
            data = candidate.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise DocumentError(name, "bad-metadata", f"{candidate.name} cannot be read ({error.strerror})") from None
        try:
            row = json.loads(data.decode("utf-8-sig"))
        except (UnicodeDecodeError, ValueError, RecursionError):
            raise DocumentError(name, "bad-metadata", f"{candidate.name} is not JSON") from None
        if not isinstance(row, dict):
            raise DocumentError(name, "bad-metadata", f"{candidate.name} is not a JSON object")
        return normalise(row, name, candidate.name)
    return {}


class Table:
    """A CSV of metadata: a column `name` (or `file`), then any of title, publisher, published, url, lang."""

    def __init__(self, path: Path) -> None:
        """Read `path`; comma, semicolon or tab between columns. Raises DocumentError with file and line."""
        shown = str(path)
        try:
            text = decode(path.read_bytes(), shown)
        except FileNotFoundError:
            raise DocumentError(shown, "missing", "no such file") from None
        except OSError as error:
            raise DocumentError(shown, "unreadable", f"cannot be read ({error.strerror})") from None
        head = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=head.count)
        try:
            rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
        except csv.Error as error:
            raise DocumentError(shown, "bad-metadata", f"not a CSV ({error})") from None
        header = [column.strip().casefold() for column in rows[0]]
        column = next((header.index(key) for key in ("name", "file", "filename", "doc") if key in header), None)
        if column is None:
            raise DocumentError(shown, "bad-metadata", "line 1: no column called name or file")
        self._rows: dict[str, dict[str, str]] = {}
        for number, row in enumerate(rows[1:], start=2):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header) or len(row) <= column:
                raise DocumentError(shown, "bad-metadata", f"line {number}: {len(row)} columns where the first line has {len(header)}")
            known = {key: cell for key, cell in zip(header, row, strict=False) if header.index(key) != column}
            self._rows[row[column].strip()] = normalise(known, f"{shown}:{number}", "published")

    def get(self, name: str) -> dict[str, str]:
        """What the table says about a document: by its name, else by its file's name."""
        return self._rows.get(name) or self._rows.get(name.rsplit("/", 1)[-1]) or {}
