"""Mentions: what the text names, each with one type (a vote of its surroundings over the document) and one fullest name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from kg import names
from kg.language import evidence
from kg.language.candidates import candidates, places_within
from kg.language.naming import fullest_names, key, shortened
from kg.language.pieces import Piece, Ref, root_of
from kg.language.spots import OF, PARTICIPLE, QUOTES, WEIGHT, Spot, is_origin, phrases
from kg.language.surroundings import surround
from kg.language.unseen import is_word

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


def _vote(pieces: Sequence[Piece], spots: list[Spot], lang: str, common: Callable[[str], bool], joins: Mapping[str, str]) -> None:
    """Each spot's type: what its context says, then what the mentions of the same name in this document say together."""
    for spot in spots:
        surround(pieces[spot.piece].doc, spot, lang)
    evidence.weigh(pieces, spots, lang)
    _within(spots)
    _lists(pieces, spots)
    together: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for spot in spots:
        name = key(spot.text)
        together[joins.get(name, name)] += spot.votes
        seen[joins.get(name, name)] += spot.seen
    surnames = _surnames(spots)
    settled = _settled(pieces, spots, lang)
    for spot in spots:
        name = joins.get(key(spot.text), key(spot.text))
        votes = Counter(together[name])
        # the context of this very mention counts twice: "Washington" the town and Washington the man may share a page
        votes += spot.votes
        unsaid, placeless = (lang == "en" and not together[name][kind] for kind in ("Person", "Place"))
        votes += _opinion(spot, seen[name], surnames, common, unsaid, placeless)
        votes += _opinion(spot, spot.seen, surnames, common, unsaid, placeless)
        spot.type = max(sorted(votes), key=lambda kind: votes[kind]) if votes else ""
        firm = spot.type == "Place" and 0 < spot.votes["Place"] <= spot.votes["Organisation"]
        if firm and seen[name]["Organisation"] > seen[name]["Place"]:
            # a company that has the name of a town is the town only where a place may stand: "à Orange", not "les offres d'Orange"
            before = pieces[spot.piece].doc[spot.start - 1].text.casefold() if spot.start else ""
            spot.type = "Place" if before in _LOCATIVE[lang] or before == "(" else "Organisation"
        if spot.type == "Product" and spot.known and spot.votes["Technology"] >= WEIGHT["gazetteer"]:
            spot.type = "Technology"  # "le logiciel libre X", of a well-known technology
        if spot.type in ("Person", "Place") and not together[name] and not spot.known and spot.text not in settled:
            # nobody is called by one unknown word that nothing introduces, and no place stands where no place can: a company does
            spot.type = "Organisation"
    _as_in_full(spots, joins)


