"""Which token of a sentence a pronoun or possessive goes back to by grammar, and the things that such a token stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref
from kg.language.salience import SUBJECTS, Thing, cited, leads

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

RELATIVE = frozenset({"qui", "who", "which", "that"})
QUOTE = frozenset('«»“”"')
CLOSERS = frozenset({",", "»", "”", '"', "–", "—"})


def main_subject(token: Token, piece: Piece, sentence: Span, types: frozenset[str]) -> Thing | None:
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


def governor(thing: Token, before: int, piece: Piece, known: Cues) -> Token | None:
    """The nearest subject before token `before` of the verbs and predicates that govern a noun, or the one told to do an infinitive."""
    here = thing
    for _ in range(12):
        infinitive = "Inf" in here.morph.get("VerbForm")
        if (
            here.dep_ in ("acl", "acl:relcl")
            and not infinitive
            and here.head.i < before
            and not any(c.dep_ in SUBJECTS for c in here.children)
        ):
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
        subjects = [c for c in here.children if c.dep_ in SUBJECTS and c.i < before and not cited(c, piece, known)]
        if subjects:
            # a name rather than a noun, where the parse has two subjects
            return next((c for c in subjects if c.i in piece.at), subjects[0])
    return None


def leader(verb: Token, piece: Piece) -> Token | None:
    """The name that stands before a verb with an aside between, where the parse gives the verb no subject: "X, of Dallas, said"."""
    for ref in reversed(piece.refs):
        if ref.how == "name" and verb.sent.start <= ref.start < verb.i and verb.i - ref.end < 16 and leads(ref, piece):
            after = ref.end
            if after < len(piece.doc) and piece.doc[after].text == ",":
                after = next((t.i for t in piece.doc[after + 1 : verb.i] if t.text == ","), verb.i)
            if all(t.pos_ in ("AUX", "ADV", "PUNCT", "PART") for t in piece.doc[after : verb.i]):
                return piece.doc[ref.root]
    return None


def doer(verb: Token) -> Token | None:
    """Who does what a verb says: its subject, that of the verb it is joined to, or the one above an infinitive."""
    here = verb
    for _ in range(6):
        subject = next((c for c in here.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return subject
        if here.dep_ in ("acl", "acl:relcl"):
            return here.head
        if here.head.i == here.i or here.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "csubj", "acl"):
            return None
        here = here.head
    return None


def spoken_subject(token: Token, piece: Piece, known: Cues) -> Thing | None:
    """The firm that a statement is about which a noun closes as its speaker: "« X pourrait racheter Y », a annoncé le groupe" is X's."""
    verb, doc = token.head, token.doc
    if verb.lemma_.casefold() not in known.speech_verbs or token.dep_ not in (*SUBJECTS, "obj"):
        return None
    left = min(verb.i, token.i) - 1
    while left > token.sent.start and (doc[left].pos_ in ("AUX", "DET", "ADJ", "ADV") or doc[left].text in ("-t", "-")):
        left -= 1
    if doc[left].text not in CLOSERS:
        return None
    for t in doc[token.sent.start : left]:
        here = piece.at.get(t.i)
        if t.dep_ in SUBJECTS and here is not None and t.head.dep_ not in ("acl", "acl:relcl", "advcl"):
            return (here.names[0], here.types[0]) if here.types == ("Organisation",) else None
    return None


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token is its own."""
    clause = token
    if token.text.casefold() in RELATIVE:
        while clause.head.i != clause.i and clause.dep_ not in ("acl:relcl", "acl"):
            clause = clause.head
        if clause.dep_ in ("acl:relcl", "acl"):
            return clause.head
    return token


def beyond(subject: Token) -> Token:
    """The subject itself where the parse took a name beside it for one: Y of "outre X, Y a …"."""
    if any(c.dep_ == "case" and c.text.casefold() in ("outre", "besides") for c in subject.children):
        return next((c for c in subject.children if c.dep_ == "appos"), subject)
    return subject


def called(noun: Token, piece: Piece) -> Ref | None:
    """The name that a noun is given right behind it: "the new company, called X", "une société baptisée X"."""
    doc, position = piece.doc, noun.i + 1
    if position < len(doc) and doc[position].text == ",":
        position += 1
    if position + 1 >= len(doc) or doc[position].text.casefold() not in cues.load(noun.lang_).naming_participles:
        return None
    position += 2 if doc[position + 1].text in QUOTE else 1
    here = piece.at.get(position)
    return here if here is not None and here.how == "name" and here.start == position else None


def stands_for(token: Token, piece: Piece) -> list[Thing]:
    """The things that a subject token stands for: named, resolved, behind a relative pronoun, or named right behind its noun."""
    here = piece.at.get(token.i)
    if here is None and token.text.casefold() in RELATIVE:
        noun = antecedent(token)
        return stands_for(noun, piece) if noun.i != token.i else []
    if here is None and token.dep_ == "appos" and token.head.i in piece.at and "Plur" not in token.morph.get("Number"):
        here = piece.at[token.head.i]  # "X, a software house known for its packages"
    if here is None and "Plur" not in token.morph.get("Number"):
        here = called(token, piece)
    if here is None and "Plur" not in token.morph.get("Number"):
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


def likened(token: Token, piece: Piece) -> Token | None:
    """Who does the like in a clause of comparison that a word ends: "as X was able to do, which …", "comme l'a fait X, qui …"."""
    for verb in (token, *token.ancestors):
        marks = [c.text.casefold() for c in verb.children if c.dep_ in ("mark", "case", "advmod") and c.i < verb.i]
        if {"as", "like", "comme"} & set(marks):
            return next((c for c in verb.children if c.dep_ == "nsubj" and c.i in piece.at and c.i <= token.i), None)
    return None
