"""Coreference for the press: each pronoun, possessive and common noun of a text in turn, to the thing meant or left open.

`pronouns`, `possessives` and `descriptions` say what one means, `salience` what the text has spoken of so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.cues import Cues
from kg.language.descriptions import common_noun, held, ref
from kg.language.epithets import describe, homes, origins, surroundings
from kg.language.gender import genders
from kg.language.pieces import Piece, Ref
from kg.language.possessives import possessor
from kg.language.pronouns import clause, impersonal, last_named, personal
from kg.language.salience import (
    ACTORS,
    ORGANISATIONS,
    SUBJECTS,
    Salience,
    cited,
    clear,
    head_of,
    is_subject,
    prepare,
    unnamed_matter,
    unnamed_person,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def resolve(pieces: Sequence[Piece], lang: str) -> None:
    """Add references for the pronouns and common nouns of a document that point at something named before."""
    known = cues.load(lang)
    salience = prepare(pieces, genders(pieces, lang))
    for piece in pieces:
        for sentence in piece.doc.sents:
            salience.sentence += 1
            describe(sentence, piece, known, salience)
            homes(sentence, piece, salience)
            for token in sentence:
                salience.clock += 1
                named = piece.at.get(token.i)
                if named is not None:
                    if token.i == named.start:
                        _read(named, piece, known, salience)
                    continue
                found = _pointed(token, piece, known, salience, sentence, lang)
                if found is not None:
                    piece.add(found)
                    salience.note(found, token.dep_ in SUBJECTS)
                    _speaks(found, piece, known, salience)
            _together(sentence, piece, known, salience)
            _focus(sentence, piece, salience)
            salience.matter = unnamed_matter(sentence, piece)
            if unnamed_person(sentence, piece, lang):
                salience.stranger = salience.sentence


def _read(here: Ref, piece: Piece, known: Cues, salience: Salience) -> None:
    """Take up a name: as something spoken of, or as a mere source ("selon X")."""
    if here.types == ("Organisation",):
        surroundings(here, piece, salience)
    if cited(piece.doc[here.root], piece, known):
        salience.sources.append((salience.clock, (here.names[0], here.types[0])))
    else:
        root = piece.doc[here.root]
        salience.note(here, is_subject(here, piece), aside=root.dep_ in ("obl", "obl:mod", "obl:arg", "nmod", "obl:agent"))
        _speaks(here, piece, known, salience)


def _speaks(here: Ref, piece: Piece, known: Cues, salience: Salience) -> None:
    """Remember the person who is said to say something."""
    token = head_of(here, piece) if here.how == "name" else piece.doc[here.root]
    if here.types == ("Person",) and token.dep_ in SUBJECTS and token.head.lemma_.casefold() in known.speech_verbs:
        salience.speaker = ((here.names[0], "Person"), salience.sentence)


def _focus(sentence: Span, piece: Piece, salience: Salience) -> None:
    """A sentence whose subject is nobody named is about the name that a relative clause goes on with: "Attention turns to X, which …"."""
    if salience.sentence in salience.subject.values():
        return
    after = [here for here in piece.refs if sentence.start <= here.start < sentence.end and here.how == "name" and _goes_on(here, piece)]
    for here in after if len(after) == 1 else ():
        for thing in zip(here.names, here.types, strict=True):
            salience.subject[thing] = salience.sentence


def _goes_on(here: Ref, piece: Piece) -> bool:
    """Whether more is told of a name: "X, which bought Y", "X, qui a racheté Y", "For X, this is a first step"."""
    behind = [t.text.casefold() for t in piece.doc[here.end : here.end + 2]]
    if here.types[0] not in ACTORS or len(behind) < 2 or behind[0] != ",":
        return False
    before = piece.doc[here.start - 1] if here.start else None
    fronted = before is not None and before.text.casefold() in ("for", "pour", "chez", "at") and before.i <= before.sent.start + 1
    return fronted or behind[1] in ("which", "who", "qui")


def _together(sentence: Span, piece: Piece, known: Cues, salience: Salience) -> None:
    """Note the groups of a sentence: names in a list, or two that stand there alone."""
    refs = list({piece.at[t.i].start: piece.at[t.i] for t in sentence if t.i in piece.at}.values())
    subject = next((here for here in refs if is_subject(here, piece) or piece.doc[here.root].dep_ in SUBJECTS), None)
    for here in refs:
        root = head_of(here, piece)
        members = [here, *(piece.at[c.i] for c in piece.doc[here.root].children if c.dep_ == "conj" and c.i in piece.at)]
        if root.i != here.root:
            members += [piece.at[c.i] for c in root.children if c.dep_ == "conj" and c.i in piece.at]
        joined = tuple(dict.fromkeys(thing for m in members for thing in zip(m.names, m.types, strict=True)))
        if len(joined) > 1 and len({kind for _, kind in joined}) == 1:
            salience.group(2, joined)
    named = list(dict.fromkeys(thing for here in refs for thing in zip(here.names, here.types, strict=True) if thing[1] == "Organisation"))
    if len(named) == 2 and subject is not None and subject.types == ("Organisation",):
        # "X buys Y": "les deux sociétés" may mean them
        salience.group(1, tuple(named))
    for here in refs:
        if (
            subject is None
            or subject is here
            or len(here.names) + len(subject.names) != 2
            or here.types != subject.types
            or here.names == subject.names
        ):
            continue
        if _compared(here, piece, sentence, known):
            salience.group(3, ((subject.names[0], subject.types[0]), (here.names[0], here.types[0])))


#: "… que ceux de X", "the same … as X".
_THOSE = frozenset({"ceux", "celui", "celle", "celles"})
_THAN = frozenset({"que", "qu'", "qu’", "as"})
_SAME = frozenset({"même", "mêmes", "same"})


def _compared(here: Ref, piece: Piece, sentence: Span, known: Cues) -> bool:
    """Whether words right before a name put it beside the subject: "aux côtés de X", "unlike X", "les mêmes clients que X".

    Not "son rival, mené par X", nor "un outil calqué sur celui de X", which only looks like "… que celui de X".
    """
    for position in range(here.start - 1, max(here.start - 5, sentence.start - 1), -1):
        token = piece.doc[position]
        form, before = token.text.casefold(), [t.text.casefold() for t in piece.doc[max(position - 4, sentence.start) : position]]
        if form in _THOSE:
            return bool(before) and before[-1] in _THAN
        if form in known.comparing or (form in _THAN and position == here.start - 1 and _SAME & set(before)):
            return True
        if token.text == "," or token.pos_ == "VERB" or (position in piece.at and piece.at[position].how == "name"):
            return False
    return False


def _pointed(token: Token, piece: Piece, known: Cues, salience: Salience, sentence: Span, lang: str) -> Ref | None:
    """What an unnamed token points at, as a reference; None when it points nowhere or it is unclear where."""
    form, lemma = token.text.casefold(), token.lemma_.casefold()
    left = piece.doc[token.i - 1].text.casefold() if token.i else ""
    if form in known.possessives and token.pos_ in ("DET", "PRON"):
        things = possessor(token, piece, known, salience, sentence, lang)
        return ref(token, things, "pronoun") if things else None
    if (form in ("dernier", "dernière", "latter") and left in ("ce", "cette", "the")) or form in ("celui-ci", "celle-ci"):
        if token.i + 1 < len(piece.doc) and piece.doc[token.i + 1].pos_ in ("NOUN", "PROPN") and "-" not in form:
            return None
        return last_named(token, salience, sentence)
    if token.text[:1].isupper() and left in known.demonstratives and origins(token, alone=True):
        # "cet Italien de 52 ans"
        rows = salience.scored(frozenset({"Person"}), window=150, about=1.0, near=30, acting=0.3)
        thing = clear(rows, 0.3)
        return ref(token, [thing], "noun") if thing else None
    plain = form.lstrip("-").removeprefix("t-")
    if plain in ("lui", "elle", "eux", "elles") and left == "," and token.i - 2 in piece.at and piece.at[token.i - 2].how == "name":
        # "X, lui aussi soutenu par Y"
        here = piece.at[token.i - 2]
        return ref(token, list(zip(here.names, here.types, strict=True)), "pronoun")
    if token.pos_ == "PRON" and plain in known.personal and token.text not in ("IT", "US"):
        if impersonal(token, piece, known):
            return None
        things = personal(token, piece, known.personal[plain], known, salience, sentence, lang)
        return ref(token, things, "pronoun") if things else None
    if token.pos_ == "PRON" and form in known.adverbial and form == "en":
        near = clause(token, piece)
        rows = salience.scored(
            ORGANISATIONS, window=120, about=1.0, near=40, acting=0.5, fit=lambda t: t not in near and salience.firm(t, lang)
        )
        thing = clear(rows, 0.3)
        return ref(token, [thing], "pronoun") if thing else None
    if token.pos_ == "NOUN" and (lemma in known.held or (lemma in known.figures and token.i + 1 < len(piece.doc))):
        return held(token, lemma, piece, known, salience, lang)
    if token.pos_ in ("NOUN", "PROPN") and lemma in known.anaphors:
        return common_noun(token, lemma, piece, known, salience, lang)
    return None
