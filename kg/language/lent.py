"""Dates that a claim has from what stands beside it: its figure, the participle behind a name ("X, nommé en 2018"), a product's launch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues, dating, quantities
from kg.language.cues import Cues
from kg.language.fillers import Filler
from kg.language.matches import Match
from kg.language.pieces import Piece
from kg.language.scope import is_one
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span

#: Tokens between a figure and a date that goes with it, between a participle and its date.
CLOSE, NEAR = 7, 9
#: What ends the words that belong to a figure or a participle.
ENDS = frozenset({",", ";", ":", "(", ")", "»", "”", ".", "—", "–"})
RELATIVE = frozenset({"qui", "who", "which", "that"})


#: Relations that adjectives state.
STATES = frozenset({"net_income", "target"})
#: Relations of a person to a post.
POSTS = frozenset({"leadership", "employment", "government_role"})


def of_claim(match: Match, piece: Piece, sentence: Span, lang: str, *, told: bool) -> str | None:
    """The date of what a match says: that of its trigger, else of its figure, of how its person came by the post, of its product's launch.

    `told`: the day on which it is told ("a publié vendredi") is not its date.
    """
    known = cues.load(lang)
    if match.rule.relation == "statement":
        return of_outlet(match, piece, sentence, known)
    # "est rentable depuis 2016", "se voyait rentable en 2018": what an adjective says of a firm is a state, no post
    kind = "verb" if match.kind == "role" and match.rule.relation in STATES else match.kind
    own = dating.date_for(piece, sentence, match.tokens, kind, lang, told=told)
    if own is not None:
        return own
    relation = match.rule.relation
    if relation in POSTS and match.kind == "role":
        verbs = known.arriving_verbs | known.ended_verbs
        ends = {match.tokens[-1] + 1} | {f.end for f in (match.subject, match.object) if f is not None and _here(f, sentence)}
        return next((d for e in sorted(ends) if (d := of_participle(piece, sentence, e, verbs, known)) is not None), None)
    if relation == "offers" and match.object is not None and _here(match.object, sentence):
        return of_participle(piece, sentence, match.object.end, known.launching_verbs, known)
    return of_figure(piece, sentence, match.value_source)


def of_outlet(match: Match, piece: Piece, sentence: Span, known: Cues) -> str | None:
    """The month or year of what something was said in: "dans notre dossier publié en mars"; not the day of the news."""
    verb = piece.doc[match.tokens[0]]
    for child in verb.children:
        if child.i < verb.i or not child.dep_.startswith("obl") or not is_one(child, known.speech_nouns | known.outlets):
            continue
        for _, _, found in quantities.in_span(piece, child.i, child.right_edge.i + 1, ("Date",)):
            if found.anchor != "unresolved" and found.text[:4].isdigit() and len(found.text) < 10:
                return found.text
    return None


def _here(filler: Filler, sentence: Span) -> bool:
    return filler.how != "topic" and sentence.start <= filler.start < filler.end <= sentence.end


def of_figure(piece: Piece, sentence: Span, value: Value | None) -> str | None:
    """The year or horizon right behind a figure: "les 400 millions d'euros d'ici 2022", "the £178m X reported for 2018"."""
    start = next((e for _, e, v in piece.values if v is value), None)
    if start is None or not sentence.start <= start <= sentence.end:
        return None
    for token in piece.doc[start : min(start + CLOSE, sentence.end)]:
        if token.text in ENDS or token.pos_ == "CCONJ":
            return None
        found = piece.value_at(token.i)
        if found is None:
            continue
        of_period = found.type == "Date" and found.text[:4].isdigit() and found.anchor in ("explicit", "fiscal", "horizon")
        return found.text.split("/")[-1] if of_period and (len(found.text) < 10 or found.anchor == "horizon") else None
    return None


def of_participle(piece: Piece, sentence: Span, start: int, verbs: frozenset[str], known: Cues) -> str | None:
    """The date of a participle or relative clause that a comma sets off right behind token `start`: "X, nommé en mars 2018,"."""
    doc = piece.doc
    if start + 2 >= sentence.end or doc[start].text != ",":
        return None
    position = start + 1
    led = RELATIVE | known.ended_words
    while position < sentence.end and (doc[position].text.casefold() in led or doc[position].pos_ in ("AUX", "ADV", "PRON")):
        position += 1
    if position >= sentence.end or doc[position].pos_ not in ("VERB", "ADJ") or not is_one(doc[position], verbs):
        return None
    if "Inf" in doc[position].morph.get("VerbForm") or any("Fut" in t.morph.get("Tense") for t in doc[start + 1 : position + 1]):
        return None
    end = next((t.i for t in doc[position : sentence.end] if t.text in ENDS), sentence.end)
    for _, _, found in quantities.in_span(piece, position, min(end, position + NEAR), ("Date",)):
        if found.anchor != "unresolved" and found.text[:4].isdigit() and "/" not in found.text:
            return found.text
    return None
