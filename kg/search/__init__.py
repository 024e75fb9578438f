"""Full-text search: an index beside the store, over names, titles and the sentences of claims, and what asks it."""

from __future__ import annotations

from kg.search.finding import KINDS, Hit, TooManyError, find, suggest
from kg.search.tables import FILE, usable
from kg.search.writing import Writer, writing

__all__ = ["FILE", "KINDS", "Hit", "TooManyError", "Writer", "find", "suggest", "usable", "writing"]
