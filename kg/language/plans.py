"""What is said to lie ahead: intentions, offers, talks, futures, possibilities, what depends on a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import denial, scope
from kg.language.cues import Cues
from kg.language.pieces import Piece
from kg.language.scope import is_one

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Arcs by which a verb or noun of planning governs what is planned.
PLANNED = frozenset({"xcomp", "ccomp", "obj", "obl", "advcl", "nsubj:pass", "csubj"})
MODALS = frozenset({"will", "may", "might", "could", "shall", "can", "should", "must", "'ll", "’ll"})
#: Modals that with "have" tell of the past: "could have bought".
PAST_MODALS = frozenset({"could", "might", "may", "should", "must"})
#: Word classes that may stand between a plan and the deed: "en discussions avec X pour le rachat", "intention d'essayer de racheter".
BETWEEN = frozenset({"ADP", "DET", "ADV", "PRON", "PART", "ADJ", "NUM"})
#: Words that open a clause about a time or condition that, below a future, lies ahead as well.
AHEAD = frozenset({"before", "after", "when", "once", "until", "if", "unless", "provided", "si", "quand", "lorsque", "lorsqu'", "que"})
CONTRACTED = {"du": "de", "des": "de", "au": "à", "aux": "à"}
IF = frozenset({"if", "should", "unless", "provided", "si", "s'", "s’"})


def planned(
    piece: Piece, sentence: Span, anchor: Token, verb: Token | None, chain: list[tuple[Token, Token]], known: Cues, lang: str
) -> bool:
    """Whether the deed of the trigger lies ahead: by its own verb, by what governs it, by what stands right before it."""
    if any(scope.plain_dep(c) == "amod" and is_one(c, known.plan_words) for c in anchor.children):
        return True
    if any(_governs_plan(head, below, known, lang) for head, below in chain):
        return True
    if verb is not None and (verb.i == anchor.i or anchor.pos_ not in ("VERB", "AUX")):
        told = _by_verb(verb, lang)
        if told is not None:
            return told
        if _after_future(verb, known, lang) or _on_condition(sentence, verb, known, lang):
            return True
    left = _plain(piece.doc[max(sentence.start, anchor.i - 7) : anchor.i])
    if any(_words(phrase) in left for phrase in known.plan_phrases):
        return True
    if _beside_plan(sentence, anchor, known, lang):
        return True
    deed = verb if verb is not None and anchor.pos_ not in ("VERB", "AUX") else anchor
    return _purpose(piece, sentence, deed, known)


def behind_plan(anchor: Token, known: Cues) -> Token | None:
    """The noun of a plan or deal right before the infinitive of a trigger ("talks to buy"), where the parse hung that on the verb."""
    if scope.plain_dep(anchor) != "advcl" or "Inf" not in anchor.morph.get("VerbForm"):
        return None
    first = anchor.left_edge.i
    noun = anchor.doc[first - 1] if first > anchor.sent.start else None
    return noun if noun is not None and noun.pos_ == "NOUN" and is_one(noun, known.plan_nouns | known.deal_nouns) else None


def _governs_plan(head: Token, below: Token, known: Cues, lang: str) -> bool:
    dep = scope.plain_dep(below)
    if dep in ("xcomp", "advcl", "acl", "csubj") and any(
        c.dep_ == "nsubj" and c.lemma_.casefold() in known.plan_nouns for c in head.children
    ):
        # "negotiations are underway to buy", "l'objectif est de racheter"
        return True
    if denial.denies(head, known) and dep in PLANNED and not is_one(head, known.speech_verbs) and denial.negated_plainly(head, known):
        # "has not ruled out buying", "n'exclut pas de racheter"
        return True
    return is_plan(head, known, lang) and (dep in PLANNED or (head.pos_ in ("NOUN", "PROPN") and dep in ("nmod", "acl", "appos")))


def is_plan(head: Token, known: Cues, lang: str) -> bool:
    """Whether a governor makes what it governs a plan: "compte", "intention", "keen to"; not "a dû", "a permis"."""
    if head.lemma_.casefold() == "aller" and not any("Inf" in c.morph.get("VerbForm") for c in head.children):
        # "va mieux"
        return False
    led_on = lang == "fr" and head.i + 1 < len(head.doc) and "Inf" in head.nbor(1).morph.get("VerbForm")
    if (head.pos_ in ("VERB", "AUX", "ADJ") or led_on) and scope.is_verb(head, known.plan_verbs):
        past = any(c.lemma_.casefold() in ("avoir", "have") for c in scope.group(head)[1:]) or (
            lang == "en" and "Past" in head.morph.get("Tense")
        )
        return not (is_one(head, known.achieved) and past)
    if head.pos_ == "VERB" and is_one(head, known.wish_verbs):
        return conditional(head, lang)
    if head.pos_ in ("ADJ", "ADV", "VERB") and head.text.casefold() in known.plan_adjectives:
        return head.pos_ != "VERB" or any(c.dep_ in ("cop", "aux:pass", "aux") and c.lemma_ in ("be", "être") for c in head.children)
    return head.pos_ in ("NOUN", "PROPN", "ADJ") and is_one(head, known.plan_nouns)


def _by_verb(verb: Token, lang: str) -> bool | None:
    """What tense and modals of a verb say: a future or a possibility, or (False) one that is past; None when they say nothing."""
    parts = scope.group(verb)
    for part in parts:
        mood, tense = part.morph.get("Mood"), part.morph.get("Tense")
        if "Fut" in tense and "Cnd" not in mood:
            return True
        if lang == "en" and part is not verb and part.lemma_.casefold() in MODALS:
            return not (part.lemma_.casefold() in PAST_MODALS and any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children))
        if lang == "fr" and (part is not verb or any(c.dep_ == "xcomp" for c in verb.children)) and part.lemma_ in ("pouvoir", "devoir"):
            return "Part" not in part.morph.get("VerbForm")
    # "is to be acquired", "to be succeeded by"
    infinitive = any(part is not verb and part.lemma_ == "be" and "Inf" in part.morph.get("VerbForm") for part in parts)
    return True if infinitive and any(c.text.casefold() == "to" and c.dep_ == "mark" for c in verb.children) else None


def _after_future(verb: Token, known: Cues, lang: str) -> bool:
    """Whether a present tense in a clause of time or condition follows a future: "will be kept until it is folded into"."""
    if scope.plain_dep(verb) != "advcl" or not any(c.dep_ == "mark" and c.text.casefold() in AHEAD for c in verb.children):
        return False
    if any("Past" in part.morph.get("Tense") and "Fin" in part.morph.get("VerbForm") for part in scope.group(verb)):
        return False
    return _by_verb(verb.head, lang) is True and not denial.negated(verb.head, known, lang)


def _on_condition(sentence: Span, verb: Token, known: Cues, lang: str) -> bool:
    """Whether a conditional hangs on an "if" or says what a deal would bring: "the merger would give X 40 % of Y"."""
    if not conditional(verb, lang):
        return False
    if any(
        scope.plain_dep(c) == "advcl" and any(m.text.casefold() in IF for m in c.children if m.dep_ in ("mark", "advmod"))
        for c in verb.children
    ) or (sentence[0].text.casefold() in IF and verb.i > sentence.start + 2):
        return not perfect(verb)
    # "under the deal, X would", "under the terms of the agreement"
    start = scope.statement(sentence, verb.i)[0]
    before = [t for t in sentence.doc[start : verb.i] if t.text.casefold() in known.deal_prepositions]
    if any(is_one(t, known.deal_nouns | known.terms) for first in before for t in sentence.doc[first.i + 1 : min(first.i + 6, verb.i)]):
        return not perfect(verb)
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")]
    if any(c.text.casefold() in known.relatives for c in subjects) and scope.plain_dep(verb) == "acl:relcl":
        subjects.append(verb.head)
    return any(is_one(c, known.deal_nouns) for c in subjects) and not perfect(verb)


def _purpose(piece: Piece, sentence: Span, deed: Token, known: Cues) -> bool:
    """An infinitive of purpose, or one behind a colon that an intention announces: "a révélé ses intentions : racheter …"."""
    if "Inf" not in deed.morph.get("VerbForm") or deed.pos_ != "VERB":
        return False
    if scope.plain_dep(deed) == "advcl" and is_one(deed.head, known.ended_verbs) and _past(deed.head):
        # "left in 2018 to start", "avait quitté la mairie pour rejoindre": done
        return False
    marker = {c.text.casefold() for c in deed.children if c.dep_ in ("mark", "case")}
    if marker & {"pour", "to"} and scope.plain_dep(deed) in ("advcl", "acl", "ROOT", "obl"):
        return True
    before = piece.doc[max(sentence.start, deed.i - 3) : deed.i]
    return any(t.text == ":" for t in before) and any(is_one(t, known.plan_nouns) for t in piece.doc[sentence.start : deed.i])


def _beside_plan(sentence: Span, anchor: Token, known: Cues, lang: str) -> bool:
    """Whether only prepositions, articles and infinitives stand between a plan and the trigger, whatever the parse makes of them."""
    for position in range(anchor.i - 1, max(sentence.start, anchor.i - 9) - 1, -1):
        token = anchor.doc[position]
        adjective = token.pos_ == "ADJ" and is_one(token, known.plan_words)
        if token.text in '«»“”"' or (token.pos_ in BETWEEN and not is_plan(token, known, lang) and not adjective):
            continue
        if is_plan(token, known, lang) or adjective:
            # "l'offre de X" before a deed of its own is no plan of that deed: only what leads to it by a preposition or as an infinitive
            joined = anchor.doc[position + 1]
            return joined.pos_ in ("ADP", "PART", "ADV") or joined.text in '«»“”"' or "Inf" in anchor.morph.get("VerbForm") or adjective
        if "Inf" not in token.morph.get("VerbForm"):
            return False
    return False


def _past(verb: Token) -> bool:
    parts = scope.group(verb)
    if any("Fut" in p.morph.get("Tense") or "Cnd" in p.morph.get("Mood") or p.lemma_.casefold() in MODALS | {"aller"} for p in parts):
        return False
    return any("Past" in p.morph.get("Tense") or "Imp" in p.morph.get("Tense") for p in parts)


def _plain(span: Span) -> str:
    return " " + _words(" ".join(t.text for t in span if t.text not in '«»“”"')) + " "


def _words(text: str) -> str:
    plain = text.casefold().replace("’", "'").replace("d'", "de ").split()
    return " ".join(CONTRACTED.get(word, word) for word in plain)


def conditional(verb: Token | None, lang: str) -> bool:
    """Whether a verb is in the conditional, by its form or by "would"."""
    if verb is None:
        return False
    for part in scope.group(verb):
        if "Cnd" in part.morph.get("Mood"):
            return True
        if lang == "en" and part is not verb and part.text.casefold() in ("would", "'d", "’d"):
            return True
    return False


def perfect(verb: Token | None) -> bool:
    """Whether a verb is in a compound past ("aurait porté", "would have bought")."""
    return verb is not None and any(
        c.lemma_.casefold() in ("avoir", "have") or (c.lemma_ == "être" and c.dep_ == "aux:tense") for c in scope.group(verb)[1:]
    )
