"""Fillers by position in the clause, for where the parse gives nothing: less sure than arcs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_behind
from kg.language.complements import held_of_topic, of_topic, paired
from kg.language.fillers import Filler, case_of, named, named_aside
from kg.language.owning import subject_of
from kg.language.pieces import is_finite
from kg.language.series import past_place, plain_case
from kg.language.site import SUBJECTS, Site

if TYPE_CHECKING:
    from kg.language.pieces import Token

PREPOSITIONS = {
    "to": {"à", "to", "dans", "in", "into", "chez"},
    "from": {"à", "from", "de", "auprès"},
    "with": {"avec", "with", "à"},
    "in": {"en", "à", "dans", "in", "at", "near", "sur"},
    "on": {"sur", "on", "upon"},
    "by": {"par", "by"},
    "post_in": {"de", "of", "at", "chez"},
}


#: Prepositions by which a deed of the subject's is told on the way.
MEANS = frozenset({"avec", "après", "grâce", "via", "depuis", "par", "with", "after", "following", "through", "since", "by"})


#: Labels that no finite verb has: a noun that the tagger took for one ("by the infrastructure funds X and Y").
NOMINAL = ("obl", "nmod", "compound", "appos")
#: Labels of a verb that comes second to another.
SECOND = frozenset({"conj", "parataxis", "parataxis:insert"})
#: What marks a deed that is not the subject's: "sans reprise", "faute de repreneur", "à moins de".
ASIDE = frozenset({"sans", "avant", "moins", "faute", "malgré", "contre", "without", "before", "despite", "against", "unless"})


def by_position(site: Site, function: str) -> list[Filler]:
    """Where the parse gives no filler: the nearest name of the clause in the function's usual place, less sure."""
    if not site.hit.trigger.rule.near:
        return []
    kind = site.hit.trigger.kind
    if function == "agent" and kind == "verb" and not site.passive:
        return before_verb(site)
    if function == "patient" and kind == "verb" and "Percent" in site.hit.trigger.rule.values:
        return (
            before_verb(site) if site.passive and site.anchor.dep_ != "acl" else [] if site.passive else after(site, set())
        ) or held_of_topic(site)
    if function == "patient" and kind == "verb" and site.passive and site.anchor.dep_ == "acl" and site.anchor.head.pos_ == "NOUN":
        # "X arrive en tête du classement dévoilé par Y": what the participle is said of has no name
        return []
    if function == "patient" and kind == "verb":
        return before_verb(site) if site.passive else after(site, set())
    if function == "patient":
        topical = site.hit.trigger.rule.topical and not _indefinite(site)
        return after(site, {"de", "of"}) or (of_topic(site) if topical else [])
    if function == "on" and site.hit.trigger.rule.topical:
        return after(site, {"sur", "pour", "on", "for"}) or of_topic(site)
    if function == "agent" and (site.passive or kind == "noun"):
        return after(site, {"par", "by"}) or (doer(site) if kind == "noun" else [])
    if function == "listed":
        return after(site, set())
    if function == "pairs":
        return paired(site)
    if function in PREPOSITIONS:
        return after(site, PREPOSITIONS[function]) or (of_topic(site) if kind == "verb" and site.hit.trigger.rule.topical else [])
    return []


def _indefinite(site: Site) -> bool:
    """Whether a noun stands for any such deed and not for one spoken of: "three years after a leveraged buyout"."""
    left = site.hit.tokens[0] - 1
    while left > site.sentence.start and site.doc[left].pos_ in ("ADJ", "VERB", "NOUN") and left not in site.piece.at:
        left -= 1
    return site.doc[left].text.casefold() in ("a", "an", "un", "une")


def doer(site: Site) -> list[Filler]:
    """Who does the deed that a noun names: the subject of the verb it is the object of, the bidder of "l'offre de X pour le rachat"."""
    here = site.anchor.head if site.anchor.dep_ == "compound" else site.anchor
    known = cues.load(site.lang)
    for _ in range(5):
        head = here.head
        if head.i == here.i:
            return []
        if head.pos_ in ("VERB", "AUX") and here.dep_ in ("obj", "obl:arg", "obl", "obl:mod", "xcomp", "nmod", "nsubj:pass"):
            verb = head.lemma_.casefold()
            if case_of(here).split(" ")[0] in MEANS and here.dep_.startswith("obl"):
                # "avec le rachat de X, Y devient", "grew through the purchase of X"
                return [f for f in subject_of(site.at(head)) if f.type in ("Organisation", "Person") or f.name in site.piece.weak]
            if head.dep_ in ("xcomp", "ccomp") and head.head.lemma_.casefold() in ("laisser", "let"):
                return []  # "l'État a laissé faire la vente"
            if here.dep_ in ("obl", "obl:mod") and case_of(here).split(" ")[0] in ASIDE:
                # "X fermera à moins d'une reprise": somebody else's
                return []
            # "X a annoncé le rachat" does it, "X parle du rachat" may not
            if verb not in known.doing_verbs | known.plan_verbs and (verb not in known.speech_verbs or here.dep_ not in ("obj", "xcomp")):
                return []
            if here.dep_ != "nsubj:pass":
                found = subject_of(site.at(head))
                if found:
                    return found
            for child in head.children:
                if child.dep_ == "obl:agent" and here.dep_ == "nsubj:pass" and child.i != here.i:
                    return named(child, site.piece, site.lang)
            here = head
        elif here.dep_ in ("nmod", "acl", "appos", "xcomp", "conj", "advcl", "obl:arg", "obl", "obl:mod"):
            if head.lemma_.casefold() in known.plan_nouns:
                found = _planner(site, head, here)
                if found:
                    return found
            here = head
        else:
            return []
    return []


