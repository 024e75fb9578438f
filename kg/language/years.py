"""Dates that are digits alone: years, decades, stretches of years, "12/01/2015"; and what a printed date says."""

from __future__ import annotations

from dataclasses import dataclass

from kg.language.calendar import Period, valid
from kg.language.reckoning import Anchor
from kg.language.scan import Phrases, Scan
from kg.lexicon import Lang


@dataclass(frozen=True, slots=True)
class Printed:
    """What a date expression says, up to piece `end`; what is None it leaves out."""

    end: int
    period: Period | None = None
    month: int | None = None
    day: int | None = None
    anchor: Anchor = "explicit"
    until: Period | None = None


class Years:
    """Reads years and dates in digits out of a scan."""

    def __init__(self, lang: Lang) -> None:
        """Raises OntologyError when the language lacks a key."""
        self._month_first = bool(lang.get("dates.month_first"))
        self._modifier_joiners, self._of = frozenset(lang.words("dates.modifier_joiners")), phrases(lang, "dates.of")
        self._decade_suffixes = frozenset(lang.words("dates.decade_suffixes"))
        self._not_years = frozenset(lang.words("dates.not_years_after"))
        self._between, self._and = frozenset(lang.words("ranges.between")), frozenset(lang.words("ranges.and"))
        self._from, self._to = frozenset(lang.words("ranges.from")), frozenset(lang.words("ranges.to"))

    def numeric(self, pieces: Scan, i: int) -> Printed | None:
        """ "12/01/2015", "12.01.2014", "2015-03-20"."""
        word, end = pieces.words[i], i + 1
        if pieces.joined(i) and pieces.kind(i - 1) != "s":
            return None
        parts = word.split(".")
        sign = "."
        if len(parts) == 1 and pieces.word(end) in ("/", "-", "‑") and pieces.joined(end) and pieces.joined(end + 1):
            sign = pieces.words[end]
            while len(parts) < 3 and pieces.word(end) == sign and pieces.joined(end + 1) and pieces.kind(end + 1) == "n":
                parts.append(pieces.words[end + 1])
                end += 2
        if len(parts) != 3 or not all(part.isdigit() for part in parts):
            return None
        if pieces.joined(end) and pieces.kind(end) == "n":
            return None
        if len(parts[0]) == 4:
            found = valid(int(parts[0]), int(parts[1]), int(parts[2])) if 1800 <= int(parts[0]) <= 2099 else None
            return Printed(end, found) if found else None
        day, month, year = (int(part) for part in parts)
        if len(parts[2]) == 2 and sign == "/" and not self._month_first:
            year += 2000 if year < 70 else 1900
        if not 1800 <= year <= 2099:
            return None
        if self._month_first and sign != ".":
            if day <= 12 and month <= 12 and day != month:
                return Printed(end, valid(year))  # March 4th or April 3rd: only the year is sure
            if month > 12:
                day, month = month, day
        found = valid(year, month, day)
        return Printed(end, found) if found else None

    def after(self, pieces: Scan, at: int) -> tuple[Period | None, int]:
        """The year at or shortly behind piece `at` ("2015", "de 2015", ", 2015") and the end of what was read."""
        found = self.bare(pieces, at)
        if found is not None:
            return found, at + 1
        of = self._of.match(pieces, at)
        if of is not None and (found := self.bare(pieces, of[0])) is not None:
            return found, of[0] + 1
        return None, at

    @staticmethod
    def bare(pieces: Scan, i: int) -> Period | None:
        """The four digits of a year at piece `i`."""
        word = pieces.word(i)
        if pieces.kind(i) != "n" or len(word) != 4 or not word.isdigit() or not 1800 <= int(word) <= 2099:
            return None
        if pieces.joined(i + 1) and (pieces.kind(i + 1) in ("w", "n") or pieces.words[i + 1] in "%€$:°"):
            return None
        return valid(int(word))

    def read(self, pieces: Scan, i: int, *, modified: bool) -> Printed | None:
        """ "2012", "2011-2018", "entre 2018 et 2020", "the 1990s"."""
        if self._decade_suffixes and pieces.joined(i + 1) and pieces.word(i + 1) in self._decade_suffixes:
            word = pieces.words[i]
            return Printed(i + 2, valid(int(word))) if len(word) == 4 and word.isdigit() and word.endswith("0") and word >= "1800" else None
        year = self.bare(pieces, i)
        if year is None or not self._stands_for_a_year(pieces, i, modified=modified):
            return None
        end = i + 1
        sign = pieces.word(end)
        if sign in ("-", "–", "/", "‑") and pieces.joined(end) and pieces.joined(end + 1):
            other = self.bare(pieces, end + 1)
            short = pieces.word(end + 1)
            if other is None and sign == "/" and len(short) == 2 and short.isdigit() and int(short) == (year.year + 1) % 100:
                other = valid(year.year + 1)
            if other is None and pieces.kind(end + 1) == "n":
                month = valid(year.year, int(short)) if len(short) == 2 and short.isdigit() and sign != "/" else None
                return Printed(end + 2, month) if month and not pieces.joined(end + 2) else None
            if other is not None and other.year > year.year:
                return Printed(end + 2, year, until=other)
        if self.links(pieces, i, end):
            other = self.bare(pieces, end + 1)
            if other is not None and other.year > year.year:
                return Printed(end + 2, year, until=other)
        return Printed(end, year)

    def _stands_for_a_year(self, pieces: Scan, i: int, *, modified: bool) -> bool:
        if pieces.joined(i) and not modified and pieces.words[i - 1] not in "(«\"“'‘[":
            return pieces.word(i - 1).endswith("'")
        at = i - 1
        if pieces.word(at) in self._modifier_joiners:
            at -= 1
        return not any(word in self._not_years for word in (pieces.word(i - 1), pieces.word(at)))

    def links(self, pieces: Scan, i: int, at: int) -> bool:
        """Whether piece `at` ties two dates to a stretch of time, the first of which begins at piece `i`: "from … to", "between … and"."""
        before, word = pieces.word(i - 1), pieces.word(at)
        return (word in self._to and before in self._from) or (word in self._and and before in self._between)


def phrases(lang: Lang, key: str) -> Phrases[bool]:
    """A list of phrases, to be found in a scan."""
    return Phrases(dict.fromkeys(lang.words(key), True))
