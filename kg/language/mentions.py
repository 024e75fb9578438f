"""Mentions: what the text names, from the recogniser, the gazetteer and the words around, each with one type and one fullest name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.naming import fullest_names, key
from kg.language.pieces import Piece, Ref, root_of, token_span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: What the recogniser's labels mean in the ontology; further labels (MISC) give no type.
LABELS = {
    "PER": "Person", "PERSON": "Person", "ORG": "Organisation", "NORP": "", "LOC": "Place", "GPE": "Place", "FAC": "Place",
    "PRODUCT": "Product", "TECH": "Technology", "PROGRAMME": "Programme", "LAW": "Law", "WORK_OF_ART": "Product", "EVENT": "Programme", "MISC": "",
}
#: How much each kind of evidence weighs when the mentions of one name vote on its type.
WEIGHT = {"gazetteer": 6.0, "form": 5.0, "head": 4.0, "title": 4.0, "ner": 1.0, "ambiguous": 1.5, "unknown": 0.4}
PARTICIPLE = re.compile(r"(?:é|ée|és|ées|ant)$")
QUOTES = "«»“”\"„‟"
LEGAL = re.compile(r"^(?:S\.?A\.?S?\.?U?|SARL|SE|SCA|SNC|GmbH|AG|Inc\.?|Ltd\.?|Limited|plc|PLC|LLC|Corp\.?|Corporation|NV|N\.V\.|BV|SpA|AB|Oy|ASA|KK|Co\.?)$")


@dataclass(slots=True)
class Spot:
    """A candidate mention in a piece: tokens `start`..`end`, its text, and votes for its type."""

    piece: int
    start: int
    end: int
    text: str
    votes: Counter[str]
    known: bool = False
    type: str = ""
    name: str = ""


def _capital(token: Token) -> bool:
    return bool(token.text[:1].isupper() or (token.text[:1].isdigit() and any(c.isalpha() and c.isupper() for c in token.text)))


def _trim(doc: Doc, start: int, end: int, lang: str) -> tuple[int, int]:
    """A span without leading articles, titles and quotes or trailing punctuation."""
    known = cues.load(lang)
    while start < end and (doc[start].text in QUOTES or doc[start].is_punct or doc[start].is_space or doc[start].text.casefold() in ("l'", "l’", "d'", "d’", "qu'", "qu’")
                           or doc[start].text in known.titles or doc[start].text.casefold() in known.titles
                           or (doc[start].pos_ in ("DET", "ADP") and not doc[start].text[:1].isupper())):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in QUOTES or (doc[end - 1].is_punct and doc[end - 1].text != ".") or doc[end - 1].text in ("'s", "’s", "'", "’")
                           or (doc[end - 1].text == "." and not LEGAL.match(doc[end - 2 : end].text))
                           or (doc[end - 1].text[:1].islower() and doc[end - 1].pos_ in ("VERB", "AUX", "ADV", "PRON", "ADP", "DET", "SCONJ", "CCONJ"))):
        end -= 1
    return start, end


def _head_before(doc: Doc, start: int, heads: dict[str, str]) -> str | None:
    """The type that a head noun right before a span gives it ("la société X", "l'opérateur télécoms X", "le logiciel « X »")."""
    position = start - 1
    while position >= 0 and (doc[position].text in QUOTES or doc[position].pos_ == "ADJ" or doc[position].text.casefold() in ("de", "d'", "d’", "du", "of")):
        # "le ministère de X" names by its preposition, "le patron de X" does not: only place heads may keep it
        if doc[position].text.casefold() in ("de", "d'", "d’", "du", "of"):
            before = doc[position - 1] if position else None
            kind = heads.get(before.lemma_.casefold()) or heads.get(before.text.casefold()) if before is not None else None
            return kind if kind in ("Place",) else None
        position -= 1
    if position < 0:
        return None
    token = doc[position]
    if token.text[:1].isupper() and position > 0 and not doc[position - 1].is_sent_start:
        return heads.get(token.text.casefold())
    return heads.get(token.lemma_.casefold()) or heads.get(token.text.casefold())


def _spot(index: int, piece: Piece, start: int, end: int, lang: str) -> Spot | None:
    start, end = _trim(piece.doc, start, end, lang)
    if start >= end:
        return None
    text = piece.doc[start:end].text
    if not any(c.isupper() or c.isdigit() for c in text) and len(text) > 30:
        return None
    return Spot(index, start, end, text, Counter())


def _candidates(pieces: Sequence[Piece], lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """All candidate spots, longest first where they overlap, gazetteer names before guesses of the same length."""
    gazetteer = names.gazetteer()
    heads = _heads(lang)
    found: list[Spot] = []
    for index, piece in enumerate(pieces):
        doc = piece.doc
        for ent in doc.ents:
            spot = _spot(index, piece, ent.start, ent.end, lang)
            if spot is not None and any(c.isupper() or c.isdigit() for c in spot.text):
                kind = LABELS.get(ent.label_, "")
                if kind:
                    spot.votes[kind] += WEIGHT["ner"]
                found.append(spot)
        for hit in gazetteer.find(doc.text):
            span = token_span(doc, hit.start, hit.end)
            if span is None:
                continue
            if not hit.sure and not _confirmed(doc, *span):
                continue
            spot = Spot(index, span[0], span[1], doc[span[0] : span[1]].text, Counter(), known=not hit.ambiguous)
            for name in (hit.name, *hit.others):
                spot.votes[name.type] += WEIGHT["ambiguous" if hit.ambiguous or hit.others else "gazetteer"]
            found.append(spot)
        found.extend(_by_context(index, piece, heads, lang))
    kept = _resolve_overlaps(found)
    kept = _resolve_overlaps(kept + _again(pieces, kept))
    return _resolve_overlaps(kept + _unknown(pieces, kept, common))


def _unknown(pieces: Sequence[Piece], spots: list[Spot], common: Callable[[str], bool]) -> list[Spot]:
    """A first word of a sentence that is no word of the language and that nothing else has seen: in company news most likely a company."""
    taken = {(spot.piece, token) for spot in spots for token in range(spot.start, spot.end)}
    found = []
    for index, piece in enumerate(pieces):
        for sentence in piece.doc.sents:
            token = sentence[0]
            if token.text in QUOTES and len(sentence) > 1:
                token = sentence[1]
            strange = token.is_alpha and len(token.text) > 2 and token.text[:1].isupper() and not token.text.isupper() and not common(token.text.casefold())
            if strange and (index, token.i) not in taken and not PARTICIPLE.search(token.text):
                found.append(Spot(index, token.i, token.i + 1, token.text, Counter({"Organisation": WEIGHT["unknown"]})))
    return found


def _again(pieces: Sequence[Piece], spots: list[Spot]) -> list[Spot]:
    """Further places where a name that was found once stands again, unseen by the recogniser."""
    by_first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for spot in spots:
        if any(c.isupper() for c in spot.text) and len(spot.text) > 2:
            words = tuple(token.text for token in pieces[spot.piece].doc[spot.start : spot.end])
            by_first[words[0]].add(words)
    taken = {(spot.piece, token) for spot in spots for token in range(spot.start, spot.end)}
    found = []
    for index, piece in enumerate(pieces):
        doc = piece.doc
        for token in doc:
            for words in sorted(by_first.get(token.text, ()), key=len, reverse=True):
                end = token.i + len(words)
                if end <= len(doc) and (index, token.i) not in taken and all(doc[token.i + k].text == word for k, word in enumerate(words)):
                    found.append(Spot(index, token.i, end, doc[token.i : end].text, Counter()))
                    break
    return found


def _confirmed(doc: Doc, start: int, end: int) -> bool:
    """Whether an ambiguous name ("Orange", "Total") is used as a name: capitalised where the sentence does not force it, or seen so by the recogniser."""
    token = doc[start]
    if not token.text[:1].isupper():
        return False
    if not token.is_sent_start and token.i > 0 and doc[token.i - 1].text not in QUOTES:
        return True
    return any(ent.start < end and start < ent.end for ent in doc.ents) or token.pos_ == "PROPN"


def _heads(lang: str) -> dict[str, str]:
    """Head nouns of a language → the type that they give to the name behind them."""
    return {noun: kind for kind in ("Organisation", "Person", "Place", "DataCentre", "Programme", "Product", "Technology", "Law") for noun in names.heads(lang, kind)}


def _by_context(index: int, piece: Piece, heads: dict[str, str], lang: str) -> list[Spot]:
    """Capitalised runs or quoted names behind a head noun, and runs that end in a legal form."""
    doc, found = piece.doc, []
    for token in doc:
        kind = heads.get(token.lemma_.casefold()) or heads.get(token.text.casefold())
        if kind and token.i + 1 < len(doc) and (token.pos_ in ("NOUN", "PROPN", "X") or not token.text[:1].isupper()):
            start = token.i + 1
            while start < len(doc) and doc[start].pos_ == "ADJ" and not _capital(doc[start]):
                start += 1
            quoted = start < len(doc) and doc[start].text in QUOTES
            end = start + 1 if quoted else start
            if quoted:
                while end < len(doc) and doc[end].text not in QUOTES and end - start <= 7:
                    end += 1
                if end >= len(doc) or doc[end].text not in QUOTES or not doc[start + 1].text[:1].isupper() or end - start < 2:
                    continue
                start += 1
            else:
                while end < len(doc) and (_capital(doc[end]) or (end > start and doc[end].text in ("&", "-", "+"))) and not doc[end].is_sent_start:
                    end += 1
                if end == start:
                    continue
            spot = _spot(index, piece, start, end, lang)
            if spot is not None:
                spot.votes[kind] += WEIGHT["head"]
                found.append(spot)
        elif token.i and LEGAL.match(token.text) and _capital(doc[token.i - 1]):
            start = token.i
            while start > 0 and _capital(doc[start - 1]) and not doc[start].is_sent_start:
                start -= 1
            spot = _spot(index, piece, start, token.i + 1, lang)
            if spot is not None and spot.end - spot.start > 1:
                spot.votes["Organisation"] += WEIGHT["form"]
                found.append(spot)
    return found


def _resolve_overlaps(found: list[Spot]) -> list[Spot]:
    """One spot per stretch of text: equal spans pool their votes, else the longest wins and keeps its own votes."""
    pooled: dict[tuple[int, int, int], Spot] = {}
    for spot in found:
        same = pooled.setdefault((spot.piece, spot.start, spot.end), spot)
        if same is not spot:
            same.votes += spot.votes
            same.known = same.known or spot.known
    taken: dict[int, set[int]] = defaultdict(set)
    kept = []
    for spot in sorted(pooled.values(), key=lambda s: (s.piece, -(s.end - s.start), not s.known, s.start)):
        tokens = set(range(spot.start, spot.end))
        if not tokens & taken[spot.piece]:
            taken[spot.piece] |= tokens
            kept.append(spot)
    return sorted(kept, key=lambda s: (s.piece, s.start))


def _vote(pieces: Sequence[Piece], spots: list[Spot], lang: str) -> None:
    """Each spot's type: what its context says, then what the mentions of the same name in this document say together."""
    heads, known = _heads(lang), cues.load(lang)
    for spot in spots:
        doc = pieces[spot.piece].doc
        kind = _head_before(doc, spot.start, heads)
        if kind:
            spot.votes[kind] += WEIGHT["head"]
        if spot.start and (doc[spot.start - 1].text in known.titles or doc[spot.start - 1].text.casefold() in known.titles):
            spot.votes["Person"] += WEIGHT["title"]
        if LEGAL.match(doc[spot.end - 1].text):
            spot.votes["Organisation"] += WEIGHT["form"]
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for spot in spots:
        together[key(spot.text)] += spot.votes
    for spot in spots:
        votes = Counter(together[key(spot.text)])
        # the context of this very mention counts twice: "Washington" the town and Washington the man may share a page
        votes += spot.votes
        spot.type = max(sorted(votes), key=lambda kind: votes[kind]) if votes else ""


