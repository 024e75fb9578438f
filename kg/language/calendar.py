"""ISO date prefixes as periods: first and last day, whether two may mean the same time, steps forward and back."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A time with the precision that a text gives: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def period(text: str | None) -> Period | None:
    """The period that an ISO date or date-time begins with; None when it begins with none or names no day of the calendar."""
    found = _PREFIX.match(text or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return valid(year or 0, month, day)


def valid(year: int, month: int | None = None, day: int | None = None) -> Period | None:
    """The period of these numbers, or None when the calendar has none such."""
    if not 1 <= year <= 9998 or (month is not None and not 1 <= month <= 12) or (day is not None and month is None):
        return None
    if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Period(year, month, day)


def of_day(day: date) -> Period:
    """A single day as a period."""
    return Period(day.year, day.month, day.day)


def covering(first: date, last: date) -> Period:
    """The narrowest year, month or day that holds both days (the first one's year when no year does)."""
    if first == last:
        return of_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return Period(first.year, first.month)
    return Period(first.year)


def bounds(text: str) -> tuple[date, date] | None:
    """First and last day of a normalised date: an ISO prefix, or two with "/" between ("2018/2020"); None for anything else."""
    start, _, end = text.partition("/")
    low, high = period(start), period(end or start)
    if low is None or high is None or str(low) != start or str(high) != (end or start) or high.last < low.first:
        return None
    return low.first, high.last


def same_period(a: str, b: str) -> bool:
    """Whether two normalised dates may mean the same time: one lies within the other ("2012" and "2012-09", but no two months)."""
    one, other = bounds(a), bounds(b)
    if one is None or other is None:
        return a == b
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def shifted(base: Period, unit: str, steps: int) -> Period | None:
    """A period some days, weeks, months or years away, never more precise than its base nor than the step allows.

    Days keep a day; weeks and months give a month, years a year: "three years ago" says no month. None outside the calendar.
    """
    if unit == "years" or unit == "decades":
        return valid(base.year + steps * (10 if unit == "decades" else 1))
    if unit in ("months", "quarters", "half-years"):
        if base.month is None:
            return None
        number = base.year * 12 + base.month - 1 + steps * {"months": 1, "quarters": 3, "half-years": 6}[unit]
        return valid(number // 12, number % 12 + 1)
    if unit in ("weeks", "days") and base.day is not None:
        try:
            target = base.first + timedelta(days=steps * (7 if unit == "weeks" else 1))
        except OverflowError:
            return None
        return of_day(target) if unit == "days" else Period(target.year, target.month)
    return None
