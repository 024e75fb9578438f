"""Who fills the functions around a trigger: along the frames' arcs first, by position in the clause where the parse gives nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.affiliations import of_passage, there
from kg.language.appointments import PERSONS, appointed, employer, linked
from kg.language.bearers import bearer, fillers_of, of_an_aide
from kg.language.complements import complement, holder, of_topic
from kg.language.fillers import Filler, follow, named, named_aside
from kg.language.functions import CHAINS, FUNCTIONS
from kg.language.marked import all_marked
from kg.language.owning import marked_behind, possessor
from kg.language.pieces import Piece, anchor_of, is_finite
from kg.language.positions import SECOND, by_position, object_behind
from kg.language.site import Site
from kg.language.stakes import stake_in, stake_of_clause
from kg.language.subjects import bare_participle, inherited, joined_by_hyphen, pointed_at, right_before
from kg.language.things import inverted
from kg.language.triggers import Hit, is_passive
from kg.rules import Frame

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


BY = frozenset({"par", "by"})


class Roles:
    """The functions around one trigger in one sentence, found when asked for."""

    def __init__(self, hit: Hit, sentence: Span, piece: Piece, frames: Mapping[str, Frame], lang: str) -> None:
        """`frames` by name; which serves is decided by the trigger's kind and voice."""
        anchor = anchor_of(piece.doc, hit.tokens, hit.trigger.kind)
        intransitive = anchor.lemma_.casefold() in cues.load(lang).intransitive
        self.passive = hit.trigger.kind == "verb" and not intransitive and is_passive(anchor)
        self.intransitive = intransitive
        self.site = Site(hit, sentence, piece, lang, anchor, self.passive)
        name = {"noun": "noun.event", "role": "noun.role", "measure": "noun.measure"}.get(hit.trigger.kind) or (
            "verb.passive" if self.passive else "verb.active"
        )
        self.frame = frames[name]

    def fill(self, function: str, accepts: Callable[[Filler], bool] = lambda filler: True) -> list[Filler]:
        """The fillers of a function: from the first way that leads to something named which `accepts` lets pass; empty when none does."""
        # "Talmont est né du projet": who undergoes an intransitive verb is its subject
        wanted = "agent" if self.intransitive and function == "patient" else function
        for found in ways(self.site, self.frame, wanted):
            fitting = [filler for filler in found if accepts(filler)]
            if fitting:
                return fitting
        return []


def ways(site: Site, frame: Frame, function: str) -> Iterator[list[Filler]]:
    """What each way to a function's filler leads to, the surest way first."""
    if function in FUNCTIONS:
        yield FUNCTIONS[function](site)
        return
    if function in CHAINS:
        for way in CHAINS[function]:
            if isinstance(way, str):
                yield from ways(site, frame, way)
            else:
                yield way(site)
        return
    kind, rule = site.hit.trigger.kind, site.hit.trigger.rule
    if kind == "verb" and function in ("agent", "patient") and site.lang == "fr" and not site.passive:
        thing, doer = inverted(site)
        if thing is not None:
            # "X, que rachète Y": the verb stands before its subject
            yield doer if function == "agent" else fillers_of(thing)
            return
    if kind == "verb" and function == ("patient" if site.passive else "agent"):
        yield right_before(site, site.anchor)
        if site.passive or not is_finite(site.anchor):
            yield bare_participle(site)
    if kind == "verb" and function in ("agent", "by") and site.passive and site.lang == "en":
        yield joined_by_hyphen(site)
    if kind == "verb" and function == "patient" and not site.passive:
        # "Talmont en possède 12 %": what "en" points back at is what is held
        for child in site.anchor.children:
            if child.text.casefold() == "en" and child.i in site.piece.at:
                yield named(child, site.piece, site.lang)
        if "Percent" in rule.values:
            yield stake_in(site)
            yield stake_of_clause(site)
        yield pointed_at(site)
    if function == "bearer" and of_an_aide(site):
        return
    if kind == "role":
        if function == "bearer":
            tied = linked(site)
            if tied is not None:
                yield tied
                return
            yield from bearer(site)
            aside = named_aside(site.doc[site.hit.tokens[-1]], site.piece)
            if aside is not None:
                yield fillers_of(aside)
        else:
            yield from complement(site)
    if kind == "noun" and function == "agent" and not marked_behind(site, BY):
        yield [f for f in possessor(site) if f.start < site.hit.tokens[0]]  # "X's £40m purchase of Y"
    listed = kind == "measure" and "pairs" in rule.roles[kind].values()
    if not (listed and function == "holder"):
        # in a list of holders the parse's subject is the first of them, not the company
        yield from by_arcs(site, frame, function)
    if kind == "role":
        if function == "complement":
            yield employer(site)
            yield there(site)
        if function == "complement" and rule.topical:
            if rule.types["subject"] == PERSONS:
                yield of_passage(site)
            yield of_topic(site)
    elif kind == "measure" and function == "holder":
        yield holder(site)
    else:
        if kind == "verb" and function == "patient" and not site.passive:
            yield object_behind(site)
        yield by_position(site, function)
    if kind == "noun" and function == "patient" and marked_behind(site, BY):
        yield possessor(site)  # "son rachat par Y", "X's takeover by Y"


def _headline_object(site: Site, token: Token) -> bool:
    """Whether what the parse takes for the subject of a second verb is its object: "X rachète Y, cède Z"."""
    verb = token.head
    second = verb.dep_ in SECOND and verb.i == site.anchor.i and token.i == verb.i + 1
    return second and any(c.dep_ == "nsubj" and c.i < verb.head.i for c in verb.head.children)


def by_arcs(site: Site, frame: Frame, function: str) -> Iterator[list[Filler]]:
    """What stands at the end of each of the frame's arcs for a function, best arc first."""
    if function == "self":
        yield named(site.anchor, site.piece, site.lang)
    starts = [site.doc[i] for i in site.hit.tokens]
    for path in frame.functions.get(function, ()):
        if path[0].dep == "inherited":
            yield inherited(site)
        elif path[0].dep == "named":
            yield appointed(site)
        elif path[0].dep == "~":
            yield from all_marked(site, path[0].cases or frozenset())
        else:
            for token in follow(starts, path):
                if function == "agent" and token.dep_ == "nsubj" and not site.passive and _headline_object(site, token):
                    continue
                if _beside(token, path[-1].dep):
                    continue
                if function == "holder" and token.dep_ == "nsubj" and token.head.lemma_.casefold() in cues.load(site.lang).speech_verbs:
                    # "Le Journal mentions a turnover": who tells the figure, not whose it is
                    continue
                if token.i not in site.hit.tokens and not (function == "bearer" and token.i and site.doc[token.i - 1].text == "("):
                    yield named(token, site.piece, site.lang)


def _beside(token: Token, dep: str) -> bool:
    """Whether the parse hangs a word wrongly: a member of a group behind "among them", a name that "and" parts from the noun behind it."""
    if dep == "obj":
        left = min(t.i for t in token.subtree)
        return [t.text.casefold() for t in token.doc[max(0, left - 2) : left]] in (["among", "them"], ["parmi", "eux"], ["parmi", "elles"])
    return dep == "compound" and any(t.pos_ == "CCONJ" for t in token.doc[token.i : token.head.i])
