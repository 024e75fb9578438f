"""The archive: many articles in one file, JSON lines or a table, compressed or not, each row an article or an issue.

Nothing of a row is kept once it has been handed on but its name, so that memory does not grow with the archive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.documents import dates
from kg.documents.fields import Fields
from kg.documents.lines import plain, same
from kg.documents.metadata import KEYS, sidecar
from kg.documents.packed import unpacked_name
from kg.documents.reader import MAX_BYTES, document, one_line, read_bytes
from kg.documents.rows import rows
from kg.documents.text import clean
from kg.errors import DocumentError
from kg.types import Document, Issue

#: What an archive's name ends in, before the suffix of a compression.
ARCHIVES = (".jsonl", ".ndjson", ".csv", ".tsv")
#: After so many rows without a text an archive is one of something else, or its columns have other names.
FRUITLESS = 20
#: Longest id of a row that becomes part of a document's name, in characters; above it the number of the line does.
_ID = 2000
#: Control characters, and halves of characters.
_ILLEGIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def is_archive(name: str) -> bool:
    """Whether a file of this name holds many articles."""
    return unpacked_name(name).lower().endswith(ARCHIVES)


def articles(
    path: Path, name: str, *, fields: Fields | None = None, given: Callable[[str], Mapping[str, str]] | None = None
) -> Iterator[Document | Issue]:
    """The articles of an archive, in its order, named `name`#ID (the row's id, else its url, else its line).

    A row that is no article becomes an Issue of `name`:LINE and the rest goes on; a file that is cut off or damaged gives what comes
    before that place and an Issue. `given` is metadata by document name from elsewhere, which goes before that of the row;
    NAME.meta.json beside the archive says what its rows do not. A date that is none is an Issue, and the article stays undated.
    """
    fields = fields or Fields()
    try:
        beside = sidecar(path, name)
    except DocumentError as error:
        yield Issue(doc=name, kind=error.kind, message=error.reason)
        return
    seen: set[str] = set()
    textless: list[Issue] | None = []  # None once a row had a text
    for number, row in rows(path, name, fields):
        place = f"{name}:{number}"
        if isinstance(row, DocumentError):
            yield Issue(doc=row.name, kind=row.kind, message=row.reason)
            continue
        known = fields.pick(row)
        if _text(known.get("text")) is None and _text(known.get("html")) is None:
            issue = Issue(doc=place, kind="empty", message=f"the row has no text (looked for in {fields.texts()})")
            if textless is None:
                yield issue
            elif len(textless) + 1 < FRUITLESS:
                textless.append(issue)
            else:
                reason = f"none of the first {FRUITLESS} rows has a text (looked for in {fields.texts()})"
                yield Issue(doc=name, kind="no-text", message=f"{reason}: say which column has it (--fields text=COLUMN)")
                return
            continue
        yield from textless or ()
        textless = None
        key = _key(known) or str(number)
        if key in seen:
            yield Issue(doc=place, kind="duplicate-name", message=f"another row of this archive has the id {key}")
            continue
        own = f"{name}#{key}"
        try:
            wrong = _undated(known)
            yield _article(known, own, {**beside, **_metadata(known), **(given(own) if given else {})})
            if wrong:
                yield Issue(doc=place, kind="bad-metadata", message=wrong)
            seen.add(key)
        except DocumentError as error:
            yield Issue(doc=place, kind=error.kind, message=_of_row(error.reason))
    yield from textless or ()


def _text(value: Any) -> str | None:
    """A text, or a list of paragraphs as one; None where there is nothing to read."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "\n\n".join(value)
    return value if isinstance(value, str) and value.strip() else None


def _key(known: Mapping[str, Any]) -> str | None:
    """What a row is called in its archive: its id, else its address."""
    for field in ("id", "url"):
        value = known.get(field)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            key = one_line(" ".join(str(value).encode("utf-8", "replace").decode("utf-8").split()))
            if key and len(key) <= _ID:
                return key
    return None


def _metadata(known: Mapping[str, Any]) -> dict[str, Any]:
    """Title, publisher, day, address and language of a row, as far as they can be used."""
    found = {field: _legible(known[field]) for field in KEYS if field in known}
    if not str(found.get("url", "http://")).startswith(("http://", "https://")):
        del found["url"]
    return found


def _legible(value: Any) -> Any:
    """A string, or the name in an object, without characters that no file can hold; anything else as it is."""
    if isinstance(value, Mapping):
        value = value.get("name")
    return _ILLEGIBLE.sub(" ", value) if isinstance(value, str) else value


def _undated(known: dict[str, Any]) -> str | None:
    """Takes a date that is none out of `known`, and says so."""
    value = known.get("published")
    if value is None or isinstance(value, (list, dict)) or not str(value).strip() or dates.from_metadata(" ".join(str(value).split())):
        return None
    del known["published"]
    return f"{str(value)[:40]!r} is no date, so the article stays undated (write 2015, 2015-03 or 2015-03-20)"


def _article(known: Mapping[str, Any], name: str, metadata: Mapping[str, Any]) -> Document:
    """One row as a document: title and standfirst, where the row has them apart, stand above the text, a blank line between."""
    text = _text(known.get("text"))
    if text is None or text[:100].lstrip().lower().startswith(("<!doctype html", "<html")):
        page = text or _text(known.get("html")) or ""
        return read_bytes(page.encode("utf-8", "replace"), name=name, suffix=".html", metadata=metadata)
    if len(text) > MAX_BYTES:
        raise DocumentError(name, "too-large", f"the text has {len(text) / 1e6:.1f} million characters, the limit is {MAX_BYTES / 1e6:.0f}")
    body = clean(text, name).strip("\n")
    title, heading = (_line(known.get(field)) for field in ("title", "heading"))
    head = [] if title is None or same(body.split("\n", 1)[0], title) else [title]
    if heading is not None and plain(heading) and not plain(body[: len(heading) + 400]).startswith(plain(heading)):
        if title is None or not same(title, heading):
            head.append(heading)
    else:
        heading = None
    return document("\n\n".join([*head, body]), name, {}, metadata, standfirst=heading)


def _line(value: Any) -> str | None:
    """A title or standfirst as one line."""
    text = _text(_legible(value))
    return None if text is None else " ".join(text.removeprefix("\ufeff").split())


def _of_row(reason: str) -> str:
    """A reason that was written for files, of a row."""
    return reason.replace("the file ", "the row ").replace("not a text file", "not text").replace("the page ", "the row's page ")
