"""Names freed of the capitalised offices that English prints before them: "Talmont Chairman Paul Marchand", "Chief Executive X"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg import names
from kg.language.pieces import Piece
from kg.language.spots import WEIGHT, Spot, capital, match_at, phrases, spot_at

#: Offices that are parts of names as well: "King", "Prince", "Author".
NAMES_TOO = frozenset(
    {"king", "queen", "prince", "princess", "pope", "author", "son", "father", "mother", "brother", "sister", "heir", "judge", "banker"}
)


def untitled(pieces: Sequence[Piece], spots: Sequence[Spot], lang: str) -> Iterator[Spot]:
    """The spots, cut where an office stands in them; what is left of it is a company, what is right of it a person."""
    for spot in spots:
        if lang != "en" or spot.known:
            yield spot
        else:
            yield from _cut(pieces[spot.piece], spot, lang)


def _cut(piece: Piece, spot: Spot, lang: str) -> Iterator[Spot]:
    office = _office(piece, spot, lang)
    if office is None:
        yield spot
        return
    start, end = office
    for low, high, kind in ((spot.start, start, "Organisation"), (end, spot.end, "Person")):
        part = spot_at(spot.piece, piece, low, high, lang) if low < high else None
        if part is not None:
            known = names.gazetteer().lookup(part.text)
            part.votes = Counter({known.type if known is not None else kind: WEIGHT["head" if kind == "Person" else "closer"]})
            yield part


def _office(piece: Piece, spot: Spot, lang: str) -> tuple[int, int] | None:
    """Where the first office in a spot stands, with a further one that follows; None where there is none or no name behind it."""
    doc, heads = piece.doc, phrases("heads", lang)
    for begin in range(max(0, spot.start - 3), spot.start):
        found = match_at(doc, begin, heads)
        if found is not None and found[1] == "Person" and spot.start < found[0] < spot.end and capital(doc[begin]):
            # "Chief Executive | Officer Paul Marchand"
            return spot.start, found[0]
    for position in range(spot.start, spot.end):
        end = position
        while end < len(doc) and capital(doc[end]):
            found = match_at(doc, end, heads)
            if found is None or found[1] != "Person" or found[2][-1] in NAMES_TOO or doc[found[0] - 1].text.islower():
                break
            end = found[0]
        if end > position:
            whole = position == spot.start and end >= spot.end
            return (position, end) if whole or (end < len(doc) and capital(doc[end])) else None
    return None
