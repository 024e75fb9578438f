"""Resolving: every name in a pile of extractions gets the id of one real thing, whatever the order of the documents.

Names are one when they are the same word for word (but for case, accents, determiners, legal forms), when the world
knowledge says so, or when a text introduces one as the acronym of the other. Likeness alone joins nothing: a company and
its branch, or a firm and a drink with a similar name, stay apart. What people judged wins over all of this.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.entities.decisions import Decisions, alone, base_of, form_of, identifiers
from kg.entities.describing import proper, same_sites, word_of
from kg.entities.forms import ACRONYM, FAMILIES, SITE, THING, family, key, words_of
from kg.entities.known import Known, Node, WorldKnowledge, node, place_of, world
from kg.entities.naming import ROLE_WEIGHT, NameRecord, names_of
from kg.entities.wording import core, is_common
from kg.ids import digest
from kg.types import Entity, Extraction, Judgement, Named, Resolution

_UNKNOWN = "Organisation"
#: What is one everywhere, also where a common noun is its name ("the cloud").
_IDEAS = {"Technology", "Programme", "Law"}
_Place = tuple[str, str]  # document, name


def resolve(
    extractions: Iterable[Extraction], names: WorldKnowledge | Iterable[Known] | None = None, judgements: Iterable[Judgement] = ()
) -> Resolution:
    """One id for every name in claims, entity mentions and publishers; the same ids in whatever order documents come.

    `names` is the world knowledge, by default what the ontology folder ships; `judgements` are those in force, which win over it.
    """
    known = world(names)
    return resolve_names((record for extraction in extractions for record in names_of(extraction, known)), known, judgements)


def resolve_names(
    records: Iterable[NameRecord], names: WorldKnowledge | Iterable[Known] | None = None, judgements: Iterable[Judgement] = ()
) -> Resolution:
    """The same from the names alone. Names that share no link (see `links`) do not matter to one another."""
    known = world(names)
    pile = {(record.doc, record.name): record for record in sorted(records, key=lambda record: (record.doc, record.name))}
    nodes = _nodes(pile, known)
    # what the world knows an acronym as, it stays wherever no text says otherwise
    acronyms = [(short, long) for short, long in _acronyms(pile, nodes) if known.at(short) is None]
    decided = Decisions(judgements)
    kept = decided.divide(nodes, known)
    joined = _Joined(decided)
    for one, other in decided.merges:
        together = [*decided.places(one, known), *decided.places(other, known)]
        for place in together[1:]:
            joined.join(together[0], place)
    for place, above in (*_siblings(kept, acronyms), *kept, *acronyms, *_sites(pile, nodes, known)):
        joined.join(place, above)
    groups: dict[Node, list[_Place]] = defaultdict(list)
    for member in pile:
        groups[joined.find(nodes[member])].append(member)
    chosen = {joined.find(place): one for one, _ in decided.merges for place in decided.places(one, known)}
    linked: dict[Node, list[Judgement]] = defaultdict(list)
    for link in decided.links:
        for place in {joined.find(place) for place in decided.places(link.names[0], known)}:
            linked[place].append(link)
    entities: dict[Node, Entity] = {}
    apart: set[Node] = set()
    for root, members in sorted(groups.items()):
        bases = sorted({base for member in members if joined.find(base := base_of(nodes[member])) == root})
        entity = _entity(members, pile, nodes, next((found for found in map(known.at, bases) if found), None), chosen.get(root))
        apart |= set() if bases else {root}
        wikidata = {id_ for base in bases if (id_ := known.wikidata(base))}
        base_ids = {"wikidata": next(iter(wikidata))} if len(wikidata) == 1 else {}
        entities[root] = replace(entity, identifiers=identifiers(base_ids, linked[root]))
    found: dict[_Place, str] = {}
    things: dict[str, Entity] = {}
    for id_, (root, entity) in zip(_ids(entities, known, apart), entities.items(), strict=True):
        things[id_] = replace(entity, id=id_)
        found |= dict.fromkeys(groups[root], id_)
    return Resolution(ids=dict(sorted(found.items())), entities=dict(sorted(things.items())))


def links(record: NameRecord, names: WorldKnowledge | Iterable[Known] | None = None, judgements: Iterable[Judgement] = ()) -> set[str]:
    """What ties a name to others: only names with a link in common, or with a chain of such links, can have to do with one another.

    So what a document changes in who is who is found by following the links of its names. `judgements` are those in force.
    """
    known = world(names)
    found = _ties(record.means or record.name, known) | {slug(key(form)) for form in (record.name, *record.stands_for)}
    if record.towns or "DataCentre" in record.votes:
        found |= {slug(word_of(record.name, SITE, known)), *(f"at {slug(town)}" for town in _towns(record, known))}
    for one, other in Decisions(judgements).ties():
        ends = _ties(one, known) | _ties(other, known)
        if found & ends:
            found |= ends
    # the id of what is called like something else in another family ends with that family: a longer name may be the same
    return found | {link.removesuffix(f"-{kind}") for link in found for kind in FAMILIES if kind != THING}


def _ties(name: str, known: WorldKnowledge) -> set[str]:
    found = {slug(key(name)), slug(key(core(name)))}
    for kind in known.families(name):
        thing = known.meant(name, kind)
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
            total[key(core(record.name))][family(type_)] += count * record.times
    nodes: dict[_Place, Node] = {}
    for place, record in pile.items():
        word = key(core(record.name))
        own: Counter[str] = Counter()
        for type_, count in record.votes.items():
            own[family(type_)] += count
        ranked = own.most_common()
        sure = bool(ranked) and ranked[0][1] > ROLE_WEIGHT and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        judged = known.families(record.means or record.name)
        if sure or set(own) == {SITE}:  # a text calls something a data centre in so many words: it is not the region of that name
            kind = ranked[0][0]
        elif len(judged) == 1:
            kind = next(iter(judged))
        else:
            everywhere = total[word]
            kind = max(sorted(everywhere), key=lambda one: (everywhere[one], one == THING)) if everywhere else THING
        thing = known.meant(record.means or record.name, kind)
        described = proper(record.name, known) is None if kind == SITE else is_common(record.name)
        if thing is not None:
            nodes[place] = node(thing)
        elif described and not record.votes.keys() & _IDEAS:
            nodes[place] = alone((word, kind), record.doc)
        else:
            nodes[place] = word_of(record.name, kind, known), kind
    return nodes


def _sites(pile: dict[_Place, NameRecord], nodes: dict[_Place, Node], known: WorldKnowledge) -> Iterator[tuple[Node, Node]]:
    """Pairs of data centres that are one by where they stand and whose they are."""
    sites = {}
    for place, record in pile.items():
        if nodes[place][1] == SITE and record.towns:
            owners = frozenset(place_of(owner, THING, known)[0] for owner in record.owners)
            sites[place] = frozenset(_towns(record, known)), owners, proper(record.name, known) and base_of(nodes[place])[0]
    for group in same_sites(sites):
        yield from ((nodes[group[0]], nodes[place]) for place in group[1:])


def _towns(record: NameRecord, known: WorldKnowledge) -> list[str]:
    return [place_of(town, "place", known)[0] for town in record.towns]


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


def _siblings(kept: list[tuple[Node, Node]], acronyms: list[tuple[Node, Node]]) -> Iterator[tuple[Node, Node]]:
    """A form that was set apart is one thing wherever it would have been one: pairs of its nodes."""
    before = _Joined(Decisions(()))
    for one, other in (*kept, *acronyms):
        before.join(one, other)
    first: dict[tuple[Node | None, Node], Node] = {}
    for place, _ in kept:
        yield place, first.setdefault((form_of(place), before.find(place)), place)


class _Joined:
    """Names joined into things (union-find); the smallest node stands for its set, so that order does not matter."""

    def __init__(self, decided: Decisions) -> None:
        self._above: dict[Node, Node] = {}
        self._within: dict[Node, list[Node]] = {}
        self._decided = decided

    def find(self, place: Node) -> Node:
        while place in self._above:
            place = self._above[place]
        return place

    def join(self, one: Node, other: Node) -> None:
        """Make two sets one, unless somebody decided that they are not."""
        low, high = sorted((self.find(one), self.find(other)))
        if low == high:
            return
        below, above = self._within.get(low, [low]), self._within.get(high, [high])
        if not self._decided.stands_apart(below, above):
            self._above[high] = low
            self._within[low] = [*below, *above]


def _entity(
    members: list[_Place], pile: dict[_Place, NameRecord], nodes: dict[_Place, Node], known: Known | None, chosen: Named | None
) -> Entity:
    """The entity that some names make up; its id is given later. `known` is the well-known thing that it is, `chosen` what people say."""
    weights = {member: (sum(pile[member].votes.values()) or 1) * pile[member].times for member in members}
    names: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    described = {member[1] for member in members if base_of(nodes[member]) != nodes[member] and form_of(nodes[member]) is None}
    for member in members:
        names[member[1]] += weights[member]
        kinds[nodes[member][1]] += weights[member]
    kind = chosen.family if chosen is not None else max(sorted(kinds), key=lambda one: kinds[one])
    types: Counter[str] = Counter()
    for member in members:
        votes, times = pile[member].votes, pile[member].times
        types.update({type_: count * times for type_, count in votes.items() if family(type_) == kind})
    fits = known is not None and family(known.type) == kind
    name = known.name if fits and known else max(sorted(names), key=lambda form: _preference(form, names[form], form in described))
    if fits and known:
        type_ = known.type
    else:
        type_ = _best(types) if types else {"person": "Person", "place": "Place", SITE: "DataCentre", "law": "Law"}.get(kind, _UNKNOWN)
    name = chosen.name if chosen is not None else name
    return Entity(id="", type=type_, name=name, aliases=tuple(sorted(set(names) - {name})))


def _preference(form: str, count: int, described: bool) -> tuple[bool, bool, bool, int, int]:
    """What makes a form the one to show: a name and no description, written out, with a capital (no "la …"), frequent, long."""
    return not described, not re.fullmatch(ACRONYM, form), not form[:1].islower(), count, len(form)


def _ids(things: dict[Node, Entity], known: WorldKnowledge, apart: set[Node]) -> list[str]:
    """Readable ids; a Person, Place or Law with the slug of another thing says its family, further doubles get a hash.

    What people set `apart` from others of its name always gets a hash, so that the others keep their ids.
    """
    kinds = [family(entity.type) for entity in things.values()]
    words = [
        " ".join(words_of(entity.name)) if known.find(entity.name, kind) else word_of(entity.name, kind, known)
        for entity, kind in zip(things.values(), kinds, strict=True)
    ]
    slugs = ["" if place in apart else slug(text) for text, place in zip(words, things, strict=True)]
    shared = {base for base, count in Counter(slugs).items() if count > 1}
    slugs = [f"{base}-{kind}" if base in shared and kind != THING else base for base, kind in zip(slugs, kinds, strict=True)]
    doubles = {base for base, count in Counter(slugs).items() if count > 1}
    found: list[str] = []
    for base, kind, text, place in zip(slugs, kinds, words, things, strict=True):
        if place in apart:
            found.append(f"{slug(text)}-{digest(['entity', kind, place[0]], 6)}")
        else:
            found.append(f"{base}-{digest(['entity', kind, text], 6)}" if base in doubles else base)
    return found


def slug(text: str) -> str:
    """Letters and digits of a name without case and accents, hyphens between: what an id begins with; a hash where none are left."""
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-") or digest(["entity", text])
