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
#: Prepositions before somebody whom a verb does not name, elect or dismiss: "control remained with the founders".
BESIDE = frozenset({"with", "by", "among", "between", "against", "avec", "chez", "contre", "parmi", "entre", "selon", "dans", "sur"})
INDEFINITE = frozenset({"a", "an", "un", "une", "des", "de", "another", "several", "two", "plusieurs"})
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


def plain_dep(token: Token) -> str:
    """The label of a token's arc without its subtype, but for relative clauses.

    A clause that "que" opens is what somebody says, whatever the parse makes of it.
    """
    if token.dep_ in LOST and _that_clause(token) is not None:
        return "ccomp"
    if token.dep_ == "advcl" and is_gerund(token):
        return "xcomp"
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
    if is_predicate(anchor, known) or is_new(doc, tokens, kind, known) or not any(is_finite(t) for t in sentence):
        return None
    return bounds(anchor)


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
            return _says_who(head) and not any(c.dep_ == "appos" for c in below.children)
        if any(c.dep_ == "case" and (c.text.casefold() in BESIDE or c.n_rights) for c in below.children):
            return False
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


def _says_who(head: Token) -> bool:
    """Whether a copula says who somebody is ("Le repreneur est X"), not what he will be ("le maire sera candidat")."""
    copula = next((c for c in head.children if c.dep_ == "cop"), None)
    if copula is None or head.pos_ in ("VERB", "ADJ"):
        return False
    return head.pos_ == "PROPN" or not ("Fut" in copula.morph.get("Tense") or any(c.dep_ == "aux" for c in head.children))


def bounds(token: Token) -> tuple[int, int]:
    """Token bounds of what hangs from a token, with the token."""
    return int(token.left_edge.i), int(token.right_edge.i) + 1


def is_new(doc: Doc, tokens: tuple[int, ...], kind: str, known: Cues) -> bool:
    """Whether a role noun is what its verb brings about ("will open a plant in Lyon"), not taken for granted ("its plant in Lyon")."""
    anchor = anchor_of(doc, tokens, kind)
    if kind != "role" or anchor.dep_ not in ("obj", "nsubj:pass") or not is_one(anchor.head, known.creating):
        return False
    words = [c for c in anchor.children if c.dep_ in ("det", "nmod:poss", "nummod")]
    return all(c.dep_ == "nummod" or "Ind" in c.morph.get("Definite") or c.text.casefold() in INDEFINITE for c in words)


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
