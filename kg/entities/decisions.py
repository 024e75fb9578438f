"""Decisions: what people judged to be one thing or two, as resolving needs it; they win over spelling, world knowledge and acronyms."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.entities.forms import key
from kg.entities.known import Node, WorldKnowledge, place_of
from kg.types import Judgement, Named

#: Stands in the word of a node between what the name would be and what sets it apart.
_MARK = "\x1f"
_Place = tuple[str, str]  # document, name


def spelled(name: str) -> str:
    """A form as it is printed, but for case, white space and the kind of apostrophe: what a split tells apart."""
    return " ".join(unicodedata.normalize("NFC", name).replace("’", "'").split()).casefold()


def base_of(place: Node) -> Node:
    """The node that a name would have if nobody had set it apart."""
    return place[0].split(_MARK, 1)[0], place[1]


def alone(place: Node, doc: str) -> Node:
    """The node of a name that means something of its own in a document."""
    return f"{base_of(place)[0]}{_MARK}{_MARK}{doc}", place[1]


class Decisions:
    """Merges, splits and links in force. Of two judgements on the same pair the later one holds."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        """Take up judgements in their order; reviews of claims are passed over."""
        self.merges: list[tuple[Named, Named]] = []
        self.links: list[Judgement] = []
        self._apart: dict[frozenset[Node], tuple[Named, Named]] = {}
        self._alone: set[tuple[str, str, str]] = set()
        for one in judgements:
            if one.verb == "link":
                self.links.append(one)
            elif one.verb == "split" and len(one.names) == 1:
                [name] = one.names
                self._alone.add((key(name.name), name.family, name.doc or ""))
            elif one.verb in {"merge", "split"}:
                pair = frozenset(map(_label, one.names))
                self._apart.pop(pair, None)
                self.merges = [(a, b) for a, b in self.merges if {_label(a), _label(b)} != pair or a.doc or b.doc]
                first, second = one.names
                if one.verb == "split":
                    self._apart[pair] = (first, second)
                else:
                    self.merges.append((first, second))
        self._labels = list(dict.fromkeys(_label(named) for pair in self._apart.values() for named in pair))
        self._described: set[Node] = set()
        self._index: dict[object, set[Node]] = defaultdict(set)

    def __bool__(self) -> bool:
        """Whether there is anything to heed."""
        return bool(self.merges or self.links or self._apart or self._alone)

    def divide(self, nodes: dict[_Place, Node], known: WorldKnowledge) -> list[tuple[Node, Node]]:
        """Give names that were set apart nodes of their own, in place; returns the joins that bring the others back where they were."""
        if not self:
            return []
        joins: dict[tuple[Node, Node], int] = {}
        ranks = {label: number for number, label in enumerate(self._labels)}
        for (doc, name), place in nodes.items():
            kind = place[1]
            label = (spelled(name), kind)
            if base_of(place) != place:  # a description, of its own in each text
                self._described.add(label)
            if (key(name), kind, doc) in self._alone:
                nodes[doc, name] = alone(place, doc)
            elif label in ranks:
                nodes[doc, name] = (f"{base_of(place)[0]}{_MARK}{label[0]}", kind)
                joins[nodes[doc, name], place] = ranks[label]
        for (doc, name), place in nodes.items():
            self._index[spelled(name), place[1]].add(place)
            self._index[key(name), place[1], doc].add(place)
            self._index[place].add(place)
            self._index[base_of(place)].add(base_of(place))
        for first, second in self._apart.values():
            if not self._index[_label(first)]:  # no text has this form, world knowledge alone: the other one leaves the thing itself
                place = place_of(first.name, first.family, known)
                joins = {join: rank for join, rank in joins.items() if form_of(join[0]) != _label(second) or join[1] != place}
        return sorted(joins, key=lambda join: (joins[join], join))

    def stands_apart(self, one: Iterable[Node], other: Iterable[Node]) -> bool:
        """Whether a split forbids these two sets of nodes to be one."""
        ours, theirs = ({form_of(place) for place in places} for places in (one, other))
        return any(frozenset((a, b)) in self._apart for a in ours if a for b in theirs if b and a != b)

    def is_alone(self, doc: str, name: str, kind: str) -> bool:
        """Whether a name means something of its own in a document."""
        return (key(name), kind, doc) in self._alone

    def places(self, named: Named, known: WorldKnowledge) -> list[Node]:
        """The nodes that a judgement means, after `divide`; none when nothing in the pile is called so."""
        if named.doc is not None:
            return sorted(self._index[key(named.name), named.family, named.doc])
        if (spelled(named.name), named.family) in self._described:
            return sorted(self._index[spelled(named.name), named.family])
        base = place_of(named.name, named.family, known)
        printed = {place for place in self._index[spelled(named.name), named.family] if (_MARK * 2) not in place[0]}
        if _label(named) in self._labels:
            return sorted(place for place in printed if base_of(place) == base) or sorted(printed)
        if self._index[base]:
            return [base]
        return sorted(printed) if len(printed) == 1 else []

    def ties(self) -> Iterator[tuple[str, str]]:
        """The names of each merge."""
        for one, other in self.merges:
            yield one.name, other.name


def _label(named: Named) -> Node:
    return spelled(named.name), named.family


def form_of(place: Node) -> Node | None:
    """The form and family that a split tells apart, of a node that it made."""
    parts = place[0].split(_MARK)
    return (parts[1], place[1]) if len(parts) == 2 else None


def identifiers(base: Mapping[str, str], links: Iterable[Judgement]) -> tuple[tuple[str, str], ...]:
    """What is known of a thing, overridden by what people linked it with, sorted by scheme."""
    found = dict(base)
    for link in links:
        found |= dict(link.identifiers)
    return tuple(sorted(found.items()))
