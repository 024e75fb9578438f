"""Who is quoted: named behind the quotation, within it, before it, or the speaker of the one before."""

from __future__ import annotations

from dataclasses import replace

from kg.language.cues import Cues
from kg.language.pieces import Piece
from kg.language.quotations import OPENING, quotations
from kg.language.speakers import incise_at, speaker
from kg.language.voices import Source, is_speech, voice

#: Quotations of fewer tokens, marks included, are words in inverted commas.
SAYS_SOMETHING = 7


def quoted(piece: Piece, position: int, known: Cues) -> tuple[Source | None, tuple[int, int] | None]:
    """The speaker and the bounds of the quotation that holds a token: named after it, in it, before it, or that of the one before."""
    doc = piece.doc
    if "kg_quotations" not in doc.user_data:
        speakers: list[tuple[int, int, Source | None]] = []
        for start, end in quotations(doc):
            source = _after(piece, end, known) or _within(piece, start, end, known) or _before(piece, start, known)
            if source is None and speakers and start - speakers[-1][1] < 25 and start - doc[start].sent.start < 3:
                source = speakers[-1][2]
            if source is not None or end - start >= SAYS_SOMETHING:
                speakers.append((start, end, source))
        doc.user_data["kg_quotations"] = [(s, e, source) for s, e, source in speakers if e - s >= SAYS_SOMETHING]
    for start, end, source in doc.user_data["kg_quotations"]:
        if start < position < end:
            return (replace(source, outside=True, speech=True) if source is not None else None), (start, end)
    return None, None


def _after(piece: Piece, end: int, known: Cues) -> Source | None:
    doc = piece.doc
    if end >= len(doc):
        return None
    sentence = doc[end - 1].sent if doc[end].is_sent_start is not True or end - 1 < 0 else doc[end].sent
    for token in doc[end : min(end + 8, len(doc))]:
        if token.text in (".", ";") or token.text in OPENING:
            break
        if is_speech(token, known, incise=True):
            return incise_at(
                piece, token, doc[min(end - 1, sentence.start) : max(sentence.end, min(token.i + 20, len(doc)))], known
            ) or speaker(token, piece, known)
    text = doc[end : min(end + 4, len(doc))].text.casefold().lstrip(" ,.")
    for phrase in known.attribution:
        if text.startswith(phrase):
            after = next(
                t.i
                for t in doc[end:]
                if t.idx >= doc[end].idx + doc[end : min(end + 4, len(doc))].text.casefold().find(phrase) + len(phrase)
            )
            return voice(piece, after, len(doc), known)
    return None


def _within(piece: Piece, start: int, end: int, known: Cues) -> Source | None:
    for token in piece.doc[start + 1 : end]:
        if is_speech(token, known, incise=True) and any(c.dep_ == "nsubj" and c.i > token.i for c in token.children):
            found = incise_at(piece, token, token.sent, known)
            if found is not None:
                return found
    return None


def _before(piece: Piece, start: int, known: Cues) -> Source | None:
    doc = piece.doc
    first = doc[start].sent.start
    if start - first > 2 and doc[start - 1].text == "," and doc[first].text.casefold() in ("pour", "for"):
        # "Pour Paul Marchand, « … »"
        return voice(piece, first + 1, start - 1, known)
    low = max(0, start - 25)
    for position in range(start - 1, low - 1, -1):
        token = doc[position]
        if token.text in (".", ";", "»", "”"):
            break
        if is_speech(token, known) and (doc[start - 1].text == ":" or start - position < 6):
            found = speaker(token, piece, known)
            if found is not None:
                return found
    return None
