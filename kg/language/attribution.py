"""Who says it: "selon X", "X a annoncé que", "…, indique X", "according to", and what kind of source that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.cues import Cues
from kg.language.fillers import named
from kg.language.pieces import Piece
from kg.types import AttributionKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its name (None when the text names none), its kind, and whether the text hands the saying over to it ("selon X")."""

    name: str | None
    kind: AttributionKind
    outside: bool


def source_of(piece: Piece, sentence: Span, anchor: Token, lang: str) -> Source | None:
    """The source of what a trigger says: of its clause by a verb of saying, of its sentence by "selon X"."""
    known = cues.load(lang)
    return _according(piece, sentence, known, lang) or _said(piece, sentence, anchor, known, lang)


def _according(piece: Piece, sentence: Span, known: Cues, lang: str) -> Source | None:
    doc = piece.doc
    text = sentence.text.casefold()
    for phrase in known.attribution:
        where = text.find(phrase)
        while where >= 0:
            edge = where + len(phrase)
            if (where == 0 or not text[where - 1].isalnum()) and (edge == len(text) or not text[edge].isalnum()):
                break
            where = text.find(phrase, where + 1)
        if where < 0:
            continue
        first = sentence.start_char + where + len(phrase)
        for token in doc[sentence.start : sentence.end]:
            if token.idx < first or token.i < sentence.start:
                continue
            if token.idx - first > 70 or (token.is_punct and token.text in (",", ".", ";") and token.idx - first > 2):
                break
            ref = piece.at.get(token.i)
            if ref is not None and ref.how != "pronoun":
                return Source(ref.names[0], _kind(ref.names[0], ref.types[0], piece, token, known), True)
        tail = text[where + len(phrase) : where + len(phrase) + 60]
        words = set(tail.replace("'", " ").replace("’", " ").replace(",", " ").split())
        if words & known.anonymous:
            return Source(None, "anonymous", True)
        if words & known.document_nouns:
            return Source(None, "document", True)
    return None


def _kind(name: str, type_: str, piece: Piece, token: Token, known: Cues) -> AttributionKind:
    """Medium, document or speaker: by the gazetteer, by the noun before the name, by its type."""
    entry = names.gazetteer().lookup(name)
    if entry is not None and entry.medium:
        return "medium"
    before = {t.lemma_.casefold() for t in token.doc[max(0, token.i - 4) : token.i]}
    if before & known.media_nouns:
        return "medium"
    if before & known.document_nouns:
        return "document"
    return "speaker"


def _said(piece: Piece, sentence: Span, anchor: Token, known: Cues, lang: str) -> Source | None:
    """The subject of a verb of saying that governs the clause, or that follows the quotation: "…, a déclaré X"."""
    here = anchor
    for _ in range(7):
        head = here.head
        if head.i == here.i:
            break
        if head.pos_ in ("VERB", "AUX") and head.lemma_.casefold() in known.speech_verbs and here.dep_ in ("ccomp", "xcomp", "obj", "obl", "obl:arg", "parataxis", "advcl", "csubj", "nmod"):
            source = _speaker(head, piece, known, lang)
            if source is not None:
                return source
        here = head
    for token in sentence:
        # "… », indique l'opérateur": the verb of saying hangs from what is said, or stands behind a comma with its subject behind it
        if token.pos_ in ("VERB", "AUX") and token.lemma_.casefold() in known.speech_verbs and token.i > anchor.i:
            inverted = [c for c in token.children if c.dep_ == "nsubj" and c.i > token.i]
            if token.dep_ == "parataxis" or (inverted and _after_comma(token)):
                source = _speaker(token, piece, known, lang)
                if source is not None:
                    return source
    return None


def _after_comma(verb: Token) -> bool:
    position = verb.i - 1
    while position >= 0 and verb.doc[position].pos_ in ("AUX", "PRON", "ADV"):
        position -= 1
    return position >= 0 and verb.doc[position].text in (",", "»", "”", '"', "?", "!")


def _speaker(verb: Token, piece: Piece, known: Cues, lang: str) -> Source | None:
    for child in verb.children:
        if child.dep_ in ("nsubj", "obl:agent", "expl:subj"):
            found = named(child, piece, lang)
            if found and found[0].type in ("Person", "Organisation"):
                return Source(found[0].name, _kind(found[0].name, found[0].type, piece, child, known), False)
            if child.lemma_.casefold() in known.anonymous:
                return Source(None, "anonymous", True)
            if child.lemma_.casefold() in known.document_nouns | known.media_nouns:
                return Source(None, "document" if child.lemma_.casefold() in known.document_nouns else "medium", True)
    return None
