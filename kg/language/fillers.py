"""From a token to the named things it stands for, and from a trigger along the frames' arcs to its fillers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref
from kg.rules import Step

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMING = frozenset({"appos", "flat", "flat:name", "nmod", "compound"})
#: What may be said again before each member of a list: "en Espagne et en Italie", "avec A et avec B".
REPEATED = frozenset(
    {"de", "à", "par", "by", "of", "le", "la", "les", "l'", "l’", "the", "en", "in", "avec", "with", "chez", "at", "to", "from"}
)
LINKS = frozenset({",", "et", "and", "ou", "or", "&", "puis", "ainsi", "que", "as", "well", "/", ";"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A named thing that fills a function: name, type, the tokens that stand for it, how sure the way there was.

    `through` holds the nouns that stand between ("the shares of the partners of X" → share, partner).
    """

    name: str
    type: str
    start: int
    end: int
    how: str
    through: tuple[str, ...] = ()


def case_of(token: Token) -> str:
    """The preposition that marks a noun phrase, by lemma-like form ("du" is "de", "aux" is "à"); "" for none."""
    words = [c.text.casefold() for c in token.children if c.dep_ == "case" or (c.pos_ == "ADP" and c.i < token.i)]
    if not words and token.i:
        left = token.i - 1
        doc = token.doc
        while left >= 0 and doc[left].pos_ in ("DET", "ADJ", "NUM"):
            left -= 1
        if left >= 0 and doc[left].pos_ == "ADP":
            words = [doc[left].text.casefold()]
    return " ".join(plain_case(word) for word in words[:2]) if words else ""


@lru_cache(maxsize=512)
def plain_case(word: str) -> str:
    """A preposition without its article: du, des, d' → de; au, aux → à."""
    return {"du": "de", "des": "de", "d'": "de", "d’": "de", "au": "à", "aux": "à", "'s": "of", "’s": "of"}.get(word, word)


def fits(dep: str, wanted: str) -> bool:
    """Whether a label is the wanted one; `obl` stands for all its subtypes but the agent."""
    return dep == wanted or (wanted == "obl" and dep.startswith("obl") and dep != "obl:agent")


def follow(starts: Iterable[Token], path: tuple[Step, ...]) -> list[Token]:
    """The tokens at the end of a path of arcs, in text order."""
    here = list(starts)
    for step in path:
        there: list[Token] = []
        for token in here:
            if step.up:
                if fits(token.dep_, step.dep) and token.head.i != token.i:
                    there.append(token.head)
            else:
                there.extend(c for c in token.children if fits(c.dep_, step.dep) and (step.cases is None or case_of(c) in step.cases))
        here = there
        if not here:
            break
    return here


def named(token: Token, piece: Piece, lang: str, how: str = "arc", depth: int = 0) -> list[Filler]:
    """The named things that a token stands for: itself, what it introduces, what it is a share of, what it points back at."""
    if depth > 4:
        return []
    ref = piece.at.get(token.i)
    known = cues.load(lang)
    form, lemma = token.text.casefold(), token.lemma_.casefold()
    if lemma in known.shares and piece.topic is not None and any(c.text.casefold() in known.possessives for c in token.children):
        # "a vendu ses parts", "racheter leurs parts": whose they are is told, what they are parts of is what the text is about
        return [Filler(piece.topic[0], piece.topic[1], token.i, token.i + 1, "topic", (lemma,))]
    if ref is not None:
        return with_others(ref, piece, lang, how)
    if token.pos_ in ("PRON", "ADV", "SCONJ", "DET") and form in known.relatives:
        noun = antecedent(token, piece)
        return named(first_of_list(noun, piece), piece, lang, how, depth + 1) if noun is not None else []
    for child in token.children:
        if child.dep_ in NAMING and child.i > token.i and child.i in piece.at and not _marked(child) and not _comma_between(token, child):
            return named(child, piece, lang, how, depth + 1)
    right = _next_name(token, piece)
    if right is not None:
        return with_others(right, piece, lang, how)
    if lemma in known.transparent or token.pos_ in ("NUM", "SYM") or form == "%" or piece.value_at(token.i) is not None:
        for child in token.children:
            if child.dep_ in ("nmod", "obl", "obl:arg", "obl:mod") and case_of(child) in ("de", "of", "in", "dans"):
                found = named(child, piece, lang, how, depth + 1)
                if found:
                    return [replace(f, through=(lemma, *f.through)) for f in found]
        for child in token.children:
            if child.i in piece.at and child.dep_ in ("nmod:poss", "det", "det:poss") and piece.at[child.i].how in ("pronoun", "name"):
                return named(child, piece, lang, how, depth + 1)
    for child in token.children:
        # "sa filiale", "leurs parts": handled by the rules on roles; an apposed name behind a comma still names the noun
        if child.dep_ == "appos" and child.i in piece.at:
            return named(child, piece, lang, how, depth + 1)
    partial = _among(token, piece)
    if partial is not None:
        return with_others(partial, piece, lang, how)
    if token.dep_ == "appos" and token.head.i in piece.at and token.pos_ == "NOUN":
        # "Talmont, groupe fondé en 1990": a noun in apposition to a name stands for it
        return named(token.head, piece, lang, how, depth + 1)
    subject = _described(token, known)
    return named(subject, piece, lang, how, depth + 1) if subject is not None else []


