"""Documents: file, row of an archive, page of the web → Document, with segments, language, date, publisher; bad input is one clear line."""

from __future__ import annotations

from kg.documents.reader import MAX_BYTES, read, read_bytes, read_text
from kg.documents.sources import expected, read_sources

__all__ = ["MAX_BYTES", "expected", "read", "read_bytes", "read_sources", "read_text"]
