"""Who is who: every name in a pile of extractions gets the id of one real thing, whatever the order of the documents.

Names are one when they are the same word for word (but for case, accents, determiners, legal forms), when the world
knowledge says so, or when a text introduces one as the acronym of the other. Likeness alone joins nothing: a company and
its branch, or a firm and a drink with a similar name, stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from kg import ontology
from kg.ids import digest
from kg.types import VALUE_TYPES, Claim, Entity, Extraction, Resolution

_DETERMINERS = frozenset({"le", "la", "les", "l", "the"})
_LEGAL_FORMS = frozenset(
    {
        *("sa", "sas", "sasu", "sarl", "eurl", "sca", "scop", "snc", "se", "gie"),
        *("inc", "incorporated", "ltd", "limited", "llc", "llp", "plc", "corp", "corporation", "co"),
        *("gmbh", "ag", "kg", "nv", "bv", "spa", "ab", "oy", "oyj"),
    }
)
#: Words that an acronym may pass over.
_SMALL = _DETERMINERS | {"d", "de", "des", "du", "et", "and", "of", "for", "pour", "en", "in", "au", "aux", "a", "sur", "on", "par", "by"}
_GROUP_WORDS = frozenset({"groupe", "group"})
#: Names in one family can be the same thing; the same name in two families means two things.
_FAMILIES = {"Person": "person", "Place": "place", "DataCentre": "place", "Law": "law"}
_THING = "thing"
#: How much the place in a claim says about a type, against one mention.
_ROLE_WEIGHT = 3
_NAME = r"[^\W\d_][\w’'&.-]*(?:[  ][\w’'&.-]+){0,9}"
_ACRONYM = r"[A-Z][A-Z0-9&]{1,7}"
_INTRODUCED = re.compile(rf"(?P<long>{_NAME})[  ]\((?:dite?[  ]|or[  ]|ou[  ])?[«“\"]?[  ]?(?P<short>{_ACRONYM})[  ]?[»”\"]?\)")
_INTRODUCES = re.compile(rf"\b(?P<short>{_ACRONYM})[  ]\((?P<long>{_NAME})\)")
_UNKNOWN = "Organisation"


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


_Node = tuple[str, str]  # (key, family): one thing, until names are joined


def resolve(extractions: Iterable[Extraction], names: Iterable[Known] | None = None) -> Resolution:
    """One id for every name in claims, entity mentions and publishers; the same ids in whatever order documents come.

    `names` is the world knowledge, by default what the ontology folder ships.
    """
    pile = sorted(extractions, key=lambda extraction: extraction.document.name)
    known = _Known(_shipped() if names is None else names)
    votes = {(extraction.document.name, name): counts for extraction in pile for name, counts in _votes(extraction).items()}
    nodes = _nodes(votes, known)
    joined = _Joined()
    for node in sorted(set(nodes.values())):
        judged = known.find(*node)
        if judged is not None:
            joined.join(node, (key(judged.name), family(judged.type)))
    for short, long in _acronyms(pile, nodes):
        if known.find(*short) is None:  # what the world knows it as, it stays wherever no text says otherwise
            joined.join(short, long)
    groups: dict[_Node, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(nodes):
        groups[joined.find(nodes[name])].append(name)
    entities = [_entity(members, votes, nodes, known) for _, members in sorted(groups.items())]
    ids = _ids([(entity.name, nodes[members[0]][1], entity) for entity, (_, members) in zip(entities, sorted(groups.items()), strict=True)])
    found: dict[tuple[str, str], str] = {}
    things: dict[str, Entity] = {}
    for id_, entity, (_, members) in zip(ids, entities, sorted(groups.items()), strict=True):
        things[id_] = Entity(id=id_, type=entity.type, name=entity.name, aliases=entity.aliases)
        found |= dict.fromkeys(members, id_)
    return Resolution(ids=dict(sorted(found.items())), entities=dict(sorted(things.items())))


def key(name: str) -> str:
    """What stays of a name when case, accents, determiners, legal forms, "groupe" and punctuation are set aside."""
    words = _words(name)
    while len(words) > 1 and words[0] in _DETERMINERS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    if len(words) > 1 and words[0] in _GROUP_WORDS:
        words = words[1:]
    if len(words) > 1 and words[-1] in _GROUP_WORDS:
        words = words[:-1]
    return " ".join(words) or name.strip().casefold()


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKD", name.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    text = "".join(character for character in text if not unicodedata.combining(character)).casefold()
    text = re.sub(r"\b((?:[a-z]\.){2,}[a-z]?)", lambda found: found[0].replace(".", ""), text)  # S.A. is SA
    return re.sub(r"[^\w&+#]+", " ", text).split()


def family(type_: str) -> str:
    """The family of a type: things of different families are never one, whatever they are called."""
    return _FAMILIES.get(type_, _THING)


def _shipped() -> Iterable[Known]:
    try:
        from kg.names import load
    except ModuleNotFoundError:
        return ()
    return tuple(load())


class _Known:
    """World knowledge by key; a key that means two things of one family means nothing here."""

    def __init__(self, names: Iterable[Known]) -> None:
        found: dict[_Node, set[int]] = defaultdict(set)
        self.names = tuple(names)
        for number, name in enumerate(self.names):
            for form in (name.name, *name.aliases):
                found[key(form), family(name.type)].add(number)
        own = {(key(name.name), family(name.type)): number for number, name in enumerate(self.names)}
        unique = {node: next(iter(numbers)) for node, numbers in found.items() if len(numbers) == 1}
        self.by_node = {**unique, **own}
        self.families: dict[str, set[str]] = defaultdict(set)
        for word, kind in self.by_node:
            self.families[word].add(kind)

    def find(self, word: str, kind: str) -> Known | None:
        number = self.by_node.get((word, kind))
        return None if number is None else self.names[number]


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


def _nodes(votes: dict[tuple[str, str], Counter[str]], known: _Known) -> dict[tuple[str, str], _Node]:
    """(document, name) → key and family. Where a document gives little to go by, the rest of the pile decides."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, name), counts in votes.items():
        for type_, count in counts.items():
            total[key(name)][family(type_)] += count
    nodes: dict[tuple[str, str], _Node] = {}
    for (doc, name), counts in votes.items():
        word = key(name)
        own: Counter[str] = Counter()
        for type_, count in counts.items():
            own[family(type_)] += count
        ranked = own.most_common()
        sure = bool(ranked) and ranked[0][1] > _ROLE_WEIGHT and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        judged = known.families.get(word, set())
        if sure:
            kind = ranked[0][0]
        elif len(judged) == 1:
            kind = next(iter(judged))
        else:
            everywhere = total[word]
            kind = max(sorted(everywhere), key=lambda one: (everywhere[one], one == _THING)) if everywhere else _THING
        nodes[doc, name] = word, kind
    return nodes


