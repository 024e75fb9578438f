"""Names that their surroundings show to be products: "its X app", "a terminal called X", "X, a messaging service", "its new console, X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.spots import QUOTES, match_at, phrases

if TYPE_CHECKING:
    from spacy.tokens import Doc

PHRASE = frozenset({"ADJ", "NOUN", "NUM", "PROPN", "VERB"})
GENITIVE = frozenset({"'s", "’s"})
#: How far an apposition or a noun phrase is read for its head, in words.
REACH = 6


def kind_around(doc: Doc, start: int, end: int, lang: str) -> str | None:
    """The type that the words around the name at `start`..`end` give it, if any: most often a product."""
    if lang == "en" and end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].text in ("based", "headquartered"):
        return "Place"
    if start > 1 and doc[start - 1].text.casefold() in ("in", "en") and doc[start - 2].text.casefold() in cues.load(lang).coding:
        return "Technology"
    return _called(doc, start, lang) or _owned(doc, start, end, lang) or _apposed(doc, end, lang) or _announced(doc, start, lang)


def _head_at(doc: Doc, position: int, lang: str) -> str | None:
    """The type of a head noun that ends right at a token."""
    for begin in range(max(position - 2, 0), position + 1):
        found = match_at(doc, begin, phrases("heads", lang))
        if found is not None and found[0] == position + 1:
            return found[1]
    return None


def _called(doc: Doc, start: int, lang: str) -> str | None:
    """ "une tablette baptisée X", "a payment terminal called X"."""
    position = start - 1
    while position > 0 and (doc[position].text in QUOTES or doc[position].pos_ == "DET"):
        position -= 1
    if position < 1 or doc[position].text.casefold() not in cues.load(lang).naming_participles:
        return None
    last = position - 2 if doc[position - 1].text == "," else position - 1  # "une offre de stockage, baptisée X"
    for before in range(last, max(last - REACH, -1), -1):
        kind = _head_at(doc, before, lang)
        if kind is not None:
            return kind
        if doc[before].text in (",", ";", ":", ".") or doc[before].pos_ in ("VERB", "AUX"):
            return None
    return None


def _owned(doc: Doc, start: int, end: int, lang: str) -> str | None:
    """English "its X app", "Talmont's X payment terminal": a product by the noun behind, with a possessive before."""
    if lang != "en" or start < 1:
        return None
    before = start - 1
    while before > 0 and doc[before].pos_ in ("ADJ", "NOUN", "NUM") and start - before < 4:
        before -= 1
    if doc[before].text not in GENITIVE and doc[before].text.casefold() not in cues.load(lang).possessives:
        return None
    behind = end
    while behind < len(doc) and behind - end < 3 and doc[behind].text[:1].islower() and doc[behind].pos_ in ("NOUN", "ADJ"):
        kind = _head_at(doc, behind, lang)
        if kind in ("Product", "Technology"):
            return "Product"
        behind += 1
    return None


def _apposed(doc: Doc, end: int, lang: str) -> str | None:
    """English "X, an encrypted messaging service": the head ends the noun phrase."""
    if lang != "en" or end + 2 >= len(doc) or doc[end].text not in (",", "(", "–", "—") or doc[end + 1].pos_ not in ("DET", "PRON"):
        return None
    if doc[end + 1].text.casefold() not in ("a", "an", "the", "its", "their"):
        return None
    found = None
    for position in range(end + 2, min(end + 2 + REACH, len(doc))):
        if doc[position].pos_ not in PHRASE and doc[position].text != "-":
            break
        found = _head_at(doc, position, lang) if doc[position].text[:1].islower() else None
    return found if found in ("Product", "Technology", "DataCentre", "Programme") else None


def _announced(doc: Doc, start: int, lang: str) -> str | None:
    """ "sa nouvelle console, X", "its online suite, X": a product noun with its possessive right before the comma."""
    position = start - 1
    while position > 0 and (doc[position].text in QUOTES or doc[position].pos_ == "DET" or doc[position].text.casefold() in ("l'", "l’")):
        position -= 1
    if position < 2 or doc[position].text not in (",", "–", "—", "-", ":"):
        return None
    opened = max((t.i for t in doc[:position] if t.text == ","), default=-1)
    if doc[position].text == "," and opened > 0 and doc[opened - 1].text[:1].isupper() and position - opened <= REACH + 2:
        return None  # "X, son nouveau service, Y vise": the noun tells of X
    kind = None
    for before in range(position - 1, max(position - 1 - REACH, -1), -1):
        token = doc[before]
        if kind is None:
            kind = _head_at(doc, before, lang)
        own = token.text in GENITIVE or token.text.casefold() in cues.load(lang).possessives
        if own or (token.pos_ == "NUM" and kind == "Product"):
            return kind if kind == "Product" else None
        if token.pos_ not in PHRASE and token.pos_ != "ADP":
            return None
    return None
