"""How far words reach: what governs a trigger, which verb carries its mood, what is said in passing, what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.language.cues import Cues
from kg.language.pieces import Piece, anchor_of, is_finite

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: Arcs over which neither mood nor source of the governor reaches what hangs below.
LOST = frozenset({"acl:relcl", "acl", "advcl", "conj"})
SIDE = frozenset({"acl:relcl", "parataxis", "appos", "advcl"})
PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues)$")
#: Words that begin a statement of its own within a sentence.
TURNS = frozenset({"mais", "tandis", "but", "while", "whereas", ";"})
OPENING, CLOSING = frozenset("«“"), frozenset("»”")


def plain_dep(token: Token) -> str:
    """The label of a token's arc without its subtype, but for relative clauses.

    A clause that "que" opens is what somebody says, whatever the parse makes of it.
    """
    if token.dep_ in LOST and _that_clause(token) is not None:
        return "ccomp"
    return str(token.dep_ if token.dep_ == "acl:relcl" else token.dep_.split(":")[0])


def _that_clause(token: Token) -> Token | None:
    """The verb whose complement a "que" clause is when the parse hung it on a noun beside ("a indiqué à l'agence que …")."""
    mark = next((c for c in token.children if c.dep_ == "mark" and c.text.casefold() in ("que", "qu'", "qu’", "that")), None)
    if mark is None or not any(c.dep_.startswith("nsubj") and c.i > mark.i for c in token.children):
        return None
    if token.head.pos_ == "VERB" and token.dep_ == "conj":
        return token.head
    return next((t for t in reversed(token.doc[max(token.sent.start, mark.i - 9) : mark.i]) if t.pos_ == "VERB"), None)


def head_of(token: Token) -> Token:
    """The governor of a token, by the parse or by the "que" of its clause."""
    found = _that_clause(token) if token.dep_ in LOST else None
    return token.head if found is None else found


def is_aside(token: Token) -> bool:
    """Whether a token heads an apposition, a relative clause or a participle: something said in passing of a noun."""
    dep = plain_dep(token)
    if dep == "acl:relcl":
        first = next((t for t in token.doc[token.left_edge.i : token.i + 1] if not t.is_punct), token)
        complement = first.text.casefold() in ("que", "qu'", "qu’", "that") and first.pos_ in ("SCONJ", "ADP")
        return not complement and not _cleft(token)
    if dep == "appos":
        # an amount is never said in passing
        return not any(c.dep_ == "nummod" for c in token.children)
    return dep in ("acl", "amod") and _participle(token)


def _participle(token: Token) -> bool:
    form = token.morph.get("VerbForm")
    if form:
        return "Part" in form
    return (
        token.pos_ in ("VERB", "ADJ")
        and bool(PARTICIPLE.search(token.text))
        and any(plain_dep(c) in ("obl", "advmod") for c in token.children)
    )


def _cleft(token: Token) -> bool:
    """Whether a relative clause is the statement itself: "C'est X qui a racheté Y"."""
    start = token.sent.start
    first = " ".join(t.text.casefold().replace("’", "'") for t in token.doc[start : start + 6])
    return bool(re.match(r"(?:\W*(?:c' ?est|ce sont|c' ?était|it (?:is|was)))\b", first)) and token.head.i < start + 12


def governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(governor, the word it governs) from a trigger upward, as long as the one is part of what the other says."""
    here = token
    for _ in range(8):
        head = head_of(here)
        if head.i == here.i or is_aside(here):
            return
        dep = plain_dep(here)
        if dep in SIDE and dep != "acl:relcl":
            return
        if dep == "conj":
            # the second of two shares what governs the first, unless it is a clause of its own
            if here.pos_ in ("VERB", "AUX") and any(plain_dep(c) in ("nsubj", "aux") for c in here.children):
                return
            here = head
            continue
        yield head, here
        here = head


def verb_of(anchor: Token) -> Token | None:
    """The verb that carries mood and tense for the trigger: itself, or the first verb above it."""
    if anchor.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in anchor.children):
        return anchor
    return next(
        (head for head, _ in governors(anchor) if head.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in head.children)), None
    )


