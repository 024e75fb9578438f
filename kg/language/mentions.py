"""Mentions: what the text names, each with one type (a vote of its surroundings over the document) and one fullest name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.candidates import candidates, places_within
from kg.language.naming import fullest_names, key
from kg.language.pieces import Piece, Ref, root_of
from kg.language.products import kind_around
from kg.language.spots import OF, PARTICIPLE, QUOTES, WEIGHT, Spot, closer_types, legal, match_at, not_person, opener_forms, outer, phrases

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Spot", "find"]

#: What stands before a place, and seldom before a company.
_LOCATIVE = {
    "fr": frozenset({"à", "en", "dans", "vers", "au", "aux", "près"}),
    "en": frozenset({"in", "at", "near", "to", "around", "outside"}),
}
#: What stands before a family name.
_KIN = frozenset({"famille", "family", "clan", "frères", "brothers"})
#: The most that the recogniser's votes for one name count together.
SEEN = 25
LINKS = frozenset(
    {",", "et", "and", "ou", "or", "&", "le", "la", "les", "l'", "l’", "the", "puis", "à", "aux", "au", "de", "du", "d'", "d’"}
)


def _surroundings(doc: Doc, spot: Spot, lang: str) -> None:
    """Add the votes of the words around a spot: head nouns, titles, appositions, owners, how it begins and ends."""
    titles, heads = cues.load(lang).titles, phrases("heads", lang)
    left = spot.start - 1
    if left >= 0 and (doc[left].text in titles or doc[left].text.casefold() in titles):
        spot.votes["Person"] += WEIGHT["title"]
    kind = _head_before(doc, spot.start, lang)
    if kind and not (kind == "Person" and not_person(doc, spot.start, spot.end)):
        spot.votes[kind] += WEIGHT["head"]
    first, last = doc[spot.start], doc[spot.end - 1]
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
    closer = closer_types(lang).get(last.text)
    if closer and spot.end - spot.start > 1 and not spot.known:
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
        if found is None:
            continue
        end, kind, words = found
        # "le patron de X" does not name X, "l'usine de X" does
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
    if found is None or found[2][-1] in OF or (doc[position].text[:1].isupper() and not doc[position].text.isupper()):
        return None
    # "X, opérateur et …": another member of a list names itself
    after = found[0]
    if lang == "en" and after < len(doc) and doc[after].pos_ == "NOUN":
        # "X, an Irish software house": the head of the phrase comes last
        return None
    return None if after < len(doc) and doc[after].text[:1].isupper() and doc[after].is_alpha else found[1]


def _owned(doc: Doc, spot: Spot, lang: str) -> bool:
    """Whether a name stands behind what a company has ("le capital de X", "l'un des actionnaires de X", "X's CEO")."""
    owners = phrases("owners", lang)
    if spot.end + 1 < len(doc) and doc[spot.end].text in ("'s", "’s") and match_at(doc, spot.end + 1, owners):
        return True
    position = spot.start - 1
    while position > 0 and doc[position].text in (*QUOTES, "l'", "l’", "the", "la", "le"):
        position -= 1
    if position < 1 or doc[position].text.casefold() not in OF:
        return False
    for begin in range(max(position - 4, 0), position):
        found = match_at(doc, begin, owners)
        if found is not None and found[0] == position:
            return True
    return False


def _vote(pieces: Sequence[Piece], spots: list[Spot], lang: str) -> None:
    """Each spot's type: what its context says, then what the mentions of the same name in this document say together."""
    for spot in spots:
        _surroundings(pieces[spot.piece].doc, spot, lang)
    _within(spots)
    _lists(pieces, spots)
    together: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for spot in spots:
        together[key(spot.text)] += spot.votes
        seen[key(spot.text)] += spot.seen
    settled = _settled(pieces, spots, lang)
    for spot in spots:
        votes = Counter(together[key(spot.text)])
        # the context of this very mention counts twice: "Washington" the town and Washington the man may share a page
        votes += spot.votes
        votes += _opinion(spot, seen[key(spot.text)])
        votes += _opinion(spot, spot.seen)
        spot.type = max(sorted(votes), key=lambda kind: votes[kind]) if votes else ""
        if spot.type in ("Person", "Place") and not together[key(spot.text)] and not spot.known and spot.text not in settled:
            # nobody is called by one unknown word that nothing introduces, and no place stands where no place can: a company does
            spot.type = "Organisation"


def _settled(pieces: Sequence[Piece], spots: list[Spot], lang: str) -> set[str]:
    """The names of one word that a person or a place may have: part of a longer name here, a given name, or where only a place stands."""
    settled = {spot.text for spot in spots if " " in spot.text or "-" in spot.text or spot.text in names.given_names()}
    settled |= names.surnames()
    settled |= {word for text in tuple(settled) for word in text.split()}
    for spot in spots:
        doc, left = pieces[spot.piece].doc, spot.start - 1
        behind = doc[left].text.casefold() if left >= 0 else ""
        placed = behind in _LOCATIVE[lang] or behind in ("(", ",") or doc[spot.end : spot.end + 1].text == "("
        # "la prison de Riom"; of a company's own things speaks _owned
        of_a_thing = behind in OF and left > 0 and doc[left - 1].pos_ in ("NOUN", "PROPN")
        if (spot.seen["Place"] and (placed or of_a_thing)) or behind in _KIN:
            settled.add(spot.text)
    return settled


