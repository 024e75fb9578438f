"""World knowledge as resolving needs it: which well-known thing a form of a name means, if it means one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from kg.entities.describing import word_of
from kg.entities.forms import FAMILIES, THING, family, key, words_of
from kg.entities.likeness import letters, swapped
from kg.entities.wording import core

#: One thing, until names are joined: its name's words or key, and its family.
Node = tuple[str, str]
#: Words in which a preposition has swallowed the article of the name: "au Monde" is said of "Le Monde".
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_OPENING = frozenset((word,) for word in _CONTRACTED)


class Known(Protocol):
    """A name of the world knowledge (`kg.names.Name` is one); `arm_of`, `same_as` and `wikidata` may be absent."""

    @property
    def name(self) -> str:
        """The name to show."""

    @property
    def type(self) -> str:
        """Its entity type."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names of the same thing."""


@cache
def shipped() -> WorldKnowledge:
    """The world knowledge of the ontology folder."""
    from kg.names import load

    return WorldKnowledge(load())


def world(names: WorldKnowledge | Iterable[Known] | None) -> WorldKnowledge:
    """The world knowledge made of these names; None for that of the ontology folder."""
    return shipped() if names is None else names if isinstance(names, WorldKnowledge) else WorldKnowledge(names)


class WorldKnowledge:
    """Well-known names by form. A form that means two things of one family means nothing here.

    A form counts first as it is spelled (The Hague is not La Hague), then without determiner, legal form and "groupe", then as a slip:
    a long form with two neighbouring letters swapped. A name that is listed as the same as another one means that one.
    """

    def __init__(self, names: Iterable[Known]) -> None:
        """Index `names`; their order does not matter."""
        spelled: dict[Node, dict[Node, Known]] = defaultdict(dict)
        stripped: dict[Node, dict[Node, Known]] = defaultdict(dict)
        own: dict[Node, Known] = {}
        every = list(names)
        titles = {name.name: name for name in every if family(name.type) == THING}
        self._above = {name.name: above for name in every if (above := _extra(name, "arm_of"))}
        for entry in every:
            same = _extra(entry, "same_as")
            name = titles[same] if same else entry
            place = node(name)
            own[place] = name
            for form in (entry.name, *entry.aliases):
                kind = family(entry.type)
                spelled[" ".join(words_of(form)), kind][place] = name
                stripped[key(form), kind][place] = name
        self._own = own
        self._titles = titles
        self._states = set(self._above.values()) - set(self._above)
        self._spelled = {form: next(iter(things.values())) for form, things in spelled.items() if len(things) == 1} | own
        self._stripped = {form: next(iter(things.values())) for form, things in stripped.items() if len(things) == 1}
        self._families: dict[str, set[str]] = defaultdict(set)
        self._alike: dict[tuple[str | None, str], set[str]] = defaultdict(set)
        for form, kind in (*self._stripped, *self._spelled):
            self._families[form].add(kind)
            if signs := letters(form):
                self._alike[signs, kind].add(form)

    def find(self, name: str, kind: str) -> Known | None:
        """The well-known thing of a family that `name` means, if it means one."""
        words = " ".join(words_of(name))
        found = self._spelled.get((words, kind)) or self._stripped.get((key(name), kind))
        if found is None:
            first, _, rest = words.partition(" ")
            found = self._spelled.get((f"{_CONTRACTED[first]} {rest}", kind)) if rest and first in _CONTRACTED else None
        return found or self._slip(words, kind)

    def meant(self, name: str, kind: str) -> Known | None:
        """The same, of a form that may say what kind of thing it is too ("the carmaker X")."""
        found = self.find(name, kind)
        return self.find(core(name), kind) if found is None and kind == THING and core(name) != name else found

    def _slip(self, words: str, kind: str) -> Known | None:
        signs = letters(words)
        meant = [form for form in self._alike.get((signs, kind), ()) if swapped(form, words)] if signs else []
        return (self._spelled.get((meant[0], kind)) or self._stripped.get((meant[0], kind))) if len(meant) == 1 else None

    def families(self, name: str) -> set[str]:
        """The families in which `name` means a well-known thing."""
        if core(name) != name and THING in self.families(core(name)):
            return {THING}
        found = self._families.get(" ".join(words_of(name))) or self._families.get(key(name))
        if found:
            return found
        words = words_of(name)
        slips = any((letters(" ".join(words)), kind) in self._alike for kind in FAMILIES)
        unlike = not slips and words[:1] not in _OPENING
        return set() if unlike else {kind for kind in FAMILIES if self.find(name, kind)}

    def at(self, place: Node) -> Known | None:
        """The well-known thing whose own node this is."""
        return self._own.get(place)

    def state_of(self, name: str) -> Known | None:
        """The State whose arm the organisation called `name` is, or which it is itself; a State is what has arms and is none."""
        found = self.find(name, THING)
        above = found.name if found else None
        while above is not None and above not in self._states:
            above = self._above.get(above)
        return self._titles.get(above) if above is not None else None

    def wikidata(self, place: Node) -> str | None:
        """The Wikidata id that is known of the thing whose own node this is."""
        return _extra(found, "wikidata") if (found := self._own.get(place)) else None


def node(name: Known) -> Node:
    """The node of a well-known thing: all words of its name, so that it is never taken for a like-named one."""
    return " ".join(words_of(name.name)), family(name.type)


def place_of(name: str, kind: str, known: WorldKnowledge) -> Node:
    """The node of a name of a family: that of the well-known thing that it means, else its key."""
    thing = known.meant(name, kind)
    return (word_of(name, kind, known), kind) if thing is None else node(thing)


def _extra(name: Known, field: str) -> str | None:
    value = getattr(name, field, None)
    return value if isinstance(value, str) else None
