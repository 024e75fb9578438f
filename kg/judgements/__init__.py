"""What people decided about the graph: merges, splits, links, claims accepted or rejected, in a file that only ever grows."""

from __future__ import annotations

from kg.judgements.file import FILE, append, from_row, in_force, read, reviews, row_of, to_undo, with_id
from kg.judgements.gold import gold
from kg.judgements.identifiers import SCHEMES, checked
from kg.judgements.wording import told

__all__ = [
    "FILE", "SCHEMES", "append", "checked", "from_row", "gold", "in_force", "read", "reviews", "row_of", "to_undo", "told", "with_id",
]  # fmt: skip
