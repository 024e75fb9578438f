"""Resolving: every name in a pile of extractions gets the id of one real thing, whatever the order of the documents.

Names are one when they are the same word for word (but for case, accents, determiners, legal forms), when the world
knowledge says so, or when a text introduces one as the acronym of the other. Likeness alone joins nothing: a company and
its branch, or a firm and a drink with a similar name, stay apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg import ontology
from kg.entities.forms import ACRONYM, THING, family, is_acronym, key, words_of
from kg.entities.known import Known, Node, WorldKnowledge, node, shipped
from kg.ids import digest
from kg.types import VALUE_TYPES, Claim, Entity, Extraction, Resolution

#: How much the place in a claim says about a type, against one mention.
_ROLE_WEIGHT = 3
_NAME = r"[^\W\d_][\w’'&.-]*(?:[  ][\w’'&.-]+){0,9}"
_INTRODUCED = re.compile(rf"(?P<long>{_NAME})[  ]\((?:dite?[  ]|or[  ]|ou[  ])?[«“\"]?[  ]?(?P<short>{ACRONYM})[  ]?[»”\"]?\)")
_INTRODUCES = re.compile(rf"\b(?P<short>{ACRONYM})[  ]\((?P<long>{_NAME})\)")
_UNKNOWN = "Organisation"


def resolve(extractions: Iterable[Extraction], names: Iterable[Known] | None = None) -> Resolution:
    """One id for every name in claims, entity mentions and publishers; the same ids in whatever order documents come.

    `names` is the world knowledge, by default what the ontology folder ships.
    """
    pile = sorted(extractions, key=lambda extraction: extraction.document.name)
    known = shipped() if names is None else WorldKnowledge(names)
    votes = {(extraction.document.name, name): counts for extraction in pile for name, counts in _votes(extraction).items()}
    nodes = _nodes(votes, known)
    joined = _Joined()
    for short, long in _acronyms(pile, nodes):
        if known.at(short) is None:  # what the world knows it as, it stays wherever no text says otherwise
            joined.join(short, long)
    groups: dict[Node, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(nodes):
        groups[joined.find(nodes[name])].append(name)
    entities = {place: _entity(members, votes, nodes, known) for place, members in sorted(groups.items())}
    found: dict[tuple[str, str], str] = {}
    things: dict[str, Entity] = {}
    for id_, (place, entity) in zip(_ids(entities, known), entities.items(), strict=True):
        things[id_] = Entity(id=id_, type=entity.type, name=entity.name, aliases=entity.aliases)
        found |= dict.fromkeys(groups[place], id_)
    return Resolution(ids=dict(sorted(found.items())), entities=dict(sorted(things.items())))


def _votes(extraction: Extraction) -> dict[str, Counter[str]]:
    """For each name in a document, which types its mentions and its places in claims speak for."""
    declared = ontology.load()
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in extraction.mentions:
        if mention.type not in VALUE_TYPES:
            votes[mention.name][mention.type] += 1
    for claim in extraction.claims:
        for name, allowed in _roles(claim):
            before = votes[name]
            fitting = [type_ for type_ in before if declared.accepts(type_, allowed)]
            if fitting:  # the role confirms what the mentions say
                before[max(sorted(fitting), key=lambda type_: before[type_])] += _ROLE_WEIGHT
            elif allowed:
                before[allowed[0]] += _ROLE_WEIGHT
    if extraction.document.publisher:
        votes[extraction.document.publisher]["Organisation"] += _ROLE_WEIGHT
    return votes


def _roles(claim: Claim) -> Iterator[tuple[str, tuple[str, ...]]]:
    relation = ontology.load().relations.get(claim.relation)
    yield claim.subject, relation.domain if relation else ()
    if claim.object is not None:
        yield claim.object, relation.range if relation else ()
    if claim.attributed_to is not None:
        yield claim.attributed_to, ("Organisation", "Person")


def _best(counts: Counter[str]) -> str:
    return max(sorted(counts), key=lambda type_: (counts[type_], type_ == _UNKNOWN)) if counts else _UNKNOWN


def _nodes(votes: dict[tuple[str, str], Counter[str]], known: WorldKnowledge) -> dict[tuple[str, str], Node]:
    """(document, name) → key and family. Where a document gives little to go by, the rest of the pile decides."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, name), counts in votes.items():
        for type_, count in counts.items():
            total[key(name)][family(type_)] += count
    nodes: dict[tuple[str, str], Node] = {}
    for (doc, name), counts in votes.items():
        word = key(name)
        own: Counter[str] = Counter()
        for type_, count in counts.items():
            own[family(type_)] += count
        ranked = own.most_common()
        sure = bool(ranked) and ranked[0][1] > _ROLE_WEIGHT and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        judged = known.families(name)
        if sure:
            kind = ranked[0][0]
        elif len(judged) == 1:
            kind = next(iter(judged))
        else:
            everywhere = total[word]
            kind = max(sorted(everywhere), key=lambda one: (everywhere[one], one == THING)) if everywhere else THING
        thing = known.find(name, kind)
        nodes[doc, name] = (word, kind) if thing is None else node(thing)
    return nodes


