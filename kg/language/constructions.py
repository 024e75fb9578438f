"""Names that their surroundings give away: behind a head noun, in quotes, before a legal form, of a public body, of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg import names
from kg.language.pieces import Piece
from kg.language.spots import (
    JOINS,
    OF,
    PARTICLES,
    QUOTES,
    WEIGHT,
    Spot,
    capital,
    closer_types,
    is_origin,
    legal,
    match_at,
    not_person,
    opener_forms,
    outer,
    phrases,
    spot_at,
    verbal,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc


def by_context(index: int, piece: Piece, lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """All names of a piece that their surroundings give away, each with the type that these give it."""
    doc, found = piece.doc, []
    heads, bodies = phrases("heads", lang), phrases("bodies", lang)
    openers = phrases("openers", lang)
    given = names.given_names()
    for token in doc:
        spot = None
        head = match_at(doc, token.i, heads)
        if head is not None and (token.pos_ in ("NOUN", "PROPN", "X", "ADJ") or not token.text[:1].isupper()) and not verbal(doc, token.i):
            spot = _behind(index, piece, (head[0], outer(doc, token.i, heads) or head[1], head[2]), lang)
            if spot is not None:
                found.append(spot)
        body = match_at(doc, token.i, bodies)
        if body is not None:
            spot = _body(index, piece, token.i, body, lang)
            if spot is not None:
                found.append(spot)
        elif (
            token.text[:1].isupper() and (opener := match_at(doc, token.i, openers)) is not None and doc[token.i].text in opener_forms(lang)
        ):
            end = _opened(
                doc,
                opener[0] + 1 if opener[0] < len(doc) and doc[opener[0]].text.islower() and is_origin(doc[opener[0]].text) else opener[0],
            )
            if end > opener[0] or (opener[2][-1] in OF and end < len(doc)):
                spot = spot_at(index, piece, token.i, end, lang)
                if spot is not None and spot.end - spot.start > len(opener[2]):
                    spot.votes[opener[1]] += WEIGHT["body"]
                    found.append(spot)
        if token.i and token.text in legal() and capital(doc[token.i - 1]) and not token.is_sent_start:
            start = _back(doc, token.i, heads, lang)
            spot = spot_at(index, piece, start, token.i + 1, lang)
            if spot is not None and spot.end - spot.start > 1:
                spot.votes["Organisation"] += WEIGHT["form"]
                found.append(spot)
        if token.text == "/" and 1 < token.i + 1 < len(doc) and doc[token.i - 1 : token.i + 2].text in legal():
            # "A/S", which English cuts
            start = _back(doc, token.i - 1, heads, lang)
            found.append(Spot(index, start, token.i + 2, doc[start : token.i + 2].text, Counter({"Organisation": WEIGHT["form"]})))
        if token.text in given and (
            token.is_sent_start
            or token.i == 0
            or not capital(doc[token.i - 1])
            or match_at(doc, token.i - 1, heads)
            or (common(doc[token.i - 1].text.casefold()) and doc[token.i - 1].text not in given and doc[token.i - 1].ent_type == 0)
        ):
            end = _surname(doc, token.i, lang)
            if end:
                found.append(Spot(index, token.i, end, doc[token.i : end].text, Counter({"Person": WEIGHT["given"]})))
    return found


def _behind(index: int, piece: Piece, head: tuple[int, str, tuple[str, ...]], lang: str) -> Spot | None:
    """The capitalised or quoted name behind a head noun and its adjectives."""
    doc, (start, kind, words) = piece.doc, head
    while (
        start < len(doc)
        and not capital(doc[start])
        and (doc[start].pos_ == "ADJ" or (doc[start].text.casefold() in ("et", "and", "-") and start > head[0] and words[-1] not in OF))
    ):
        start += 1
    if start >= len(doc) or doc[start].pos_ in ("ADP", "SCONJ", "CCONJ", "AUX"):
        return None
    if doc[start].text in names.given_names() and any(words == body for body, _ in phrases("bodies", lang).get(words[0], ())):
        # "le porte-parole du gouvernement Jean X" names no government
        return None
    if doc[start].text in QUOTES:
        start += 1
        end = start
        while end < len(doc) and doc[end].text not in QUOTES and end - start <= 7:
            end += 1
        sentence = kind not in ("Product", "Programme") and any(t.pos_ in ("AUX", "VERB", "PRON") for t in doc[start:end])
        if end >= len(doc) or doc[end].text not in QUOTES or end == start or not capital(doc[start]) or sentence or kind == "Person":
            return None
        return Spot(index, start, end, doc[start:end].text, Counter({kind: WEIGHT["quoted"]}))
    end = start
    while end < len(doc) and (capital(doc[end]) or (end > start and doc[end].text in ("&", "-", "+"))) and not doc[end].is_sent_start:
        # "l'ancien directeur du groupe X Jean Y": a given name begins another name
        if end > start and kind != "Person" and doc[end].text in names.given_names():
            break
        end += 1
    if kind == "Person" and end - start > 2 and doc[start].text not in names.given_names():
        # "le ministre de l'Économie Jean X": the office's last word is no part of the name
        start = next((t.i for t in doc[start + 1 : end - 1] if t.text in names.given_names()), start)
    spot = spot_at(index, piece, start, end, lang) if end > start else None
    if spot is not None and spot.text.isupper() and kind == "Person":
        spot.votes["Organisation"] += WEIGHT["unknown"]
    elif spot is not None and not (kind == "Person" and not_person(doc, spot.start, spot.end)):
        # "l'usine de X" is at X or belongs to X
        spot.votes[kind] += WEIGHT["owner" if words[-1] in OF else "head"]
    return spot


def _body(index: int, piece: Piece, start: int, body: tuple[int, str, tuple[str, ...]], lang: str) -> Spot | None:
    """ "tribunal de commerce de X", "gouvernement canadien", "ministère de l'Économie et des Finances", "the government of X"."""
    doc, (position, kind, _) = piece.doc, body
    end = position
    while end < len(doc) and (
        is_origin(doc[end].text)
        or (doc[end].pos_ == "ADJ" and not capital(doc[end]) and end + 1 < len(doc) and doc[end + 1].text.casefold() in OF)
    ):
        end += 1
    origin = end > position and is_origin(doc[end - 1].text)
    if lang == "en" and start and is_origin(doc[start - 1].text):
        start, origin = start - 1, True
    last = end if origin else 0
    last = _opened(doc, end) if _opened(doc, end) > end else last
    if not last or (lang == "en" and last <= position and not origin):
        return None
    spot = Spot(index, start, last, doc[start:last].text, Counter({kind: WEIGHT["body"]}))
    return spot if any(c.isupper() for c in spot.text) or origin else None


def _opened(doc: Doc, position: int) -> int:
    """Where a name that an opener begins ends: behind "de" and capitalised words, once or more; `position` if nothing follows."""
    end = position
    while end < len(doc):
        here = end
        while (
            here < len(doc)
            and here - end < 3
            and (
                doc[here].text.casefold() in OF
                or doc[here].text.casefold() in ("la", "le", "l'", "l’", "les", "et", "and", "the", "for", "aux", ",")
            )
        ):
            if doc[here].text.casefold() in ("et", "and", ",") and (
                end == position or here + 1 >= len(doc) or doc[here + 1].text.casefold() not in OF
            ):
                return end
            here += 1
        first = here
        while here < len(doc) and capital(doc[here]) and not doc[here].is_sent_start:
            if here == position and doc[here].text in names.given_names():
                # "la préfecture Jean Talmont": another name
                break
            here += 1
        if here == first:
            return end
        end = here
    return end


def _back(doc: Doc, position: int, heads: dict[str, list[tuple[tuple[str, ...], str]]], lang: str) -> int:
    """Where the company name before a legal form begins: over capitals, and over "for" or "&" between them."""
    start = position
    closers = closer_types(lang)
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        if (capital(before) and not (match_at(doc, start - 1, heads) and before.text.isupper())) or (
            before.text in JOINS
            and start - 1 > 0
            and capital(doc[start - 2])
            and doc[start - 2].text not in legal()
            and doc[start - 2].text not in closers
            and start < position
            and not _person_before(doc, start - 1)
        ):
            start -= 1
        else:
            break
    return start


def _person_before(doc: Doc, position: int) -> bool:
    """Whether a person's name stands before the word that joins it to a firm's: "Anne Dubreuil of Brevent LLP"."""
    given = names.given_names()
    return doc[position].text in ("of", "and") and any(t.text in given for t in doc[max(0, position - 3) : position])


def _surname(doc: Doc, position: int, lang: str) -> int:
    """Where the person's name that begins with the given name at `position` ends; 0 where no surname follows."""
    end, closers = _hyphened(doc, position + 1), closer_types(lang)
    while end < len(doc) and doc[end].text in names.given_names() and not doc[end].is_sent_start:
        end = _hyphened(doc, end + 1)
    surname = end
    while surname < len(doc) and surname - end < 2 and doc[surname].text.casefold() in PARTICLES and surname + 1 < len(doc):
        surname += 1
    if (
        surname < len(doc)
        and capital(doc[surname])
        and doc[surname].text[1:2] != "."
        and not doc[surname].is_sent_start
        and doc[surname].text[:1].isalpha()
    ):
        if doc[surname].text in closers or doc[surname].text in legal():
            return 0
        return _hyphened(doc, surname + 1)
    return end if end > position + 1 and doc[end - 2].text != "-" else 0


def _hyphened(doc: Doc, position: int) -> int:
    """Where a name that ends at `position` ends with the parts that hyphens join to it, which English cuts ("Anne - Sophie")."""
    while position + 1 < len(doc) and doc[position].text == "-" and not doc[position - 1].whitespace_ and capital(doc[position + 1]):
        position += 2
    return position