def _among(token: Token, piece: Piece) -> Ref | None:
    """The name that stands for a plural noun in part: "plusieurs groupes, dont le québécois X"."""
    doc = token.doc
    for position in range(token.i + 1, min(token.i + 6, len(doc) - 1)):
        if doc[position].text.casefold() in ("dont", "including"):
            position += 1
            while position < len(doc) and position not in piece.at and doc[position].pos_ in ("DET", "ADJ", "NOUN"):
                position += 1
            ref = piece.at.get(position)
            return ref if ref is not None and ref.how == "name" else None
        if doc[position].pos_ in ("VERB", "AUX"):
            return None
    return None


def first_of_list(token: Token, piece: Piece) -> Token:
    """The first member of the list that a name closes ("A et B, dont …" is about both), else the token itself."""
    last = piece.at.get(token.i)
    if last is None or last.how != "name":
        return token
    for ref in piece.refs:
        if ref.how == "name" and token.sent.start <= ref.start < last.start and last in following(ref, piece):
            return token.doc[ref.root]
    return token


def _described(token: Token, known: Cues) -> Token | None:
    """The subject that a predicate noun describes: "X est un projet lancé …", "X est l'une des sociétés …", "X fait partie des …"."""
    here = token
    while here.dep_ in ("nmod", "obl:arg", "obl:mod") and here.head.lemma_.casefold() in known.one_of:
        here = here.head
    if here.dep_.startswith("obj") and here.head.lemma_ in ("faire", "be") and here is not token:
        return next((c for c in here.head.children if c.dep_ == "nsubj"), None)
    if any(c.dep_ == "cop" for c in here.children):
        return next((c for c in here.children if c.dep_ == "nsubj" and c.i != token.i), None)
    return None


def _marked(token: Token) -> bool:
    return any(c.dep_ == "case" or (c.pos_ == "ADP" and c.i < token.i) for c in token.children)


def _comma_between(a: Token, b: Token) -> bool:
    return any(t.text in (",", "(", ";") for t in a.doc[a.i + 1 : b.i])


