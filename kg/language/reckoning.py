"""Dates that leave something out, reckoned from the day of publication or from the last date in the text; never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.language.calendar import Period, covering, of_day, shifted, valid

Anchor = Literal["explicit", "relative", "fiscal", "horizon", "unresolved"]
Direction = Literal["last", "next", "past", "future"]


@dataclass(slots=True)
class Reckoning:
    """What dates of one text are reckoned from: `published`, `spoken` (the last date the text gave) and the piece where it stood."""

    published: Period | None
    spoken: Period | None = None
    spoken_at: int = -1

    def month(self, month: int, direction: Direction | None) -> Period | None:
        """A month without its year: the nearest in that direction, by itself the last that has begun; None without a publication."""
        base = self.published
        if base is None or base.month is None:
            return None
        if direction == "last":
            return valid(base.year - (month >= base.month), month)
        if direction == "next":
            return valid(base.year + (month <= base.month), month)
        if direction == "future":
            return valid(base.year + (month < base.month), month)
        return valid(base.year - (month > base.month), month)

    def day(self, month: int, day: int, direction: Direction | None, weekday: int | None = None) -> Period | None:
        """A day without its year: the nearest, or the nearest in that direction; a weekday said with it may tell the year."""
        base = self.published
        if base is None or base.day is None:
            return self._in_month(month, day)
        found = [p for year in (base.year - 1, base.year, base.year + 1) if (p := valid(year, month, day)) is not None]
        found = [p for p in found if p.first.weekday() == weekday] or found
        if direction in ("last", "past"):
            found = [p for p in found if p.first <= base.first][-1:]
        elif direction in ("next", "future"):
            found = [p for p in found if p.first >= base.first][:1]
        return min(found, key=lambda p: (abs((p.first - base.first).days), p.first), default=None)

    def _in_month(self, month: int, day: int) -> Period | None:
        """Without a day of publication only its own month says the year."""
        base = self.published
        return valid(base.year, month, day) if base is not None and base.month == month else None

    def weekday(self, weekday: int, direction: Direction | None) -> Period | None:
        """A day of the week: the last one up to the day of publication, or the next from it on when it lies ahead."""
        base = self.published
        if base is None or base.day is None:
            return None
        back = (base.first.weekday() - weekday) % 7
        if direction == "last":
            back = back or 7
        elif direction == "next":
            back = back - 7
        elif direction == "future" and back:
            back -= 7
        return of_day(base.first - timedelta(days=back))

    def quarter(self, number: int, per_year: int, direction: Direction | None) -> Period | None:
        """The year of a quarter or half-year that is named without one: the last that has begun, or the next that has not."""
        base = self.published
        if base is None or base.month is None:
            return None
        now = (base.month - 1) * per_year // 12 + 1
        if direction == "future":
            return valid(base.year + (number < now))
        return valid(base.year - (number > now))

    def season(self, season: int, direction: Direction | None) -> Period | None:
        """The year of "this summer", "last autumn"; a winter lies in two years, so only "this" one in its first months is sure."""
        base = self.published
        if base is None or base.month is None:
            return None
        now = (base.month % 12) // 3  # 0 winter, 1 spring, 2 summer, 3 autumn
        season %= 4
        if season == 0:
            return None if direction or base.month not in (1, 2, 3) else valid(base.year)
        if direction == "last":
            return valid(base.year - (season >= now and base.month != 12))
        if direction == "next":
            return valid(base.year + (season <= now or base.month == 12))
        if direction == "past":
            return valid(base.year - (season > now and base.month != 12))
        if direction == "future":
            return valid(base.year + (season < now or base.month == 12))
        return valid(base.year)

    def step(self, unit: str, steps: int) -> Period | None:
        """A day, week, month or year reckoned from the day of publication ("hier", "la semaine dernière", "il y a trois ans")."""
        base = self.published
        if base is None:
            return None
        if unit == "weeks":
            if base.day is None:
                return None
            monday = base.first - timedelta(days=base.first.weekday()) + timedelta(weeks=steps)
            return covering(monday, monday + timedelta(days=6))
        return shifted(base, unit, steps)

    def from_text(self, unit: str, steps: int) -> Period | None:
        """A time reckoned from the last date that the text gave ("deux ans plus tard", "l'année suivante")."""
        return None if self.spoken is None else shifted(self.spoken, unit, steps)


def interval(first: Period, last: Period) -> str | None:
    """Two dates as an ISO interval ("2018/2020"); None when they are not in order."""
    return f"{first}/{last}" if (first.first, date.max) < (last.first, date.max) else None