def _doubtful(spot: Spot, pieces: Sequence[Piece], common: Callable[[str], bool]) -> bool:
    """A word of the language that only the start of its sentence capitalises, vouched for by the recogniser alone."""
    doc = pieces[spot.piece].doc
    token = doc[spot.start]
    if spot.end - spot.start > 1 or sum(spot.votes.values()) > WEIGHT["ner"] or spot.known:
        return False
    initial = token.is_sent_start or (token.i and doc[token.i - 1].text in QUOTES + ":–—-(")
    participle = "Part" in token.morph.get("VerbForm") and PARTICIPLE.search(token.text)
    return bool(initial) and not spot.text.isupper() and (common(token.text.casefold()) or bool(participle))


def find(pieces: Sequence[Piece], lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """Every named mention of a document, typed and named; the pieces take them up as references.

    `common` tells whether a word in small letters belongs to the language. Spots without a type are dropped.
    """
    spots = _candidates(pieces, lang, common)
    sure = {spot.text for spot in spots if not _doubtful(spot, pieces, common)}
    spots = [spot for spot in spots if spot.text in sure]
    _vote(pieces, spots, lang)
    spots = [spot for spot in spots if spot.type]
    fullest = fullest_names([(spot.text, spot.type) for spot in spots], [piece.doc.text for piece in pieces])
    for spot in spots:
        spot.name, spot.type = fullest.get((spot.text, spot.type), (spot.text, spot.type))
        piece = pieces[spot.piece]
        piece.add(Ref(spot.start, spot.end, root_of(piece.doc, spot.start, spot.end), (spot.name,), (spot.type,), "name"))
    return spots
