"""What is said not to be so: negated, refused, called off, come to nothing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kg.language import scope
from kg.language.cues import Cues
from kg.language.scope import is_one

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Arcs by which a verb of denial governs what it denies.
UNDONE = frozenset({"obj", "xcomp", "ccomp", "obl", "nsubj", "advcl", "acl"})
#: Words by which a verb of naming takes the role: "was not appointed as chairman".
AS = frozenset({"as", "comme", "en"})
#: How far behind a verb the particle may stand that makes a denial of it: "called its bid for Brevent off".
PARTICLE = 5


def denied(anchor: Token, verb: Token | None, chain: list[tuple[Token, Token]], known: Cues, lang: str) -> bool:
    """Whether the deed of the trigger is said not to be done: by a negation, a verb or noun of denial above it, a word of failure."""
    if any(is_one(c, known.failed_words) for c in anchor.children if scope.plain_dep(c) in ("amod", "acl", "advmod")):
        return True
    if verb is not None and _own(anchor, verb, chain, known):
        nearly = any(is_one(part, known.deny_verbs) for part in scope.group(verb)[1:])  # "a failli racheter"
        if nearly or negated(verb, known, lang) or _could_have(verb, chain, lang):
            return True
    for head, below in chain:
        dep = scope.plain_dep(below)
        if denies(head, known) and dep in UNDONE and not negated_plainly(head, known):
            return below.dep_ != "nsubj" or is_one(head, known.failing_verbs)
        if below.dep_.startswith("nsubj") and fails(head, known) and not negated_plainly(head, known):
            return True
        if is_one(head, known.deny_nouns) and dep in ("nmod", "acl"):
            return True
        if dep in ("nmod", "obl") and (any(is_one(c, known.failed_words) for c in head.children) or _failed_near(head, below, known)):
            return True
        if _not_meant(head, below, dep, known, lang):
            return True
        if is_one(head, known.plan_nouns) and any(c.text.casefold() in known.none_words for c in head.children):
            return True
    return False


def _own(anchor: Token, verb: Token, chain: list[tuple[Token, Token]], known: Cues) -> bool:
    """Whether the verb that carries the mood of a trigger says the trigger's own deed, not another about it."""
    arcs = {"nsubj", "obj", "xcomp", "ccomp"}
    if verb.lemma_.casefold() in known.naming_verbs | known.posts_taken and any(c.text.casefold() in AS for c in anchor.children):
        arcs |= {"obl", "nmod"}  # "was not appointed as chairman"
    own = any(head.i == verb.i and scope.plain_dep(below) in arcs and _leads_to(below, anchor) for head, below in chain)
    return own or verb.i == anchor.i


def _leads_to(token: Token, anchor: Token) -> bool:
    """Whether a governed word is the trigger, or the name that the trigger is said of ("appoint X as chairman")."""
    return token.i == anchor.i or (anchor.head.i == token.i and any(c.text.casefold() in AS for c in anchor.children))


def _not_meant(head: Token, below: Token, dep: str, known: Cues, lang: str) -> bool:
    """As in "does not intend to buy", "is no longer interested in buying", "n'a pas l'intention de racheter"."""
    if head.pos_ == "ADJ" and is_one(head, known.deny_adjectives) and dep in ("xcomp", "ccomp", "advcl", "acl", "obl"):
        return True
    if dep in ("xcomp", "advcl") and is_one(head, known.having_verbs):
        # "has no plans to buy", whatever the infinitive is hung on
        plan = next((c for c in head.children if is_one(c, known.plan_nouns) and c.i < below.i), None)
        if plan is not None and any(c.text.casefold() in known.none_words for c in plan.children):
            return True
    if head.pos_ in ("VERB", "AUX") and dep in ("xcomp", "ccomp"):
        return negated(head, known, lang)
    if any(c.dep_ == "cop" for c in head.children) and dep in ("xcomp", "ccomp", "advcl", "acl", "csubj"):
        return negated(head, known, lang)
    return dep == "obj" and is_one(below, known.plan_nouns) and is_one(head, known.having_verbs) and negated(head, known, lang)


def denies(head: Token, known: Cues) -> bool:
    """Whether a verb denies or undoes what it governs, by itself or with its particle: "refused to", "ruled out", "called off"."""
    if head.pos_ not in ("VERB", "AUX"):
        return scope.is_verb(head, known.deny_verbs) and not is_one(head, known.deny_verbs)
    return is_one(head, known.deny_verbs) or with_particle(head, known.deny_phrases)


def fails(head: Token, known: Cues) -> bool:
    """Whether a verb says that its subject came to nothing: "talks collapsed", "le rachat a échoué"."""
    return head.pos_ in ("VERB", "AUX") and (is_one(head, known.failing_verbs) or with_particle(head, known.failing_phrases))


def with_particle(verb: Token, phrases: frozenset[str]) -> bool:
    """Whether a verb and one of the words behind it make one of some phrases, each a lemma and the words that follow it."""
    lemma = verb.lemma_.casefold()
    found = [phrase.split()[1:] for phrase in phrases if phrase.split()[0] == lemma]
    if not found:
        return False
    behind = [t.text.casefold() for t in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 1 + PARTICLE)]]
    return any(behind[k : k + len(rest)] == rest for rest in found for k in range(len(behind)))


def negated(verb: Token, known: Cues, lang: str) -> bool:
    """Whether a verb has a negation of its own that leaves nothing of the deed: "n'a jamais", "did not", "no longer"."""
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


def negated_plainly(verb: Token, known: Cues) -> bool:
    """Whether a verb of denial is itself negated ("n'a pas exclu de racheter", "has not ruled out")."""
    forms = {c.text.casefold() for c in verb.children}
    return bool(forms & known.negators - {"plus"})


def in_vain(sentence: Span, anchor: Token, known: Cues) -> bool:
    """Whether the statement of a trigger says that what was tried came to nothing: "en vain", "without success"."""
    low, high = scope.statement(sentence, anchor.i)
    words = " " + " ".join(t.text.casefold() for t in sentence.doc[low:high]) + " "
    return any(f" {phrase} " in words for phrase in known.vain_phrases)


def _failed_near(head: Token, below: Token, known: Cues) -> bool:
    """As in "candidat mais malheureux à la reprise": a word of failure between a plan and its deed."""
    return is_one(head, known.plan_nouns) and any(is_one(t, known.failed_words) for t in head.doc[head.i + 1 : below.i])


def _could_have(verb: Token, chain: list[tuple[Token, Token]], lang: str) -> bool:
    """As in "aurait pu choisir", "could have bought": that it could have been done says that it was not."""
    if lang == "en":
        forms = {c.text.casefold() for c in verb.children if c.dep_.startswith("aux")}
        return "could" in forms and "have" in forms
    for head, _ in chain:
        if head.lemma_.casefold() == "pouvoir" and any(
            "Cnd" in part.morph.get("Mood") or part.text.casefold().startswith("aur") for part in scope.group(head)[1:]
        ):
            return True
    return any(c.lemma_ == "pouvoir" and "Part" in c.morph.get("VerbForm") for c in verb.children)