def group(verb: Token) -> list[Token]:
    """A verb with its auxiliaries and copula; a second participle ("créée et détenue") has those of the first."""
    own = [c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"]
    if not own and plain_dep(verb) == "conj" and _participle(verb):
        own = [c for c in verb.head.children if c.dep_.startswith("aux") or c.dep_ == "cop"]
    return [verb, *own]


def aside(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, known: Cues) -> tuple[int, int] | None:
    """Token bounds of the side remark (brackets, apposition, relative clause, title) that holds a trigger, None if it is the statement."""
    doc = piece.doc
    anchor = anchor_of(doc, tokens, kind)
    inside = brackets(sentence, anchor.i)
    if inside is not None:
        return inside
    here = anchor
    for _ in range(6):
        if is_aside(here):
            return bounds(here)
        if here.head.i == here.i or is_finite(here) or (plain_dep(here) == "conj" and here.pos_ == "VERB"):
            break
        here = here.head
    if kind != "role":
        return None
    start = anchor.i
    while start > sentence.start and (
        doc[start - 1].pos_ in ("DET", "ADJ", "ADV", "NUM") or doc[start - 1].text.casefold() in known.ended_words
    ):
        start -= 1
    if start > sentence.start and doc[start - 1].text == "," and not any(c.dep_ == "cop" for c in anchor.children):
        end = next((t.i for t in doc[tokens[-1] : sentence.end] if t.text == ","), sentence.end)
        return start, end
    return None if is_predicate(anchor, known) or not any(is_finite(t) for t in sentence) else bounds(anchor)


def is_predicate(anchor: Token, known: Cues) -> bool:
    """Whether a role noun is what the clause says of somebody, not a title that it takes for granted."""
    if any(c.dep_ == "cop" for c in anchor.children) or anchor.head.i == anchor.i:
        return True
    before = anchor.i - 1
    while before > 0 and anchor.doc[before].pos_ in ("ADV", "DET", "ADJ"):
        before -= 1
    if before >= 0 and (
        anchor.doc[max(0, before - 1) : before + 1].text.casefold() == "tant que"
        or anchor.doc[before].text.casefold() in ("comme", "as")
        or anchor.doc[before].lemma_.casefold() in ("être", "be", "devenir", "become")
    ):
        return True
    here = anchor
    for head, below in governors(anchor):
        if plain_dep(below) == "nsubj" and below.dep_ != "nsubj:pass":
            # "Le troisième repreneur est X" says who it is, "Le repreneur a dit" does not
            return any(c.dep_ == "cop" for c in head.children)
        lemma = head.lemma_.casefold()
        if any(c.text.casefold() in known.possessives for c in anchor.children) and lemma in known.ended_verbs:
            return False  # "céder sa filiale X": that it is one is taken for granted
        if lemma in known.posts_taken or lemma in known.posts_left:
            return True
        if (lemma in known.naming_verbs or lemma in known.ended_verbs or lemma in known.replacing_verbs) and (
            head.pos_ == "VERB" or any(c.dep_ == "cop" for c in head.children)
        ):
            return True
        here = head
    return here.lemma_.casefold() in known.naming_verbs


def bounds(token: Token) -> tuple[int, int]:
    """Token bounds of what hangs from a token, with the token."""
    return int(token.left_edge.i), int(token.right_edge.i) + 1


def brackets(sentence: Span, position: int) -> tuple[int, int] | None:
    """Bounds of the brackets of a sentence that hold a position."""
    start = None
    for token in sentence:
        if token.text in ("(", "["):
            start = token.i
        elif token.text in (")", "]"):
            if start is not None and start <= position < token.i:
                return start, token.i + 1
            start = None
    return (start, sentence.end) if start is not None and start <= position else None


def statement(sentence: Span, position: int) -> tuple[int, int]:
    """Bounds of the statement of a sentence that holds a position: from one "mais", "tandis que" or semicolon to the next."""
    start, end = sentence.start, sentence.end
    for token in sentence:
        if token.text.casefold() in TURNS:
            if token.i <= position:
                start = token.i
            else:
                end = token.i
                break
    return start, end


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token bounds of the quotations of a piece with their marks: long enough to say something, not a word in inverted commas."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    closer: frozenset[str] | None = None
    for token in doc:
        text = token.text
        if start is None:
            if text in OPENING or text == '"':
                start, closer = token.i, CLOSING if text in OPENING else frozenset('"')
        elif closer is not None and text in closer:
            found.append((start, token.i + 1))
            start = None
    if start is not None and len(doc) - start < 120:
        found.append((start, len(doc)))
    return [(s, e) for s, e in found if e - s > 6]
