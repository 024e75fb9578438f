"""Who makes, launches or owns which product, and what is built on what, around a noun."""

from __future__ import annotations

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import OPENING, name_before, name_behind
from kg.language.fillers import Filler, named
from kg.language.marked import marked_by
from kg.language.owning import OWNERS, by_verb, possessor, seen_from, subject_of
from kg.language.pieces import Ref, is_finite
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.sites import clause_subject
from kg.language.things import called

GENITIVE = frozenset({"'s", "’s", "'", "’"})


def before_noun(site: Site) -> Ref | None:
    """The name right before an English noun and its adjectives: "its [Brevent] payments app", "a [Brevent] client"."""
    if site.lang != "en":
        return None
    position = site.hit.tokens[0] - 1
    while (
        position > site.sentence.start
        and position not in site.piece.at
        and (site.doc[position].pos_ in ("ADJ", "NOUN") or site.doc[position].text in OPENING | {"”", '"', "’"})
    ):
        position -= 1
    ref = site.piece.at.get(position)
    return ref if ref is not None and ref.how == "name" and ref.start >= site.sentence.start else None


def product(site: Site) -> list[Filler]:
    """What a product noun is called: the name behind it or before its comma, the one inside "its X app", the subject of "X is an app"."""
    inner = before_noun(site)
    if inner is not None and site.doc[inner.end].text not in GENITIVE:
        return fillers_of(inner)
    found = called(site)
    if found:
        return found
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 6) and position not in site.piece.at:
        if site.doc[position].text.casefold() in cues.load(site.lang).naming_participles:
            ref = name_behind(site, position + 1)
            return named(site.doc[ref.root], site.piece, site.lang) if ref is not None and not is_marked(site, ref.start) else []
        if is_finite(site.doc[position]) or site.doc[position].text in (";", ":", "("):
            break
        position += 1
    return subject_of_noun(site) or _announced(site)


def _announced(site: Site) -> list[Filler]:
    """The product behind the noun phrase and its comma or dash, typed as such: "son propre système, X, dévoilé", "sa création - X"."""
    doc, position = site.doc, site.hit.tokens[-1] + 1
    while position < min(site.sentence.end - 1, site.hit.tokens[-1] + 9):
        ref = site.piece.at.get(position)
        if doc[position].text in (",", "–", "—", "-", ":", '"', "«", "“"):
            quoted = position + (1 if doc[position].text in (",", ":", "–", "—", "-") else 0)
            opened = name_behind(site, quoted)
            return fillers_of(opened) if opened is not None and opened.types[0] in ("Product", "Technology") else []
        if doc[position].pos_ in ("VERB", "AUX", "PRON", "SCONJ") or doc[position].text in (";", "("):
            return []
        position = ref.end if ref is not None else position + 1
    return []


def subject_of_noun(site: Site) -> list[Filler]:
    """The subject of a noun that is a predicate: "X est un service de Y", "X is the largest carrier"."""
    here = site.doc[site.hit.anchor]
    one_of = cues.load(site.lang).one_of
    while here.head.i != here.i and (
        here.dep_ in ("amod", "compound", "nummod") or (here.dep_ in ("nmod", "obl:arg") and here.head.lemma_.casefold() in one_of)
    ):
        here = here.head
    if any(c.dep_ in ("cop", "aux:pass") for c in here.children):
        for child in here.children:
            if child.dep_ in SUBJECTS and child.i < site.anchor.i:
                return named(child, site.piece, site.lang)
    if here.dep_ in ("xcomp", "obj", "obl:arg") and here.head.lemma_.casefold() in cues.load(site.lang).naming_verbs:
        # "X est devenu le concurrent de Y"
        return subject_of(site.at(here.head))
    return []


