"""Whose a thing is, who does what a noun names, who gives and who gets: by prepositions, possessives and the governing verb."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.language import cues
from kg.language.antecedents import beyond
from kg.language.bearers import fillers_of
from kg.language.beside import OPENING
from kg.language.complements import complement, of_topic, of_topic_always
from kg.language.fillers import Filler, case_of, named
from kg.language.marked import cases_before
from kg.language.pieces import Ref, is_finite
from kg.language.salience import medium
from kg.language.series import past_based, plain_case
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.subjects import inherited, right_before

ACTORS = frozenset({"Organisation", "Person", "Programme", "Product"})

#: Auxiliaries of the English future.
WILL = frozenset({"will", "'ll", "’ll", "shall", "would"})

OWNERS = frozenset({"Organisation", "Person", "Product", "Programme"})


def marked_behind(site: Site, prepositions: frozenset[str], types: frozenset[str] = frozenset()) -> list[Filler]:
    """The first name behind the trigger that one of some prepositions marks, over values and unmarked names, before the next verb."""
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 26):
        value = next((e for s, e, _ in site.piece.values if s <= position < e), None)
        if value is not None:
            position = value
            continue
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "pronoun" and doc[position].text.casefold() in cues.load(site.lang).possessives:
            noun = doc[position].head
            if doc[position - 1].text.casefold() in prepositions and noun.i > position and noun.i not in site.piece.at:
                found = [f for f in named(noun, site.piece, site.lang) if f.name not in ref.names]
                if found and (not types or found[0].type in types):
                    return found  # "for its Dutch business, X"
        elif ref is not None and doc[position].pos_ != "DET":
            left = ref.start - 1
            ref = past_based(ref, site.piece)
            while (
                left > site.hit.tokens[-1]
                and doc[left].pos_ in ("DET", "ADJ", "NOUN", "PROPN")
                and (left not in site.piece.at or doc[left].pos_ == "DET")
            ):
                left -= 1
            owner = site.piece.at.get(left - 1)
            if doc[left].text in ("'s", "’s") and owner is not None and owner.types[0] == "Place":
                left = owner.start - 1  # "to Spain's X"
            word = doc[left].text.casefold()
            if (plain_case(word) == "de" or word == "of") and doc[left - 1].text.casefold() in prepositions:
                word = doc[left - 1].text.casefold()  # "auprès de", "aux côtés de", "on behalf of"
            fitting = not types or ref.types[0] in types or ("Organisation" in types and ref.names[0] in site.piece.weak)
            if word in prepositions and fitting:
                return named(doc[ref.root], site.piece, site.lang)
            position = ref.end
            continue
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
        position += 1
    return []


def ally(site: Site) -> list[Filler]:
    """With whom: "avec X", "aux côtés de X", "with X", "alongside X"."""
    return marked_behind(site, frozenset({"avec", "with", "alongside", "côtés", "à", "au"}), ACTORS)


def joined(site: Site) -> list[Filler]:
    """Together with whom: "avec X", "aux côtés de X", "alongside X"."""
    found = marked_behind(site, frozenset({"avec", "with", "alongside", "côtés"}), ACTORS)
    comma = next((i for i in range(found[0].start - 1, site.hit.tokens[-1], -1) if site.doc[i].text == ","), None) if found else None
    if comma is not None and found[0].start - comma < 5:
        # ", with Brevent tipped as first tenant": a clause of its own
        return []
    return found


def owner(site: Site) -> list[Filler]:
    """Whose figure or thing a noun is: "de X" or a possessive, else the subject of the verb that it depends on."""
    found = next(complement(site))
    if found:
        return found
    if site.hit.anchor in site.piece.at:
        return named(site.anchor, site.piece, site.lang)
    return by_verb(site)


def user(site: Site) -> list[Filler]:
    """Who does what a noun names, where "de X" is what it is done to: "son choix de X", "Y justifie le choix de X", "Y's partnership"."""
    doc = site.doc
    left = site.hit.tokens[0] - 1
    while left > site.sentence.start and left not in site.piece.at and doc[left].pos_ == "ADJ":
        left -= 1
    own = left >= site.sentence.start and (left in site.piece.at or doc[left].text in ("'s", "’s", "'", "’"))
    found = (possessor(site) if own else []) or by_verb(site) or possessor(site)
    if found or not site.hit.trigger.rule.topical or left < site.sentence.start:
        return found
    if doc[left].text.casefold() in cues.load(site.lang).demonstratives:
        # "cette fusion avec X": the one just spoken of
        return of_topic_always(site, set())
    return of_topic(seen_from(site, site.hit.tokens[0] - 1)) if doc[left].text.casefold() in ("le", "the") else []


def by_verb(site: Site) -> list[Filler]:
    """The subject of the verb that the trigger's noun depends on."""
    here = site.anchor
    for _ in range(4):
        head = here.head
        if head.i == here.i or (here.dep_ in ("conj", "parataxis", "advcl", "ccomp") and head.pos_ not in ("NOUN", "PROPN")):
            break
        if head.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in head.children):
            if head.lemma_.casefold() in cues.load(site.lang).estimate_verbs or here.dep_ in SUBJECTS:
                return []
            found = _not_the_teller(site, head, subject_of(site.at(head)) or _before_the_verb(site))
            led = head.dep_ == "acl" and head.text.casefold() in cues.load(site.lang).leading
            if not led and (found or head.dep_ != "acl"):
                return found
            here = head.head  # "raised money from a group led by Y, at a valuation of …"
            continue
        if (
            head.i in site.piece.at
            and here.dep_ in ("nmod", "appos")
            and site.piece.at[head.i].how == "name"
            and case_of(here) not in ("pour", "for")
        ):
            return named(head, site.piece, site.lang)
        here = head
    found = _before_the_verb(site)
    if not found and here.i < site.anchor.i and here.pos_ == "NOUN":
        # "posted net income of 3 million for a turnover of 9 million": the figure beside it has the same owner
        first = here.i
        while first > site.sentence.start and site.doc[first - 1].dep_ == "compound" and site.doc[first - 1].head.i == here.i:
            first -= 1
        found = _before_the_verb(replace(site, hit=replace(site.hit, tokens=(first,))))
    return found