def _planner(site: Site, noun: Token, inside: Token) -> list[Filler]:
    """Whose plan a noun names: "l'offre de X", "la proposition faite par X", "X, candidat au rachat", "X est candidat"."""
    for child in noun.children:
        if child.i == inside.i:
            continue
        if child.dep_ == "nmod" and case_of(child) in ("de", "of", "par", "by"):
            found = named(child, site.piece, site.lang)
            if found:
                return found
        if child.dep_ == "acl":
            for agent in child.children:
                if agent.dep_ == "obl:agent" or case_of(agent) in ("par", "by"):
                    return named(agent, site.piece, site.lang)
        if child.dep_ in SUBJECTS or (child.dep_ in ("nmod:poss", "det", "det:poss") and child.i in site.piece.at):
            return named(child, site.piece, site.lang)
    if noun.dep_ == "appos":
        return named(noun.head, site.piece, site.lang)
    return []


def before_verb(site: Site) -> list[Filler]:
    """The last name before the verb group that is not inside a prepositional phrase, brackets or another clause."""
    depth = 0
    for position in range(site.anchor.i - 1, site.sentence.start - 1, -1):
        token = site.doc[position]
        if token.text in (")", "»"):
            depth += 1
        elif token.text in ("(", "«"):
            depth -= 1
        if depth > 0 or token.text in (";", ":"):
            if token.text in (";", ":"):
                return []
            continue
        if (
            is_finite(token)
            and token.head.i != site.anchor.i
            and token.i != site.anchor.head.i
            and token.dep_ not in ("aux", "aux:tense", "aux:pass", "cop")
        ):
            return []
        ref = site.piece.at.get(position)
        if ref is None or position != ref.start or token.pos_ == "DET":
            continue
        left = position - 1
        while left >= site.sentence.start and site.doc[left].pos_ in ("DET", "ADJ", "NUM") and site.doc[left].pos_ != "ADP":
            left -= 1
        if left >= site.sentence.start and (site.doc[left].pos_ == "ADP" or plain_case(site.doc[left].text.casefold()) in ("de", "à")):
            continue
        return [Filler(n, t, ref.start, ref.end, "near") for n, t in zip(ref.names, ref.types, strict=True)]
    return []


def object_behind(site: Site) -> list[Filler]:
    """The object of an active verb that the parse lost: ", cède X" of a headline, the aside of "sell its London business, X, to"."""
    verb = site.anchor
    for child in verb.children:
        if child.dep_ == "nsubj" and child.i == verb.i + 1 and child.i in site.piece.at and verb.dep_ in SECOND:
            return named(child, site.piece, site.lang)
    if site.lang == "en" and len(site.hit.tokens) > 1 and site.doc[site.hit.tokens[-1]].dep_ == "case":
        # "spun off X": a particle that the parse takes for a preposition
        ref = name_behind(site, site.hit.tokens[-1] + 1)
        return named(site.doc[ref.root], site.piece, site.lang) if ref is not None else []
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end, site.hit.tokens[-1] + 9)):
        token = site.doc[position]
        if token.text == ",":
            aside = named_aside(site.doc[position - 1], site.piece) if position > site.hit.tokens[-1] + 1 else None
            return fillers_of(aside, "near") if aside is not None else []
        inside = token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or token.text.endswith("ing") or token.text == "-"
        if not inside and token.text.casefold() not in cues.load(site.lang).possessives:
            return []
    return []


def after(site: Site, prepositions: set[str]) -> list[Filler]:
    """The first name behind the trigger (marked by one of `prepositions`, if given) before the next verb or clause."""
    last = site.hit.tokens[-1]
    transparent, possessives = cues.load(site.lang).transparent, cues.load(site.lang).possessives
    # "took over from": the trigger ends with the preposition
    marked = not prepositions or (len(site.hit.tokens) > 1 and site.doc[last].text.casefold() in prepositions)
    for position in range(last + 1, min(site.sentence.end, last + 12)):
        token = site.doc[position]
        ref = site.piece.at.get(position)
        if ref is not None and marked and token.pos_ != "DET" and not (ref.how == "pronoun" and token.text.casefold() in possessives):
            behind = past_place(ref, site.piece)
            return named(token if behind is ref else site.doc[behind.root], site.piece, site.lang, "near")
        if token.text in (";", ":", "(", ",", "«") or (is_finite(token) and not token.dep_.startswith(NOMINAL)):
            return []
        if ref is None and token.pos_ == "ADP":
            case = plain_case(token.text.casefold())
            counted = site.piece.value_at(position - 1)
            if prepositions:
                marked = case in prepositions
            elif counted is not None and counted.type == "Count":
                return []  # "12 magasins de X" are not X
            elif case not in ("de", "of", "à", "en") and not (token.i and site.doc[token.i - 1].lemma_ in transparent):
                return []
    return []
