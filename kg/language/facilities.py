"""Plants, fleets and buildings that stand for their owners: what they hold, make and will make is the owner's."""

from __future__ import annotations

from dataclasses import replace

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.fillers import Filler
from kg.language.owning import intends, possessor, subject_of
from kg.language.site import SUBJECTS, Site


def facility(site: Site) -> list[Filler]:
    """Whose the plant, the fleet or the data centre is that a verb has as its subject: "le datacenter de X abrite 10 000 serveurs"."""
    here = site.anchor
    for _ in range(4):
        if here.pos_ in ("VERB", "AUX") or here.head.i == here.i:
            break
        here = here.head
    subject = next((c for c in here.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.lemma_.casefold() not in cues.load(site.lang).facilities or subject.i == site.anchor.i:
        return []
    seen = replace(site, hit=replace(site.hit, tokens=(subject.i,)))
    beside = site.piece.at.get(subject.i - 1 if site.lang == "en" else subject.i + 1)
    named_for = beside is not None and beside.how == "name" and beside.types[0] == "Organisation"
    return possessor(seen) or (fillers_of(beside) if beside is not None and named_for else [])


def meant_facility(site: Site) -> list[Filler]:
    """Whose the plant is that will do something: "l'usine de X créera 300 emplois", "the new X plant will create 300 jobs"."""
    return facility(site) if intends(site) else []


def surfaced(site: Site) -> list[Filler]:
    """Who opens or keeps a building so large: "X a ouvert un entrepôt de 5 000 m²"."""
    here = site.anchor
    for _ in range(3):
        if here.head.pos_ == "VERB" or here.head.i == here.i:
            break
        here = here.head
    verb = here.head
    kept = here.dep_ in ("obj", "obl:arg") and verb.lemma_.casefold() in cues.load(site.lang).keeping_verbs
    return subject_of(site.at(verb)) if kept else []