def _not_the_teller(site: Site, verb: Token, found: list[Filler]) -> list[Filler]:
    """What the document is about instead of the medium that tells of a figure: "the daily mentions a turnover of 3 million"."""
    if verb.lemma_.casefold() in cues.load(site.lang).speech_verbs and any(medium((f.name, f.type)) for f in found):
        return of_topic_always(site, {f.name for f in found})
    return found


def _before_the_verb(site: Site) -> list[Filler]:
    """The name before a verb that stands right before the trigger's noun phrase, where the parse lost it: "X posted net income"."""
    doc = site.doc
    position = site.hit.tokens[0] - 1
    while position > site.sentence.start and (
        doc[position].pos_ in ("DET", "ADJ", "NUM", "ADV", "SYM") or site.piece.value_at(position) is not None
    ):
        position -= 1
    if doc[position].pos_ != "VERB" or doc[position].lemma_.casefold() in cues.load(site.lang).estimate_verbs:
        return []
    position -= 1
    while position > site.sentence.start and position not in site.piece.at and doc[position].pos_ in ("AUX", "ADV", "PRON", "PART"):
        position -= 1
    ref = site.piece.at.get(position)
    if ref is None or doc[position].pos_ == "DET" or is_marked(site, ref.start):
        return []
    return fillers_of(ref, "near")


def subject_of(site: Site) -> list[Filler]:
    """The subject of the site's verb."""
    found = right_before(site, site.anchor)
    if found:
        return found
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS:
            found = named(beyond(child), site.piece, site.lang)
            if found:
                return found
    return inherited(site)


def intends(site: Site) -> bool:
    """Whether somebody means to do the verb: it is governed by a verb of intention, or stands in the future."""
    verb = site.anchor
    future = "Fut" in verb.morph.get("Tense") or any(c.dep_ == "aux" and c.text.casefold() in WILL for c in verb.children)
    # "a annoncé qu'il arrêterait": the future of what was said in the past
    told = verb.dep_ == "ccomp" and "Cnd" in verb.morph.get("Mood") and verb.head.lemma_.casefold() in cues.load(site.lang).speech_verbs
    if told:
        return True
    here = verb
    for _ in range(3):
        if here.head.i == here.i or here.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "obl", "obl:arg", "conj", "obj"):
            break
        here = here.head
        if here.lemma_.casefold() in cues.load(site.lang).plan_verbs | cues.load(site.lang).plan_nouns:
            future = True
    return future and (not is_finite(verb) or "Fut" in verb.morph.get("Tense"))