def _acronyms(pile: list[Extraction], nodes: dict[tuple[str, str], Node]) -> Iterator[tuple[Node, Node]]:
    """Acronyms that texts introduce: at once what the text says in that text, and pairs of nodes that hold everywhere.

    An acronym that stands for two things in the pile is joined only where it is introduced.
    """
    meant: dict[Node, set[Node]] = defaultdict(set)
    names: dict[str, dict[str, Node]] = defaultdict(dict)
    for (doc, name), place in nodes.items():
        names[doc][name] = place
    for extraction in pile:
        doc, text = extraction.document.name, extraction.document.text
        by_key = {key(name): place for name, place in names[doc].items()}
        for pattern in (_INTRODUCED, _INTRODUCES):
            for found in pattern.finditer(text):
                short = by_key.get(key(found["short"]))
                long = _ending(found["long"], by_key, found["short"], from_end=pattern is _INTRODUCED)
                if short and long and short != long and short[1] == long[1]:
                    meant[short].add(long)
                    nodes.update({(doc, name): long for name, place in names[doc].items() if place == short})
    for short, longs in sorted(meant.items()):
        if len(longs) == 1:
            yield short, next(iter(longs))


def _ending(phrase: str, by_key: dict[str, Node], acronym: str, *, from_end: bool) -> Node | None:
    """The longest name at the end (or the start) of a phrase that the acronym can stand for."""
    words = re.split(r"[  ]+", phrase)
    for size in range(len(words), 0, -1):
        part = " ".join(words[-size:] if from_end else words[:size])
        place = by_key.get(key(part))
        if place is not None and is_acronym(acronym, part):
            return place
    return None


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


def _entity(
    members: list[tuple[str, str]], votes: dict[tuple[str, str], Counter[str]], nodes: dict[tuple[str, str], Node], known: WorldKnowledge
) -> Entity:
    """The entity that some names make up; its id is given later."""
    types: Counter[str] = Counter()
    names: Counter[str] = Counter()
    kind = nodes[members[0]][1]
    for member in members:
        types.update({type_: count for type_, count in votes[member].items() if family(type_) == kind})
        names[member[1]] += sum(votes[member].values()) or 1
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
    slugs = [re.sub(r"[^a-z0-9]+", "-", text).strip("-") or digest(["entity", text]) for text in words]
    shared = {slug for slug, count in Counter(slugs).items() if count > 1}
    slugs = [f"{slug}-{kind}" if slug in shared and kind != THING else slug for slug, kind in zip(slugs, kinds, strict=True)]
    doubles = {slug for slug, count in Counter(slugs).items() if count > 1}
    return [
        f"{slug}-{digest(['entity', kind, text], 6)}" if slug in doubles else slug
        for slug, kind, text in zip(slugs, kinds, words, strict=True)
    ]
