"""Names in a row: the further members of the list that a name opens."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language.pieces import Piece, Ref

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What may be said again before each member of a list: "en Espagne et en Italie", "avec A et avec B".
REPEATED = frozenset(
    {"de", "à", "par", "by", "of", "le", "la", "les", "l'", "l’", "the", "en", "in", "avec", "with", "chez", "at", "to", "from"}
)
SINGULAR = frozenset({"le", "la", "l'", "l’", "the"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
LINKS = frozenset({",", "et", "and", "ou", "or", "&", "puis", "ainsi", "que", "as", "well", "/", ";", "encore"})


@lru_cache(maxsize=512)
def plain_case(word: str) -> str:
    """A preposition without its article: du, des, d' → de; au, aux → à."""
    return {"du": "de", "des": "de", "d'": "de", "d’": "de", "au": "à", "aux": "à", "'s": "of", "’s": "of"}.get(word, word)


def following(ref: Ref, piece: Piece, *, loose: bool = False) -> list[Ref]:
    """The further members of the list that a name opens. It must hold an "et"/"and" (a comma alone may be an apposition) unless `loose`."""
    doc = piece.doc
    members: list[Ref] = []
    joined = False
    pending: list[Ref] = []
    position = _skip_place(skip_brackets(doc, ref.end), ref, piece)
    while position < len(doc):
        link = position
        saw_word = False
        while link < len(doc) and (
            doc[link].text.casefold() in LINKS
            or doc[link].pos_ == "DET"
            or doc[link].is_space
            or (link > position and plain_case(doc[link].text.casefold()) in REPEATED)
            or doc[link].text.casefold() in ("le", "la", "les", "l'", "l’", "the")
        ):
            saw_word = saw_word or doc[link].text.casefold() in ("et", "and", "ou", "or", "&", "puis", "ainsi")
            link += 1
        if link == position:
            break
        other = _introduced(link, ref, piece) if saw_word or doc[link - 1].text.casefold() in SINGULAR else piece.at.get(link)
        if other is not None and not saw_word and other.start != link and other.types[0] != ref.types[0]:
            break  # "A, le groupe B et C", not "A, le président B et C"
        if other is None and pending and link < len(doc) and doc[link].text[:1].isupper() and (end := _unknown(link, piece)):
            position = end  # a member that nothing knows for a name
            continue
        if other is None or other.how != "name" or not (_kin(other.types, ref.types) or other.names[0] in piece.weak):
            break
        if other.end < len(doc) and doc[other.end].text.casefold() in ("par", "by") and saw_word:
            # "rachetée par A, et B par C": B opens a clause of its own without verb
            break
        if piece.value_at(other.end) is not None and not _valued(doc, ref, piece) and _percent(piece, other.end):
            # "détient 51 % de A et B 49 %": so does a holder with a share of its own
            break
        pending.append(other)
        if saw_word:
            joined = True
            members.extend(pending)
            pending = []
        position = _skip_place(skip_brackets(doc, other.end), ref, piece)
    return members if joined else pending if loose else []


def _unknown(start: int, piece: Piece) -> int:
    """Where words with a capital that are no name here end before the next comma; 0 where they do not."""
    for position in range(start, min(start + 5, len(piece.doc) - 1)):
        if piece.doc[position].text == "," and position > start:
            return position
        if position in piece.at or piece.doc[position].pos_ in ("VERB", "AUX"):
            return 0
    return 0


def _introduced(position: int, first: Ref, piece: Piece) -> Ref | None:
    """The next member of a list behind what introduces it: "et le fonds américain X", "and the Dutch insurer X", "and Berlin's X"."""
    doc, start = piece.doc, position
    english = doc[0].lang_ == "en"
    while position < len(doc) and position - start < (5 if english else 3):
        ref = piece.at.get(position)
        if english and position == start and doc[position].text.casefold() in POSSESSIVES:
            # "Paul Marchand and his sister Anne"
            position += 1
            continue
        if ref is not None and first.types[0] == "Person" != ref.types[0]:
            return _described_person(ref, piece)
        if english and doc[position].text == "," and position > start and doc[position - 1].pos_ == "NOUN":
            # "and his brother-in-law, Anne"
            position += 1
            continue
        if ref is not None:
            return past_place(ref, piece) if first.types[0] != "Place" else ref
        if doc[position].pos_ not in ("NOUN", "ADJ") and not (english and doc[position].pos_ == "PROPN"):
            return None
        position += 1
    return piece.at.get(position)


