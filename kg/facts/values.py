"""Values compared as precisely as they are given: normalised text ("44.4 %", "a few million EUR", "2012-09") to intervals."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER = r"[-+−]?\d+(?:[  ]\d{3})*(?:\.\d+)?"
_SCALE = rf"(?:{'|'.join(_SCALES)})s?"
_UNIT = r"(?P<unit>[^\d\s].*)?"
_SINGLE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<scale>{_SCALE})?\s*{_UNIT}", re.IGNORECASE)
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*(?:-|–|to)\s*(?P<high>{_NUMBER})\s*(?P<scale>{_SCALE})?\s*{_UNIT}", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?P<word>a few|several|dozens of|tens of|hundreds of|thousands of)?\s*"
    rf"(?P<scale>(?:hundred |ten )?{_SCALE}|hundred)?\s*(?:of\s+)?{_UNIT}",
    re.IGNORECASE,
)
_BELOW = re.compile(r"(?:<=?|less than|under|below|at most|up to|no more than)\s*(.+)", re.IGNORECASE)
_ABOVE = re.compile(r"(?:>=?|more than|over|above|at least|no less than)\s*(.+)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:~|≈|about|around|nearly|almost|approximately|some|close to)\s*(.+)", re.IGNORECASE)
#: What a vague word can stand for, as factors of the scale that follows it.
_WORDS = {
    "a few": (2, 10),
    "several": (2, 10),
    "dozens of": (20, 100),
    "tens of": (20, 100),
    "hundreds of": (200, 1000),
    "thousands of": (2000, 10_000),
}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEARS = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a value can mean: any number with low <= number < high (None: no bound), of a unit.

    `number` is the single number that was given, None for a range or a vague word; `precision` says how narrow it is.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    number: Decimal | None = None

    @property
    def precision(self) -> Decimal:
        """Width of the interval; infinite without a bound."""
        return Decimal("Infinity") if self.low is None or self.high is None else self.high - self.low

    def agrees(self, other: Quantity) -> bool:
        """Whether both can be true of the same thing: 22 % and 22.2 % agree, 44.3 % and 44.4 % do not; other units say nothing."""
        if self.unit.casefold() != other.unit.casefold():
            return True
        if self.number is not None and self.number == other.number:
            return True
        below = self.high is not None and other.low is not None and self.high <= other.low
        above = other.high is not None and self.low is not None and other.high <= self.low
        return not (below or above)


def quantity(text: str | None) -> Quantity | None:
    """The quantity in a normalised value; None for a role, a name, or what cannot be read as a number."""
    text = (text or "").strip()
    for pattern, bound in ((_BELOW, "below"), (_ABOVE, "above"), (_ABOUT, "about")):
        found = pattern.fullmatch(text)
        inner = quantity(found.group(1)) if found else None
        if inner is not None and inner.number is not None:
            if bound == "below":
                return Quantity(None, inner.number, inner.unit)
            if bound == "above":
                return Quantity(inner.number, None, inner.unit)
            slack = abs(inner.number) / 10
            return Quantity(inner.number - slack, inner.number + slack, inner.unit)
    found = _RANGE.fullmatch(text)
    if found:
        factor = _factor(found["scale"])
        low, high = _decimal(found["low"]) * factor, _decimal(found["high"]) * factor
        return Quantity(low, high, _unit(found["unit"])) if low < high else None
    found = _SINGLE.fullmatch(text)
    if found:
        number, factor = _decimal(found["number"]), _factor(found["scale"])
        exponent = number.as_tuple().exponent
        half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2 * factor
        exact = number * factor
        return Quantity(exact - half, exact + half, _unit(found["unit"]), exact)
    found = _VAGUE.fullmatch(text)
    if found and (found["word"] or found["scale"]):
        low_, high_ = _WORDS[found["word"].casefold()] if found["word"] else (2, 1000)
        factor = _factor(found["scale"])
        return Quantity(low_ * factor, high_ * factor, _unit(found["unit"]))
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[  ]", "", text).replace("−", "-"))


def _factor(scale: str | None) -> Decimal:
    factor = Decimal(1)
    for word in (scale or "").casefold().split():
        factor *= {"hundred": 100, "ten": 10}.get(word) or _SCALES[word.removesuffix("s")]
    return factor


def _unit(text: str | None) -> str:
    return " ".join((text or "").split())


def days(text: str | None) -> tuple[date, date] | None:
    """First and last day that an ISO prefix ("2012", "2012-09", "2012-09-04") or a span of years ("2014-2015") can mean."""
    years = _YEARS.fullmatch(text or "")
    found = _DATE.fullmatch(text or "")
    try:
        if years:
            return date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
        if found is None:
            return None
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether two dates can be the same day; an unknown or unreadable date agrees with everything."""
    a, b = days(one), days(other)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def earliest(dates: Iterable[str]) -> str | None:
    """The earliest of some ISO prefixes, as precisely as any of them has it: 2012-09 rather than 2012; None when there are none."""
    every = list(dates)
    if not every:
        return None
    first = min(every, key=lambda text: (str((days(text) or (text,))[0]), text))
    return min((text for text in every if dates_agree(text, first)), key=lambda text: (-len(text), text))
