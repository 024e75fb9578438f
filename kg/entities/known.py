"""World knowledge as resolving needs it: which well-known thing a form of a name means, if it means one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from kg.entities.forms import family, key, words_of

#: One thing, until names are joined: its name's words or key, and its family.
Node = tuple[str, str]


class Known(Protocol):
    """A name of the world knowledge (`kg.names.Name` is one)."""

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


class WorldKnowledge:
    """Well-known names by form. A form that means two things of one family means nothing here.

    A form counts first as it is spelled (The Hague is not La Hague), then without determiner, legal form and "groupe".
    """

    def __init__(self, names: Iterable[Known]) -> None:
        """Index `names`; their order does not matter."""
        spelled: dict[Node, dict[Node, Known]] = defaultdict(dict)
        stripped: dict[Node, dict[Node, Known]] = defaultdict(dict)
        own: dict[Node, Known] = {}
        for name in names:
            place = node(name)
            own[place] = name
            for form in (name.name, *name.aliases):
                kind = family(name.type)
                spelled[" ".join(words_of(form)), kind][place] = name
                stripped[key(form), kind][place] = name
        self._own = own
        self._spelled = {form: next(iter(things.values())) for form, things in spelled.items() if len(things) == 1} | own
        self._stripped = {form: next(iter(things.values())) for form, things in stripped.items() if len(things) == 1}
        self._families: dict[str, set[str]] = defaultdict(set)
        for form, kind in (*self._stripped, *self._spelled):
            self._families[form].add(kind)

    def find(self, name: str, kind: str) -> Known | None:
        """The well-known thing of a family that `name` means, if it means one."""
        return self._spelled.get((" ".join(words_of(name)), kind)) or self._stripped.get((key(name), kind))

    def families(self, name: str) -> set[str]:
        """The families in which `name` means a well-known thing."""
        return self._families.get(" ".join(words_of(name))) or self._families.get(key(name)) or set()

    def at(self, place: Node) -> Known | None:
        """The well-known thing whose own node this is."""
        return self._own.get(place)


def node(name: Known) -> Node:
    """The node of a well-known thing: all words of its name, so that it is never taken for a like-named one."""
    return " ".join(words_of(name.name)), family(name.type)
