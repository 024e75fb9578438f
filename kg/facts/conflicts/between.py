"""Conflicts between claims with different ends: swapped buyers, stakes beyond the whole, other founders, a parent or its arm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from kg import ontology
from kg.entities.forms import words_of
from kg.facts.conflicts.making import Names, by_document, conflict, listed
from kg.facts.conflicts.numbers import foundations
from kg.facts.conflicts.stages import stage
from kg.facts.kin import Kin
from kg.facts.values import days
from kg.facts.voices import Said, preferred
from kg.types import Conflict

#: Stakes are rounded: together they may pass the whole by so much.
_TOLERANCE = Decimal("0.5")
#: Relations in which a parent and its arm stand for each other.
_MONEY = frozenset({"funding", "shareholding"})
_STANDS_FOR = frozenset({"offers", "seller", "hosted_by", "acquisition"})
#: What cannot be before its company is.
_OF_THE_LIVING = frozenset(
    {"partner", "customer", "supplier", "funding", "hosted_in", "hosted_by", "offers", "leadership", "revenue", "headcount"}
)


def between(every: Sequence[Said], names: Names, kin: Kin) -> Iterator[Conflict]:
    """All conflicts that need more than one pile to be seen."""
    real = [said for said in every if not said.against]
    by_object: dict[tuple[str, str], list[Said]] = defaultdict(list)
    by_subject: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in real:
        if said.object is not None:
            by_object[said.claim.relation, said.object].append(said)
        by_subject[said.claim.relation, said.subject].append(said)
    yield from _swaps([said for said in real if said.claim.relation == "acquisition" and stage(said) == "asserted"], names)
    yield from _sums(by_object, names)
    yield from _founders(real, names)
    yield from _kin(by_object, names, kin)
    yield from _givers(by_object, names, kin)
    yield from _apart(by_subject, names, kin)
    yield from _names_of_office(by_subject, names)


def _swaps(bought: Sequence[Said], names: Names) -> Iterator[Conflict]:
    """A bought X and B bought Y in one article, the other way round in another."""
    pairs: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in bought:
        if said.object is not None:
            pairs[said.subject, said.object].append(said)
    targets: dict[str, set[str]] = defaultdict(set)
    buyers: dict[str, set[str]] = defaultdict(set)
    for buyer, target in pairs:
        targets[buyer].add(target)
        buyers[target].add(buyer)
    for x in sorted(buyers):
        for a, b in combinations(sorted(buyers[x]), 2):
            for y in sorted((targets[a] & targets[b]) - {x}):
                if y < x:
                    continue
                straight, crossed = [*pairs[a, x], *pairs[b, y]], [*pairs[b, x], *pairs[a, y]]
                if not {said.claim.doc for said in straight} & {said.claim.doc for said in crossed}:
                    reading = f"Who bought {names[x]} and who {names[y]}, {names[a]} or {names[b]}: one article has swapped them."
                    yield conflict("source_error", (straight, crossed), reading)


def _sums(by_object: dict[tuple[str, str], list[Said]], names: Names) -> Iterator[Conflict]:
    """Stakes in one company, given together in one article, that are more than all of it."""
    for (relation, company), voices in by_object.items():
        if relation != "shareholding":
            continue
        for doc, said_there in by_document(voices).items():
            stakes: dict[str, list[Said]] = defaultdict(list)
            for said in said_there:
                whole = said.quantity is not None and said.quantity.unit == "%" and said.quantity.number is not None
                if whole and not said.planned and not said.claim.ended and said.claim.modality == "asserted":
                    stakes[said.subject].append(said)
            smallest = [min(held, key=lambda said: _number(said)) for held in stakes.values()]
            undated = len({said.claim.date for said in smallest}) == 1
            total = sum(map(_number, smallest), Decimal(0))
            if len(smallest) > 1 and undated and total > 100 + _TOLERANCE:
                reading = f"{doc}: the stakes in {names[company]} come to {total.normalize():f} %: one is wrong, or of another time."
                yield conflict("source_error", [[said] for said in smallest], reading)


def _number(said: Said) -> Decimal:
    assert said.quantity is not None
    return said.quantity.number or Decimal(0)


def _founders(real: Sequence[Said], names: Names) -> Iterator[Conflict]:
    """When and by whom a thing was founded."""
    founded: dict[str, list[Said]] = defaultdict(list)
    for said in real:
        if said.claim.relation == "founded" and stage(said) == "asserted":
            founded[said.object or said.subject].append(said)
    for thing, voices in sorted(founded.items()):
        yield from foundations(voices, thing, names)
        by_others = [said for said in voices if said.object is not None]
        yield from _disjoint(by_others, lambda said: said.subject, f"Founders of {names[thing]}", names)
        best, _, _ = preferred(voices, dates=True)
        first = days(best.claim.date) if best else None
        if best is None or first is None:
            continue
        early = [said for said in real if thing in {said.subject, said.object} and said.claim.relation in _OF_THE_LIVING]
        early = [said for said in early if not said.planned and (bounds := days(said.claim.date)) and bounds[1] < first[0]]
        if early:
            before = listed(said.claim.date for said in early)
            reading = f"{names[thing]} was founded in {best.claim.date}, yet acts in {before}: a project before the firm, or a wrong date."
            yield conflict("scope", (early, [said for said in voices if said.claim.date]), reading)


def _disjoint(voices: Sequence[Said], end: Callable[[Said], str], what: str, names: Names) -> Iterator[Conflict]:
    """Articles that name quite other things where they speak of the same: each has a part of the whole."""
    told = {doc: {end(said) for said in there} for doc, there in by_document(voices).items()}
    if len(told) < 2 or set.intersection(*told.values()):
        return
    sides: list[list[Said]] = []
    for members in sorted({tuple(sorted(some)) for some in told.values()}):
        side = [said for said in voices if told[said.claim.doc] == set(members)]
        if not any({end(said) for said in side} & {end(said) for said in other} for other in sides):
            sides.append(side)
    if len(sides) > 1:
        groups = " against ".join(listed(names[end(said)] for said in side) for side in sides)
        yield conflict("scope", sides, f"{what}: {groups}; each article names a part.")


def _kin(by_object: dict[tuple[str, str], list[Said]], names: Names, kin: Kin) -> Iterator[Conflict]:
    """A parent in one claim and its arm in another, where either may stand for the other."""
    gathered: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for (relation, thing), voices in by_object.items():
        if relation in _MONEY or relation in _STANDS_FOR:
            gathered["money" if relation in _MONEY else relation, thing] += voices
    for (relation, thing), voices in sorted(gathered.items()):
        by_end: dict[str, list[Said]] = defaultdict(list)
        for said in voices:
            by_end[said.subject].append(said)
        for arm, parent in ((a, b) for a in sorted(by_end) for b in sorted(by_end) if b in kin.above(a)):
            one, other = by_end[arm], by_end[parent]
            if {said.claim.doc for said in one} == {said.claim.doc for said in other} and len({said.claim.doc for said in one}) == 1:
                continue  # one article that names both means both
            what = listed(ontology.load().relations[said.claim.relation].labels["en"] for said in (*one, *other))
            reading = f"{names[arm]} belongs to {names[parent]}: what is said of one ({what} {names[thing]}) may mean the other."
            done = {stage(said) for said in one} ^ {stage(said) for said in other}
            kind = "evolution" if "planned" in done and relation != "money" else "scope"
            yield conflict(kind, (one, other), reading)


def _givers(by_object: dict[tuple[str, str], list[Said]], names: Names, kin: Kin) -> Iterator[Conflict]:
    """The same sum to the same recipient, from one giver here and from another there."""
    for (relation, thing), voices in sorted(by_object.items()):
        if relation != "funding":
            continue
        sums: dict[tuple[str, Decimal], list[Said]] = defaultdict(list)
        for said in voices:
            if said.quantity is not None and said.quantity.number is not None and said.quantity.unit != "%":
                sums[said.quantity.unit, said.quantity.number].append(said)
        for alike in sums.values():
            yield from _disjoint(alike, lambda said: said.subject, f"{alike[0].claim.value} for {names[thing]}", names)
        parts = [said for said in voices if said.quantity is not None and said.quantity.unit == "%"]
        wholes = [said for said in voices if said.quantity is not None and said.quantity.unit != "%"]
        for part in parts:
            same = [said for said in wholes if said.subject == part.subject or kin.related(said.subject, part.subject)]
            if same:
                whole = listed(said.claim.value for said in same)
                reading = f"Of the {whole} for {names[thing]}, {part.claim.value} is said to have been given."
                yield conflict("evolution", (same, [part]), reading)


def _apart(by_subject: dict[tuple[str, str], list[Said]], names: Names, kin: Kin) -> Iterator[Conflict]:
    """One subject, several objects, where there is room for one: what it merges into, its programme, the firm somebody leads."""
    for (relation, subject), voices in sorted(by_subject.items()):
        if relation == "part_of_programme":
            yield from _disjoint(voices, lambda said: said.object or "", f"Programme of {names[subject]}", names)
        elif relation == "merger":
            yield from _mergers(voices, names, kin)
        elif relation == "leadership":
            yield from _moves(voices, by_subject, names)


def _mergers(voices: Sequence[Said], names: Names, kin: Kin) -> Iterator[Conflict]:
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in voices:
        if said.object is not None:
            by_end[said.object].append(said)
    for one, other in combinations(sorted(by_end), 2):
        first, second = by_end[one], by_end[other]
        subject = names[first[0].subject]
        if kin.related(one, other):
            yield conflict("scope", (first, second), f"{subject} merges into {names[one]} or {names[other]}: one is part of the other.")
            continue
        done = ["asserted" in {stage(said) for said in side} for side in (first, second)]
        if done[0] != done[1]:
            old, new = (second, first) if done[0] else (first, second)
            reading = f"{subject} was to merge into {names[old[0].object or ' ']}, and merged into {names[new[0].object or '']}."
            yield conflict("evolution", (old, new), reading)


def _moves(voices: Sequence[Said], by_subject: dict[tuple[str, str], list[Said]], names: Names) -> Iterator[Conflict]:
    """Somebody leads a firm and then another: when the first was over, or was merged into the second."""
    by_end: dict[str, list[Said]] = defaultdict(list)
    for said in voices:
        if said.object is not None and not said.planned:
            by_end[said.object].append(said)
    for one in sorted(by_end):
        merged = {said.object for said in by_subject.get(("merger", one), ()) if stage(said) == "asserted"}
        for other in sorted(set(by_end) - {one}):
            if other in merged:
                reading = f"{names[by_end[one][0].subject]} led {names[one]}, and leads {names[other]} since the one merged into the other."
                yield conflict("evolution", (by_end[one], by_end[other]), reading)


def _names_of_office(by_subject: dict[tuple[str, str], list[Said]], names: Names) -> Iterator[Conflict]:
    """One office under two titles, the first word the same and the rest not."""
    for (relation, person), voices in sorted(by_subject.items()):
        if relation != "government_role":
            continue
        for one, other in combinations(voices, 2):
            a, b = (words_of(said.claim.value or "") for said in (one, other))
            alike = one.object == other.object and one.document.lang == other.document.lang and one.claim.doc != other.claim.doc
            if alike and min(len(a), len(b)) > 2 and a[0] == b[0] and not set(a) <= set(b) and not set(b) <= set(a):
                reading = f"{names[person]} is called {one.claim.value} and {other.claim.value}: two titles, or two portfolios."
                yield conflict("scope", ([one], [other]), reading)
