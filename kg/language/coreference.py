"""Coreference for the press: pronouns and possessives to the thing meant, or left open when unclear; common nouns are in `descriptions`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.cues import Cues
from kg.language.descriptions import common_noun, describe, held, origins, ref
from kg.language.pieces import Piece, Ref
from kg.language.salience import (
    ACTORS,
    ORGANISATIONS,
    SUBJECTS,
    Salience,
    Thing,
    business,
    clear,
    head_of,
    is_subject,
    named_within,
    prepare,
    unnamed_person,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

RELATIVE = frozenset({"qui", "who", "which", "that"})


def resolve(pieces: Sequence[Piece], lang: str) -> None:
    """Add references for the pronouns and common nouns of a document that point at something named before."""
    known = cues.load(lang)
    salience = prepare(pieces)
    for piece in pieces:
        for sentence in piece.doc.sents:
            salience.sentence += 1
            describe(sentence, piece, known, salience)
            for token in sentence:
                salience.clock += 1
                named = piece.at.get(token.i)
                if named is not None:
                    if token.i == named.start:
                        salience.note(named, is_subject(named, piece))
                    continue
                found = _pointed(token, piece, known, salience, sentence, lang)
                if found is not None:
                    piece.add(found)
                    salience.note(found, token.dep_ in SUBJECTS)
            _together(sentence, piece, known, salience)
            if unnamed_person(sentence, piece, lang):
                salience.stranger = salience.sentence


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
        if (
            subject is None
            or subject is here
            or len(here.names) + len(subject.names) != 2
            or here.types != subject.types
            or here.names == subject.names
        ):
            continue
        if any(t.text.casefold() in known.comparing for t in piece.doc[max(here.start - 4, sentence.start) : here.start]):
            salience.group(3, ((subject.names[0], subject.types[0]), (here.names[0], here.types[0])))


def _pointed(token: Token, piece: Piece, known: Cues, salience: Salience, sentence: Span, lang: str) -> Ref | None:
    """What an unnamed token points at, as a reference; None when it points nowhere or it is unclear where."""
    form, lemma = token.text.casefold(), token.lemma_.casefold()
    left = piece.doc[token.i - 1].text.casefold() if token.i else ""
    if form in known.possessives and token.pos_ in ("DET", "PRON"):
        things = _possessor(token, piece, known, salience, sentence, lang)
        return ref(token, things, "pronoun") if things else None
    if (form in ("dernier", "dernière", "latter") and left in ("ce", "cette", "the")) or form in ("celui-ci", "celle-ci"):
        if token.i + 1 < len(piece.doc) and piece.doc[token.i + 1].pos_ in ("NOUN", "PROPN") and "-" not in form:
            return None
        return _last_named(token, piece, salience, sentence)
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
    if token.pos_ == "PRON" and plain in known.personal:
        if _impersonal(token, piece, known):
            return None
        things = _personal(token, piece, known.personal[plain], salience, sentence)
        return ref(token, things, "pronoun") if things else None
    if token.pos_ == "PRON" and form in known.adverbial and form == "en":
        rows = salience.scored(
            ORGANISATIONS, window=120, about=1.0, near=40, acting=0.5, fit=lambda t: t not in _clause(token, piece) and business(t, lang)
        )
        thing = clear(rows, 0.3)
        return ref(token, [thing], "pronoun") if thing else None
    if token.pos_ == "NOUN" and (lemma in known.held or (lemma in known.figures and token.i + 1 < len(piece.doc))):
        return held(token, lemma, piece, known, salience, lang)
    if token.pos_ in ("NOUN", "PROPN") and lemma in known.anaphors:
        return common_noun(token, lemma, piece, known, salience, lang)
    return None


def _impersonal(token: Token, piece: Piece, known: Cues) -> bool:
    """ "il s'agit", "il faut", "il y a", "it is said": a pronoun that stands for nothing."""
    if token.dep_.startswith("expl"):
        return True
    after = [t.text.casefold() for t in piece.doc[token.i + 1 : token.i + 3]]
    if token.text.casefold() == "il" and (after[:1] == ["y"] and after[1:] and after[1] in ("a", "avait", "aura", "aurait")):
        return True
    head = token.head
    if head.lemma_.casefold() in known.impersonal or any(c.lemma_.casefold() == "agir" and c.dep_ == "xcomp" for c in head.children):
        return True
    return any(child.dep_ in ("csubj", "expl:subj") for child in head.children)


def _clause(token: Token, piece: Piece) -> set[Thing]:
    """What is named in the same clause in another role: what a pronoun there does not mean."""
    return {
        thing
        for other in token.head.children
        if other.i != token.i and other.i in piece.at
        for thing in zip(piece.at[other.i].names, piece.at[other.i].types, strict=True)
    }


def _last_named(token: Token, piece: Piece, salience: Salience, sentence: Span) -> Ref | None:
    """ "ce dernier", "celui-ci", "the latter": the actor named last, in this sentence or the one before."""
    for things in reversed(salience.order[-3:]):
        if things[-1][1] in ACTORS and salience.clock - salience.last[things[-1]] < 45:
            close = salience.clock - salience.last[things[-1]] < token.i - sentence.start + 1
            if "celle" in token.text.casefold() and not close:
                return None
            return ref(token, [things[-1]], "pronoun")
    return None


def _main_subject(token: Token, piece: Piece, sentence: Span, types: frozenset[str]) -> Thing | None:
    """The named subject of the main clause behind a fronted phrase that holds the token ("Fragilisé par sa dette, X …")."""
    if any(t.i in piece.at and piece.at[t.i].how == "name" and t.dep_ in SUBJECTS for t in piece.doc[sentence.start : token.i]):
        return None
    for other in sentence.root.children:
        here = piece.at.get(other.i)
        if other.dep_ not in SUBJECTS or other.i < token.i or here is None or here.how != "name" or here.types[0] not in types:
            continue
        between = {t.text for t in piece.doc[token.i : other.i]}
        if len(here.names) == 1 and other not in token.ancestors and "," in between and not between & QUOTE:
            return here.names[0], here.types[0]
    return None


QUOTE = frozenset('«»“”"')


def _personal(token: Token, piece: Piece, feats: str, salience: Salience, sentence: Span) -> list[Thing]:
    if "plural" in feats:
        return salience.last_group()
    english = token.lang_ == "en"
    types = (
        frozenset({"Organisation", "Product", "Programme"}) if feats.startswith("neuter") else frozenset({"Person"}) if english else ACTORS
    )
    fronted = _main_subject(token, piece, sentence, types)
    if fronted is not None:
        return [fronted]
    # what its own clause names, a pronoun does not mean
    barred = named_within(token.head, piece, token.i) if token.dep_ in SUBJECTS else _clause(token, piece)
    rows = salience.scored(types, window=60, about=0.5, near=20, acting=2.5, fit=lambda t: t not in barred)
    if not english:
        # a company is as often "il" (le groupe) as "elle" (la société); a person who acts is meant rather than a company
        rows = [(score + (0.0 if thing[1] != "Person" else 1.0 if thing in salience.title else 0.6), thing) for score, thing in rows]
        rows.sort(key=lambda row: (-row[0], row[1]))
    thing = clear(rows, 0.3)
    if thing is None or (
        salience.stranger >= salience.sentence - 1 and salience.subject.get(thing, -9) < salience.sentence - 1 and thing[1] == "Person"
    ):
        return []
    if salience.stranger == salience.sentence - 1 and salience.subject.get(thing, -9) <= salience.stranger and token.text.startswith("-"):
        return []
    return [thing]


def _possessor(token: Token, piece: Piece, known: Cues, salience: Salience, sentence: Span, lang: str) -> list[Thing]:
    """The owner meant by son/sa/its: the subject of the clause that it stands in; in a subject, what was spoken of before."""
    form = token.text.casefold()
    plural = form in ("leur", "leurs", "their")
    types = frozenset({"Person"}) if form in ("his", "her") else ORGANISATIONS if form == "its" else ACTORS
    thing = token.head if token.head.i > token.i else token
    if thing.dep_ == "conj" and thing.head.i in piece.at and not plural:
        # "X et sa filiale", "le soutien de X et de ses partenaires"
        other = piece.at[thing.head.i]
        if len(other.names) == 1 and other.types[0] in types:
            return [(other.names[0], other.types[0])]
    subject = _governor(thing, token.i, known)
    if subject is not None:
        things = _stands_for(subject, piece)
        if things and (len(things) > 1) == plural and things[0][1] in types:
            return [] if things[0][1] == "Person" and thing.lemma_.casefold() in known.corporate else things
        if things or plural or thing.lemma_.casefold() not in known.corporate or subject.pos_ != "NOUN":
            return []
    if plural:
        return salience.last_group()
    fronted = _main_subject(token, piece, sentence, types)
    if fronted is not None:
        return [fronted]
    if thing.lemma_.casefold() in known.corporate:
        types = types & ORGANISATIONS or types
    rows = salience.scored(types, window=60, about=0.5, near=20, acting=2.5, fit=lambda t: t[1] == "Person" or business(t, lang))
    best = clear(rows, 0.4)
    return [best] if best else []


def _governor(thing: Token, before: int, known: Cues) -> Token | None:
    """The nearest subject before token `before` of the verbs and predicates that govern a noun, or the one told to do an infinitive."""
    here = thing
    for _ in range(12):
        if here.dep_ in ("acl", "acl:relcl") and here.head.i < before and not any(c.dep_ in SUBJECTS for c in here.children):
            return here.head
        if here.head.i == here.i:
            return None
        inside, told = here.dep_ in SUBJECTS, here.dep_ in ("xcomp", "ccomp", "advcl", "obl", "obl:arg")
        here = here.head
        if told and here.lemma_.casefold() in known.object_control:
            for child in here.children:
                if child.dep_ in ("obj", "iobj", "obl:arg", "obl") and child.i < before and child.i != thing.i:
                    return child
        if inside:
            continue
        for child in here.children:
            if child.dep_ in SUBJECTS and child.i < before:
                return child
    return None


def _stands_for(token: Token, piece: Piece) -> list[Thing]:
    """The things that a subject token stands for: named, resolved, behind a relative pronoun, or named right behind its noun."""
    here = piece.at.get(token.i)
    if here is None and token.text.casefold() in RELATIVE:
        clause = token
        while clause.head.i != clause.i and clause.dep_ not in ("acl:relcl", "acl"):
            clause = clause.head
        if clause.dep_ in ("acl:relcl", "acl"):
            return _stands_for(clause.head, piece) if clause.head.i != token.i else []
        return []
    if here is None:
        for child in token.children:
            if (
                child.dep_ in ("flat", "flat:name", "appos", "nmod")
                and child.i in piece.at
                and child.i > token.i
                and not any(c.dep_ == "case" for c in child.children)
            ):
                here = piece.at[child.i]
                break
    if here is None:
        return []
    things = list(zip(here.names, here.types, strict=True))
    for other in token.children:
        if other.dep_ == "conj" and other.i in piece.at:
            things += zip(piece.at[other.i].names, piece.at[other.i].types, strict=True)
    return list(dict.fromkeys(things))
