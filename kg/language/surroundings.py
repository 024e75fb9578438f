"""What the words around a name make of it: head nouns, titles, appositions, owners, how it begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.products import kind_around
from kg.language.spots import OF, QUOTES, WEIGHT, Spot, closer_types, legal, match_at, not_person, opener_forms, outer, phrases, verbal

if TYPE_CHECKING:
    from spacy.tokens import Doc


#: Nouns for companies and persons alike: before a given name, a person.
EITHER = frozenset({"partner", "investor", "backer", "owner", "shareholder", "administrator", "developer", "buyer", "seller", "broker"}
                   | {"associé", "actionnaire", "investisseur", "repreneur", "propriétaire", "administrateur", "promoteur"})  # fmt: skip

#: What one has in a company, with "in" behind it: "shares in X".
HELD = frozenset({"share", "stake", "shareholder", "shareholding", "investor", "holding"})


def surround(doc: Doc, spot: Spot, lang: str) -> None:
    """Add the votes of the words around a spot: head nouns, titles, appositions, owners, how it begins and ends."""
    titles, heads = cues.load(lang).titles, phrases("heads", lang)
    left = spot.start - 1
    if left >= 0 and (doc[left].text in titles or doc[left].text.casefold() in titles):
        spot.votes["Person"] += WEIGHT["title"]
    kind = _head_before(doc, spot.start, lang)
    if kind == "Organisation" and left >= 0 and doc[left].lemma_.casefold() in EITHER and doc[spot.start].text in names.given_names():
        kind = "Person"
    first, last = doc[spot.start], doc[spot.end - 1]
    closer = closer_types(lang).get(last.text) if spot.end - spot.start > 1 and not spot.known else None
    # "market leader Talmont Software" is no leader's name
    misled = kind == "Person" and (not_person(doc, spot.start, spot.end) or (closer is not None and first.text not in names.given_names()))
    if kind and not misled:
        spot.votes[kind] += WEIGHT["head"]
    if last.text in legal():
        spot.votes["Organisation"] += WEIGHT["form"]
    opener = match_at(doc, spot.start, phrases("openers", lang))
    if (
        opener is not None
        and first.text in opener_forms(lang)
        and not spot.known
        and opener[0] <= spot.end
        and spot.end - spot.start > 1
        and not spot.votes[opener[1]] >= WEIGHT["body"]
    ):
        spot.votes[opener[1]] += WEIGHT["body"]
    if closer:
        spot.votes[closer] += WEIGHT["closer"]
    if first.text in names.given_names() and not spot.known and not closer:
        shaped = spot.end - spot.start > 1 and all(t.text[:1].isupper() or t.text.islower() for t in doc[spot.start : spot.end])
        if shaped and spot.votes["Person"] < WEIGHT["given"]:
            spot.votes["Person"] += WEIGHT["given"]
        elif spot.end - spot.start == 1:
            spot.votes["Person"] += WEIGHT["first"]
    around = kind_around(doc, spot.start, spot.end, lang) if not spot.known else None
    if around:
        spot.votes[around] += WEIGHT["head"]
    behind = None if around else _apposed(doc, spot.end, heads, lang)
    if behind:
        spot.votes[behind] += WEIGHT["apposed"]
    if _owned(doc, spot, lang):
        spot.votes["Organisation"] += WEIGHT["owner"]


def _head_before(doc: Doc, start: int, lang: str) -> str | None:
    """The type that a head noun right before a span gives it ("la société X", "l'opérateur télécoms X", "l'usine de X")."""
    heads, position = phrases("heads", lang), start - 1
    # "le cabinet du ministère Jean X" names no ministry
    bare = {words for rows in phrases("bodies", lang).values() for words, _ in rows}
    kept = False
    while position >= 0 and (
        doc[position].text in QUOTES
        or doc[position].pos_ == "ADJ"
        or doc[position].text.casefold() in ("la", "le", "l'", "l’")
        or doc[position].text.casefold() in OF
    ):
        kept = kept or doc[position].text.casefold() in OF
        position -= 1
    for begin in range(max(position - 3, 0), position + 1):
        found = match_at(doc, begin, heads)
        if found is None or verbal(doc, found[0] - 1):
            continue
        end, kind, words = found
        # "le patron de X" does not name X, "l'usine de X" does
        if words in bare and doc[start].text in names.given_names():
            continue
        if end == position + 1 and not kept and words[-1] not in OF:
            return outer(doc, begin, heads) or kind
    return None


def _apposed(doc: Doc, end: int, heads: dict[str, list[tuple[tuple[str, ...], str]]], lang: str) -> str | None:
    """The type that an apposition behind a name gives it: "X, secrétaire d'État", "X, 47 ans", "X (47 ans)", "X, filiale de"."""
    if end + 1 >= len(doc) or doc[end].text not in (",", "(", "–", "-"):
        return None
    position = end + 1
    if doc[position].like_num and position + 1 < len(doc) and doc[position + 1].text.casefold() in ("ans", "an", "years", ",", ")"):
        return (
            "Person"
            if doc[position + 1].text.casefold() in ("ans", "years")
            or (doc[position].text.isdigit() and len(doc[position].text) == 2 and lang == "en")
            else None
        )
    start = position
    while (
        position < len(doc)
        and position - start < 3
        and (
            doc[position].pos_ in ("DET", "ADJ") or doc[position].text.casefold() in ("l'", "l’", "le", "la", "the", "a", "an", "un", "une")
        )
    ):
        found = match_at(doc, position, heads)
        if found is not None:
            break
        position += 1
    found = match_at(doc, position, heads) if position < len(doc) else None
    if lang == "en" and start < len(doc) and doc[start].text.casefold() in ("a", "an", "the", "its", "their"):
        found = _last_head(doc, start, heads) or found
    if (
        found is None
        or found[2][-1] in OF
        or "Plur" in doc[found[0] - 1].morph.get("Number")
        or (doc[position].text[:1].isupper() and not doc[position].text.isupper())
    ):
        return None
    # "X, opérateur et …": another member of a list names itself
    after = found[0]
    if lang == "en" and after < len(doc) and doc[after].pos_ == "NOUN":
        # "X, an Irish software house": the head of the phrase comes last
        return None
    return None if after < len(doc) and doc[after].text[:1].isupper() and doc[after].is_alpha else found[1]


def _last_head(doc: Doc, start: int, heads: dict[str, list[tuple[tuple[str, ...], str]]]) -> tuple[int, str, tuple[str, ...]] | None:
    """The head noun of an English noun phrase, which stands last in it: "a palm-sized payment terminal", "the FTSE 100 supplier"."""
    end = start + 1
    while end < len(doc) and end - start < 9 and _in_phrase(doc, end):
        end += 1
    for begin in range(max(end - 3, start + 1), end):
        found = match_at(doc, begin, heads)
        if found is not None and found[0] == end:
            return found
    return None


def _in_phrase(doc: Doc, position: int) -> bool:
    """Whether a token goes on with an English noun phrase; participles do behind a hyphen ("palm-sized")."""
    token = doc[position]
    return token.pos_ in ("ADJ", "NOUN", "NUM", "PROPN", "ADV") or token.text in ("-", "$") or doc[position - 1].text == "-"


def _owned(doc: Doc, spot: Spot, lang: str) -> bool:
    """Whether a name stands behind what a company has ("le capital de X", "l'un des actionnaires de X", "X's CEO")."""
    owners = phrases("owners", lang)
    if spot.end + 1 < len(doc) and doc[spot.end].text in ("'s", "’s"):
        noun = spot.end + 1
        while noun + 1 < len(doc) and noun < spot.end + 3 and doc[noun].pos_ in ("ADJ", "NUM") and not match_at(doc, noun, owners):
            noun += 1
        if match_at(doc, noun, owners):
            return True
    position = spot.start - 1
    while position > 0 and doc[position].text in (*QUOTES, "l'", "l’", "the", "la", "le"):
        position -= 1
    if lang == "en" and position > 0 and doc[position].text == "in" and doc[position - 1].lemma_.casefold() in HELD:
        return True
    if position < 1 or doc[position].text.casefold() not in OF:
        return False
    for begin in range(max(position - 4, 0), position):
        found = match_at(doc, begin, owners)
        if found is not None and found[0] == position:
            return True
    return False
