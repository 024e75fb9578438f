"""The words of a role, as the text puts them: "directeur général adjoint", "head of research"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues

if TYPE_CHECKING:
    from kg.language.pieces import Piece, Span, Token
    from kg.language.triggers import Hit

#: What a role phrase does not begin or end with: articles and the words that say it is over or how it was come by.
TRIM = frozenset(
    {"le", "la", "les", "l'", "l’", "un", "une", "du", "de", "des", "d'", "d’", "au", "aux", "comme", "et", "son", "sa", "leur", "leurs"}
    | {",", "the", "a", "an", "as", "and", "its", "his", "her", "their", "'s", "’s", "-", "current", "new", "former", "longtime"}
    | {"actuel", "actuelle", "nouveau", "nouvelle", "futur", "future", "prochain", "prochaine", "ancien", "ancienne", "ex", "ex-"}
    | {"précédent", "précédente", "jeune", "jeunes", "autre", "seul", "seule", "éphémère", "même", "haut", "hauts", "auparavant"}
    | {"aussi", "également", "previous", "outgoing", "incoming", "next", "long-time", "then", "previously", "formerly", "currently"}
    | {"now", "also"}
)
EDGES = frozenset({"ADP", "DET", "CCONJ", "PUNCT"})
#: What may stand inside one.
LINKS = frozenset({"-", "et", "and", "du", "de", "la", "l'", "l’", "d'", "d’", "à", "en", "des", "of", "au", "aux", "the", "for", "pour"})
#: Words of rank that taggers take for verbs.
RANKS = frozenset({"délégué", "déléguée", "adjoint", "adjointe", "associé", "associée", "élu", "élue", "chargé", "chargée"})


def phrase(hit: Hit, piece: Piece, sentence: Span, lang: str) -> str:
    """The role as the text puts it, from its first adjective to before what it is a role in: "directeur général adjoint"."""
    doc = piece.doc
    start, end = hit.tokens[0], hit.tokens[-1] + 1
    while (
        start > sentence.start
        and start - 1 not in piece.at
        and (
            doc[start - 1].pos_ == "ADJ"
            or doc[start - 1].text.casefold() in ("vice", "co", "-")
            or doc[start - 1].dep_ in ("compound", "amod")
        )
    ):
        start -= 1
    while (
        end < sentence.end
        and not _stops(hit, piece, end)
        and (doc[end].pos_ in ("ADJ", "NOUN", "PROPN") or doc[end].text in LINKS or doc[end].text.casefold() in RANKS)
    ):
        end += 1
    words = list(doc[start:end])
    if end in piece.at and piece.at[end].how == "name":
        words = words[: _class_noun(words, hit.tokens[-1] + 1 - start, lang)]
    while words and words[-1].i not in hit.tokens and (words[-1].text.casefold() in TRIM or words[-1].pos_ in EDGES):
        words.pop()
    while words and words[0].i not in hit.tokens and (words[0].text.casefold() in TRIM or words[0].pos_ in EDGES):
        words.pop(0)
    while len(words) > 1 and words[-1].lemma_.casefold() in names.demonyms():
        words.pop()
    while len(words) > 1 and words[0].text.casefold() in names.demonyms():
        words.pop(0)
    if not words:
        return _plain(str(doc[hit.tokens[0] : hit.tokens[-1] + 1].text))
    return _plain(str(doc[words[0].i : words[-1].i + 1].text))


def _stops(hit: Hit, piece: Piece, end: int) -> bool:
    """Whether a name ends the phrase; the field of a ministry may look like one ("ministre de la Justice")."""
    ref = piece.at.get(end)
    party = ref is not None and ref.types[0] == "Organisation" and end == hit.tokens[-1] + 1
    return ref is not None and (party or hit.trigger.rule.relation != "government_role" or ref.types[0] in ("Person", "Place"))


def _plain(text: str) -> str:
    """Without "ex-", which says that it is over."""
    return text[3:] if text.casefold().startswith("ex-") and len(text) > 3 else text


def _class_noun(words: list[Token], own: int, lang: str) -> int:
    """Where the noun phrase of the company's name begins ("patron | du groupe de presse Talmont"); the number of words without one."""
    for position in range(len(words) - 1, own, -1):
        token = words[position]
        if token.pos_ in ("NOUN", "PROPN") and token.lemma_.casefold() in _classes(lang):
            if words[-1].pos_ in ("ADP", "DET"):
                return len(words)
            while position > own and words[position - 1].pos_ in ("DET", "ADJ", "ADP"):
                position -= 1
                if words[position].pos_ == "ADP":
                    return position
            return position
    return len(words)


@cache
def _classes(lang: str) -> frozenset[str]:
    """Nouns that say what kind of organisation a name behind them is."""
    return frozenset(names.heads(lang, "Organisation")) | {n for n, kind in cues.load(lang).anaphors.items() if kind == "Organisation"}
