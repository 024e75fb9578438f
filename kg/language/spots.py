"""A place where a name may stand, with votes for its type; and the words of ontology/names/heads.yaml at a token."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How much each kind of evidence weighs when the mentions of one name vote on its type.
WEIGHT = {"gazetteer": 60, "form": 50, "quoted": 80, "head": 40, "title": 40, "given": 30, "body": 30, "closer": 25, "apposed": 25,
          "owner": 15, "list": 15, "follower": 15, "deed": 10, "ner": 10, "ambiguous": 15, "first": 12, "unknown": 4}  # fmt: skip
#: Classes of words that are no head nouns.
VERBAL = frozenset({"VERB", "AUX", "ADV", "PRON"})
PARTICIPLE = re.compile(r"(?:é|ée|és|ées|ant)$")
QUOTES = '«»“”"„‟'
OF = frozenset({"de", "d'", "d’", "du", "des", "of"})
PARTICLES = frozenset({"de", "du", "d'", "d’", "le", "la", "van", "von", "der", "den", "di", "da", "dos", "al", "el", "bin", "ben"})
#: Words that join the capitalised words of one company name in front of its legal form.
JOINS = frozenset({"&", "+", "-", "for", "of", "and", "et"})


@dataclass(slots=True)
class Spot:
    """A candidate mention in a piece: tokens `start`..`end`, its text, and votes for its type; `seen` has the recogniser's."""

    piece: int
    start: int
    end: int
    text: str
    votes: Counter[str]
    known: bool = False
    seen: Counter[str] = field(default_factory=Counter)
    type: str = ""
    name: str = ""


def capital(token: Token) -> bool:
    """Whether a token is written like a part of a name: a capital first, or a digit first and a capital within."""
    return bool(token.text[:1].isupper() or (token.text[:1].isdigit() and any(c.isupper() for c in token.text)))


def hyphened(doc: Doc, end: int) -> int:
    """Where a name that ends here ends with the rest of its last, hyphened word ("Anne Dubreuil-Roy")."""
    while end + 1 < len(doc) and doc[end].text == "-" and not (doc[end - 1].whitespace_ or doc[end].whitespace_) and capital(doc[end + 1]):
        end += 2
    return end


@lru_cache(maxsize=1)
def legal() -> frozenset[str]:
    """The legal forms, as tokens."""
    return frozenset(names.legal_forms())