def _described_person(ref: Ref, piece: Piece) -> Ref | None:
    """The person whom a name and nouns behind "and" describe: "X and Stanford pal Anne Dubreuil"; else the name itself."""
    doc, position = piece.doc, ref.end
    while position < len(doc) and position - ref.end < 4 and position not in piece.at and doc[position].pos_ in ("NOUN", "ADJ"):
        position += 1
    other = piece.at.get(position)
    named = other is not None and other.how == "name" and other.types[0] == "Person" and doc[0].lang_ == "en" and position > ref.end
    return other if named else past_place(ref, piece)


def past_place(ref: Ref, piece: Piece) -> Ref:
    """The name that an English place name only narrows: "the US mast operator X", "Spain's X", "Paris-based X"; else the place itself."""
    doc, position = piece.doc, ref.end
    if ref.types[0] != "Place" or doc[0].lang_ != "en" or position >= len(doc):
        return ref
    if doc[position].text in ("'s", "’s", "'", "’") or (doc[position].text == "-" and position + 1 < len(doc)):
        position += 1 if doc[position].text != "-" else 2
    elif doc[position].pos_ not in ("NOUN", "ADJ", "PROPN") or position in piece.at:
        return ref
    while position < len(doc) and position - ref.end < 5 and position not in piece.at and doc[position].pos_ in ("NOUN", "ADJ", "PROPN"):
        position += 1
    other = piece.at.get(position)
    return other if other is not None and other.how == "name" and other.start == position and other.types[0] != "Place" else ref


def past_based(ref: Ref, piece: Piece) -> Ref:
    """As `past_place`, where a hyphen or "'s" joins the place to what follows: "the Paris-based group X", "Spain's X"."""
    joined = ref.end < len(piece.doc) and piece.doc[ref.end].text in ("-", "'s", "’s")
    return past_place(ref, piece) if joined else ref


def _percent(piece: Piece, position: int) -> bool:
    value = piece.value_at(position)
    return value is not None and value.type == "Percent"


def _valued(doc: Doc, ref: Ref, piece: Piece) -> bool:
    """Whether a name has a value or a bracket of its own behind it."""
    return ref.end < len(doc) and (doc[ref.end].text in ("(", "[") or piece.value_at(ref.end) is not None)


def _kin(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two references may stand in one list: the same type, or actors both."""
    actors = {"Organisation", "Person"}
    things = {"Product", "Technology", "Programme", "Organisation"}
    return a[0] == b[0] or {a[0], b[0]} <= actors or {a[0], b[0]} <= things


def _skip_place(position: int, ref: Ref, piece: Piece) -> int:
    """The position behind "en France", "au Royaume-Uni" that tells where a member of a list is, where a further member follows."""
    doc = piece.doc
    local = position + 2 < len(doc) and doc[position].text.casefold() in ("en", "au", "aux", "à", "in", "at", "of")
    if not local or ref.types[0] == "Place":
        return position
    place = position + 1
    while place < len(doc) - 1 and doc[place].pos_ == "DET" and place not in piece.at:
        place += 1
    where = piece.at.get(place)
    if where is None or where.types[0] != "Place" or where.end >= len(doc) or doc[where.end].text.casefold() not in LINKS:
        return position
    return where.end


def skip_brackets(doc: Doc, position: int) -> int:
    """The position behind a closing bracket when one opens here."""
    if position < len(doc) and doc[position].text in ("(", "["):
        for end in range(position + 1, min(len(doc), position + 12)):
            if doc[end].text in (")", "]"):
                return end + 1
    return position
