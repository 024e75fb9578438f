"""Who fills the functions around a trigger: along the frames' arcs first, by position in the clause where the parse gives nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.language import beside
from kg.language import cues
from kg.language.bearers import bearer
from kg.language.complements import complement, holder, of_topic
from kg.language.fillers import Filler, follow, named
from kg.language.pieces import Piece
from kg.language.positions import by_position
from kg.language.site import Site
from kg.language.subjects import bare_participle, inherited, predicated, right_before
from kg.language.triggers import Hit, is_passive
from kg.rules import Frame

if TYPE_CHECKING:
    from spacy.tokens import Span


class Roles:
    """The functions around one trigger in one sentence, found when asked for."""

    def __init__(self, hit: Hit, sentence: Span, piece: Piece, frames: Mapping[str, Frame], lang: str) -> None:
        """`frames` by name; which serves is decided by the trigger's kind and voice."""
        anchor = piece.doc[hit.anchor]
        intransitive = anchor.lemma_.casefold() in cues.load(lang).intransitive
        self.passive = hit.trigger.kind == "verb" and not intransitive and is_passive(anchor)
        self.intransitive = intransitive
        self.site = Site(hit, sentence, piece, lang, anchor, self.passive)
        name = {"noun": "noun.event", "role": "noun.role", "measure": "noun.measure"}.get(hit.trigger.kind) or (
            "verb.passive" if self.passive else "verb.active"
        )
        self.frame = frames[name]

    def fill(self, function: str) -> list[Filler]:
        """The fillers of a function; empty when nothing named fills it."""
        # "Talmont est né du projet": who undergoes an intransitive verb is its subject
        return fill(self.site, self.frame, "agent" if self.intransitive and function == "patient" else function)


def fill(site: Site, frame: Frame, function: str) -> list[Filler]:
    """The fillers of a function of `frame` around `site`."""
    if function in beside.FUNCTIONS:
        return beside.FUNCTIONS[function](site)
    kind = site.hit.trigger.kind
    if kind == "verb" and function == ("patient" if site.passive else "agent"):
        found = right_before(site, site.anchor) or (bare_participle(site) if site.passive else [])
        if found:
            return found
    if kind == "verb" and function == "patient" and not site.passive:
        # "Talmont en possède 12 %": what "en" points back at is what is held
        found = [
            f for c in site.anchor.children if c.text.casefold() == "en" and c.i in site.piece.at for f in named(c, site.piece, site.lang)
        ]
        if found:
            return found
    found = by_arcs(site, frame, function)
    if kind == "role":
        near = bearer(site) if function == "bearer" else complement(site)
        return near or found or (of_topic(site) if function == "complement" and site.hit.trigger.rule.topical else [])
    if kind == "measure" and not found and function == "holder":
        return holder(site)
    return found or by_position(site, function)


def by_arcs(site: Site, frame: Frame, function: str) -> list[Filler]:
    """The fillers at the end of the frame's arcs for a function, from the first arc that leads to something named."""
    if function == "self":
        return named(site.anchor, site.piece, site.lang)
    if function == "state":
        # "secrétaire d'État": the role's own words name the State
        return [
            Filler(site.doc[i].text, "Organisation", i, i + 1, "arc")
            for i in site.hit.tokens
            if site.doc[i].text.casefold() in ("état", "etat", "state")
        ]
    starts = [site.doc[i] for i in site.hit.tokens]
    for path in frame.functions.get(function, ()):
        if path[0].dep in ("inherited", "named"):
            found = inherited(site) if path[0].dep == "inherited" else predicated(site)
            if found:
                return found
            continue
        for token in follow(starts, path):
            if token.i not in site.hit.tokens and not (function == "bearer" and token.i and site.doc[token.i - 1].text == "("):
                found = named(token, site.piece, site.lang)
                if found:
                    return found
    return []
