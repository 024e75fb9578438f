"""Conflicts around one thing that others deal with: swapped buyers, stakes beyond the whole, other founders, a parent or its arm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from kg.facts.conflicts.making import Names, by_document, conflict, disjoint, reading, several
from kg.facts.conflicts.numbers import foundations
from kg.facts.conflicts.stages import stage
from kg.facts.kin import Kin
from kg.facts.pool import Pool
from kg.facts.values import days
from kg.facts.voices import Said, order, preferred
from kg.types import Conflict

#: Stakes are rounded: together they may pass the whole by so much.
_TOLERANCE = Decimal("0.5")
#: Relations in which a parent and its arm stand for each other.
MONEY = frozenset({"funding", "shareholding"})
STANDS_FOR = frozenset({"offers", "seller", "hosted_by", "acquisition"})
#: What cannot be before its company is.
OF_THE_LIVING = frozenset(
    {"partner", "customer", "supplier", "funding", "hosted_in", "hosted_by", "offers", "leadership", "revenue", "headcount"}
)


def swaps(x: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """A bought X and B bought Y in one article, the other way round in another."""
    buyers: dict[str, list[Said]] = defaultdict(list)
    for said in pool.told("acquisition", object=x):
        if stage(said) == "asserted" and not said.against:
            buyers[said.subject].append(said)
    if len(buyers) < 2:
        return
    targets = {buyer: _bought(buyer, pool) for buyer in buyers}
    for a, b in combinations(sorted(buyers), 2):
        for y in sorted(set(targets[a]) & set(targets[b])):
            if y <= x:
                continue
            straight, crossed = [*buyers[a], *targets[b][y]], [*buyers[b], *targets[a][y]]
            if not {said.claim.doc for said in straight} & {said.claim.doc for said in crossed}:
                read = reading("swapped", one=names[x], other=names[y], buyers=[names[a], names[b]])
                yield conflict("source_error", (straight, crossed), read)


def _bought(buyer: str, pool: Pool) -> dict[str, list[Said]]:
    """What a buyer bought, with the claims that say so."""
    found: dict[str, list[Said]] = defaultdict(list)
    for said in pool.told("acquisition", subject=buyer):
        if said.object and not said.against and stage(said) == "asserted":
            found[said.object].append(said)
    return found


def sums(company: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """Stakes in one company, given together in one article, that are more than all of it."""
    for doc, said_there in by_document(real("shareholding", company, pool)).items():
        stakes: dict[str, list[Said]] = defaultdict(list)
        for said in said_there:
            exact = said.quantity is not None and said.quantity.unit == "%" and said.quantity.number is not None
            if exact and not said.planned and not said.claim.ended and said.claim.modality == "asserted":
                stakes[said.subject].append(said)
        every = [said for held in stakes.values() for said in held]
        if len({_number(said) for said in every}) == 1 and max(said.claim.start for said in every) < min(said.claim.end for said in every):
            continue  # one figure for a whole list of names
        smallest = [min(held, key=_number) for held in stakes.values()]
        undated = len({said.claim.date for said in smallest}) == 1
        total = sum(map(_number, smallest), Decimal(0))
        if len(smallest) > 1 and undated and total > 100 + _TOLERANCE:
            read = reading("more_than_whole", doc=doc, thing=names[company], value=f"{total.normalize():f} %")
            yield conflict("source_error", [[said] for said in smallest], read)


def _number(said: Said) -> Decimal:
    assert said.quantity is not None
    return said.quantity.number or Decimal(0)


def founders(thing: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """When and by whom a thing was founded."""
    told = [*pool.told("founded", object=thing), *(said for said in pool.told("founded", subject=thing) if said.object is None)]
    founded = sorted((said for said in told if stage(said) == "asserted" and not said.against), key=order)
    if not founded:
        return
    yield from foundations(founded, thing, names)
    by_others = [said for said in founded if said.object is not None]
    yield from disjoint(by_others, lambda said: said.subject, "founders", names, thing=names[thing])
    best, _, _ = preferred(founded, dates=True)
    first = days(best.claim.date) if best else None
    if best is None or first is None:
        return
    acts: dict[str, Said] = {}
    for relation in OF_THE_LIVING:
        acts |= {said.claim.id: said for said in (*pool.told(relation, subject=thing), *pool.told(relation, object=thing))}
    early = sorted((said for said in acts.values() if not said.planned and not said.against), key=order)
    early = [said for said in early if (bounds := days(said.claim.date)) and bounds[1] < first[0]]
    if early:
        before = several(said.claim.date for said in early)
        read = reading("before_founded", thing=names[thing], date=best.claim.date or "", dates=before)
        yield conflict("scope", (early, [said for said in founded if said.claim.date]), read)


def arms(thing: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """A parent in one claim and its arm in another, where either may stand for the other."""
    gathered: dict[str, list[Said]] = defaultdict(list)
    for relation in sorted(MONEY | STANDS_FOR):
        gathered["money" if relation in MONEY else relation] += real(relation, thing, pool)
    for relation, voices in sorted(gathered.items()):
        by_end: dict[str, list[Said]] = defaultdict(list)
        for said in voices:
            by_end[said.subject].append(said)
        for arm, parent in ((a, b) for a in sorted(by_end) for b in sorted(set(by_end) & kin.above(a))):
            one, other = by_end[arm], by_end[parent]
            if len({said.claim.doc for said in (*one, *other)}) == 1:
                continue  # one article that names both means both
            relations = several(said.claim.relation for said in (*one, *other))
            read = reading("arm", arm=names[arm], parent=names[parent], thing=names[thing], relations=relations)
            done = {stage(said) for said in one} ^ {stage(said) for said in other}
            kind = "evolution" if "planned" in done and relation != "money" else "scope"
            yield conflict(kind, (one, other), read)


def givers(thing: str, pool: Pool, names: Names, kin: Kin) -> Iterator[Conflict]:
    """The same sum to the same recipient, from one giver here and from another there; a part given of what was promised."""
    voices = real("funding", thing, pool)
    sums: dict[tuple[str, Decimal], list[Said]] = defaultdict(list)
    for said in voices:
        if said.quantity is not None and said.quantity.number is not None and said.quantity.unit != "%":
            sums[said.quantity.unit, said.quantity.number].append(said)
    for alike in sums.values():
        yield from disjoint(alike, lambda said: said.subject, "givers", names, thing=names[thing], value=alike[0].claim.value or "")
    wholes = [said for said in voices if said.quantity is not None and said.quantity.unit != "%"]
    for part in (said for said in voices if said.quantity is not None and said.quantity.unit == "%"):
        same = [said for said in wholes if said.subject == part.subject or kin.related(said.subject, part.subject)]
        if same:
            wholes_ = several(said.claim.value for said in same)
            read = reading("given", thing=names[thing], values=wholes_, value=part.claim.value or "")
            yield conflict("evolution", (same, [part]), read)


def real(relation: str, thing: str, pool: Pool) -> list[Said]:
    """The claims on a relation that leads to a thing, denials left out."""
    return [said for said in pool.told(relation, object=thing) if not said.against]
