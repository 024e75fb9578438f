"""Parts of groups: a group told beside a name, its parts in brackets behind its own, two firms that one hyphen joins."""

from __future__ import annotations

from kg.language import cues
from kg.language.bearers import bearer, fillers_of
from kg.language.beside import bracket_end, name_before, name_behind
from kg.language.fillers import Filler, named
from kg.language.marked import marked_by
from kg.language.owning import subject_of
from kg.language.site import SUBJECTS, Site
from kg.language.towns import apposed

#: What closes a phrase that stands beside a name.
CLOSING = frozenset({",", ")", ".", ";", "–", "—"})
HYPHENS = ("-", "–", "/")


def aside_of(site: Site) -> list[Filler]:
    """The name with a group beside it, in brackets or between commas: "X (groupe Y)", "X, du groupe Y,"; not "X, le groupe Y et Z"."""
    doc, first = site.doc, site.hit.tokens[0]
    left = first - 1
    bracket = left > site.sentence.start and doc[left].text == "("
    if left <= site.sentence.start or (not bracket and not (doc[left].text == "," and doc[first].text.casefold() == "du")):
        return []
    group = name_behind(site, site.hit.tokens[-1] + 1)
    if group is None or group.end >= site.sentence.end or doc[group.end].text not in CLOSING:
        return []
    if bracket and bracket_end(site, left) != group.end:
        return []
    ref = name_before(site, left)
    return fillers_of(ref) if ref is not None else []


def bracketed(site: Site) -> list[Filler]:
    """The names, two at least, that a bracket behind a group's name lists: "le groupe Y (A, B, C)"."""
    group = name_behind(site, site.hit.tokens[-1] + 1)
    if group is None or group.end >= site.sentence.end or site.doc[group.end].text != "(":
        return []
    end = bracket_end(site, group.end)
    found: list[Filler] = []
    position = group.end + 1
    while end is not None and position < end:
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name":
            found += fillers_of(ref)
            position = ref.end
        elif site.doc[position].text.casefold() in (",", "et", "and", "/", ";", "...", "…", "etc", "etc.", "le", "la", "les", "notamment"):
            position += 1
        else:
            return []
    others = [f for f in found if f.name not in group.names]
    return others if len(found) > 1 else []


def whole_group(site: Site) -> list[Filler]:
    """The group behind whose name such a bracket stands."""
    group = name_behind(site, site.hit.tokens[-1] + 1)
    return fillers_of(group) if group is not None else []


def hyphened(site: Site) -> list[Filler]:
    """Two firms that one hyphen joins into what looks like one name, right behind the trigger or before it: "la fusion A-B"."""
    last = site.hit.tokens[-1] + 1
    ref = site.piece.at.get(last) if last < site.sentence.end else None
    ref = ref or (site.piece.at.get(site.hit.tokens[0] - 1) if site.hit.tokens[0] > site.sentence.start else None)
    if ref is None or ref.how != "name" or len(ref.names) != 1:
        return []
    text = site.doc[ref.start : ref.end].text
    for hyphen in HYPHENS:
        halves = [half.strip() for half in text.split(hyphen)]
        if len(halves) == 2 and all(len(half) > 1 and half[0].isupper() for half in halves):
            if ref.names[0] not in site.piece.weak:
                return []  # a name that is known as one
            return [Filler(half, "Organisation", ref.start, ref.end, "arc") for half in halves]
    return []


def co_owners(site: Site) -> list[Filler]:
    """Those, two at least, by whom something is owned together."""
    found = marked_by(site, frozenset({"par", "by"}))
    return found if shares_only(site, found) else []


def shares_only(site: Site, owners: list[Filler]) -> bool:
    """Whether owners have shares and are no parent: there are several, or it is an investor ("the fund X", "X Capital")."""
    if len({f.name for f in owners}) != 1:
        return bool(owners)
    owner, words = owners[0], cues.load(site.lang).investing
    introduced = site.doc[max(site.sentence.start, owner.start - 3) : owner.start]
    return owner.name.split()[-1].casefold() in words or any(
        t.lemma_.casefold() in words and t.i not in site.piece.at and t.i > site.anchor.i for t in introduced
    )


def several(site: Site) -> list[Filler]:
    """Those, two at least, who bear a role in the plural."""
    for found in bearer(site):
        if len({f.name for f in found}) > 1:
            return found
    return []


#: Verbs by which something is or comes to be in somebody's hands.
RESTING = frozenset({"être", "rester", "demeurer", "trouver", "be", "remain", "stay"})


def held(site: Site) -> list[Filler]:
    """What is in somebody's hands: "X est aux mains de Y", "X, aux mains de Y, …"."""
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS and any(c.dep_ == "cop" for c in site.anchor.children):
            return [f for f in named(child, site.piece, site.lang) if not f.through]
    head = site.anchor.head
    if site.anchor.dep_.startswith("obl") and head.lemma_.casefold() in RESTING:
        return subject_of(site.at(head))
    return apposed(site, site.hit.tokens[0])
