"""Which name stands for a noun of many: one singled out of them, or who leads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token


def among(token: Token, piece: Piece) -> Ref | None:
    """The name that stands for a plural noun in part: "plusieurs groupes, dont le québécois X"."""
    doc = token.doc
    for position in range(token.i + 1, min(token.i + 6, len(doc) - 1)):
        if doc[position].text.casefold() in ("dont", "including"):
            position += 1
            while position < len(doc) and position not in piece.at and doc[position].pos_ in ("DET", "ADJ", "NOUN"):
                position += 1
            ref = piece.at.get(position)
            return ref if ref is not None and ref.how == "name" else None
        if doc[position].pos_ in ("VERB", "AUX"):
            return None
    return None


def leader(token: Token, piece: Piece, known: Cues) -> Ref | None:
    """Who leads a pool: "un consortium d'investisseurs mené par X", "a management team led by X"."""
    doc = token.doc
    if token.lemma_.casefold() not in known.pools:
        return None
    for position in range(token.i + 1, min(token.i + 8, len(doc) - 2)):
        if position in piece.at or doc[position].text in (";", ":"):
            return None
        if doc[position].text.casefold() in known.leading and doc[position + 1].text.casefold() in ("par", "by"):
            position += 2
            while position < len(doc) and position not in piece.at and doc[position].pos_ in ("DET", "ADJ", "NOUN", "PROPN"):
                position += 1
            ref = piece.at.get(position)
            return ref if ref is not None and ref.how == "name" else None
    return None


#: Prepositions of a phrase before a subject that puts another beside it: "Avec X, Y fait partie des", "Like X, Y is one of".
WITH = frozenset({"avec", "comme", "with", "like", "alongside", "côtés"})


def companions(subject: Token | None, noun: Token, piece: Piece) -> list[Ref]:
    """The name that a phrase at the start of the clause puts beside the subject which a plural noun describes:
    "Avec X, Y fait partie des clouds créés en 2012"."""
    if subject is None or not any("Plur" in t.morph.get("Number") for t in noun.subtree):
        return []
    for child in subject.head.children:
        ref = piece.at.get(child.i)
        if child.i > subject.i or ref is None or ref.how != "name" or not child.dep_.startswith("obl"):
            continue
        if any(c.text.casefold() in WITH for c in child.children if c.dep_ == "case"):
            return [ref]
    return []
