"""How sure the writer is: plans, hearsay, the press conditional, denial."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.language import cues, scope
from kg.language.attribution import source_of
from kg.language.cues import Cues
from kg.language.dating import NOW
from kg.language.pieces import Piece, anchor_of
from kg.language.voices import Source
from kg.types import Modality

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Arcs by which a verb or noun of planning governs what is planned.
PLANNED = frozenset({"xcomp", "ccomp", "obj", "obl", "advcl", "nsubj:pass", "csubj"})
MODALS = frozenset({"will", "may", "might", "could", "shall", "can", "should", "must", "'ll", "’ll"})
#: Word classes that may stand between a plan and the deed: "en discussions avec X pour le rachat", "intention d'essayer de racheter".
BETWEEN = frozenset({"ADP", "DET", "ADV", "PRON", "PART", "ADJ", "NUM"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What grammar says of a claim: its modality, who says it (also if it is asserted by its own doer), whether it is negated."""

    modality: Modality
    source: Source | None
    negated: bool


def judge(
    piece: Piece,
    sentence: Span,
    tokens: tuple[int, ...],
    lang: str,
    *,
    subjects: frozenset[str],
    kind: str = "verb",
    companies: frozenset[str] = frozenset(),
) -> Judgement:
    """The judgement on the claim whose trigger stands at `tokens`.

    `subjects` are the names that the claim speaks of, `companies` those of organisations among them, `kind` is the trigger's.
    """
    known = cues.load(lang)
    anchor = anchor_of(piece.doc, tokens, kind)
    remark = scope.aside(piece, sentence, tokens, kind, known)
    source = source_of(piece, sentence, tokens, kind, lang)
    if kind == "role" and remark is not None and not scope.is_predicate(anchor, known):
        # a title or an apposition takes the role for granted, whatever the clause says
        denied = planned = conditional = hearsay = suggested = False
        planned = any(is_one(c, known.plan_words) for c in anchor.children if scope.plain_dep(c) == "amod")
        verb = None
    else:
        chain = list(scope.governors(anchor))
        verb = scope.verb_of(anchor)
        # "n'est pas rentable" is what the rule itself says
        denied = _denied(anchor, verb, chain, known, lang) and not any(is_one(piece.doc[i], known.negators) for i in tokens)
        conditional = _conditional(verb, lang)
        suggested = any(head.pos_ == "VERB" and _conditional(head, lang) for head, _ in chain)
        hearsay = any(phrase in sentence.text.casefold() for phrase in known.hearsay) and remark is None
        planned = _planned(piece, sentence, anchor, verb, chain, known, lang)
    modality: Modality
    if denied:
        modality = "denied"
    elif hearsay and source is not None:
        modality = "reported"
    elif planned:
        modality = "planned"
    elif suggested and not conditional:
        # "X aurait suggéré de fusionner": even that it was said is only rumoured
        modality = "rumoured" if source is None or not source.outside else "reported"
    elif conditional and source is not None and source.speech and not _perfect(verb) and not _now(verb):
        # "X a confirmé qu'une société serait créée": what somebody says will be
        modality = "planned"
    elif source is not None and (source.outside or source.name not in subjects):
        modality = "reported"
    elif conditional or hearsay:
        modality = "rumoured" if source is None else "reported"
    else:
        modality = "asserted"
    if source is not None and source.own and len(companies) == 1:
        # "selon la société", "a précisé une porte-parole": of the one that the claim speaks of
        source = replace(source, name=min(companies))
    return Judgement(modality, source, denied)


def _now(verb: Token | None) -> bool:
    """Whether a verb speaks of today, so that its conditional is no future."""
    return verb is not None and any(c.text.casefold().replace("’", "'") in NOW for c in verb.children)


def is_one(token: Token, words: frozenset[str]) -> bool:
    """Whether a token is one of some words, by lemma or form."""
    return token.lemma_.casefold() in words or token.text.casefold() in words


def _perfect(verb: Token | None) -> bool:
    """Whether a verb is in a compound past ("aurait porté", "would have bought")."""
    return verb is not None and any(
        c.lemma_.casefold() in ("avoir", "have") or (c.lemma_ == "être" and c.dep_ == "aux:tense") for c in scope.group(verb)[1:]
    )


