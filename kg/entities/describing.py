"""Describing: data centres that a text calls by what they are, whose they are and where ("X's data centre in Y"), and by a name.

A description is of one text: "the data centre" of two articles are two, unless they stand at one place and have an owner in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Protocol

from kg.entities.forms import SITE, THING, family, key
from kg.entities.wording import DETERMINER, LANGUAGES, core
from kg.names import heads
from kg.types import Extraction, Mention

_NAME = re.compile(r"(?:[^\W\d_a-zà-ÿ]|\d)[\w.&’'-]*(?:\s+(?:[^\W\d_a-zà-ÿ]|\d)[\w.&’'-]*)*")
_QUOTED = re.compile(r"[«“\"]\s*(.+?)\s*[»”\"]")
#: What stands right before the place of a data centre.
_AT = re.compile(r"\b(?:à|at|in|near|outside|près de)\s+$", re.IGNORECASE)
#: What can stand there within the name.
_OF = re.compile(r"(?:\b(?:de|of)\s+|\bd['’])$", re.IGNORECASE)
#: How far behind a data centre its place may stand, in letters: "… in the north with X, at Y".
_NEAR = 40
_END = re.compile(r"[.!?…;:](?=\s|$)|\n")


class Finds(Protocol):
    """World knowledge, as far as it is needed here."""

    def find(self, name: str, kind: str) -> object | None:
        """The well-known thing of a family that a name means."""


@cache
def _heads() -> str:
    every = {word for lang in LANGUAGES for word in heads(lang, "DataCentre")}
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in sorted(every, key=lambda word: (-len(word), word)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    first = re.compile(rf"{DETERMINER}?(?:{_heads()})\b\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
    last = re.compile(rf"{DETERMINER}?(?P<rest>.*?)\s*\b(?:{_heads()})", re.IGNORECASE | re.DOTALL)
    return first, last


@lru_cache(maxsize=1 << 12)
def _rest(name: str) -> tuple[str, bool] | None:
    """What a name says beside "data centre", and whether that is in quotation marks; None where it does not say that at all."""
    first, last = _patterns()
    hit = first.fullmatch(name) or last.fullmatch(name)
    if hit is None:
        opened = re.fullmatch(rf"{DETERMINER}?(?:\w+\s+)?(?:{_heads()})\b.*", name, re.IGNORECASE | re.DOTALL)
        return ("", False) if opened else None  # an adjective before it
    if quoted := _QUOTED.match(hit["rest"]):
        return quoted[1], True
    return hit["rest"], False


def proper(name: str, known: Finds) -> str | None:
    """The name that a data centre is called by: "Kestrel" of « le centre de données "Kestrel" »; None where the form only describes it.

    What stands beside the noun and is known as a company or a place is an owner or a site, no name.
    """
    found = _rest(name)
    if found is None or found[1]:
        return name if found is None else found[0]
    hit = _NAME.match(found[0])
    if hit is None or re.search(r"['’]s?$", hit[0]) or known.find(hit[0], THING) or known.find(hit[0], "place"):
        return None
    return hit[0]


def word_of(name: str, kind: str, known: Finds) -> str:
    """What stays of a name of a family when spelling is set aside, and what kind of thing it is."""
    return key((proper(name, known) or name) if kind == SITE else core(name) if kind == THING else name)


def surroundings(extraction: Extraction, known: Finds) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each name of a data centre in a document: the towns at which it stands, and the organisations that can be its owners.

    A town stands in the name or soon behind it ("…, at Y"); a country or a region is no address. The owner in the name ("X's data
    centre") is the only one; else whoever its sentence or the one before speaks of.
    """
    mentions = sorted(extraction.mentions, key=lambda one: (one.start, one.end))
    sites = [one for one in mentions if family(one.type) == SITE]
    if not sites:
        return {}
    text = extraction.document.text
    starts = [0, *(hit.end() for hit in _END.finditer(text)), len(text)]
    found: dict[str, tuple[set[str], set[str]]] = {}
    for site in sites:
        towns, owners = found.setdefault(site.name, (set(), set()))
        own = {one.name for one in mentions if one.type == "Organisation" and site.start <= one.start and one.end <= site.end}
        before, end = _sentence(starts, site.start)
        owners |= own or {one.name for one in mentions if one.type == "Organisation" and before <= one.start < end}
        towns |= {one.name for one in _behind(text, site, mentions, end) if not getattr(known.find(one.name, "place"), "wide", False)}
    return {name: (tuple(sorted(towns)), tuple(sorted(owners))) for name, (towns, owners) in sorted(found.items())}


def _sentence(starts: Sequence[int], place: int) -> tuple[int, int]:
    """Where the sentence before that of a place begins, and where its own ends."""
    for number, (start, end) in enumerate(pairwise(starts)):
        if start <= place < end:
            return starts[max(number - 1, 0)], end
    return place, place


def _behind(text: str, site: Mention, mentions: Sequence[Mention], end: int) -> Iterator[Mention]:
    for one in mentions:
        if one.type == "Place" and site.start < one.start <= min(site.end + _NEAR, end):
            before = text[max(one.start - 10, 0) : one.start]
            if _AT.search(before) or (one.end <= site.end and _OF.search(before)):
                yield one


def same_sites(sites: Mapping[tuple[str, str], tuple[frozenset[str], frozenset[str], str | None]]) -> Iterator[list[tuple[str, str]]]:
    """Which data centres are one: (document, name) → towns, owners, own name; yields the sets of places that are one thing.

    They stand in one town and have one owner in common, all of them; and no two of them have names of their own.
    """
    for town in sorted({town for towns, _, _ in sites.values() for town in towns}):
        left = {place: owners for place, (towns, owners, _) in sorted(sites.items()) if town in towns and owners}
        while left:
            place, owners = next(iter(left.items()))
            group, reach = [place], set(owners)
            del left[place]
            while more := [other for other, theirs in left.items() if theirs & reach]:
                for other in more:
                    reach |= left.pop(other)
                    group.append(other)
            common = frozenset.intersection(*(sites[other][1] for other in group))
            names = {name for other in group if (name := sites[other][2]) is not None}
            if len(group) > 1 and common and len(names) <= 1:
                yield group
