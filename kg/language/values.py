"""Values in a text: amounts, per cents, counts, durations and dates, with their normal form and where they stand. No parser needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.language.amounts import Quantities
from kg.language.dates import Dates, Moment
from kg.language.figures import Quantity
from kg.language.scan import scan
from kg.lexicon import load
from kg.types import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value at code points `start` to `end` of a text.

    `type` is "Amount" (money), "Percent", "Count", "Date" or "Duration". `text` is the normal form: "150 million EUR", "44.4 %",
    "10-15 %", "< 50 %", "a few million EUR", "10000 employees", "3 years", "2012-09", "2018/2020". `amount` is None for dates.
    `approximate` is "about", "at least", "at most", "less than", "more than" or None. `anchor` says how a date was known:
    "explicit", "relative", "fiscal", "horizon", or "unresolved", and then `text` is the words of the text.
    """

    start: int
    end: int
    type: str
    text: str
    amount: Amount | None
    approximate: str | None
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads the values of one language."""

    quantities: Quantities
    dates: Dates


@cache
def reader(lang: str) -> Reader:
    """The reader of a language, made once from ontology/lang. Raises OntologyError for an unknown language or a mistake there."""
    words = load(lang)
    return Reader(Quantities(words), Dates(words))


def find_values(text: str, lang: str, *, published: str | None = None, spoken: str | None = None) -> list[Value]:
    """The values of a text, sorted and without overlap; where two overlap the longer wins, and a date wins over a count as long.

    `lang` is "fr" or "en"; `published`, an ISO date or prefix, is what "hier" or "en mars" are reckoned from;
    `spoken` is the last date that the article gave before this text, for "deux ans plus tard" at the head of a paragraph.
    """
    pieces = scan(text)
    words = reader(lang)
    found: list[Quantity | Moment] = [*words.dates.find(pieces, published, spoken), *words.quantities.find(pieces)]
    taken = [False] * len(pieces)
    values: list[Value] = []
    for one in sorted(found, key=lambda v: (pieces.starts[v.start] - pieces.ends[v.end - 1], v.start, isinstance(v, Quantity))):
        if any(taken[one.start : one.end]):
            continue
        taken[one.start : one.end] = [True] * (one.end - one.start)
        start, end = pieces.starts[one.start], pieces.ends[one.end - 1]
        if isinstance(one, Moment):
            values.append(Value(start=start, end=end, type="Date", text=one.text, amount=None, approximate=None, anchor=one.anchor))
        else:
            values.append(
                Value(start=start, end=end, type=one.kind, text=one.text, amount=one.amount, approximate=one.approximate, anchor=None)
            )
    return sorted(values, key=lambda value: value.start)
