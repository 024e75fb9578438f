"""Nouns to JSON lines and back: the claims file and the extractions file, keys exactly as the nouns have them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from kg.errors import DocumentError, StoreError
from kg.types import Claim, Document, Extraction, Gap, Issue, Mention, Segment

# Field by field: dataclasses.asdict copies every string of every noun with care, which took a fifth of an update of the index.
_CLAIM, _MENTION, _DOCUMENT, _SEGMENT, _ISSUE, _GAP = (
    tuple(field.name for field in fields(noun)) for noun in (Claim, Mention, Document, Segment, Issue, Gap)
)


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as a plain dict, keys in the order of the noun; absent values are None."""
    return {name: getattr(claim, name) for name in _CLAIM}


def claim_from_row(row: dict[str, Any]) -> Claim:
    """The claim that `claim_row` made."""
    return Claim(**row)


def mention_row(mention: Mention) -> dict[str, Any]:
    """A mention as a plain dict."""
    return {name: getattr(mention, name) for name in _MENTION}


def extraction_row(extraction: Extraction) -> dict[str, Any]:
    """An extraction as a plain dict of plain lists and dicts."""
    document = {name: getattr(extraction.document, name) for name in _DOCUMENT}
    document["segments"] = tuple({name: getattr(segment, name) for name in _SEGMENT} for segment in extraction.document.segments)
    return {
        "document": document,
        "mentions": tuple(map(mention_row, extraction.mentions)),
        "claims": tuple(map(claim_row, extraction.claims)),
        "issues": tuple({name: getattr(issue, name) for name in _ISSUE} for issue in extraction.issues),
        "gaps": tuple({name: getattr(gap, name) for name in _GAP} for gap in extraction.gaps),
    }


def extraction_from_row(row: dict[str, Any]) -> Extraction:
    """The extraction that `extraction_row` made."""
    document = dict(row["document"])
    document["segments"] = tuple(Segment(**segment) for segment in document["segments"])
    return Extraction(
        document=Document(**document),
        mentions=tuple(Mention(**mention) for mention in row["mentions"]),
        claims=tuple(Claim(**claim) for claim in row["claims"]),
        issues=tuple(Issue(**issue) for issue in row["issues"]),
        gaps=tuple(Gap(**{**gap, "wanted": tuple(gap["wanted"])}) for gap in row.get("gaps", ())),
    )


def to_line(row: dict[str, Any]) -> str:
    """One JSON line, characters as they are, no trailing spaces: the same row gives the same bytes."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write rows to `path` through a temporary name, so that a reader never sees half a file; returns how many. StoreError."""
    temporary = path.with_name(path.name + ".part")
    count = 0
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            for row in rows:
                stream.write(to_line(row))
                count += 1
        temporary.replace(path)
    except OSError as error:  # one of writing names no file
        raise StoreError(f"{path}: cannot be written ({error.strerror or error})") from None
    return count


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON-lines file; a bad line raises DocumentError with file, line and reason."""
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield row_from(line, f"{path}:{number}")


def row_from(line: str | bytes, place: str) -> dict[str, Any]:
    """The row in a line; DocumentError with `place`, the file and the line's number, when there is none."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(place, "bad-json", f"not JSON ({error.msg})") from None
    if not isinstance(row, dict):
        raise DocumentError(place, "bad-json", "not a JSON object")
    return row
