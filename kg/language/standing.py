"""How a trigger stands in its sentence: said in passing, as a title, of somebody, brought about by its verb, or done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import scope
from kg.language.cues import Cues
from kg.language.pieces import Piece, anchor_of, is_finite
from kg.language.scope import is_one

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: Prepositions before somebody whom a verb does not name, elect or dismiss: "control remained with the founders".
BESIDE = frozenset({"with", "by", "among", "between", "against", "avec", "chez", "contre", "parmi", "entre", "selon", "dans", "sur"})
INDEFINITE = frozenset({"a", "an", "un", "une", "des", "de", "another", "several", "two", "plusieurs"})


def aside(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, known: Cues) -> tuple[int, int] | None:
    """Token bounds of the side remark (brackets, apposition, relative clause, title) that holds a trigger, None if it is the statement."""
    doc = piece.doc
    anchor = anchor_of(doc, tokens, kind)
    inside = scope.brackets(sentence, anchor.i)
    if inside is not None:
        return inside
    here = anchor
    for _ in range(6):
        if scope.is_aside(here):
            return scope.bounds(here)
        if here.head.i == here.i or is_finite(here) or (scope.plain_dep(here) == "conj" and here.pos_ == "VERB"):
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
    return scope.bounds(anchor)


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
    for head, below in scope.governors(anchor):
        if scope.plain_dep(below) == "nsubj" and below.dep_ != "nsubj:pass":
            # "Le troisième repreneur est X" says who it is, "Le repreneur a dit" does not
            return _says_who(head) and not any(c.dep_ == "appos" for c in below.children)
        if any(c.dep_ == "case" and (c.text.casefold() in BESIDE or c.n_rights) for c in below.children):
            return False
        lemma = head.lemma_.casefold()
        if scope.plain_dep(below) == "nmod" and below.i == anchor.i and head.pos_ == "NOUN" and not is_one(head, _office_words(known)):
            return False  # "la politique du maire", "messages of the president"
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


def _office_words(known: Cues) -> frozenset[str]:
    """Nouns that a role completes: "le poste de directeur", "his departure as chairman"."""
    return known.offices | known.posts_taken | known.posts_left | known.office_nouns | known.naming_verbs


def _says_who(head: Token) -> bool:
    """Whether a copula says who somebody is ("Le repreneur est X"), not what he will be ("le maire sera candidat")."""
    copula = next((c for c in head.children if c.dep_ == "cop"), None)
    if copula is None or head.pos_ in ("VERB", "ADJ"):
        return False
    return head.pos_ == "PROPN" or not ("Fut" in copula.morph.get("Tense") or any(c.dep_ == "aux" for c in head.children))


def is_new(doc: Doc, tokens: tuple[int, ...], kind: str, known: Cues) -> bool:
    """Whether a role noun is what its verb brings about ("will open a plant in Lyon"), not taken for granted ("its plant in Lyon")."""
    anchor = anchor_of(doc, tokens, kind)
    if kind != "role" or anchor.dep_ not in ("obj", "nsubj:pass") or not is_one(anchor.head, known.creating):
        return False
    words = [c for c in anchor.children if c.dep_ in ("det", "nmod:poss", "nummod")]
    return all(c.dep_ == "nummod" or "Ind" in c.morph.get("Definite") or c.text.casefold() in INDEFINITE for c in words)


def is_done(doc: Doc, tokens: tuple[int, ...], kind: str, known: Cues) -> bool:
    """Whether a deed that is mostly told as a plan is told as done: "a supprimé 300 postes", not "a annoncé", "visait"."""
    verb = scope.verb_of(anchor_of(doc, tokens, kind))
    told = known.plan_verbs | known.speech_verbs | known.hoping | known.expecting | known.states
    if kind == "measure" or verb is None or is_one(verb, told):
        return False
    if "Inf" in verb.morph.get("VerbForm"):
        # "a dû supprimer"
        above = next((head for head, below in scope.governors(verb) if scope.plain_dep(below) == "xcomp"), None)
        past = above is not None and any(c.lemma_.casefold() in ("avoir", "have") for c in scope.group(above)[1:])
        return above is not None and past and is_one(above, known.achieved)
    parts = scope.group(verb)
    if any("Inf" in p.morph.get("VerbForm") or "Imp" in p.morph.get("Tense") for p in parts):
        return False
    perfect = any(p.lemma_.casefold() in ("avoir", "have") or p.dep_ == "aux:tense" for p in parts[1:])
    return perfect or any("Past" in p.morph.get("Tense") and is_finite(p) for p in parts)