def _opinion(spot: Spot, seen: Counter[str]) -> Counter[str]:
    """The recogniser's votes, which often repeat one mistake: together no more than `SEEN`; persons without a known given name less."""
    total = sum(seen.values())
    scale = min(1.0, SEEN / total) if total else 0.0
    given = spot.text.split()[0] in names.given_names()
    return Counter({kind: round(weight * scale * (0.6 if kind == "Person" and not given else 1.0)) for kind, weight in seen.items()})


def _within(spots: list[Spot]) -> None:
    """Names that are parts of others: a word alone is the person whose name it ends; a name that opens with a company's is one too."""
    persons, companies = set(), set()
    for spot in spots:
        words = spot.text.split()
        if spot.votes["Person"] >= WEIGHT["given"] and len(words) > 1:
            persons |= {words[-1], words[0]}
        elif spot.votes["Organisation"] >= WEIGHT["head"] and spot.known:
            companies.add(spot.text)
    for spot in spots:
        words = spot.text.split()
        if len(words) == 1 and spot.text in persons and not spot.known and max(spot.votes.values(), default=0) <= 2 * WEIGHT["first"]:
            spot.votes["Person"] += WEIGHT["given"]
        elif len(words) > 1 and not spot.known and not spot.votes and any(" ".join(words[:n]) in companies for n in range(1, len(words))):
            spot.votes["Organisation"] += WEIGHT["ner"]


def _lists(pieces: Sequence[Piece], spots: list[Spot]) -> None:
    """In a list, a member that nothing speaks for takes the type that most of the others surely have."""
    run: list[Spot] = []
    for spot in [*spots, None]:
        if run and spot is not None and spot.piece == run[-1].piece:
            gap = pieces[spot.piece].doc[run[-1].end : spot.start]
            if (
                0 < len(gap) <= 4
                and all(t.text.casefold() in LINKS or t.text in QUOTES for t in gap)
                and any(t.text.casefold() in (",", "et", "and", "ou", "or", "&") for t in gap)
            ):
                run.append(spot)
                continue
        if len(run) > 2:
            sure = Counter(
                max(sorted(s.votes), key=lambda k: s.votes[k]) for s in run if max(s.votes.values(), default=0) >= WEIGHT["closer"]
            )
            best = sure.most_common(1)
            if best and best[0][1] * 2 > sum(sure.values()) and best[0][0] != "Place":
                for member in run:
                    if max(member.votes.values(), default=0) < WEIGHT["closer"]:
                        member.votes[best[0][0]] += WEIGHT["list"]
        run = [spot] if spot is not None else []


def _doubtful(spot: Spot, pieces: Sequence[Piece], common: Callable[[str], bool]) -> bool:
    """A word of the language that only the start of its sentence capitalises, vouched for by the recogniser alone."""
    doc = pieces[spot.piece].doc
    token = doc[spot.start]
    if spot.end - spot.start > 1 or sum(spot.votes.values()) > WEIGHT["unknown"] or sum(spot.seen.values()) > WEIGHT["ner"] or spot.known:
        return False
    initial = token.is_sent_start or (token.i and doc[token.i - 1].text in QUOTES + ":–—-(")
    participle = "Part" in token.morph.get("VerbForm") and PARTICIPLE.search(token.text)
    return bool(initial) and not spot.text.isupper() and (common(token.text.casefold()) or bool(participle))


def _dated(spot: Spot, pieces: Sequence[Piece]) -> bool:
    """Whether a spot is part of a date ("April", "lundi 3"): a day or month names nothing else here."""
    values = pieces[spot.piece].values
    return any(value.type == "Date" and start <= spot.start and spot.end <= end for start, end, value in values)


def find(pieces: Sequence[Piece], lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """Every named mention of a document, typed and named; the pieces take them up as references.

    `common` tells whether a word in small letters belongs to the language. Spots without a type are dropped.
    """
    spots = [spot for spot in candidates(pieces, lang, common) if spot.known or not _dated(spot, pieces)]
    sure = {spot.text for spot in spots if not _doubtful(spot, pieces, common)}
    spots = [spot for spot in spots if spot.text in sure]
    _vote(pieces, spots, lang)
    spots = [spot for spot in spots if spot.type]
    fullest = fullest_names([(spot.text, spot.type) for spot in spots], [piece.doc.text for piece in pieces])
    for spot in spots:
        spot.name, spot.type = fullest.get((spot.text, spot.type), (spot.text, spot.type))
        piece = pieces[spot.piece]
        piece.add(Ref(spot.start, spot.end, root_of(piece.doc, spot.start, spot.end), (spot.name,), (spot.type,), "name"))
    return sorted(spots + places_within(pieces, spots), key=lambda s: (s.piece, s.start, -s.end))
