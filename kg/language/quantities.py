"""Which value goes with which name or trigger: brackets, gapping, "à 51 % par X", the nearest in the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.pieces import Piece, Ref, is_finite
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span

OPEN, CLOSE = frozenset("(["), frozenset(")]")
BETWEEN = frozenset(
    {
        "(",
        "[",
        "à",
        "hauteur",
        "de",
        "d'",
        "d’",
        "pour",
        "avec",
        "with",
        "at",
        ":",
        "environ",
        "près",
        "about",
        "some",
        "which",
        "held",
        "holds",
        "qui",
        "détient",
        "détenait",
        ",",
        "en",
        "possède",
    }
)


def in_span(piece: Piece, start: int, end: int, kinds: tuple[str, ...]) -> list[tuple[int, int, Value]]:
    """The values of some kinds that lie within tokens `start`..`end`."""
    return [(s, e, v) for s, e, v in piece.values if s >= start and e <= end and v.type in kinds]


def behind(piece: Piece, ref_end: int, kinds: tuple[str, ...], limit: int) -> Value | None:
    """The value right behind a name: in brackets ("Talmont (44,4 %"), or bare ("Brévent 22 %")."""
    position = ref_end
    doc = piece.doc
    bracket = position < limit and doc[position].text in OPEN
    while position < limit and position - ref_end <= (5 if bracket else 3):
        value = piece.value_at(position)
        if value is not None:
            return value if value.type in kinds else None
        if position in piece.at and piece.at[position].how == "name":
            return None
        if doc[position].text.casefold() not in BETWEEN or (doc[position].text == "," and not bracket):
            return None
        position += 1
    return None


def pairs(piece: Piece, sentence: Span, kinds: tuple[str, ...]) -> list[tuple[Ref, Value]]:
    """(name, value) pairs of a sentence: a name with a value behind it, or a value with "par"/"by" and a name behind it."""
    found: list[tuple[Ref, Value]] = []
    used: set[int] = set()
    for start, end, value in in_span(piece, sentence.start, sentence.end, kinds):
        position = end
        while position < sentence.end and piece.doc[position].text.casefold() in (")", "détenu", "held", "owned"):
            position += 1
        if position + 1 < sentence.end and piece.doc[position].text.casefold() in ("par", "by"):
            position += 1
            while position < sentence.end and piece.doc[position].pos_ in ("DET", "NOUN", "ADJ") and position not in piece.at:
                position += 1
            ref = piece.at.get(position)
            if ref is not None:
                found.append((ref, value))
                used.add(start)
    for ref in piece.refs:
        if ref.how != "name" or not sentence.start <= ref.start < sentence.end:
            continue
        other = behind(piece, ref.end, kinds, sentence.end)
        if other is not None and not any(v is other for _, v in found):
            found.append((ref, other))
    return sorted(found, key=lambda pair: pair[0].start)


def clause(piece: Piece, sentence: Span, anchor: int) -> tuple[int, int]:
    """Token bounds of the clause around a trigger: up to the next finite verb with a subject of its own, on either side."""
    doc = piece.doc
    start, end = sentence.start, sentence.end
    for position in range(anchor - 1, sentence.start - 1, -1):
        if doc[position].text in (";", ":") or (
            doc[position].text == ","
            and _opens_clause(piece, position, anchor)
            and any(is_finite(t) for t in doc[sentence.start : position])
        ):
            start = position + 1
            break
    for position in range(anchor + 1, sentence.end):
        if doc[position].text == ";" or (
            doc[position].text.casefold() in (",", "et", "and", "mais", "but", "tandis", "while", "alors", "qui", "who")
            and _opens_clause(piece, position, sentence.end)
        ):
            end = position
            break
    return start, end


def _opens_clause(piece: Piece, position: int, limit: int) -> bool:
    """Whether a comma or conjunction is followed, before the next comma, by a finite verb of its own."""
    doc = piece.doc
    for token in doc[position + 1 : min(limit, position + 9)]:
        if token.text in (",", ";"):
            return False
        if is_finite(token):
            return True
    return False


def nearest(
    piece: Piece,
    sentence: Span,
    tokens: tuple[int, ...],
    kinds: tuple[str, ...],
    *,
    whole: bool = False,
    units: frozenset[str] = frozenset(),
) -> Value | None:
    """The value of some kinds nearest to a trigger within its clause: behind it first, then before it; `whole`: in the whole sentence."""
    anchor, last = tokens[0], tokens[-1]
    start, end = (sentence.start, sentence.end) if whole else clause(piece, sentence, anchor)
    after = [(s, v) for s, _, v in in_span(piece, last + 1, end, kinds) if not units or unit_of(v) in units]
    before = [(e, v) for _, e, v in in_span(piece, start, anchor, kinds) if not units or unit_of(v) in units]
    inside = [v for _, _, v in in_span(piece, anchor, last + 1, kinds) if not units or unit_of(v) in units]
    if inside:
        # "détient une participation de 20 %", "holds a 20% stake"
        return inside[0]
    if before and anchor - before[-1][0] <= 2 and (not after or after[0][0] - last > 3):
        # "20 millions d'euros de chiffre d'affaires"
        return before[-1][1]
    if after:
        return after[0][1]
    return before[-1][1] if before else None


def is_sole(piece: Piece, tokens: tuple[int, ...], lang: str) -> bool:
    """Whether a role is said to be the only one: "seul actionnaire", "sole owner"."""
    words = cues.load(lang).sole_words
    anchor = tokens[0]
    return any(t.lemma_.casefold() in words or t.text.casefold() in words for t in piece.doc[max(0, anchor - 2) : tokens[-1] + 2])


def unit_of(value: Value) -> str:
    """The unit of a value: what its text ends with behind the number ("employees", "EUR")."""
    return value.amount.unit if value.amount is not None else ""
