"""How sure the writer is and who says so: plans, hearsay, the press conditional, denial, sources, what is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.attribution import Source, source_of
from kg.language.cues import Cues
from kg.language.pieces import Piece
from kg.types import Modality

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

NEGATABLE = frozenset({"advmod", "advmod:neg", "det", "cc", "case", "mark"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What grammar says of a claim: its modality, its source, whether it is negated or over."""

    modality: Modality
    source: Source | None
    negated: bool
    ended: bool


def governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(governor, the word it governs) from a trigger upward, as long as the one is part of what the other says."""
    here = token
    for _ in range(7):
        head = here.head
        if head.i == here.i or here.dep_ in ("acl:relcl", "parataxis", "conj") and here is not token:
            return
        if here.dep_ in ("acl:relcl", "parataxis", "nsubj", "advcl", "appos") and here.dep_ != "nsubj":
            return
        yield head, here
        here = head


def judge(piece: Piece, sentence: Span, tokens: tuple[int, ...], lang: str, *, subjects: frozenset[str]) -> Judgement:
    """The judgement on the claim whose trigger stands at `tokens`; `subjects` are the names that the claim speaks of."""
    known = cues.load(lang)
    anchor = piece.doc[tokens[0]]
    chain = list(governors(anchor))
    verb = _verb_of(anchor, chain)
    source = source_of(piece, sentence, anchor, lang)
    denied = _denied(anchor, verb, chain, known, lang)
    planned = _planned(piece, sentence, anchor, verb, chain, known, lang)
    conditional = _conditional(verb, lang)
    hearsay = any(phrase in sentence.text.casefold() for phrase in known.hearsay)
    modality: Modality
    if denied:
        modality = "denied"
    elif planned:
        modality = "planned"
    elif source is not None and (source.outside or source.name not in subjects):
        modality = "reported"
    elif conditional or hearsay:
        modality = "rumoured" if source is None else "reported"
    else:
        modality = "asserted"
    return Judgement(modality, source if modality != "asserted" else None, denied, False)


def _verb_of(anchor: Token, chain: list[tuple[Token, Token]]) -> Token | None:
    """The verb that carries mood and tense for the trigger: itself, or the first verb above it."""
    if anchor.pos_ in ("VERB", "AUX"):
        return anchor
    if any(c.dep_ == "cop" for c in anchor.children):
        return anchor
    for head, _ in chain:
        if head.pos_ in ("VERB", "AUX"):
            return head
    return None


def _group(verb: Token) -> list[Token]:
    """A verb with its auxiliaries and copula."""
    return [verb, *(c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop")]


def _negated(verb: Token, known: Cues, lang: str) -> bool:
    forms = {c.text.casefold() for c in verb.children} | {c.text.casefold() for part in _group(verb)[1:] for c in part.children}
    if lang == "fr":
        # "n'est plus", "n'a jamais", "ne … pas"; "ne … que" is no negation, nor is a bare "plus"
        return bool(forms & known.before_negation) and bool(forms & known.negators)
    longer = "longer" in forms and "no" in {t.text.casefold() for t in verb.subtree}
    return bool(forms & known.negators - {"no"}) or longer


def _denied(anchor: Token, verb: Token | None, chain: list[tuple[Token, Token]], known: Cues, lang: str) -> bool:
    if verb is not None and _negated(verb, known, lang):
        return True
    if verb is not None and lang == "fr" and _could_have(verb, chain):
        return True
    for head, below in chain:
        lemma = head.lemma_.casefold()
        if lemma in known.deny_verbs and below.dep_ in ("obj", "xcomp", "ccomp", "obl:arg", "nsubj:pass", "nsubj", "obl", "advcl"):
            return True
        if lemma in known.deny_nouns and below.dep_ in ("nmod", "acl"):
            return True
        if head.pos_ in ("VERB", "AUX") and below.dep_ in ("xcomp", "ccomp") and _negated(head, known, lang):
            return True
    return False


def _could_have(verb: Token, chain: list[tuple[Token, Token]]) -> bool:
    """"aurait pu choisir": a conditional past of pouvoir says that it was not done."""
    for head, _ in chain:
        if head.lemma_.casefold() == "pouvoir" and any("Cnd" in part.morph.get("Mood") or part.text.casefold().startswith("aur") for part in _group(head)[1:]):
            return True
    return any(c.lemma_ == "pouvoir" and "Part" in c.morph.get("VerbForm") for c in verb.children)


def _planned(piece: Piece, sentence: Span, anchor: Token, verb: Token | None, chain: list[tuple[Token, Token]], known: Cues, lang: str) -> bool:
    for child in anchor.children:
        if child.dep_ == "amod" and (child.lemma_.casefold() in known.plan_words or child.text.casefold() in known.plan_words):
            return True
    for head, below in chain:
        lemma = head.lemma_.casefold()
        if head.pos_ in ("VERB", "AUX", "ADJ") and lemma in known.plan_verbs and below.dep_ in ("xcomp", "ccomp", "obj", "obl", "obl:arg", "obl:mod", "advcl", "nsubj:pass"):
            return True
        if head.pos_ in ("NOUN", "PROPN") and lemma in known.plan_nouns and below.dep_ in ("nmod", "acl", "obl", "xcomp", "obl:arg"):
            return True
    if verb is not None:
        for part in _group(verb):
            mood, tense = part.morph.get("Mood"), part.morph.get("Tense")
            if "Fut" in tense and "Cnd" not in mood:
                return True
            if lang == "en" and part is not verb and part.lemma_.casefold() in ("will", "may", "might", "could", "shall", "can", "should", "must", "'ll"):
                return not (part.lemma_.casefold() in ("could", "might", "should") and any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children))
            if lang == "fr" and part is not verb and part.lemma_ in ("pouvoir", "devoir"):
                return True
    left = piece.doc[max(sentence.start, anchor.i - 7) : anchor.i].text.casefold()
    if any(phrase in left for phrase in known.plan_phrases):
        return True
    if "Inf" in anchor.morph.get("VerbForm") and anchor.pos_ == "VERB":
        marker = {c.text.casefold() for c in anchor.children if c.dep_ in ("mark", "case")}
        return bool(marker & {"pour", "to"}) and anchor.dep_ in ("advcl", "acl", "ROOT", "obl") and lang == "fr"
    return False


def _conditional(verb: Token | None, lang: str) -> bool:
    if verb is None:
        return False
    for part in _group(verb):
        if "Cnd" in part.morph.get("Mood"):
            return True
        if lang == "en" and part is not verb and part.text.casefold() in ("would", "'d", "’d"):
            return True
    return False


def over(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str) -> bool:
    """Whether a role or state is said to be over: "ex-", "ancien", a state verb in the past, "jusqu'en"."""
    known = cues.load(lang)
    doc = piece.doc
    anchor = doc[tokens[0]]
    near = doc[max(sentence.start, tokens[0] - 3) : tokens[0]]
    if kind in ("role", "noun"):
        for token in near:
            form = token.text.casefold()
            if form in known.ended_words or token.lemma_.casefold() in known.ended_words or form.startswith("ex-"):
                # "ancien" must modify the role itself, not a name before it
                return not any(t.text in (",", ";") for t in doc[token.i : tokens[0]])
        if anchor.text.casefold().startswith("ex-"):
            return True
        if any(c.lemma_.casefold() in known.ended_words for c in anchor.children if c.dep_ == "amod"):
            return True
    cop = next((c for c in anchor.children if c.dep_ == "cop"), None)
    state = anchor if kind == "verb" and anchor.lemma_.casefold() in known.states else cop
    if state is None:
        return False
    if lang == "fr":
        return "Imp" in state.morph.get("Tense") and state.text.casefold().endswith(("ait", "aient"))
    return "Past" in state.morph.get("Tense") and "Fin" in state.morph.get("VerbForm") and not any(c.dep_ == "aux" for c in state.children)
