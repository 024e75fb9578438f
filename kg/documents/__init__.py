"""Documents: file → Document, with segments, language, publication date and publisher; bad input becomes one clear line."""

from __future__ import annotations

from kg.documents.reader import MAX_BYTES, read, read_bytes, read_text
from kg.documents.sources import read_sources

__all__ = ["MAX_BYTES", "read", "read_bytes", "read_sources", "read_text"]