def _negated(verb: Token, known: Cues, lang: str) -> bool:
    forms = {c.text.casefold() for c in verb.children} | {c.text.casefold() for part in scope.group(verb)[1:] for c in part.children}
    if forms & known.limiters or is_one(verb, known.unhidden):
        return False
    if lang == "fr":
        # "n'est plus", "n'a jamais", "ne … pas"; "ne … que" is no negation, nor is a bare "plus"
        return bool(forms & known.before_negation) and bool(forms & known.negators) and not is_only(verb)
    longer = "longer" in forms and "no" in {t.text.casefold() for t in verb.subtree}
    return bool(forms & known.negators - {"no"}) or longer


def is_only(verb: Token) -> bool:
    """Whether "ne … plus que": less than before, but something."""
    following = [t.text.casefold() for t in verb.doc[verb.i + 1 : verb.i + 4]]
    return any(a in ("plus", "pas") and b in ("que", "qu'", "qu’") for a, b in itertools.pairwise(following))


def _denied(anchor: Token, verb: Token | None, chain: list[tuple[Token, Token]], known: Cues, lang: str) -> bool:
    if any(is_one(c, known.failed_words) for c in anchor.children if scope.plain_dep(c) in ("amod", "acl")):
        return True
    own = verb is not None and (
        verb.i == anchor.i
        or any(
            head.i == verb.i and below.i == anchor.i and scope.plain_dep(below) in ("nsubj", "obj", "xcomp", "ccomp")
            for head, below in chain
        )
    )
    if verb is not None and own and _negated(verb, known, lang):
        return True
    if verb is not None and lang == "fr" and _could_have(verb, chain):
        return True
    for head, below in chain:
        dep = scope.plain_dep(below)
        if (
            is_one(head, known.deny_verbs)
            and head.pos_ in ("VERB", "AUX")
            and dep in ("obj", "xcomp", "ccomp", "obl", "nsubj", "advcl")
            and not _negated_plainly(head, known)
        ):
            return below.dep_ != "nsubj" or head.lemma_.casefold() in ("échouer", "capoter", "fail")
        if is_one(head, known.deny_nouns) and dep in ("nmod", "acl"):
            return True
        if (dep in ("nmod", "obl") and any(is_one(c, known.failed_words) for c in head.children)) or (
            dep in ("nmod", "obl") and _failed_near(head, below, known)
        ):
            return True
        if head.pos_ in ("VERB", "AUX") and dep in ("xcomp", "ccomp") and _negated(head, known, lang):
            return True
        if lang == "en" and head.lemma_.casefold() in known.plan_nouns and any(c.text.casefold() == "no" for c in head.children):
            return True
    return False


def _failed_near(head: Token, below: Token, known: Cues) -> bool:
    """As in "candidat mais malheureux à la reprise": a word of failure between a plan and its deed."""
    return is_one(head, known.plan_nouns) and any(is_one(t, known.failed_words) for t in head.doc[head.i + 1 : below.i])


def _negated_plainly(verb: Token, known: Cues) -> bool:
    """Whether a verb of denial is itself negated ("n'a pas exclu de racheter")."""
    forms = {c.text.casefold() for c in verb.children}
    return bool(forms & known.negators - {"plus"})


def _could_have(verb: Token, chain: list[tuple[Token, Token]]) -> bool:
    """As in "aurait pu choisir": a conditional past of pouvoir says that it was not done."""
    for head, _ in chain:
        if head.lemma_.casefold() == "pouvoir" and any(
            "Cnd" in part.morph.get("Mood") or part.text.casefold().startswith("aur") for part in scope.group(head)[1:]
        ):
            return True
    return any(c.lemma_ == "pouvoir" and "Part" in c.morph.get("VerbForm") for c in verb.children)


