"""Which date goes with a trigger: one in its clause, for a state only a "since" or a date right beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues, quantities
from kg.language.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Span


def date_for(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str) -> str | None:
    """The ISO date prefix that goes with the trigger at `tokens` of a rule of `kind`; None when none does."""
    known = cues.load(lang)
    first, last = tokens[0], tokens[-1]
    start, end = quantities.clause(piece, sentence, first)
    dates = [(s, e, v) for s, e, v in quantities.in_span(piece, start, end, ("Date",)) if v.anchor != "unresolved" and v.text[:4].isdigit()]
    if not dates:
        return None
    if kind == "role":
        for s, _, value in dates:
            before = piece.doc[s - 1].text.casefold() if s > sentence.start else ""
            inside = piece.doc[s].text.casefold()
            if s > last and (before in known.since or inside in known.since) and s - last < 14:
                return value.text
        return None
    if kind == "measure":
        near = min(dates, key=lambda d: (min(abs(d[0] - last), abs(first - d[1])), d[0]))
        return near[2].text
    verbs = {t.i for t in piece.doc[start:end] if t.pos_ == "VERB" and t.i not in tokens}
    def cost(entry: tuple[int, int, object]) -> tuple[int, int]:
        s, e, _ = entry
        low, high = (last + 1, s) if s > last else (e, first)
        return (sum(1 for v in verbs if low <= v < high), high - low)
    best = min(dates, key=cost)
    return best[2].text if cost(best)[0] <= 1 else None
