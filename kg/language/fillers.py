"""From a token to the named things it stands for, and from a trigger along the frames' arcs to its fillers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.antecedents import likened
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref
from kg.language.pools import among, companions, leader
from kg.language.series import following, plain_case
from kg.rules import Step

if TYPE_CHECKING:
    from spacy.tokens import Token

POSSESSIVE = frozenset({"nmod:poss", "det", "det:poss"})
NAMING = frozenset({"appos", "flat", "flat:name", "nmod", "compound"})


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
        for child in token.children:
            if child.dep_ in ("nmod", "obl", "obl:arg", "obl:mod") and case_of(child) in ("in", "dans"):
                found = named(child, piece, lang, how, depth + 1)
                if found:
                    return [replace(f, through=(lemma, *f.through)) for f in found]
        return [Filler(piece.topic[0], piece.topic[1], token.i, token.i + 1, "topic", (lemma,))]
    if ref is not None:
        return with_others(ref, piece, lang, how)
    if lemma in known.remainders and piece.topic is not None and not any(c.dep_ in ("nmod", "obl", "acl") for c in token.children):
        # "le reste appartient à Y": of the company that the text is about
        return [Filler(piece.topic[0], piece.topic[1], token.i, token.i + 1, "topic", (lemma,))]
    if token.pos_ in ("PRON", "ADV", "SCONJ", "DET", "ADP") and form in known.relatives:
        noun = antecedent(token, piece)
        if noun is None:
            return []
        single = "Sing" in token.head.morph.get("Number") and token.dep_ == "nsubj"
        found = named(noun if single and lang == "en" else first_of_list(noun, piece), piece, lang, how, depth + 1)
        # "le virage de X qui n'offre plus", hung on the noun before
        beside = piece.at.get(token.i - 1) if form == "qui" and not found and noun.pos_ == "NOUN" else None
        return found or ([] if beside is None or beside.how != "name" else with_others(beside, piece, lang, how))
    for child in token.children:
        if child.dep_ in NAMING and child.i > token.i and child.i in piece.at and not _marked(child) and not _comma_between(token, child):
            return named(child, piece, lang, how, depth + 1)
    right = _next_name(token, piece)
    if right is not None:
        return with_others(right, piece, lang, how)
    aside = named_aside(token, piece) or _named_part(token, piece, known)
    if aside is not None:
        return with_others(aside, piece, lang, how)
    if lemma in known.transparent or token.pos_ in ("NUM", "SYM") or form == "%" or _valued_at(token.i, piece):
        for child in token.children:
            if child.dep_ in ("nmod", "obl", "obl:arg", "obl:mod") and case_of(child) in ("de", "of", "in", "dans"):
                found = named(child, piece, lang, how, depth + 1)
                if found:
                    return [replace(f, through=(lemma, *f.through)) for f in found]
        for child in token.children if lemma not in known.parts else ():
            # "its shares", "son capital"; "its elevator business" is not the company
            owned = lemma in known.stakes or lemma in known.held or token.pos_ != "NOUN" or lang != "en"
            if owned and child.i in piece.at and child.dep_ in POSSESSIVE and piece.at[child.i].how in ("pronoun", "name"):
                return named(child, piece, lang, how, depth + 1)
    for child in token.children:
        # "sa filiale", "leurs parts": handled by the rules on roles; an apposed name behind a comma still names the noun
        inside = child.i > 0 and child.nbor(-1).text == "("  # "la prison de X (Nord)"
        if child.dep_ == "appos" and child.i in piece.at and not (inside and piece.at[child.i].types[0] == "Place"):
            return named(child, piece, lang, how, depth + 1)
    partial = among(token, piece) or leader(token, piece, known)
    if partial is not None:
        return with_others(partial, piece, lang, how)
    if token.dep_ == "appos" and token.head.i in piece.at and token.pos_ == "NOUN":
        # "Talmont, groupe fondé en 1990": a noun in apposition to a name stands for it
        return named(token.head, piece, lang, how, depth + 1)
    before = _described_name(token, piece)
    if before is not None:
        return with_others(before, piece, lang, how)
    subject = _described(token, known)
    found = named(subject, piece, lang, how, depth + 1) if subject is not None else []
    return found + [f for ref in companions(subject, token, piece) for f in with_others(ref, piece, lang, how) if found]


def named_aside(token: Token, piece: Piece) -> Ref | None:
    """The name between commas that says which one is meant: "its Dutch business, X, …", "sa filiale espagnole, X,"; not "l'Espagne, X"."""
    doc = token.doc
    if token.pos_ != "NOUN" or token.i + 2 >= len(doc):
        return None
    comma = token.i + 1
    while comma + 1 < len(doc) and comma not in piece.at and comma - token.i < 6:
        # "sa filiale espagnole d'hébergement, X"
        bare = token.lang_ == "fr" and doc[comma].text.casefold() in ("de", "d'", "d’") and doc[comma + 1].pos_ == "NOUN"
        if doc[comma].pos_ != "ADJ" and not bare:
            break
        comma += 2 if bare else 1
    ref = piece.at.get(comma + 1) if comma + 1 < len(doc) and doc[comma].text == "," else None
    if ref is None or ref.how != "name" or ref.start != comma + 1:
        return None
    closed = ref.end >= len(doc) or doc[ref.end].text in (",", ".", ";", ")") or doc[ref.end].pos_ in ("ADP", "PUNCT")
    left = token.i - 1
    while (
        left >= token.sent.start
        and (doc[left].pos_ in ("ADJ", "NOUN", "PROPN", "NUM") or doc[left].text.endswith("ing"))
        and left not in piece.at
    ):
        left -= 1
    identified = left >= token.sent.start and (doc[left].pos_ == "DET" or doc[left].text in ("its", "his", "her", "their", "'s", "’s"))
    return ref if closed and identified and not _listed_behind(ref, piece) else None


def _described_name(token: Token, piece: Piece) -> Ref | None:
    """The name that a noun between commas describes: "X, the Y-owned incumbent, is"."""
    doc, left = token.doc, token.i - 1
    if token.pos_ != "NOUN" or token.i + 1 >= len(doc) or doc[token.i + 1].text not in (",", ")", "."):
        return None
    while left > token.sent.start and doc[left].text != "," and token.i - left < 8:
        if doc[left].pos_ in ("ADP", "AUX", "SCONJ", "CCONJ", "PRON") or (
            doc[left].pos_ == "VERB" and "Fin" in doc[left].morph.get("VerbForm")
        ):
            return None
        left -= 1
    ref = piece.at.get(left - 1) if doc[left].text == "," and doc[left + 1].pos_ == "DET" else None
    return ref if ref is not None and ref.how == "name" else None


def _named_part(token: Token, piece: Piece, known: Cues) -> Ref | None:
    """The name that an English noun for a part of a firm bears before it: "its X unit", "Y's X brand"; not "a Y unit"."""
    ref = piece.at.get(token.i - 1) if token.i else None
    if ref is None or ref.how != "name" or token.lang_ != "en" or not ref.start or token.lemma_.casefold() not in known.parts:
        return None
    return ref if piece.doc[ref.start - 1].text.casefold() in known.possessives | {"'s", "’s", "the"} else None


def _listed_behind(ref: Ref, piece: Piece) -> bool:
    """Whether a name is a member of a list and not an apposition: "la banque, X et Y"."""
    return bool(following(ref, piece))


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
    light = here.dep_ == "obl:arg" and any(c.dep_.startswith("obj") and c.lemma_.casefold() in known.one_of for c in here.head.children)
    if here.head.lemma_ in ("faire", "be") and (light or (here.dep_.startswith("obj") and here is not token)):
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
            here.text.casefold() in ("de", "d'", "d’", "du", "des")
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
    while position >= 0 and (doc[position].text in (",", "»", "”", '"', ")") or (position == token.i - 1 and doc[position].pos_ == "ADP")):
        position -= 1
    if position >= 0 and (position in piece.at or doc[position].pos_ in ("NOUN", "PROPN")):
        return doc[piece.at[position].root] if position in piece.at else doc[position]
    return likened(doc[position], piece) if position >= 0 else None


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


def _valued_at(position: int, piece: Piece) -> bool:
    """Whether a share or a sum of money stands at a token: what it is of may be meant; "12 magasins de X" are not X."""
    value = piece.value_at(position)
    return value is not None and value.type != "Count"
