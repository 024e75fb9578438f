"""Numbers and dates of one thing that differ: rounded, slipped, changed over time, or plainly contrary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from kg import ontology
from kg.facts.conflicts.making import Names, Pile, conflict, reading, several
from kg.facts.conflicts.stages import DEALS
from kg.facts.values import dates_agree, days
from kg.facts.voices import Said
from kg.types import Conflict

#: Values of what lasts: another one at another time is a change, not an error.
_LASTING = frozenset({"percent", "count"})
#: Values at a time, though they are amounts.
_AT_A_TIME = frozenset({"price", "valuation"})
#: What comes in over a period: that of a year and that of a half-year are two figures.
_FLOWS = frozenset({"revenue", "net_income"})
#: How two figures of a kind of conflict are read.
_READ = {"scope": "of_a_part", "source_error": "slip", "contradiction": "exclude"}
#: Two figures so near to each other are one figure with a slip in it.
_SLIP = Decimal("0.01")


def numbers(pile: Pile, names: Names) -> Iterator[Conflict]:
    """Conflicts between the numbers, and between the dates, that a pile gives for one thing."""
    kinds = set(ontology.load().relations[pile.relation].kinds)
    if kinds & {"percent", "amount", "count"} and pile.relation != "target":  # goals stand side by side
        yield from _figures(pile, names, lasting=bool(kinds & _LASTING) or pile.relation in _AT_A_TIME)


def _figures(pile: Pile, names: Names, *, lasting: bool) -> Iterator[Conflict]:
    by_value: dict[str, list[Said]] = defaultdict(list)
    for said in pile.voices:
        if said.quantity is not None and said.quantity.unit == "%" and pile.relation in DEALS:
            continue  # a stake may be bought in several steps
        if said.quantity is not None and not said.against and not said.planned:
            by_value[said.claim.value or ""].append(said)
    lists = _lists([said for side in by_value.values() for said in side])
    precise: list[str] = []
    changing: list[str] = []
    for one, other in combinations(sorted(by_value), 2):
        kind = _kind(by_value[one], by_value[other], lasting=lasting, flow=pile.relation in _FLOWS)
        if kind == "numeric_precision":
            precise += [one, other]
        elif kind == "evolution":
            changing += [one, other]
        elif kind in {"contradiction", "scope"} and any(all(said.claim.doc in lists for said in by_value[value]) for value in (one, other)):
            continue
        elif kind is not None:
            yield conflict(kind, (by_value[one], by_value[other]), reading(_READ[kind], one=one, other=other, **pile.what(names)))
    if precise:
        values = sorted(set(precise), key=lambda value: _width(by_value[value]))
        sides = [by_value[value] for value in values]
        read = reading("agree", values=several(values), best=values[0], **pile.what(names))
        yield conflict("numeric_precision", sides, read)
    if changing:
        values = sorted(set(changing))
        read = reading("at_different_times", values=several(values), **pile.what(names))
        yield conflict("evolution", [by_value[value] for value in values], read)


def _lists(voices: Sequence[Said]) -> set[str]:
    """Documents that give several undated figures which exclude each other: they tell of several things."""
    undated = [said for said in voices if said.claim.date is None]
    return {a.claim.doc for a, b in combinations(undated, 2) if a.claim.doc == b.claim.doc and not a.agrees(b)}


def _width(side: Sequence[Said]) -> tuple[float, int, str]:
    number = side[0].quantity.number if side[0].quantity else None
    return side[0].width(dates=False), _zeros(number) if number is not None else 0, side[0].claim.value or ""


def _zeros(number: Decimal) -> int:
    """With how many zeros a whole number ends."""
    text = f"{number:f}".partition(".")[0]
    return len(text) - len(text.rstrip("0"))


def _kind(one: Sequence[Said], other: Sequence[Said], *, lasting: bool, flow: bool) -> str | None:
    """What two values are to each other; None where each has its own time or unit, or where one article, which means both, has them all."""
    a, b = one[0].quantity, other[0].quantity
    if a is None or b is None or a.unit.casefold() != b.unit.casefold():
        return None
    together = any(_one_time(x, y, lasting=lasting, flow=flow) for x in one for y in other)
    alone = len({said.claim.doc for said in (*one, *other)}) == 1
    if a.agrees(b):
        same = a.number is not None and a.number == b.number
        return None if same or alone or not together or (a.number is None and b.number is None) else "numeric_precision"
    if a.number is None or b.number is None:
        return "contradiction" if together and not alone and not (flow and not any(said.claim.date for said in one)) else None
    if together and abs(a.number - b.number) <= _SLIP * max(abs(a.number), abs(b.number)):
        return "numeric_precision" if _rounded(a.number, b.number) or _rounded(b.number, a.number) else "source_error"
    if lasting and (not together or _later(one, other)):
        return "evolution"
    if alone or not together or (flow and not any(said.claim.date for said in one)):
        return None  # without a year a turnover can be of any year
    return "scope" if a.unit not in {"%", "EUR", "USD"} and lasting else "contradiction"


def _rounded(round_: Decimal, other: Decimal) -> bool:
    """Whether a number that ends with zeros is the other one, rounded."""
    zeros = _zeros(round_)
    return zeros > 1 and _zeros(other) < zeros and abs(round_ - other) * 2 <= Decimal(10) ** zeros


def _one_time(one: Said, other: Said, *, lasting: bool, flow: bool) -> bool:
    """Whether both can speak of one time. A figure of a year and one without a year may be of two years."""
    if not lasting and (one.claim.date is None) != (other.claim.date is None):
        return False
    if flow and one.claim.date and other.claim.date and len(one.claim.date) != len(other.claim.date):
        return False
    return dates_agree(one.claim.date, other.claim.date)


def _later(one: Sequence[Said], other: Sequence[Said]) -> bool:
    """Whether time can have passed between two undated values: something ended, a date is given, or the articles are of other years."""
    voices = [*one, *other]
    years = {(said.document.published or "")[:4] for said in voices}
    return any(said.claim.ended or said.claim.date for said in voices) or len(years - {""}) > 1 or _whole(one) != _whole(other)


def _whole(side: Sequence[Said]) -> bool:
    """All of it: who held a part and now holds everything has bought the rest."""
    quantity = side[0].quantity
    return quantity is not None and quantity.unit == "%" and quantity.number == 100


def foundations(founded: Sequence[Said], thing: str, names: Names) -> Iterator[Conflict]:
    """Dates of one foundation, whoever the founders are: more and less precise ones, and such as exclude each other."""
    by_date: dict[str, list[Said]] = defaultdict(list)
    for said in founded:
        if said.claim.date and days(said.claim.date) and not said.against and not said.planned:
            by_date[said.claim.date].append(said)
    agreeing: set[str] = set()
    for one, other in combinations(sorted(by_date), 2):
        if dates_agree(one, other):
            agreeing |= {one, other}
        else:
            read = reading("founded_twice", thing=names[thing], one=one, other=other)
            yield conflict("contradiction", (by_date[one], by_date[other]), read)
    if agreeing:
        dates = sorted(agreeing, key=lambda date: (-len(date), date))
        read = reading("founded_agree", thing=names[thing], dates=several(dates), best=dates[0])
        yield conflict("numeric_precision", [by_date[date] for date in dates], read)