def intender(site: Site) -> list[Filler]:
    """Who means to do the verb: its subject, where it is meant."""
    return subject_of(site) if intends(site) else []


def planner(site: Site) -> list[Filler]:
    """Who plans what a noun names: the subject of the verb of planning that it is the object of."""
    verb = site.anchor.head
    planned = site.anchor.dep_ == "obj" and verb.lemma_.casefold() in cues.load(site.lang).plan_verbs
    return subject_of(site.at(verb)) if planned else []


def meant(site: Site) -> list[Filler]:
    """As `intender`, for verbs whose plain future is a forecast: "veut atteindre", not "atteindra"."""
    return [] if is_finite(site.anchor) else intender(site)


def finite_subject(site: Site) -> list[Filler]:
    """The subject that a finite verb has of its own, named itself: not one shared with another verb."""
    verb = site.anchor
    if not is_finite(verb) and not any(c.dep_.startswith("aux") for c in verb.children):
        return []
    found = right_before(site, verb)
    if found:
        return found
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.i < verb.i:
            return named(child, site.piece, site.lang)
    return []


def entrusted(site: Site) -> list[Filler]:
    """To whom a thing is entrusted: "confier ses serveurs à X", not "confie à X que"."""
    if not any(c.dep_ == "obj" and c.pos_ in ("NOUN", "PROPN") and c.i > site.anchor.i for c in site.anchor.children):
        return []
    return marked_behind(site, frozenset({"à", "au", "aux", "to"}), frozenset({"Organisation"}))


def possessor(site: Site) -> list[Filler]:
    """Whose plant or product a noun is, where the text says it outright: a possessive, "X's" before it, "de X" behind it."""
    doc = site.doc
    position = site.hit.tokens[0] - 1
    while (
        position >= site.sentence.start
        and position not in site.piece.at
        and (doc[position].pos_ in ("ADJ", "NOUN", "NUM", "SYM") or doc[position].text == "-")
    ):
        position -= 1
    if position > site.sentence.start and doc[position].text in ("'s", "’s", "'", "’"):
        position -= 1
        ref = site.piece.at.get(position)
        return fillers_of(ref) if ref is not None and _may_own(site, ref) else []
    left = doc[position - 1] if position > site.sentence.start and doc[position].pos_ == "DET" else doc[position]
    # "des offres (dont un concurrent de X)" lists, it tells not whose the offers are
    listed = left.text.casefold() == "dont" and site.anchor.dep_ not in SUBJECTS and doc[position].text.casefold() in ("un", "une")
    if left.text.casefold() in ("dont", "whose") and not listed:
        return [f for f in named(left, site.piece, site.lang) if f.type in OWNERS]
    ref = site.piece.at.get(position)
    if ref is not None and ref.how == "pronoun" and doc[position].text.casefold() in cues.load(site.lang).possessives:
        return [f for f in fillers_of(ref) if f.type in OWNERS]
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 10):
        ref = site.piece.at.get(position)
        if ref is not None and _may_own(site, ref):
            marked = is_marked(site, ref.start, frozenset({"DET", "ADJ", "NOUN"}))
            if marked and cases_before(site, ref.start) & {"de", "of", "chez", "at"}:
                return named(doc[ref.root], site.piece, site.lang)
            if not marked and position > site.hit.tokens[-1] + 1 and doc[position - 1].text not in OPENING:
                return []
        if ref is None and (doc[position].pos_ in ("VERB", "AUX", "SCONJ", "PRON") or doc[position].text in (";", ":", "(", ",")):
            return []
        position = ref.end if ref is not None else position + 1
    return []


def _may_own(site: Site, ref: Ref) -> bool:
    """Whether a name may be an owner's: by its type, or because only the recogniser gave it another."""
    return ref.types[0] in OWNERS or (ref.how == "name" and ref.names[0] in site.piece.weak)


def possessor_any(site: Site) -> list[Filler]:
    """As `possessor`, seen from the last word of the trigger: "hébergé dans le datacenter de X", "in X's data centre"."""
    last = site.hit.tokens[-1]
    return possessor(replace(site, hit=replace(site.hit, tokens=(last,))))


def seen_from(site: Site, position: int) -> Site:
    """The site as if another token were the trigger."""
    return replace(site, hit=replace(site.hit, tokens=(position,)))


def whose(site: Site, position: int) -> list[Filler]:
    """Whose the noun at `position` is."""
    return possessor(seen_from(site, position))
