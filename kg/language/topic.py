"""What a document is about: the company that its title names, or that it names far more often than any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg import names
from kg.language.pieces import Piece

TITLE = 4


def topic_of(pieces: Sequence[Piece]) -> tuple[str, str] | None:
    """(name, type) of the organisation or product that a document is about; None when no one stands out."""
    counts: Counter[tuple[str, str]] = Counter()
    gazetteer = names.gazetteer()
    for piece in pieces:
        seen: set[tuple[str, str]] = set()
        for ref in piece.refs:
            if ref.how == "name" and ref.types[0] in ("Organisation", "Product"):
                thing = (ref.names[0], ref.types[0])
                counts[thing] += 1 + (TITLE if piece.kind == "title" and thing not in seen else 0)
                seen.add(thing)
    for thing in list(counts):
        known = gazetteer.lookup(thing[0], "Organisation")
        if known is not None and known.medium and counts[thing] < TITLE:
            del counts[thing]
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.3 * ranked[1][1]):
        return None
    return ranked[0][0]
