"""What stands in quotation marks, by marks that open and close and by straight ones, which only the spaces around them tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OPENING, CLOSING = frozenset("«“"), frozenset("»”")


def _opens(mark: Token) -> bool | None:
    """Whether a straight quotation mark opens (True) or closes (False) by the spaces around it; None when they leave it open."""
    before = mark.i == 0 or bool(mark.nbor(-1).whitespace_) or mark.nbor(-1).text in ("(", "-", "–", "—", "'")
    after = mark.i + 1 == len(mark.doc) or bool(mark.whitespace_) or mark.nbor(1).text in (",", ".", ";", ":", ")", "!", "?")
    return None if before == after else before


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token bounds of all that stands in quotation marks in a piece, with the marks: what somebody says, or only a word."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    closer: frozenset[str] | None = None
    for token in doc:
        text = token.text
        if text == '"' and (start is None or closer is None or '"' in closer):
            opens = _opens(token)
            if opens is True or (opens is None and start is None):
                # a mark that can only open: the one before was never closed
                start, closer = token.i, frozenset('"')
            elif start is not None:
                found.append((start, token.i + 1))
                start = None
        elif start is None:
            if text in OPENING:
                start, closer = token.i, CLOSING
        elif closer is not None and text in closer:
            found.append((start, token.i + 1))
            start = None
    if start is not None and len(doc) - start < 120:
        found.append((start, len(doc)))
    return found
