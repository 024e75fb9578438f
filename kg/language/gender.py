"""Whose "he" and "she" may be: the gender of each person of a document, by title, office and given name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg import names
from kg.language import cues
from kg.language.pieces import Piece, Ref
from kg.language.spots import match_at, phrases

Thing = tuple[str, str]
#: How much a title, a given name and the gender of an office count.
TITLE, GIVEN, OFFICE = 4, 3, 1


def genders(pieces: Sequence[Piece], lang: str) -> dict[Thing, str]:
    """Person → "Masc" or "Fem"; those of whom nothing tells are left out."""
    votes: dict[Thing, Counter[str]] = defaultdict(Counter)
    for piece in pieces:
        for ref in piece.refs:
            if ref.how == "name" and ref.types == ("Person",):
                votes[ref.names[0], "Person"] += _told(piece, ref, lang)
    found: dict[Thing, str] = {}
    for thing, counts in votes.items():
        given = names.gender(thing[0].split()[0])
        if given:
            counts[given] += GIVEN
        if counts["Masc"] != counts["Fem"]:
            found[thing] = max(sorted(counts), key=lambda gender: counts[gender])
    return found


def _told(piece: Piece, ref: Ref, lang: str) -> Counter[str]:
    """What the words beside one mention say: "Ms X", "la ministre X", "X, présidente de", "chairwoman X"."""
    doc, known, votes = piece.doc, cues.load(lang), Counter[str]()
    if ref.start:
        title = doc[ref.start - 1].text.casefold()
        if title in known.titles and title not in known.either_titles:
            votes["Fem" if title in known.women_titles else "Masc"] += TITLE
        votes += _office(piece, ref.start - 1, lang)
    if ref.end + 1 < len(doc) and doc[ref.end].text == ",":
        behind = ref.end + 1
        while behind < len(doc) and behind < ref.end + 3 and doc[behind].pos_ in ("DET", "ADJ"):
            behind += 1
        if behind < len(doc):
            votes += _office(piece, behind, lang)
    return votes


def _office(piece: Piece, position: int, lang: str) -> Counter[str]:
    """The gender of an office that stands at a token; in English only some offices show it."""
    token = piece.doc[position]
    word = token.text.casefold()
    if lang == "en":
        return Counter({"Fem" if word.endswith("woman") else "Masc": OFFICE}) if word.endswith(("woman", "man")) else Counter()
    head = match_at(piece.doc, position, phrases("heads", lang))
    if head is None or head[1] != "Person" or token.pos_ != "NOUN":
        return Counter()
    before = piece.doc[position - 1].text.casefold() if position else ""
    shown = {"la": "Fem", "une": "Fem", "le": "Masc", "un": "Masc", "du": "Masc", "au": "Masc"}.get(before)
    shown = shown or next(iter(token.morph.get("Gender")), "")
    return Counter({shown: OFFICE}) if shown else Counter()
