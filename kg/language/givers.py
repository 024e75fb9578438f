"""Who gives money and who gets it: behind "auprès de", "from", "led by", "to", in the round that a verb or noun tells of."""

from __future__ import annotations

from dataclasses import replace

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_behind
from kg.language.complements import of_topic_always
from kg.language.fillers import Filler, named
from kg.language.owning import ACTORS, by_verb, marked_behind, possessor, subject_of
from kg.language.pieces import is_finite
from kg.language.site import SUBJECTS, Site

SOURCES = frozenset({"de", "d'", "d’", "du", "des", "from", "auprès", "via", "chez", "by", "par"})
RECIPIENTS = frozenset({"dans", "à", "au", "aux", "en", "chez", "in", "into", "to", "sur", "on", "for", "pour", "behind", "at"})


def backers(site: Site) -> list[Filler]:
    """All who back a round: behind "mené par", "led by", "auprès de", "from", "with participation from", "joined by"."""
    doc, known = site.doc, cues.load(site.lang)
    found: list[Filler] = []
    position = site.hit.tokens[-1] + 1
    limit = min(site.sentence.end - 1, position + 45)
    while position < limit:
        word, left = doc[position].text.casefold(), doc[position - 1].text.casefold()
        opens = (word in ("par", "by") and (left in known.led or left in known.joining_words)) or word == "auprès"
        opens = opens or (word in ("de", "d'", "d’", "des", "du", "from", "of") and left in known.joining_words) or word == "alongside"
        opens = opens or (bool(found) and word in known.joining_words)  # "and existing backers X and Y"
        ref = name_behind(site, position + 1 + (word == "auprès")) if opens else None
        if ref is not None:
            found += [f for f in named(doc[ref.root], site.piece, site.lang) if all(f.name != g.name for g in found)]
            position = max(position + 1, ref.end)
            continue
        led_by = word in known.led and doc[position + 1].text.casefold() in ("par", "by")  # "a Series B led by X": no finite verb
        if doc[position].text in (";", ":") or (is_finite(doc[position]) and doc[position].pos_ == "VERB" and not led_by):
            break
        position += 1
    return found


def _takes_all(site: Site) -> bool:
    """Whether a verb's money may come in a round told of with it."""
    known = cues.load(site.lang)
    return any(t.lemma_.casefold() in known.round_nouns for t in site.doc[site.hit.tokens[-1] + 1 : site.sentence.end])


def source(site: Site) -> list[Filler]:
    """Where money comes from: "auprès de X", "de l'État", "from X", and the leaders of the round in which it was raised."""
    known = cues.load(site.lang)
    if any(c.lemma_.casefold() in known.earned_nouns for c in site.doc[site.hit.tokens[-1] + 1 : site.hit.tokens[-1] + 9]):
        return []  # "won a contract worth $95m from X"
    found = marked_behind(site, SOURCES - {"by", "par"}, ACTORS) or marked_behind(site, frozenset({"from", "auprès"}), ACTORS | {"Place"})
    further = backers(site) if _takes_all(site) else []
    return found + [f for f in further if all(f.name != g.name for g in found)]


def giver(site: Site) -> list[Filler]:
    """Who gives a loan or a grant: "accordé par X", "guaranteed by X"."""
    return backers(site)


def giver_behind(site: Site) -> list[Filler]:
    """Who gives it, where "de X", "from X" says so behind the amount: "une subvention de 3 millions d'euros de X"."""
    return marked_behind(site, frozenset({"de", "d'", "d’", "du", "des", "from", "of"}), ACTORS)


def giver_owner(site: Site) -> list[Filler]:
    """Who gives it, where the text has it as X's: "the loan of X", "X's grant"."""
    return possessor(site)


def recipient(site: Site) -> list[Filler]:
    """Who gets it: "dans X", "à X", "au groupe X", "au capital de X", "into X", "to X"."""
    found = marked_behind(site, RECIPIENTS, ACTORS | {"DataCentre"})
    return found or _into_capital(site)