def _next_name(token: Token, piece: Piece) -> Ref | None:
    """A name right behind a common noun and what narrows it: "l'imprimeur X", "le fabricant de capteurs X", "the pension fund X"."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    position = token.i + 1
    doc = token.doc
    end = min(len(doc), position + 6)
    while position < end and position not in piece.at:
        here = doc[position]
        bare = (
            here.text.casefold() in ("de", "d'", "d’")
            and position + 1 < end
            and doc[position + 1].pos_ == "NOUN"
            and position + 1 not in piece.at
        )
        if bare:
            position += 2
        elif here.pos_ == "ADJ" or here.text in "«“\"'‘" or (token.lang_ == "en" and here.pos_ == "NOUN"):
            position += 1
        else:
            return None
    ref = piece.at.get(position)
    return ref if ref is not None and ref.how == "name" else None


def antecedent(token: Token, piece: Piece) -> Token | None:
    """What a relative pronoun stands for: the head of its clause, else the noun or name right before."""
    here = token
    for _ in range(6):
        if here.dep_ in ("acl:relcl", "acl") and here.head.i < token.i:
            return here.head
        if here.head.i == here.i:
            break
        here = here.head
    doc = token.doc
    position = token.i - 1
    if position > 0 and doc[position].text.casefold() in ("et", "and"):
        # "X, soutenu par Y, et qui …": what the clauses before are hung on, a name with a comma behind it
        for ref in reversed(piece.refs):
            if ref.how == "name" and token.sent.start <= ref.start < position and ref.end < len(doc) and doc[ref.end].text == ",":
                if ref.end >= position - 1:
                    continue
                return doc[ref.root]
    while position >= 0 and doc[position].text in (",", "»", "”", '"', ")"):
        position -= 1
    if position >= 0 and (position in piece.at or doc[position].pos_ in ("NOUN", "PROPN")):
        return doc[piece.at[position].root] if position in piece.at else doc[position]
    return None


def with_others(ref: Ref, piece: Piece, lang: str, how: str) -> list[Filler]:
    """A reference and the further members of a list that it opens: "Talmont, Brévent et la Caisse Nord"."""
    fillers = [
        Filler(name, kind, ref.start, ref.end, how if ref.how == "name" else ref.how)
        for name, kind in zip(ref.names, ref.types, strict=True)
    ]
    if ref.how == "name":
        for other in following(ref, piece):
            fillers.extend(Filler(name, kind, other.start, other.end, how) for name, kind in zip(other.names, other.types, strict=True))
    return fillers


def listed(ref: Ref, piece: Piece, *, loose: bool) -> list[Filler]:
    """A name and the further members of the list that it opens; `loose`: commas alone make a list (inside brackets or dashes)."""
    members = [ref, *following(ref, piece, loose=loose)]
    return [Filler(name, kind, r.start, r.end, "arc") for r in members for name, kind in zip(r.names, r.types, strict=True)]


def following(ref: Ref, piece: Piece, *, loose: bool = False) -> list[Ref]:
    """The further members of the list that a name opens. It must hold an "et"/"and" (a comma alone may be an apposition) unless `loose`."""
    doc = piece.doc
    members: list[Ref] = []
    joined = False
    pending: list[Ref] = []
    position = _skip_brackets(doc, ref.end)
    while position < len(doc):
        link = position
        saw_word = False
        while link < len(doc) and (
            doc[link].text.casefold() in LINKS
            or doc[link].pos_ == "DET"
            or doc[link].is_space
            or (link > position and plain_case(doc[link].text.casefold()) in REPEATED)
            or doc[link].text.casefold() in ("le", "la", "les", "l'", "l’", "the")
        ):
            saw_word = saw_word or doc[link].text.casefold() in ("et", "and", "ou", "or", "&", "puis", "ainsi")
            link += 1
        if link == position:
            break
        introduced = link
        # "Talmont et le fonds américain Brévent": a common noun may introduce the next member
        while (
            introduced < len(doc)
            and introduced not in piece.at
            and doc[introduced].pos_ in ("NOUN", "ADJ")
            and introduced - link < 3
            and saw_word
        ):
            introduced += 1
        other = piece.at.get(introduced)
        if other is None or other.how != "name" or not (_kin(other.types, ref.types) or other.names[0] in piece.weak):
            break
        if other.end < len(doc) and doc[other.end].text.casefold() in ("par", "by") and saw_word:
            # "rachetée par A, et B par C": B opens a clause of its own without verb
            break
        pending.append(other)
        if saw_word:
            joined = True
            members.extend(pending)
            pending = []
        position = _skip_brackets(doc, other.end)
    return members if joined else pending if loose else []


def _kin(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two references may stand in one list: the same type, or actors both."""
    actors = {"Organisation", "Person"}
    things = {"Product", "Technology", "Programme", "Organisation"}
    return a[0] == b[0] or {a[0], b[0]} <= actors or {a[0], b[0]} <= things


def _skip_brackets(doc: Doc, position: int) -> int:
    """The position behind a closing bracket when one opens here."""
    if position < len(doc) and doc[position].text in ("(", "["):
        for end in range(position + 1, min(len(doc), position + 12)):
            if doc[end].text in (")", "]"):
                return end + 1
    return position
