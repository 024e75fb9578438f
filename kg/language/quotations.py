"""What stands in quotation marks, by marks that open and close and by straight ones, which only the signs around them tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING, CLOSING = frozenset("«“"), frozenset("»”")
STRAIGHT = '"'
#: Signs right before a straight mark that opens, and right behind one that closes.
LEADING, TRAILING = frozenset("([-–—'"), frozenset(",.;:)!?…")
#: A quotation that nothing closes ends with its paragraph, if that is not further off than this.
UNCLOSED = 120
_KEPT = "kg.quotations"


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token bounds of all that stands in quotation marks in a piece, with the marks: what somebody says, or only a word.

    They are kept with the text, since every verb of saying asks for them.
    """
    if _KEPT not in doc.user_data:
        doc.user_data[_KEPT] = _found(doc)
    kept: list[tuple[int, int]] = doc.user_data[_KEPT]
    return kept


def _found(doc: Doc) -> list[tuple[int, int]]:
    text = doc.text  # put together from the words each time that it is asked for
    found: list[tuple[int, int]] = []
    start: int | None = None
    closer: frozenset[str] = frozenset()
    for place, sign in _marks(text):
        if sign == STRAIGHT and (start is None or STRAIGHT in closer):
            opens = _opens(text, place)
            if opens is True or (opens is None and start is None):
                # a mark that can only open: the one before was never closed
                start, closer = place, frozenset(STRAIGHT)
            elif start is not None:
                found.append((start, place))
                start = None
        elif start is None:
            if sign in OPENING:
                start, closer = place, CLOSING
        elif sign in closer:
            found.append((start, place))
            start = None
    if start is not None:
        found.append((start, len(text) - 1))
    spans = [doc.char_span(low, high + 1, alignment_mode="expand") for low, high in found]
    bounds = [(int(span.start), int(span.end)) for span in spans if span is not None]
    return [b for b in bounds if b[1] < len(doc) or b[1] - b[0] < UNCLOSED]


def _marks(text: str) -> list[tuple[int, str]]:
    """Places and signs of all quotation marks in a text: taggers' words may hold one ("lundi".Le")."""
    return [(place, sign) for place, sign in enumerate(text) if sign == STRAIGHT or sign in OPENING or sign in CLOSING]


def _opens(text: str, place: int) -> bool | None:
    """Whether a straight quotation mark opens (True) or closes (False) by the signs around it; None when they leave it open."""
    before, after = text[place - 1] if place else " ", text[place + 1] if place + 1 < len(text) else " "
    left = before.isspace() or before in LEADING
    right = after.isspace() or after in TRAILING
    return None if left == right else left
