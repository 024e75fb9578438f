"""Resolving: every name in a pile of extractions gets the id of one real thing, whatever the order of the documents.

Names are one when they are the same word for word (but for case, accents, determiners, legal forms), when the world
knowledge says so, or when a text introduces one as the acronym of the other. Likeness alone joins nothing: a company and
its branch, or a firm and a drink with a similar name, stay apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.entities.forms import ACRONYM, THING, family, key, words_of
from kg.entities.known import Known, Node, WorldKnowledge, node, shipped
from kg.entities.naming import ROLE_WEIGHT, NameRecord, names_of
from kg.ids import digest
from kg.types import Entity, Extraction, Resolution

_UNKNOWN = "Organisation"
_Place = tuple[str, str]  # document, name


def resolve(extractions: Iterable[Extraction], names: Iterable[Known] | None = None) -> Resolution:
    """One id for every name in claims, entity mentions and publishers; the same ids in whatever order documents come.

    `names` is the world knowledge, by default what the ontology folder ships.
    """
    return resolve_names((record for extraction in extractions for record in names_of(extraction)), names)


def resolve_names(records: Iterable[NameRecord], names: Iterable[Known] | None = None) -> Resolution:
    """The same from the names alone. Names that share no link (see `links`) do not matter to one another."""
    known = shipped() if names is None else WorldKnowledge(names)
    pile = {(record.doc, record.name): record for record in sorted(records, key=lambda record: (record.doc, record.name))}
    nodes = _nodes(pile, known)
    joined = _Joined()
    for short, long in _acronyms(pile, nodes):
        if known.at(short) is None:  # what the world knows it as, it stays wherever no text says otherwise
            joined.join(short, long)
    groups: dict[Node, list[_Place]] = defaultdict(list)
    for place in pile:
        groups[joined.find(nodes[place])].append(place)
    entities = {place: _entity(members, pile, nodes, known) for place, members in sorted(groups.items())}
    found: dict[_Place, str] = {}
    things: dict[str, Entity] = {}
    for id_, (place, entity) in zip(_ids(entities, known), entities.items(), strict=True):
        things[id_] = Entity(id=id_, type=entity.type, name=entity.name, aliases=entity.aliases)
        found |= dict.fromkeys(groups[place], id_)
    return Resolution(ids=dict(sorted(found.items())), entities=dict(sorted(things.items())))


def links(record: NameRecord, names: Iterable[Known] | None = None) -> set[str]:
    """What ties a name to others: only names with a link in common, or with a chain of such links, can have to do with one another.

    So what a document changes in who is who is found by following the links of its names.
    """
    known = shipped() if names is None else WorldKnowledge(names)
    found = {slug(key(form)) for form in (record.name, *record.stands_for)}
    name = record.means or record.name
    for kind in known.families(name):
        thing = known.find(name, kind)
        if thing is not None:
            found |= {slug(" ".join(words_of(thing.name))), slug(key(thing.name))}
    return found


def _best(counts: Counter[str]) -> str:
    return max(sorted(counts), key=lambda type_: (counts[type_], type_ == _UNKNOWN)) if counts else _UNKNOWN


def _nodes(pile: dict[_Place, NameRecord], known: WorldKnowledge) -> dict[_Place, Node]:
    """(document, name) → key and family. Where a document gives little to go by, the rest of the pile decides."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for record in pile.values():
        for type_, count in record.votes.items():
            total[key(record.name)][family(type_)] += count
    nodes: dict[_Place, Node] = {}
    for place, record in pile.items():
        word = key(record.name)
        own: Counter[str] = Counter()
        for type_, count in record.votes.items():
            own[family(type_)] += count
        ranked = own.most_common()
        sure = bool(ranked) and ranked[0][1] > ROLE_WEIGHT and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        judged = known.families(record.means or record.name)
        if sure:
            kind = ranked[0][0]
        elif len(judged) == 1:
            kind = next(iter(judged))
        else:
            everywhere = total[word]
            kind = max(sorted(everywhere), key=lambda one: (everywhere[one], one == THING)) if everywhere else THING
        thing = known.find(record.means or record.name, kind)
        nodes[place] = (word, kind) if thing is None else node(thing)
    return nodes


def _acronyms(pile: dict[_Place, NameRecord], nodes: dict[_Place, Node]) -> Iterator[tuple[Node, Node]]:
    """Acronyms that texts introduce: at once what the text says in that text, and pairs of nodes that hold everywhere.

    An acronym that stands for two things in the pile is joined only where it is introduced.
    """
    meant: dict[Node, set[Node]] = defaultdict(set)
    introduced: dict[_Place, Node] = {}
    for (doc, name), record in pile.items():
        for form in record.stands_for:
            short, long = nodes[doc, name], nodes[doc, form]
            if short != long and short[1] == long[1]:
                meant[short].add(long)
                introduced[doc, name] = long
    nodes.update(introduced)
    for short, longs in sorted(meant.items()):
        if len(longs) == 1:
            yield short, next(iter(longs))


class _Joined:
    """Names joined into things (union-find); the smallest node stands for its set, so that order does not matter."""

    def __init__(self) -> None:
        self.above: dict[Node, Node] = {}

    def find(self, place: Node) -> Node:
        while place in self.above:
            place = self.above[place]
        return place

    def join(self, one: Node, other: Node) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self.above[high] = low


def _entity(members: list[_Place], pile: dict[_Place, NameRecord], nodes: dict[_Place, Node], known: WorldKnowledge) -> Entity:
    """The entity that some names make up; its id is given later."""
    types: Counter[str] = Counter()
    names: Counter[str] = Counter()
    kind = nodes[members[0]][1]
    for member in members:
        votes = pile[member].votes
        types.update({type_: count for type_, count in votes.items() if family(type_) == kind})
        names[member[1]] += sum(votes.values()) or 1
    judged = next((found for found in (known.at(nodes[member]) for member in members) if found), None)
    if judged is not None:
        name, type_ = judged.name, judged.type
    else:
        name = max(sorted(names), key=lambda form: _preference(form, names[form]))
        type_ = _best(types) if types else {"person": "Person", "place": "Place", "law": "Law"}.get(kind, _UNKNOWN)
    return Entity(id="", type=type_, name=name, aliases=tuple(sorted(set(names) - {name})))


def _preference(form: str, count: int) -> tuple[bool, bool, int, int]:
    """What makes a form the one to show: written out, with a capital (no "la …"), frequent, long."""
    return not re.fullmatch(ACRONYM, form), not form[:1].islower(), count, len(form)


def _ids(things: dict[Node, Entity], known: WorldKnowledge) -> list[str]:
    """Readable ids; a Person, Place or Law with the slug of another thing says its family, further doubles get a hash."""
    kinds = [family(entity.type) for entity in things.values()]
    words = [
        " ".join(words_of(entity.name)) if known.find(entity.name, kind) else key(entity.name)
        for entity, kind in zip(things.values(), kinds, strict=True)
    ]
    slugs = [slug(text) for text in words]
    shared = {base for base, count in Counter(slugs).items() if count > 1}
    slugs = [f"{base}-{kind}" if base in shared and kind != THING else base for base, kind in zip(slugs, kinds, strict=True)]
    doubles = {base for base, count in Counter(slugs).items() if count > 1}
    return [
        f"{base}-{digest(['entity', kind, text], 6)}" if base in doubles else base
        for base, kind, text in zip(slugs, kinds, words, strict=True)
    ]


def slug(text: str) -> str:
    """Letters and digits of a name without case and accents, hyphens between: what an id begins with; a hash where none are left."""
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-") or digest(["entity", text])
