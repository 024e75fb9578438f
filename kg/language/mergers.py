"""Who merges and what comes of it: "A et B fusionnent", "la fusion de A et de B", "X, née de la fusion de A et B"."""

from __future__ import annotations

from dataclasses import replace

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_behind
from kg.language.fillers import Filler, named
from kg.language.owning import by_verb, possessor, subject_of
from kg.language.pieces import Ref, is_finite
from kg.language.series import plain_case, skip_brackets
from kg.language.site import Site
from kg.language.subjects import bare_participle

#: How far before "fusion" the verb of birth may stand, how far behind it what is born.
REACH = 10
JOINS = frozenset({"et", "and", "&", "/", "-", "–", "avec", "with"})
LEADS = frozenset({"entre", "between", "de", "of", "des", "du"})


def pair(site: Site) -> list[Filler]:
    """The two that merge, where nothing new is said to come of it."""
    if outcome(site) if site.hit.trigger.kind == "noun" else formed(site):
        return []
    return _two(site)


#: Verbs behind which stands what two become: "fusionnent pour former X", "merge to form X".
FORMING = frozenset({"former", "créer", "constituer", "donner", "devenir", "form", "create", "become"})


def formed(site: Site) -> list[Filler]:
    """What two that merge form: "fusionner pour former X", "merge to create X", "fusionnent et donnent naissance à X"."""
    doc = site.doc
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end - 1, site.hit.tokens[-1] + 14)):
        if doc[position].lemma_.casefold() in FORMING and doc[position].pos_ in ("VERB", "AUX") and position not in site.piece.at:
            here = position + 1
            while here < site.sentence.end and plain_case(doc[here].text.casefold()) in ("naissance", "à"):
                here += 1
            ref = name_behind(site, here)
            return fillers_of(ref) if ref is not None else []
        if doc[position].text in (";", ":"):
            return []
    return []


def merged(site: Site) -> list[Filler]:
    """Those out of whose merger something new comes."""
    return _two(site) if outcome(site) else []


def _two(site: Site) -> list[Filler]:
    ways = (subject_of, _united) if site.hit.trigger.kind == "verb" else (marked_pair, _owned_pair)
    return next((found for found in (way(site) for way in ways) if len({f.name for f in found}) == 2), [])


def _united(site: Site) -> list[Filler]:
    """What somebody merges: "fusionner A et B", "fusionner les deux sociétés", "merge A and B"."""
    if site.passive:
        return []
    ref = _introduced(site, site.hit.tokens[-1] + 1)
    return named(site.doc[ref.root], site.piece, site.lang) if ref is not None and ref.types[0] == "Organisation" else []


def marked_pair(site: Site) -> list[Filler]:
    """ "entre A et B", "de A et de B", "des groupes A et B", "of A and B", "de A avec B"; bare in headlines: "fusion A-B"."""
    doc, position = site.doc, site.hit.tokens[-1] + 1
    while position < site.sentence.end and position not in site.piece.at and doc[position].pos_ in ("ADJ", "ADV"):
        position += 1
    if site.hit.trigger.kind == "role":
        # "coentreprise à 50-50 entre A et B"
        ahead = range(position, min(position + 6, site.sentence.end))
        position = next((i for i in ahead if doc[i].text.casefold() in ("entre", "between")), position)
    if position >= site.sentence.end or plain_case(doc[position].text.casefold()) not in LEADS:
        return []
    first = _introduced(site, position + 1)
    if first is None:
        return []
    if len(first.names) == 2:
        return fillers_of(first)
    start, crossed = skip_brackets(doc, first.end), False
    link = start
    while link < min(site.sentence.end, start + 4) and link not in site.piece.at:
        crossed = crossed or doc[link].text.casefold() in JOINS
        if doc[link].pos_ in ("VERB", "AUX") or doc[link].text in (";", ":"):
            return []
        if crossed and doc[link].text.casefold() not in JOINS and plain_case(doc[link].text.casefold()) not in LEADS:
            break
        link += 1
    second = _introduced(site, link) if crossed else None
    return [*fillers_of(first), *fillers_of(second)] if second is not None else []


def _introduced(site: Site, position: int) -> Ref | None:
    """The name at a token, over articles and the nouns that introduce it; a company pointed back at counts too."""
    ref = name_behind(site, position)
    if ref is not None:
        return ref
    while position < site.sentence.end and site.doc[position].pos_ in ("DET", "ADJ", "NUM") and position not in site.piece.at:
        position += 1
    return site.piece.at.get(position)


def _owned_pair(site: Site) -> list[Filler]:
    """ "leur fusion", "their merger"; "A et B étudient une fusion", "A and B announced a merger"."""
    doc, position = site.doc, site.hit.tokens[0] - 1
    while position > site.sentence.start and position not in site.piece.at and doc[position].pos_ in ("ADJ", "NOUN", "VERB"):
        position -= 1
    ref = site.piece.at.get(position)
    if ref is not None and ref.how == "pronoun" and len(ref.names) == 2:
        return fillers_of(ref)
    behind = doc[site.hit.tokens[-1] + 1 : min(site.hit.tokens[-1] + 2, site.sentence.end)]
    if any(t.pos_ == "ADP" for t in behind) and behind[0].text.casefold() not in ("en", "in", "d'", "à", "by"):
        return []
    return by_verb(site) or possessor(site)


def outcome(site: Site) -> list[Filler]:
    """What comes of a merger: what is "né de la fusion", "formed by the merger of"; what the merger "donne naissance à"."""
    births = cues.load(site.lang).birth_verbs
    doc, first, last = site.doc, site.hit.tokens[0], site.hit.tokens[-1]
    for position in range(first - 1, max(site.sentence.start, first - REACH) - 1, -1):
        token = doc[position]
        if token.lemma_.casefold() in births or token.text.casefold() in births:
            at = replace(site, anchor=token, passive=True, hit=replace(site.hit, tokens=(position,)))
            return [f for f in (bare_participle(at) or subject_of(at)) if f.type in ("Organisation", "Product")]
        if is_finite(token) and token.pos_ == "VERB":
            return []
    for position in range(last + 1, min(site.sentence.end - 1, last + REACH + 8)):
        token = doc[position]
        if token.lemma_.casefold() in births and token.pos_ in ("VERB", "AUX", "NOUN") and position not in site.piece.at:
            here = position + 1
            while here < site.sentence.end and plain_case(doc[here].text.casefold()) in ("naissance", "à", "birth", "to", "rise"):
                here += 1
            ref = name_behind(site, here)
            return named(doc[ref.root], site.piece, site.lang) if ref is not None else []
        if token.text in (";", ":"):
            return []
    return []
