"""Contracts between two: which of them buys, where the verb does not tell; and the city or region that a buyer's name stands for."""

from __future__ import annotations

from dataclasses import replace

from kg import names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.fillers import Filler
from kg.language.marked import marked_by
from kg.language.owning import marked_behind, seen_from, subject_of, user
from kg.language.site import Site
from kg.language.spots import OF, phrases
from kg.language.things import first_of_two, second_of_two
from kg.language.trade import before_noun, maker

WITH = frozenset({"avec", "with"})


def contract_buyer(site: Site) -> list[Filler]:
    """Who buys under a contract with another: the one of the two that is a public body."""
    return _sides(site)[0]


def contract_seller(site: Site) -> list[Filler]:
    """Who sells under a contract with a public body."""
    return _sides(site)[1]


def _sides(site: Site) -> tuple[list[Filler], list[Filler]]:
    """(buyer, seller) of a contract with a public body; nothing where both are public or neither is."""
    other = marked_by(site, WITH)
    doer = subject_of(site) if site.hit.trigger.kind == "verb" else user(site)
    if not other and site.hit.trigger.kind == "noun":
        doer, other = first_of_two(site), second_of_two(site)
    last = seen_from(site, site.hit.tokens[-1])
    if not other and site.hit.trigger.kind == "verb" and inner_name(last):
        return inner_name(last), outer_owner(last)  # "lost its X contract"
    public = [bool(side) and all(_is_public(f, site.lang) for f in side) for side in (doer, other)]
    if not doer or not other or public[0] == public[1]:
        return [], []
    return (doer, other) if public[0] else (other, doer)


def _is_public(filler: Filler, lang: str) -> bool:
    """Whether a name is a public body's, or a place whose administration is meant."""
    if filler.type == "Place":
        return True
    entry = names.gazetteer().lookup(filler.name, "Organisation")
    words = filler.name.casefold().split()
    bodies = phrases("bodies", lang)
    return (entry is not None and entry.public) or any(words[0] == first for first in bodies) or words[0] in cues.load(lang).institutions


def as_body(site: Site, filler: Filler) -> Filler:
    """A place that buys, by the name of the body that it stands for here: "la ville de X", "the state of X"; else as it is."""
    if filler.type != "Place" or filler.how not in ("arc", "near"):
        return filler
    doc, left = site.doc, filler.start - 1
    if left > 0 and doc[left].text.casefold() in OF:
        left -= 1
    if left < site.sentence.start or left == filler.start or doc[left].lemma_.casefold() not in cues.load(site.lang).territories:
        return filler
    return replace(filler, name=str(doc[left : filler.end].text), type="Organisation", start=left)


def inner_name(site: Site) -> list[Filler]:
    """The name inside an English noun phrase with an owner: "its X contract", "Y's X contract"."""
    ref = before_noun(site)
    return fillers_of(ref) if ref is not None and outer_owner(site) else []


def outer_owner(site: Site) -> list[Filler]:
    """Whose the noun is whose phrase has another name inside: "[its] X contract", "[Y]'s X contract"."""
    ref = before_noun(site)
    return maker(site) if ref is not None and site.doc[ref.end].text not in ("'s", "’s", "'", "’") else []


def within(site: Site) -> list[Filler]:
    """The programme behind "dans le cadre de", "au programme", "in the": the first name behind the trigger in its noun phrase."""
    return marked_behind(
        site, frozenset({"de", "du", "d'", "d’", "à", "au", "in", "under", "of", "the", "par", "pour", "for"}), frozenset({"Programme"})
    )