def maker(site: Site) -> list[Filler]:
    """Whose product it is: said outright, or the possessive before the product's own name ("its X app", "Talmont's X app")."""
    inner = before_noun(site)
    if inner is not None and site.doc[inner.end].text not in GENITIVE:
        position = inner.start - 1
        while position > site.sentence.start and position not in site.piece.at and site.doc[position].pos_ in ("ADJ", "NOUN", "NUM"):
            position -= 1
        if site.doc[position].text in GENITIVE:
            position -= 1
        elif site.doc[position].text.casefold() not in cues.load(site.lang).possessives:
            return []
        ref = site.piece.at.get(position)
        return [f for f in fillers_of(ref) if f.type in OWNERS] if ref is not None else []
    found = possessor(site)
    caller = site.hit.tokens[-1] + 1
    if not found and caller + 1 < site.sentence.end and site.doc[caller + 1].text.casefold() in cues.load(site.lang).naming_participles:
        ref = site.piece.at.get(caller)
        return fillers_of(ref) if ref is not None else []  # "a model it calls X"
    if not found or {f.name for f in found} == {f.name for f in called(site)}:
        # "abandonne X, son offre": the possessive of an apposition means the subject
        before = site.doc[max(site.sentence.start, site.hit.tokens[0] - 3) : site.hit.tokens[0]]
        if any(t.text.casefold() in cues.load(site.lang).possessives for t in before):
            return clause_subject(site)
    return found


def technical(site: Site) -> list[Filler]:
    """What is built on something: the subject, or whose platform the subject is ("la plateforme de X repose sur")."""
    found = subject_of(site)
    if found:
        return found
    nouns = [c for c in site.anchor.children if c.dep_ in SUBJECTS]
    if site.anchor.i == site.sentence.start:
        # "Bâtie sur X, la plateforme de Y": the noun behind the comma
        comma = next((t.i for t in site.sentence if t.text == ","), site.sentence.end)
        nouns += [t for t in site.doc[comma : min(comma + 4, site.sentence.end)] if t.pos_ == "NOUN"][:1]
    if site.anchor.dep_ in ("acl", "acl:relcl", "amod"):
        nouns.append(site.anchor.head)
    for noun in nouns:
        owner = maker(seen_from(site, noun.i))
        if owner:
            return owner
    return []


def launcher(site: Site) -> list[Filler]:
    """Who does what a noun of launching names: "par X", "X's launch of", else the subject of the verb that it depends on."""
    found = marked_by(site, frozenset({"par", "by"}))
    if found:
        return found
    own = [f for f in possessor(site) if f.start < site.hit.anchor]
    return own or by_verb(site)


def owning_name(site: Site) -> list[Filler]:
    """The company of a product's name: "le P de X", "X's P"."""
    english = site.doc[site.hit.anchor].text in GENITIVE
    ref = name_before(site, site.hit.anchor) if english else name_behind(site, site.hit.anchor + 1)
    return fillers_of(ref) if ref is not None else []


def owned_name(site: Site) -> list[Filler]:
    """The product of a company's name: "le P de X", "X's P"."""
    english = site.doc[site.hit.anchor].text in GENITIVE
    ref = name_behind(site, site.hit.anchor + 1) if english else name_before(site, site.hit.anchor)
    if ref is None or (ref.start and site.doc[ref.start - 1].lemma_.casefold() in cues.load(site.lang).channels):
        return []
    return fillers_of(ref)


def of_whom(site: Site) -> list[Filler]:
    """The company before "of" and its town, a comma between them or not: "Talmont, of Leeds", "Talmont of Leeds"."""
    first = site.hit.anchor
    behind = site.piece.at.get(first + 1)
    if behind is None or behind.types[0] != "Place" or first == site.sentence.start:
        return []
    ref = name_before(site, first - 1 if site.doc[first - 1].text == "," else first)
    return fillers_of(ref) if ref is not None else []


def called_first(site: Site) -> list[Filler]:
    """What the first word of the trigger is the class of: "la [marque] X [appartient] à Y"."""
    return called(seen_from(site, site.hit.tokens[0]))
