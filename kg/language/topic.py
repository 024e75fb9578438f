"""What a document is about: the company that its title names, or that it names far more often than any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg import names
from kg.language import cues
from kg.language.pieces import Piece

#: What standing in the title counts for, in mentions.
TITLE = 4
#: How far ahead of the next one the topic must be.
RATIO = 1.15


def topic_of(pieces: Sequence[Piece], lang: str) -> tuple[str, str] | None:
    """(name, type) of the organisation or product that a document is about; None when no one stands out."""
    counts: Counter[tuple[str, str]] = Counter()
    known = cues.load(lang)
    owned = known.held | known.shares | known.co_holders
    gazetteer = names.gazetteer()
    for piece in pieces:
        seen: set[tuple[str, str]] = set()
        for ref in piece.refs:
            if ref.how == "name" and ref.types[0] in ("Organisation", "Product"):
                thing = (ref.names[0], ref.types[0])
                counts[thing] += 1 + (TITLE if piece.kind == "title" and thing not in seen else 0)
                # a deal is about the company whose capital, shares or holders are spoken of, however often its buyer is named
                near = piece.doc[max(0, ref.start - 3) : ref.start]
                if any(t.pos_ == "ADP" for t in near[-2:]) and any(t.lemma_.casefold() in owned for t in near):
                    counts[thing] += 1
                seen.add(thing)
    for thing in list(counts):
        entry = gazetteer.lookup(thing[0], "Organisation")
        if entry is not None and entry.medium and counts[thing] < TITLE:
            del counts[thing]
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < RATIO * ranked[1][1]):
        return None
    return ranked[0][0]
