"""Towns and regions of firms: who is told by its town, who has its seat where, where a clause of place says it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_before, name_behind
from kg.language.fillers import Filler, named
from kg.language.owning import subject_of
from kg.language.pieces import Ref
from kg.language.site import SUBJECTS, Site
from kg.language.sites import within_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token


def based(site: Site) -> list[Filler]:
    """Who is "X-based": the name behind, or the one that the phrase stands in apposition to ("Talmont, a Leeds-based provider")."""
    last = site.hit.tokens[-1]
    ref = name_behind(site, last + 1)
    if ref is not None and ref.types[0] != "Place":
        return fillers_of(ref)
    place = name_before(site, site.hit.tokens[0])
    if place is None:
        return []
    start = place.start - 1
    while start > site.sentence.start and site.doc[start].pos_ in ("DET", "ADJ", "NUM"):
        start -= 1
    if site.doc[start].text == ",":
        before = name_before(site, start)
        return fillers_of(before) if before is not None else []
    noun = next((r for r in (site.piece.at.get(i) for i in range(last + 1, min(last + 4, site.sentence.end))) if r is not None), None)
    return fillers_of(noun) if noun is not None and noun.how == "noun" else _is_one(site, site.anchor.head)


def _is_one(site: Site, noun: Token) -> list[Filler]:
    """The subject of a predicate noun: "X is a Leeds-based pump maker"."""
    subject = next((c for c in noun.children if c.dep_ in SUBJECTS and c.i < noun.i), None)
    copular = any(c.dep_ == "cop" for c in noun.children)
    return named(subject, site.piece, site.lang) if subject is not None and copular else []


def settler(site: Site) -> list[Filler]:
    """Who settles somewhere: the subject of a reflexive verb ("s'implante à"), not of one with another object."""
    own = any(c.dep_.startswith("expl") or c.text.casefold() in ("se", "s'", "s’") for c in site.anchor.children)
    return subject_of(site) if own or site.lang == "en" or len(site.hit.tokens) > 1 else []


def _is_wide(ref: Ref) -> bool:
    """Whether a place is a country or region, no town."""
    entry = names.gazetteer().lookup(ref.names[0], "Place")
    return entry is not None and entry.wide


def town_before(site: Site) -> list[Filler]:
    """The town that an English class noun is told by: "Leeds software maker Talmont"."""
    ref = within_phrase(site)
    return fillers_of(ref) if ref is not None and not _is_wide(ref) else []


def region_before(site: Site) -> list[Filler]:
    """The county or region that an English class noun is told by: "the Shropshire maker"; "UK" and "US" say but a nationality."""
    ref = within_phrase(site)
    return fillers_of(ref) if ref is not None and _is_wide(ref) and not ref.names[0].replace(".", "").isupper() else []


def townsman(site: Site) -> list[Filler]:
    """Who is told by its town: "[the Leeds host] X", "X, [the Leeds host]", or whom the noun points back at."""
    right = name_behind(site, site.hit.tokens[-1] + 1)
    if right is not None:
        return fillers_of(right)
    inner = within_phrase(site)
    found = apposed(site, inner.start if inner is not None else site.hit.tokens[0])
    own = site.piece.at.get(site.hit.anchor)
    return found or (fillers_of(own) if own is not None and own.how == "noun" else _is_one(site, site.anchor))


def apposed(site: Site, start: int) -> list[Filler]:
    """The name with a comma behind it to which the noun phrase that has a word at `start` stands in apposition; over "one of"."""
    doc = site.doc
    start -= 1
    while start > site.sentence.start and start not in site.piece.at:
        if doc[start].text.casefold() in ("of", "de", "des") and doc[start - 1].text.casefold() in ("one", "un", "une"):
            start -= 2
        elif doc[start].pos_ in ("DET", "ADJ", "NUM", "NOUN", "ADV") or doc[start].text == "-":
            start -= 1
        else:
            break
    ref = name_before(site, start) if doc[start].text in (",", "(", "–", "—") else None
    return fillers_of(ref) if ref is not None else []


def firm(site: Site) -> list[Filler]:
    """What a class noun with its town describes: "X, a supplier in Leeds", "X is one of the hosts in Scotland"."""
    return _is_one(site, site.anchor) or apposed(site, site.hit.tokens[0])


def where(site: Site) -> list[Filler]:
    """The place that a clause of place stands behind: "Lyon, où siège X", "Leeds, where X is based", "la ville où siège X, Lyon"."""
    doc = site.doc
    for position in range(site.anchor.i - 1, max(site.sentence.start, site.anchor.i - 8), -1):
        if doc[position].text.casefold() in ("où", "where"):
            ref = name_before(site, position - 1 if doc[position - 1].text == "," else position)
            if ref is None and doc[position - 1].pos_ == "NOUN":
                comma = next((i for i in range(site.anchor.i, min(site.sentence.end - 1, site.anchor.i + 8)) if doc[i].text == ","), None)
                ref = name_behind(site, comma + 1) if comma is not None else None
            return fillers_of(ref) if ref is not None and ref.types[0] == "Place" else []
    return []


def resident(site: Site) -> list[Filler]:
    """Who is at a place in a clause of place: the subject, or the name behind the verb ("où siège X")."""
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS or (child.dep_ in ("obj", "obl:arg") and child.i > site.anchor.i):
            found = [f for f in named(child, site.piece, site.lang) if f.type != "Place" and not f.through]
            if found:
                return found
    right = name_behind(site, site.hit.tokens[-1] + 1)
    if right is not None and right.types[0] != "Place":
        return fillers_of(right)
    after = next((r for r in (site.piece.at.get(i) for i in range(site.anchor.i + 1, site.anchor.i + 4)) if r is not None), None)
    return fillers_of(after) if after is not None and after.how == "noun" else subject_of(site)


def _right_behind(site: Site) -> Ref | None:
    ref = site.piece.at.get(site.hit.tokens[-1] + 1)
    return ref if ref is not None and ref.how == "name" and ref.start == site.hit.tokens[-1] + 1 else None


def town_behind(site: Site) -> list[Filler]:
    """The town right behind "of": "Talmont of Leeds"."""
    ref = _right_behind(site)
    return fillers_of(ref) if ref is not None and not _is_wide(ref) else []


def region_behind(site: Site) -> list[Filler]:
    """The country or region right behind "of": "Talmont of Norway"."""
    ref = _right_behind(site)
    return fillers_of(ref) if ref is not None and _is_wide(ref) else []


def right_behind(site: Site) -> list[Filler]:
    """The name right behind the trigger."""
    ref = _right_behind(site)
    return fillers_of(ref) if ref is not None else []


def firm_behind(site: Site) -> list[Filler]:
    """The name right behind "'s", over the noun that says what sort of firm it is: "Madrid's [private chain] X"."""
    ref = name_behind(site, site.hit.tokens[-1] + 1)
    between = site.doc[site.hit.tokens[-1] + 1 : ref.start] if ref is not None else []
    sort = not len(between) or between[-1].lemma_.casefold() in cues.load(site.lang).anaphors
    return fillers_of(ref) if ref is not None and sort else []


def town_owning(site: Site) -> list[Filler]:
    """The town right before "'s": "Leeds's Talmont"."""
    ref = name_before(site, site.hit.tokens[0])
    return fillers_of(ref) if ref is not None and not _is_wide(ref) else []


def region_owning(site: Site) -> list[Filler]:
    """The country right before "'s": "Norway's Talmont"."""
    ref = name_before(site, site.hit.tokens[0])
    return fillers_of(ref) if ref is not None and _is_wide(ref) else []
