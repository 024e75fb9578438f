"""The index: every extraction with what was made of it, on disk, so that a new article regroups only what it touches."""

from __future__ import annotations

from kg.index.changes import Changes
from kg.index.index import Index

__all__ = ["Changes", "Index"]