def _acronyms(pile: list[Extraction], nodes: dict[tuple[str, str], _Node]) -> Iterator[tuple[_Node, _Node]]:
    """Acronyms that texts introduce: at once what the text says in that text, and pairs of nodes that hold everywhere.

    An acronym that stands for two things in the pile is joined only where it is introduced.
    """
    meant: dict[_Node, set[_Node]] = defaultdict(set)
    names: dict[str, dict[str, _Node]] = defaultdict(dict)
    for (doc, name), node in nodes.items():
        names[doc][name] = node
    for extraction in pile:
        doc, text = extraction.document.name, extraction.document.text
        by_key = {node[0]: node for node in names[doc].values()}
        for pattern in (_INTRODUCED, _INTRODUCES):
            for found in pattern.finditer(text):
                short = by_key.get(key(found["short"]))
                long = _ending(found["long"], by_key, found["short"], from_end=pattern is _INTRODUCED)
                if short and long and short != long and short[1] == long[1]:
                    meant[short].add(long)
                    nodes.update({(doc, name): long for name, node in names[doc].items() if node == short})
    for short, longs in sorted(meant.items()):
        if len(longs) == 1:
            yield short, next(iter(longs))


def _ending(phrase: str, by_key: dict[str, _Node], acronym: str, *, from_end: bool) -> _Node | None:
    """The longest name at the end (or the start) of a phrase that the acronym can stand for."""
    words = re.split(r"[  ]+", phrase)
    for size in range(len(words), 0, -1):
        part = " ".join(words[-size:] if from_end else words[:size])
        node = by_key.get(key(part))
        if node is not None and is_acronym(acronym, part):
            return node
    return None


def is_acronym(short: str, long: str) -> bool:
    """Whether `short` is made of the initials of `long`, small words counted or not, the last word perhaps left out of the name."""
    letters = "".join(re.findall(r"[a-z0-9]", short.casefold()))
    words = _words(long)
    initials = ["".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)]
    return any(len(some) > 1 and letters.startswith(some) and len(letters) - len(some) <= 1 for some in initials)


class _Joined:
    """Names joined into things (union-find); the smallest node stands for its set, so that order does not matter."""

    def __init__(self) -> None:
        self.above: dict[_Node, _Node] = {}

    def find(self, node: _Node) -> _Node:
        while node in self.above:
            node = self.above[node]
        return node

    def join(self, one: _Node, other: _Node) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self.above[high] = low


def _entity(
    members: list[tuple[str, str]], votes: dict[tuple[str, str], Counter[str]], nodes: dict[tuple[str, str], _Node], known: _Known
) -> Entity:
    """The entity that some names make up; its id is given later."""
    types: Counter[str] = Counter()
    names: Counter[str] = Counter()
    kind = nodes[members[0]][1]
    for member in members:
        types.update({type_: count for type_, count in votes[member].items() if family(type_) == kind})
        names[member[1]] += sum(votes[member].values()) or 1
    judged = next((found for found in (known.find(*nodes[member]) for member in members) if found), None)
    if judged is not None:
        name, type_ = judged.name, judged.type
    else:
        name = max(sorted(names), key=lambda form: _preference(form, names[form]))
        type_ = _best(types) if types else {"person": "Person", "place": "Place", "law": "Law"}.get(kind, _UNKNOWN)
    return Entity(id="", type=type_, name=name, aliases=tuple(sorted(set(names) - {name})))


def _preference(form: str, count: int) -> tuple[bool, bool, int, int]:
    """What makes a form the one to show: written out, with a capital (no "la …"), frequent, long."""
    return not re.fullmatch(_ACRONYM, form), not form[:1].islower(), count, len(form)


def _ids(things: list[tuple[str, str, Entity]]) -> list[str]:
    """Readable ids; a Person, Place or Law with the slug of another thing says its family, further doubles get a hash."""
    slugs = [re.sub(r"[^a-z0-9]+", "-", key(name)).strip("-") or digest(["entity", name]) for name, _, _ in things]
    taken = Counter(slugs)
    shared = {slug for slug, count in taken.items() if count > 1}
    with_family = [
        f"{slug}-{kind}" if slug in shared and kind != _THING else slug for slug, (_, kind, _) in zip(slugs, things, strict=True)
    ]
    doubles = {slug for slug, count in Counter(with_family).items() if count > 1}
    return [
        f"{slug}-{digest(['entity', kind, key(name)], 6)}" if slug in doubles else slug
        for slug, (name, kind, _) in zip(with_family, things, strict=True)
    ]