def _into_capital(site: Site) -> list[Filler]:
    """ "au capital de X", "au projet X", "dans le tour de table de X": whose the thing is into which the money goes."""
    known = cues.load(site.lang)
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end, site.hit.tokens[-1] + 16)):
        token = site.doc[position]
        if token.lemma_.casefold() in ("capital", "projet", "project", "programme", "program", "développement", "development", "plan") or (
            token.lemma_.casefold() in known.round_nouns
        ):
            return possessor(replace(site, hit=replace(site.hit, tokens=(position,))))
        if is_finite(token) or token.text in (";", ":", "("):
            return []
    return []


def rescued(site: Site) -> list[Filler]:
    """Whom it is to help: "un prêt de 5 milliards pour aider le constructeur X", "a grant to support X"."""
    for token in site.doc[site.hit.tokens[-1] + 1 : min(site.sentence.end, site.hit.tokens[-1] + 16)]:
        if token.lemma_.casefold() in cues.load(site.lang).helping_verbs and "Inf" in token.morph.get("VerbForm"):
            ref = name_behind(site, token.i + 1)
            return fillers_of(ref) if ref is not None else []
        if is_finite(token):
            return []
    return []


def direct_recipient(site: Site) -> list[Filler]:
    """Who gets it, as the first of two objects: "lent X £3m", "awarded X a grant"."""
    ref = name_behind(site, site.hit.tokens[-1] + 1)
    if site.lang != "en" or ref is None or not any(s >= ref.end for s, _, v in site.piece.values if v.type == "Amount"):
        return []
    return fillers_of(ref)


def passive_recipient(site: Site) -> list[Filler]:
    """Who gets it, as the subject of a passive: "X was granted £3m by Y"."""
    return subject_of(site) if site.passive and site.lang == "en" else []


def helped(site: Site) -> list[Filler]:
    """Whom a loan or a grant is for: the subject of the verb of getting, "un prêt à X", "funding for X"."""
    marked = marked_behind(site, RECIPIENTS - {"chez", "en", "at", "on", "sur"}, ACTORS)
    if marked:
        return marked
    verb = site.anchor.head
    if site.anchor.dep_ in SUBJECTS and verb.pos_ == "VERB":
        # "a loan from Y saved X"
        return [f for c in verb.children if c.dep_ == "obj" for f in named(c, site.piece, site.lang)]
    return by_verb(site)


def getter(site: Site) -> list[Filler]:
    """Who gets a grant that a verb of getting has as its object: "bénéficie du soutien financier de X", "gets its funding from X"."""
    here = site.anchor
    for _ in range(3):
        if here.head.i == here.i or here.dep_ not in ("obj", "obl:arg", "obl", "nmod"):
            return []
        here = here.head
        if here.pos_ == "VERB":
            return subject_of(site.at(here)) if here.lemma_.casefold() in cues.load(site.lang).getting_verbs else []
    return []


def by_possessive(site: Site) -> list[Filler]:
    """Whose it is, where a possessive stands before it: "X's $20m investment in Y", "son investissement dans Y"."""
    left = site.hit.tokens[0] - 1
    while left > site.sentence.start and (site.doc[left].pos_ in ("ADJ", "NUM", "SYM") or site.piece.value_at(left) is not None):
        left -= 1
    possessive = site.doc[left].text.casefold() in cues.load(site.lang).possessives or site.doc[left].text in ("'s", "’s")
    return possessor(replace(site, hit=replace(site.hit, tokens=(left + 1,)))) if possessive else []


def round_owner(site: Site) -> list[Filler]:
    """Whose round it is, seen from the last word of the trigger: "participe au tour de table de X", "led a $20m round in X"."""
    last = site.hit.tokens[-1]
    seen = replace(site, hit=replace(site.hit, tokens=(last,)))
    return possessor(seen) or marked_behind(seen, frozenset({"in", "for", "into", "de", "d'", "d’", "du", "chez", "of", "dans"}), ACTORS)


def round_of_topic(site: Site) -> list[Filler]:
    """Of the company that the document is about, where "the round", "the company" says no more."""
    return of_topic_always(site, {f.name for f in subject_of(site)})


def site_owner(site: Site) -> list[Filler]:
    """Where jobs are cut: "chez X", "at X", else what the document is about."""
    found = marked_behind(site, frozenset({"chez", "at", "within", "dans", "in"}), frozenset({"Organisation"}))
    return found or of_topic_always(site, set())