def _planned(
    piece: Piece, sentence: Span, anchor: Token, verb: Token | None, chain: list[tuple[Token, Token]], known: Cues, lang: str
) -> bool:
    if any(scope.plain_dep(c) == "amod" and is_one(c, known.plan_words) for c in anchor.children):
        return True
    for head, below in chain:
        if scope.plain_dep(below) in ("xcomp", "advcl", "acl", "csubj") and any(
            c.dep_ == "nsubj" and c.lemma_.casefold() in known.plan_nouns for c in head.children
        ):
            # "negotiations are underway to buy", "l'objectif est de racheter"
            return True
        if _is_plan(head, known, lang) and (
            scope.plain_dep(below) in PLANNED or (head.pos_ in ("NOUN", "PROPN") and scope.plain_dep(below) in ("nmod", "acl", "appos"))
        ):
            return True
    if verb is not None and (verb.i == anchor.i or anchor.pos_ == "NOUN"):
        for part in scope.group(verb):
            mood, tense = part.morph.get("Mood"), part.morph.get("Tense")
            if "Fut" in tense and "Cnd" not in mood:
                return True
            if lang == "en" and part is not verb and part.lemma_.casefold() in MODALS:
                return not (
                    part.lemma_.casefold() in ("could", "might", "should")
                    and any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
                )
            if lang == "fr" and part is not verb and part.lemma_ in ("pouvoir", "devoir"):
                return "Part" not in part.morph.get("VerbForm")
    left = _plain(piece.doc[max(sentence.start, anchor.i - 7) : anchor.i])
    if any(re_phrase in left for re_phrase in (_words(p) for p in known.plan_phrases)):
        return True
    if _beside_plan(sentence, anchor, known, lang):
        return True
    deed = verb if verb is not None and anchor.pos_ == "NOUN" else anchor
    if "Inf" in deed.morph.get("VerbForm") and deed.pos_ == "VERB":
        marker = {c.text.casefold() for c in deed.children if c.dep_ in ("mark", "case")}
        if marker & {"pour", "to"} and scope.plain_dep(deed) in ("advcl", "acl", "ROOT", "obl"):
            return True
        # "a révélé ses intentions : racheter …"
        before = piece.doc[max(sentence.start, deed.i - 3) : deed.i]
        return any(t.text == ":" for t in before) and any(is_one(t, known.plan_nouns) for t in piece.doc[sentence.start : deed.i])
    return False


def _is_plan(head: Token, known: Cues, lang: str) -> bool:
    """Whether a governor makes what it governs a plan: "compte", "intention"; not "a dû", "a permis"."""
    if head.pos_ in ("VERB", "AUX", "ADJ") and is_one(head, known.plan_verbs):
        past = any(c.lemma_.casefold() in ("avoir", "have") for c in scope.group(head)[1:]) or (
            lang == "en" and "Past" in head.morph.get("Tense")
        )
        return not (is_one(head, known.achieved) and past)
    return head.pos_ in ("NOUN", "PROPN", "ADJ") and is_one(head, known.plan_nouns)


def _beside_plan(sentence: Span, anchor: Token, known: Cues, lang: str) -> bool:
    """Whether only prepositions, articles and infinitives stand between a plan and the trigger, whatever the parse makes of them."""
    for position in range(anchor.i - 1, max(sentence.start, anchor.i - 9) - 1, -1):
        token = anchor.doc[position]
        if token.text in '«»“”"' or (
            token.pos_ in BETWEEN and not is_one(token, known.plan_nouns) and not (token.pos_ == "ADJ" and is_one(token, known.plan_words))
        ):
            continue
        if _is_plan(token, known, lang) or (token.pos_ == "ADJ" and is_one(token, known.plan_words)):
            # "l'offre de X" before a deed of its own is no plan of that deed: only what leads to it by a preposition or as an infinitive
            joined = anchor.doc[position + 1]
            return (
                joined.pos_ in ("ADP", "PART", "ADV")
                or joined.text in '«»“”"'
                or "Inf" in anchor.morph.get("VerbForm")
                or token.pos_ == "ADJ"
            )
        if "Inf" not in token.morph.get("VerbForm"):
            return False
    return False


def _plain(span: Span) -> str:
    return " " + _words(" ".join(t.text for t in span if t.text not in '«»“”"')) + " "


def _words(text: str) -> str:
    return text.casefold().replace("’", "'").replace("d'", "de ").replace("  ", " ").strip()


def _conditional(verb: Token | None, lang: str) -> bool:
    if verb is None:
        return False
    for part in scope.group(verb):
        if "Cnd" in part.morph.get("Mood"):
            return True
        if lang == "en" and part is not verb and part.text.casefold() in ("would", "'d", "’d"):
            return True
    return False
