"""Possessives ("son", "its") to the owner meant, or to nobody where that is unclear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.antecedents import RELATIVE, antecedent, governor, main_subject, stands_for
from kg.language.cues import Cues
from kg.language.pieces import Piece
from kg.language.salience import ACTORS, ASIDE, ORGANISATIONS, SUBJECTS, TOPICAL, Salience, Thing, business, clear, named_within

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def possessor(token: Token, piece: Piece, known: Cues, salience: Salience, sentence: Span, lang: str) -> list[Thing]:
    """The owner meant by son/sa/its: the subject of the clause that it stands in; in a subject, what was spoken of before."""
    form = token.text.casefold()
    plural = form in ("leur", "leurs", "their")
    thing = token.head if token.head.i > token.i else token
    types = frozenset({"Person"}) if form in ("his", "her") else ORGANISATIONS if form == "its" else ACTORS
    if thing.lemma_.casefold() in known.personal_things and types == ACTORS:
        types = frozenset({"Person"})
    feats = {"his": "masculine", "her": "feminine"}.get(form, "")
    # "her successor, X": nobody is X's own
    own = named_within(thing, piece, token.i)

    def fit(other: Thing) -> bool:
        return other not in own and salience.may_be(other, feats)

    if thing.dep_ == "conj" and thing.head.i in piece.at and not plural:
        # "X et sa filiale", "le soutien de X et de ses partenaires"
        other = piece.at[thing.head.i]
        if len(other.names) == 1 and other.types[0] in types and fit((other.names[0], other.types[0])):
            return [(other.names[0], other.types[0])]
    faced = _faced(token, piece)
    if faced is not None and not plural and faced[1] in types and fit(faced):
        return [faced]
    subject = _fronted(token, piece) or governor(thing, token.i, piece, known)
    things = stands_for(subject, piece) if subject is not None else []
    if subject is not None and things and types == ORGANISATIONS and things[0][1] == "Person":
        # "X merged under its boss, who sold its mines": the company above the person
        above = governor(antecedent(subject), token.i, piece, known)
        higher = stands_for(above, piece) if above is not None else []
        if len(higher) == 1 and higher[0][1] in types and fit(higher[0]):
            return higher
    if subject is not None:
        if things and (len(things) > 1) == plural and things[0][1] in types and (plural or fit(things[0])):
            return [] if things[0][1] == "Person" and thing.lemma_.casefold() in known.corporate else things
        if not plural and not things and types == ORGANISATIONS:
            # "a bid for X collapsed after its shareholders refused": the one company within the subject
            within = sorted({t for t in named_within(subject, piece, -1) if t[1] in types and fit(t)})
            if len(within) == 1:
                return within
        foreign = bool(things) and types == ORGANISATIONS and things[0][1] == "Person"
        if not foreign and (things or plural or thing.lemma_.casefold() not in known.corporate or subject.pos_ != "NOUN"):
            return []
    if plural:
        return salience.last_group()
    fronted = main_subject(token, piece, sentence, types)
    if fronted is not None and fit(fronted):
        return [fronted]
    if thing.lemma_.casefold() in known.corporate:
        types = types & ORGANISATIONS or types

    def owner(other: Thing) -> bool:
        return fit(other) and (other[1] == "Person" or business(other, lang))

    rows = salience.scored(types, window=60, about=TOPICAL[lang], near=20, acting=2.5, aside=ASIDE, fit=owner)
    best = clear(rows, 0.4)
    return [best] if best else []


def _fronted(token: Token, piece: Piece) -> Token | None:
    """The relative pronoun before a phrase in commas that holds a possessive: "X qui, en plus de ses offres, vend …"."""
    position = token.i - 1
    while position > token.sent.start and token.i - position < 6 and piece.doc[position].pos_ in ("ADP", "NOUN", "DET", "ADJ", "SCONJ"):
        position -= 1
    comma = piece.doc[position].text == "," and position > token.sent.start
    before = piece.doc[position - 1] if comma else None
    return before if before is not None and before.text.casefold() in RELATIVE and before.dep_ in SUBJECTS else None


def _faced(token: Token, piece: Piece) -> Thing | None:
    """The name right before "face à": "la banque prête à X face à ses concurrents" speaks of X's."""
    if token.i < 3 or piece.doc[token.i - 2].text.casefold() != "face" or piece.doc[token.i - 1].text.casefold() not in ("à", "aux"):
        return None
    here = piece.at.get(token.i - 3)
    return (here.names[0], here.types[0]) if here is not None and here.how == "name" and len(here.names) == 1 else None
