"""Counts within counts: the part told of a whole ("120 de ses 450 emplois"), and a place's share in it ("dont 120 en France")."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.language.counts import bare
from kg.language.figures import written
from kg.language.pieces import Piece
from kg.language.quantities import unit_of
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span

#: Relations in which a place's share of a count is told beside the whole.
SHARED_OUT = frozenset({"headcount", "target"})
WHOLE = frozenset({"ses", "leurs", "son", "its", "their", "the", "les"})
OF = frozenset({"de", "d'", "d’", "of"})
AMONG = frozenset({"dont", "including"})
ROUGH = frozenset({"environ", "près", "de", "quelque", "plus", "about", "some", "around", "nearly", "more", "than"})
IN = frozenset({"en", "à", "au", "aux", "dans", "in", "at"})


def part_of(piece: Piece, sentence: Span, value: Value) -> Value | None:
    """The number that is taken out of a count: "120 de ses 450 emplois", "90 of its 450 jobs"; None where the count stands alone."""
    doc = piece.doc
    start = next((s for s, _, v in piece.values if v is value), None)
    if start is None or start - 2 <= sentence.start:
        return None
    left = start - 1
    if doc[left].text.casefold() in WHOLE and doc[left - 1].text.casefold() in OF:
        left -= 1
    elif doc[left].text.casefold() != "des":
        return None
    left -= 1
    while left > sentence.start and piece.doc.lang_ == "fr" and re.fullmatch(r"\d{3}", doc[left].text) and doc[left - 1].text.isdigit():
        left -= 1
    own = piece.value_at(left)
    if own is not None and own.type == "Percent" and own.amount is not None and value.amount is not None:
        share, whole = own.amount.number, value.amount.number
        if isinstance(share, Decimal) and isinstance(whole, Decimal):  # "la moitié de ses 180 salariés"
            amount = replace(value.amount, number=(whole * share / 100).normalize())
            return replace(value, start=own.start, text=written(amount), amount=amount)
        return None
    if own is not None:
        return own if own.type == "Count" and unit_of(own) in (unit_of(value), "") else None
    return bare(piece, left, sentence, unit_of(value))


def in_places(piece: Piece, sentence: Span, value: Value) -> list[Value]:
    """The share of one place in a count: "450 salariés dans le monde, dont 120 en France"."""
    doc = piece.doc
    end = next((e for _, e, v in piece.values if v is value), None)
    if end is None or not unit_of(value):
        return []
    for position in range(end, min(sentence.end - 3, end + 7)):
        if doc[position].text.casefold() not in AMONG:
            continue
        number = position + 1
        while number < sentence.end - 2 and doc[number].text.casefold() in ROUGH:
            number += 1
        own = piece.value_at(number) or bare(piece, number, sentence, unit_of(value))
        if own is None or own.type != "Count" or unit_of(own) not in (unit_of(value), ""):
            return []
        behind = next((t.i for t in doc[number : min(sentence.end, number + 6)] if t.idx >= own.end), None)
        ref = piece.at.get(behind + 1) if behind is not None and doc[behind].text.casefold() in IN else None
        return [own] if ref is not None and ref.types[0] == "Place" else []
    return []
