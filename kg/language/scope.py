"""How far words reach: what governs a trigger, which verb carries its mood, what is said in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Arcs over which neither mood nor source of the governor reaches what hangs below.
LOST = frozenset({"acl:relcl", "acl", "advcl", "conj"})
SIDE = frozenset({"acl:relcl", "parataxis", "appos", "advcl"})
PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues)$")
#: Words that begin a statement of its own within a sentence.
TURNS = frozenset({"mais", "tandis", "but", "while", "whereas", ";"})
#: Prepositions by which a gerund says what its governor is about.
COMPLEMENTERS = frozenset({"to", "in", "of", "at", "on", "about", "from", "against", "over", "into"})


def is_one(token: Token, words: frozenset[str]) -> bool:
    """Whether a token is one of some words, by lemma or form."""
    return token.lemma_.casefold() in words or token.text.casefold() in words


def is_verb(token: Token, verbs: frozenset[str]) -> bool:
    """Whether a token is one of some verbs; a French form that the tagger took for another word counts by its infinitive."""
    if is_one(token, verbs):
        return True
    if token.pos_ in ("VERB", "AUX") or token.lang_ != "fr":
        return False
    form = token.text.casefold().removesuffix("nt")
    return form.endswith("e") and bool({form + "r", form.replace("è", "é") + "r"} & verbs)


def advocates(head: Token, below: Token, verbs: frozenset[str]) -> bool:
    """Whether a verb asks for the deed that it governs, straight or by one of its prepositions: "pushed for a merger of"."""
    if head.pos_ != "VERB" or any(c.dep_ == "aux:pass" for c in head.children):
        return False
    lemma, dep = head.lemma_.casefold(), plain_dep(below)
    if lemma in verbs and dep in ("obj", "xcomp", "ccomp"):
        return True
    marks = (c.text.casefold() for c in below.children if c.dep_ in ("case", "mark") and c.i < below.i)
    return dep in ("obl", "xcomp", "advcl", "nmod") and any(f"{lemma} {mark}" in verbs for mark in marks)


def plain_dep(token: Token) -> str:
    """The label of a token's arc without its subtype, but for relative clauses.

    A clause that "que" opens is what somebody says, whatever the parse makes of it.
    """
    if token.dep_ in LOST and _that_clause(token) is not None:
        return "ccomp"
    if token.dep_ == "advcl" and is_gerund(token):
        return "xcomp"
    if token.dep_ == "appos" and token.head.pos_ == "SYM" and token.head.i < token.i:
        # "the £2.6 billion takeover"
        return "nmod"
    if token.dep_ == "advcl" and token.pos_ not in ("VERB", "AUX") and any(c.text.casefold() in ("as", "comme") for c in token.children):
        # "join the firm as chairman"
        return "obl"
    return str(token.dep_ if token.dep_ == "acl:relcl" else token.dep_.split(":")[0])


def is_gerund(token: Token) -> bool:
    """Whether an English participle is what its governor is about: "close to buying", "ruled out buying"; not "grew by buying"."""
    if token.lang_ != "en" or not token.text.casefold().endswith("ing") or token.pos_ != "VERB":
        return False
    mark = next((c for c in token.children if c.dep_ in ("mark", "case") and c.i < token.i), None)
    if mark is not None:
        return mark.text.casefold() in COMPLEMENTERS
    between = token.doc[token.head.i + 1 : token.left_edge.i]
    return token.dep_ == "advcl" and token.head.i < token.i and all(t.dep_ == "compound:prt" or t.pos_ in ("ADP", "ADV") for t in between)


def _that_clause(token: Token) -> Token | None:
    """The verb whose complement a "que" clause is when the parse hung it on a noun beside ("a indiqué à l'agence que …")."""
    mark = next(
        (c for c in token.children if (c.dep_ == "mark" or c.pos_ == "SCONJ") and c.text.casefold() in ("que", "qu'", "qu’", "that")), None
    )
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
    return dep in ("acl", "amod") and _participle(token) and not (dep == "acl" and is_gerund(token))


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


def governors(token: Token, *, said: bool = False) -> Iterator[tuple[Token, Token]]:
    """(governor, the word it governs) from a trigger upward, as long as the one is part of what the other says.

    With `said`, a second clause ("said A would close and would save B") shares who says the first.
    """
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
            own = {plain_dep(c) for c in here.children} & ({"nsubj"} if said else {"nsubj", "aux"})
            if here.pos_ in ("VERB", "AUX") and own and not (said and _backshifted(here, head)):
                return
            here = head
            continue
        yield head, here
        here = head


def _backshifted(verb: Token, first: Token) -> bool:
    """Whether a second clause is told like the first: "would" and "would", "had" and "had"."""
    told = {"would", "had", "could", "might"}
    return bool({c.text.casefold() for c in verb.children} & {c.text.casefold() for c in first.children} & told)


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


def reaches(sentence: Span, cue: int, position: int, remark: tuple[int, int] | None) -> bool:
    """Whether a cue that stands at a token of a sentence ("selon X", "reportedly") holds for what stands at another."""
    if remark is not None:
        return remark[0] <= cue < remark[1]
    if cue - sentence.start <= 3:
        return True
    here = sentence.doc[cue]
    for _ in range(6):
        # said within a relative clause, brackets or a subordinate clause that do not hold the trigger
        low, high = bounds(here)
        subordinate = plain_dep(here) == "advcl" and cue < here.i and any(c.dep_ == "mark" and c.i < cue for c in here.children)
        if (is_aside(here) or subordinate) and low <= cue < high and not low <= position < high:
            return False
        if here.head.i == here.i:
            break
        here = here.head
    inside = brackets(sentence, cue)
    if inside is not None and not inside[0] <= position < inside[1]:
        return False
    return statement(sentence, cue) == statement(sentence, position)