@lru_cache(maxsize=64)
def phrases(what: str, lang: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The words of a section of heads.yaml by their first word in small letters, the longest first, each with its type."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for kind in names.TYPES:
        for phrase in getattr(names, what)(lang, kind):
            words = tuple(re.findall(r"\w+['’]|[\w+&.-]+", phrase.casefold().replace("’", "'")))
            found[words[0]].append((words, kind))
    return {first: sorted(rows, key=lambda row: (-len(row[0]), row)) for first, rows in found.items()}


def match_at(doc: Doc, position: int, table: dict[str, list[tuple[tuple[str, ...], str]]]) -> tuple[int, str, tuple[str, ...]] | None:
    """The longest phrase of a table that stands at a token: (where it ends, its type, its words); plurals count, by lemma."""
    token = doc[position]
    for word in (token.text.casefold(), token.lemma_.casefold()):
        for words, kind in table.get(word, ()):
            end = position + len(words)
            if end <= len(doc) and all(_is(doc[position + k], w) for k, w in enumerate(words)):
                return end, kind, words
    return None


def outer(doc: Doc, begin: int, heads: dict[str, list[tuple[tuple[str, ...], str]]]) -> str | None:
    """The type by the outer of two head nouns: "le groupe de logiciels X" is a group ("l'offre de la société X" has an article)."""
    if begin < 2 or doc[begin - 1].text.casefold() not in ("de", "d'", "d’", "of"):
        return None
    found = match_at(doc, begin - 2, heads)
    return found[1] if found is not None and found[0] == begin - 1 else None


def verbal(doc: Doc, position: int) -> bool:
    """Whether an English word is no noun here, whatever it is spelled like: "is offering X customers", but "an offering"."""
    return doc.lang_ == "en" and doc[position].pos_ in VERBAL and not (position and doc[position - 1].pos_ in ("DET", "ADJ", "NUM"))


def _is(token: Token, word: str) -> bool:
    return word in (token.text.casefold().replace("’", "'"), token.lemma_.casefold()) or (word == "de" and token.text.casefold() in OF)


def trim(doc: Doc, start: int, end: int, lang: str) -> tuple[int, int]:
    """A span without leading articles, titles and quotes or trailing punctuation."""
    titles = cues.load(lang).titles
    while start < end:
        token, form = doc[start], doc[start].text.casefold()
        small = token.pos_ in ("DET", "ADP") and not token.text[:1].isupper()
        # "Chez Talmont", "Ni Talmont": a small word with a capital because the sentence begins there
        opens = bool(token.is_sent_start) and start + 1 < end and len(token) < 7
        small = small or (opens and token.pos_ in ("ADP", "CCONJ", "SCONJ", "ADV"))
        if not (
            token.text in QUOTES
            or token.is_punct
            or token.is_space
            or form in ("l'", "l’", "d'", "d’", "qu'", "qu’")
            or token.text in titles
            or form in titles
            or small
        ):
            break
        start += 1
    while end > start:
        token = doc[end - 1]
        stop = token.text == "." and doc[end - 2 : end].text not in legal()
        mark = token.is_space or token.text in QUOTES or (token.is_punct and token.text != ".") or token.text in ("'s", "’s", "'", "’")
        if not (
            stop or mark or (token.text[:1].islower() and token.pos_ in ("VERB", "AUX", "ADV", "PRON", "ADP", "DET", "SCONJ", "CCONJ"))
        ):
            break
        end -= 1
    return start, end


def spot_at(index: int, piece: Piece, start: int, end: int, lang: str) -> Spot | None:
    """A spot for a span once it is trimmed; None where nothing is left that may be a name."""
    start, end = trim(piece.doc, start, end, lang)
    if start < end and piece.doc[end - 1 : end + 2].text in legal():
        end = min(end + 2, len(piece.doc))  # "A/S", three tokens
    text = piece.doc[start:end].text if start < end else ""
    if len(text) < 2 or text in names.no_names() or is_origin(text) or not any(c.isupper() or c.isdigit() for c in text):
        return None
    return Spot(index, start, end, text, Counter())


def is_origin(text: str) -> bool:
    """Whether a text is but an adjective of origin ("Française", "Américains")."""
    word = text.casefold()
    return " " not in word and any(
        form in names.demonyms()
        for form in (
            word,
            word.removesuffix("s"),
            word.removesuffix("e"),
            word.removesuffix("es"),
            word.removesuffix("ne"),
            word.removesuffix("nes"),
        )
    )


@lru_cache(maxsize=4)
def opener_forms(lang: str) -> frozenset[str]:
    """The first words of openers as they are written: with a capital where a name begins so."""
    return frozenset(re.split(r"[ ']", opener)[0] for kind in names.TYPES for opener in names.openers(lang, kind) if opener[:1].isupper())


@lru_cache(maxsize=4)
def closer_types(lang: str) -> dict[str, str]:
    """Last words of names → the type that they give."""
    return {closer: kind for kind in names.TYPES for closer in names.closers(lang, kind)}


def like_person(name: str) -> bool:
    """Whether a name of unsure type may be a person's: two or three words, none of which companies begin or end with."""
    words = name.split()
    alike = 1 < len(words) < 4 and words[0] not in ("Les", "The", "Le", "La") and not words[0][:1].isdigit()
    return alike and words[-1] not in {**closer_types("fr"), **closer_types("en")}


def not_person(doc: Doc, start: int, end: int) -> bool:
    """Whether a name cannot be a person's: an acronym, or one with a plural article of its own."""
    first = doc[start].text
    return (end - start == 1 and first.isupper() and len(first) > 1) or first in ("Les", "The") or first[:1].isdigit()
