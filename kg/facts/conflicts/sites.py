"""Sites: the places where conflicts are looked for. A claim has to do with few of them, so that a new one has little looked at anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.facts.conflicts import objects, subjects
from kg.facts.conflicts.making import Names, Pile
from kg.facts.conflicts.numbers import numbers
from kg.facts.conflicts.stages import stages
from kg.facts.kin import Kin
from kg.facts.pool import Pool
from kg.types import Conflict

_Rule = Callable[[str, Pool, Names, Kin], Iterator[Conflict]]
_RULES: dict[str, _Rule] = {
    "arms": objects.arms,
    "founders": objects.founders,
    "givers": objects.givers,
    "mergers": subjects.mergers,
    "moves": subjects.moves,
    "profits": subjects.profits,
    "programmes": subjects.programmes,
    "sums": objects.sums,
    "swaps": objects.swaps,
    "titles": subjects.titles,
}
_BY_SUBJECT = {
    "part_of_programme": "programmes", "merger": "mergers", "leadership": "moves", "government_role": "titles",
    "target": "profits", "net_income": "profits",
}  # fmt: skip
_BY_OBJECT = {"acquisition": ("swaps",), "shareholding": ("sums",), "funding": ("givers",)}


class Site(NamedTuple):
    """A rule and where it is applied: around one thing, or (rule "pile") on one relation between two ends; "" where there is none."""

    rule: str
    subject: str
    relation: str = ""
    object: str = ""


def sites_of(relation: str, subject: str, obj: str | None) -> Iterator[Site]:
    """Where a claim can be in conflict with others. What lies further off (who was swapped with whom) is found from these too."""
    yield Site("pile", subject, relation, obj or "")
    if relation in _BY_SUBJECT:
        yield Site(_BY_SUBJECT[relation], subject)
    if relation == "founded":
        yield Site("founders", obj or subject)
    elif relation in objects.OF_THE_LIVING:
        yield Site("founders", subject)
        if obj:
            yield Site("founders", obj)
    if obj:
        for rule in _BY_OBJECT.get(relation, ()):
            yield Site(rule, obj)
        if relation in objects.MONEY | objects.STANDS_FOR:
            yield Site("arms", obj)


def conflicts_at(site: Site, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """The conflicts that are found at one site."""
    if site.rule != "pile":
        yield from _RULES[site.rule](site.subject, pool, names, kin)
        return
    if site.object:
        voices = pool.told(site.relation, subject=site.subject, object=site.object)
    else:
        voices = [said for said in pool.told(site.relation, subject=site.subject) if said.object is None]
    if voices:
        pile = Pile(relation=site.relation, subject=site.subject, object=site.object or None, voices=voices)
        yield from numbers(pile, names)
        yield from stages(pile, names)