def _as_in_full(spots: Sequence[Spot], joins: Mapping[str, str]) -> None:
    """A short form is what the long one is: "attention turns to Brevent" of "Brevent Home", "Louvel stays" of "Ines Louvel"."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for spot in spots:
        types[key(spot.text)][spot.type] += 1
    lasts = {spot.text.split()[-1] for spot in spots if spot.type == "Person" and " " in spot.text}
    lasts -= {word for spot in spots if spot.type != "Person" and " " in spot.text for word in spot.text.split()}
    for spot in spots:
        if spot.text in lasts and spot.type in ("Organisation", "Place") and not spot.known:
            spot.type = "Person"
        full = types.get(joins.get(key(spot.text), ""))
        if full is not None and spot.type == "Place" and not spot.known and full.most_common(1)[0][0] == "Organisation":
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


def _opinion(
    spot: Spot, seen: Counter[str], surnames: frozenset[str], common: Callable[[str], bool], unsaid: bool, placeless: bool
) -> Counter[str]:
    """The recogniser's votes, which often repeat one mistake: together no more than `SEEN`.

    `unsaid`, `placeless`: nothing in the text takes the name for a person's, or for a place. A person whom the text never calls by a known
    given name counts less; one word alone that ends no person's name is more likely a company, for the press gives everybody's full name
    once, and so is a name that ends in a common word.
    """
    total = sum(seen.values())
    scale = min(1.0, SEEN / total) if total else 0.0
    words = spot.text.split()
    person, firm = 0.6, 0.0
    if words[0] in names.given_names():
        person = 1.0
    elif len(words) == 1 and spot.text not in surnames:
        person, firm = 0.25, 0.5
    elif len(words) > 1 and common(words[-1].casefold()):
        person, firm = 0.3, 0.4
    elif len(words) > 1 and unsaid:
        person, firm = 0.3, 0.2
    # so is a place of two words that stands where no place does
    place = 0.5 if len(words) > 1 and placeless else 1.0
    part = {"Person": person, "Place": place}
    votes = Counter({kind: round(weight * scale * part.get(kind, 1.0)) for kind, weight in seen.items()})
    votes["Organisation"] += round(scale * (seen["Person"] * firm + seen["Place"] * (1 - place) / 2))
    return votes


def _surnames(spots: Sequence[Spot]) -> frozenset[str]:
    """The words that end (or begin) a full name of a person in the document, and those behind a title."""
    found = set()
    for spot in spots:
        words = spot.text.split()
        if spot.votes["Person"] >= WEIGHT["given"] or (len(words) > 1 and spot.seen["Person"] and words[0] in names.given_names()):
            found |= {words[-1], words[0], " ".join(words[1:])}
    return frozenset(found)


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
        _towns(pieces, run)
        run = [spot] if spot is not None else []


def _towns(pieces: Sequence[Piece], run: Sequence[Spot]) -> None:
    """What is listed behind a town where things are is one too: "in Lyon, Ovar and Merida"."""
    if len(run) < 2 or run[0].votes["Place"] < WEIGHT["gazetteer"]:
        return
    doc, left = pieces[run[0].piece].doc, run[0].start - 1
    if doc.lang_ == "en" and left >= 0 and doc[left].text.casefold() in ("in", "at", "near", "outside", "between"):
        for member in run[1:]:
            behind = doc[member.end : member.end + 1].text
            unsure = max(member.votes.values(), default=0) < WEIGHT["closer"]
            if unsure and behind not in ("'s", "’s") and not doc[member.end - 1].text.isupper():
                member.votes["Place"] += WEIGHT["list"]


def _doubtful(spot: Spot, pieces: Sequence[Piece], common: Callable[[str], bool], small: frozenset[str]) -> bool:
    """A word of the language that only the start of its sentence capitalises, vouched for by the recogniser alone.

    `small`: the words that the document has in small letters, which belong to its language too.
    """
    doc = pieces[spot.piece].doc
    token = doc[spot.start]
    if spot.end - spot.start > 1 or sum(spot.votes.values()) > WEIGHT["unknown"] or sum(spot.seen.values()) > WEIGHT["ner"] or spot.known:
        return False
    initial = token.is_sent_start or (token.i and doc[token.i - 1].text in QUOTES + ":–—-(")
    participle = "Part" in token.morph.get("VerbForm") and PARTICIPLE.search(token.text)
    word = token.text.casefold()
    plain = word in small or is_word(word, common) or bool(participle) or (word.endswith("s") and word[:-1] in phrases("heads", doc.lang_))
    return bool(initial) and not spot.text.isupper() and plain


def _dated(spot: Spot, pieces: Sequence[Piece]) -> bool:
    """Whether a spot is part of a date ("April", "lundi 3"): a day or month names nothing else here."""
    values = pieces[spot.piece].values
    return any(value.type == "Date" and start <= spot.start and spot.end <= end for start, end, value in values)


@cache
def _given_keys() -> frozenset[str]:
    return frozenset(map(key, names.given_names()))


def _joins(pieces: Sequence[Piece], spots: Sequence[Spot], common: Callable[[str], bool]) -> dict[str, str]:
    """Short forms that take up long ones in the running text; persons, known names, words and places make no short forms."""
    persons = {word for spot in spots if spot.text.split()[0] in names.given_names() for word in key(spot.text).split()}
    gazetteer, given = names.gazetteer(), _given_keys()

    def known(word: str) -> bool:
        return any(gazetteer.lookup(form) is not None for form in (word, word.title(), word.upper()))

    def own(short: str) -> bool:
        return known(short) or short in persons or short in given or (" " not in short and common(short))

    def apart(word: str) -> bool:
        return is_origin(word) or any(gazetteer.lookup(form, "Place") is not None for form in (word, word.title(), word.upper()))

    return shortened([spot.text for spot in spots if pieces[spot.piece].kind != "title"], own, apart)


def _as_family(spot: Spot, piece: Piece) -> None:
    """A family is another than the person whose name it bears: "la famille X", "the X family"."""
    doc = piece.doc
    before = spot.start and doc[spot.start - 1].text.casefold() in ("famille", "clan")
    behind = spot.end < len(doc) and doc[spot.end].text == "family"
    if (before or behind) and not spot.known:
        spot.start, spot.end = spot.start - bool(before), spot.end + bool(behind)
        spot.text = doc[spot.start : spot.end].text
        spot.name, spot.type = spot.text, "Person"
        spot.votes["Person"] += WEIGHT["given"]


def _families(pieces: Sequence[Piece], spots: Sequence[Spot]) -> dict[tuple[int, int], str]:
    """The full names of those who share a family name: the first of "Paul and Anne Dubreuil" is Paul Dubreuil."""
    by_start = {(spot.piece, spot.start): spot for spot in spots}
    found: dict[tuple[int, int], str] = {}
    for spot in spots:
        doc = pieces[spot.piece].doc
        other = by_start.get((spot.piece, spot.end + 1))
        if other is None or spot.text not in names.given_names() or doc[spot.end].text not in ("and", "et", "&"):
            continue
        given, _, rest = other.text.partition(" ")
        if rest and other.type == "Person" and given in names.given_names():
            found[(spot.piece, spot.start)] = f"{spot.text} {rest}"
    return found


def find(pieces: Sequence[Piece], lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """Every named mention of a document, typed and named; the pieces take them up as references.

    `common` tells whether a word in small letters belongs to the language. Spots without a type are dropped.
    """
    spots = [spot for spot in candidates(pieces, lang, common) if spot.known or not _dated(spot, pieces)]
    small = frozenset(token.text for piece in pieces for token in piece.doc if token.text.islower())
    sure = {spot.text for spot in spots if not _doubtful(spot, pieces, common, small)}
    spots = [spot for spot in spots if spot.text in sure]
    joins = _joins(pieces, spots, common)
    _vote(pieces, spots, lang, common, joins)
    spots = [spot for spot in spots if spot.type]
    fullest = fullest_names([(spot.text, spot.type) for spot in spots], [piece.doc.text for piece in pieces], joins)
    family = _families(pieces, spots)
    for spot in spots:
        spot.name, spot.type = fullest.get((spot.text, spot.type), (spot.text, spot.type))
        if (spot.piece, spot.start) in family and spot.name == spot.text:
            spot.name, spot.type = family[(spot.piece, spot.start)], "Person"
        piece = pieces[spot.piece]
        _as_family(spot, piece)
        piece.add(Ref(spot.start, spot.end, root_of(piece.doc, spot.start, spot.end), (spot.name,), (spot.type,), "name"))
    return sorted(spots + places_within(pieces, spots), key=lambda s: (s.piece, s.start, -s.end))
