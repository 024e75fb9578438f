"""Who speaks: the subject of a verb of saying, the speaker of an insertion ("…, a déclaré X"), the speaker of a quotation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import scope
from kg.language.cues import Cues
from kg.language.pieces import Piece, is_finite
from kg.language.voices import ACTORS, Source, addressed, is_speech, source_at, voice

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def speaker(verb: Token, piece: Piece, known: Cues) -> Source | None:
    """Who the subject of a verb of saying is; a gerund or a second verb ("en annonçant", "et considère") has the subject of the first."""
    passive = any(c.dep_ == "aux:pass" for c in verb.children)
    for _ in range(3):
        for child in verb.children:
            if passive and child.dep_ != "obl:agent":
                continue
            if piece.value_at(child.i) is not None:
                continue
            if child.dep_ in ("nsubj", "obl:agent", "expl:subj") or (
                child.dep_ == "obj" and child.i > verb.i and scope.plain_dep(verb) == "parataxis"
            ):
                if child.text.casefold() in known.relatives and verb.dep_ in ("acl:relcl", "advcl:cleft"):
                    child = verb.head
                low, high = scope.bounds(child)
                return voice(piece, low, verb.i if child.i < verb.i and low < verb.i else len(verb.doc), known, head=child) or _any_actor(
                    piece, low, min(high, child.i + 6), known
                )
        if scope.plain_dep(verb) not in ("conj", "advcl", "xcomp") or verb.head.i == verb.i:
            break
        verb = verb.head
    return None if passive else _opening(piece, verb, known)


def _opening(piece: Piece, verb: Token, known: Cues) -> Source | None:
    """The actor that opens the statement of a verb whose subject the parse lost: "X, qui détient …, n'avait pas caché que"."""
    if not is_finite(verb) and not any(c.dep_.startswith("aux") for c in verb.children):
        return None
    start = scope.statement(verb.sent, verb.i)[0]
    for position in range(start, min(start + 6, verb.i)):
        ref = piece.at.get(position)
        if ref is not None and ref.how == "name":
            left = piece.doc[position - 1] if position > start else None
            return (
                source_at(ref, piece, None, known)
                if ref.types[0] in ACTORS and (left is None or left.pos_ in ("PUNCT", "DET", "NOUN"))
                else None
            )
    return None


def _any_actor(piece: Piece, low: int, high: int, known: Cues) -> Source | None:
    """The first actor named in a noun phrase whose beginning names none: "Son concurrent, le groupe belge Rossel"."""
    for position in range(low, high):
        ref = piece.at.get(position)
        if ref is not None and ref.how == "name" and ref.types[0] in ACTORS and not addressed(piece.doc, ref, known):
            return source_at(ref, piece, None, known)
    return None


def incise_at(piece: Piece, verb: Token, sentence: Span, known: Cues) -> Source | None:
    """The source of a verb of saying set off by a comma or closing quote, behind it or (English) before it; None if it is no such verb."""
    doc = piece.doc
    if any(c.dep_ == "aux:pass" for c in verb.children):
        return None
    if (
        "Part" in verb.morph.get("VerbForm")
        and not any(t.pos_ == "AUX" for t in doc[max(sentence.start, verb.i - 2) : verb.i])
        and verb.lang_ == "fr"
    ):
        return None
    left = verb.i - 1
    while left > sentence.start and doc[left].pos_ in ("AUX", "ADV", "PRON") and left not in piece.at:
        left -= 1
    if any(t.text.casefold() in known.relatives for t in doc[left + 1 : verb.i]):
        return None
    stop = (",", "»", "”", '"', "?", "!", "-", "–")
    if left >= 0 and doc[left].text in stop and left >= sentence.start:
        after = verb.i + 1
        while after < sentence.end and (
            doc[after].pos_ in ("ADV",)
            or "Inf" in doc[after].morph.get("VerbForm")
            or doc[after].text in ("-t", "-", "t")
            or _dated(piece, after)
        ):
            after += 1
        if (after < sentence.end and doc[after].text.casefold() not in ("que", "qu'", "qu’", "that", ",", "ne", "n'", "le", "la")) or (
            after < sentence.end and doc[after].pos_ == "DET"
        ):
            return voice(piece, after, sentence.end, known)
        return None
    # ", the company said on Monday"
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if subject is None or any(t.text.casefold() in ("that", "que") for t in doc[verb.i : min(verb.i + 4, sentence.end)]):
        return None
    low = scope.bounds(subject)[0]
    if (
        low > sentence.start
        and doc[low - 1].text in stop
        and not any(scope.plain_dep(c) == "ccomp" and c.i > verb.i for c in verb.children)
    ):
        return voice(piece, low, verb.i, known, head=subject)
    return None


def _dated(piece: Piece, position: int) -> bool:
    value = piece.value_at(position)
    return (value is not None and value.type == "Date") or (
        piece.doc[position].pos_ == "ADP"
        and position + 1 < len(piece.doc)
        and (
            (piece.value_at(position + 1) is not None)
            or (piece.doc[position].text.casefold() in ("à", "au") and any(p in piece.at for p in (position + 1, position + 2)))
        )
    )


def quoted(piece: Piece, position: int, known: Cues) -> tuple[Source | None, tuple[int, int] | None]:
    """The speaker and the bounds of the quotation that holds a token: named after it, in it, before it, or that of the one before."""
    doc = piece.doc
    if "kg_quotations" not in doc.user_data:
        speakers: list[tuple[int, int, Source | None]] = []
        for start, end in scope.quotations(doc):
            source = _after(piece, end, known) or _within(piece, start, end, known) or _before(piece, start, known)
            if source is None and speakers and start - speakers[-1][1] < 25 and start - doc[start].sent.start < 3:
                source = speakers[-1][2]
            speakers.append((start, end, source))
        doc.user_data["kg_quotations"] = speakers
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
        if token.text in (".", ";") or token.text in scope.OPENING:
            break
        if is_speech(token, known):
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
        if is_speech(token, known) and any(c.dep_ == "nsubj" and c.i > token.i for c in token.children):
            found = incise_at(piece, token, token.sent, known)
            if found is not None:
                return found
    return None


def _before(piece: Piece, start: int, known: Cues) -> Source | None:
    doc = piece.doc
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
