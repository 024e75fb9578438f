"""Whether a role, a stake or another state is said to be over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues, scope
from kg.language.cues import Cues
from kg.language.denial import is_only
from kg.language.pieces import Piece, anchor_of, is_finite
from kg.language.scope import is_one

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: What a firm does and gives up when it turns to something else.
DEALINGS = frozenset({"offers", "uses_technology"})


def over(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str) -> bool:
    """Whether a role or state is said to be over.

    By "ex-" or "ancien" before it, a state verb in the past, a verb of leaving above it ("a quitté ses fonctions de"), "n'est plus".
    """
    known = cues.load(lang)
    doc = piece.doc
    anchor = anchor_of(doc, tokens, kind)
    if kind in ("role", "noun"):
        for token in doc[max(sentence.start, tokens[0] - 3) : tokens[0]]:
            if is_one(token, known.ended_words) or token.text.casefold().startswith("ex-"):
                # "ancien" must modify the role itself, not a name before it
                return not any(t.text in (",", ";") for t in doc[token.i : tokens[0]])
        if lang == "en" and any(t.text.casefold() == "until" for t in doc[max(sentence.start, tokens[0] - 5) : tokens[0]]):
            # "X, until now head of Talmont"
            return True
        if anchor.text.casefold().startswith("ex-"):
            return True
        if any(is_one(c, known.ended_words) for c in anchor.children if c.dep_ == "amod"):
            return True
        if kind == "role" and _left(anchor, known):
            return True
    elif (
        is_one(anchor, known.states)
        and any(
            t.text.casefold() in ("encore", "jusque-là", "jusqu'ici", "still", "previously", "until")
            for t in doc[max(sentence.start, anchor.i - 2) : anchor.i]
        )
        and scope.is_aside(anchor)
    ):
        # "les 10 % encore détenus par X" have been sold
        return _sold(anchor, known)
    cop = next((c for c in anchor.children if c.dep_ == "cop"), None) if kind in ("role", "verb") else None
    state = anchor if kind == "verb" and is_one(anchor, known.states) else cop
    if state is None:
        return False
    forms = {c.text.casefold() for c in anchor.children} | {c.text.casefold() for c in state.children}
    if lang == "fr":
        if "plus" in forms and forms & known.before_negation and not is_only(anchor):
            return True
        if forms & known.negators:
            return False
        if state is not anchor and "Part" in state.morph.get("VerbForm") and any(c.lemma_ == "avoir" for c in anchor.children):
            return True  # "a été président de"
        if state is anchor and anchor.lemma_ in ("diriger", "présider", "piloter") and any(c.lemma_ == "avoir" for c in anchor.children):
            return True
        return "Imp" in state.morph.get("Tense") and state.text.casefold().endswith(("ait", "aient"))
    if "longer" in forms or forms & {"previously", "formerly", "once"}:
        return True
    if forms & known.negators:
        return False
    if state is not anchor and "Part" in state.morph.get("VerbForm"):
        return any(c.text.casefold() == "had" for c in anchor.children)  # "where he had been treasurer"
    return "Past" in state.morph.get("Tense") and "Fin" in state.morph.get("VerbForm") and not any(c.dep_ == "aux" for c in state.children)


def given_up(piece: Piece, sentence: Span, last: int, lang: str) -> bool:
    """Whether the sentence goes on to tell what was given up: "avait lancé X, avant de se recentrer sur Y", "before refocusing on Y"."""
    known = cues.load(lang)
    if any(t.text.casefold() in ("longer", "anymore") for t in piece.doc[max(sentence.start, last - 3) : last]) or _no_more(piece, last):
        return True
    for position in range(last + 1, sentence.end - 1):
        if piece.doc[position].text.casefold() not in ("avant", "before"):
            continue
        for token in piece.doc[position + 1 : min(position + 6, sentence.end)]:
            forms = {token.lemma_.casefold(), token.text.casefold().removesuffix("ing")}
            if forms & known.turning_verbs and not is_finite(token) and token.pos_ in ("VERB", "AUX"):
                # "X lancera … avant de fermer" is still to come
                return not any("Fut" in t.morph.get("Tense") or t.text.casefold() in ("will", "va", "vont") for t in sentence)
            if token.text == "," or token.pos_ == "NOUN":
                break
    return False


def _no_more(piece: Piece, verb: int) -> bool:
    """Whether a verb stands between "ne" and "plus": "n'offre plus de services"; not "n'offre plus que"."""
    words = [t.text.casefold() for t in piece.doc[max(verb - 2, 0) : verb + 4]]
    after = words[words.index("plus") + 1 :] if "plus" in words else ["que"]
    return bool({"ne", "n'", "n’"} & set(words)) and not {"que", "qu'", "qu’"} & set(after[:1])


def _left(anchor: Token, known: Cues) -> bool:
    """Whether a role is what somebody leaves ("quitte ses fonctions de") or held in a past tense ("occupait le poste de")."""
    for head, below in scope.governors(anchor):
        if is_one(head, known.leaving_nouns):
            return True
        if scope.plain_dep(below) == "nsubj":
            return False
        if head.pos_ == "VERB":
            if any(t.text == "," for t in anchor.doc[min(head.i, anchor.i) : max(head.i, anchor.i)]):
                return False
            if is_one(head, known.ended_verbs):
                return not any(c.lemma_ == "aller" for c in head.children)
            return is_one(head, known.states) and "Imp" in head.morph.get("Tense")
    return False


def _sold(anchor: Token, known: Cues) -> bool:
    head = anchor.head
    for _ in range(4):
        if head.pos_ == "VERB":
            return head.lemma_.casefold() in known.ended_verbs | {"racheter", "acquérir", "reprendre", "vendre", "buy", "acquire"}
        head = head.head
    return False
