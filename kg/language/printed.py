"""Dates as they are printed in words: days, months, quarters, seasons and weekdays, with or without their year."""

from __future__ import annotations

from kg.language.calendar import Period, valid
from kg.language.reckoning import Direction, Reckoning
from kg.language.scan import Phrases, Scan, unaccented
from kg.language.years import Printed, Years, phrases
from kg.lexicon import Lang

#: How many pieces before a date a sign of the future may stand.
REACH = 14


class Calendar:
    """Reads the printed dates of one language out of a scan."""

    def __init__(self, lang: Lang) -> None:
        """Raises OntologyError when the language lacks a key."""
        self.years = Years(lang)
        self._months, self._weekdays, self._seasons = (_with_plain(lang.integers(key)) for key in ("months", "weekdays", "seasons"))
        self._capitals = bool(lang.get("dates.month_first"))  # English writes months and weekdays with a capital
        self._ordinals, self._quarters = _with_plain(lang.integers("ordinals")), lang.integers("dates.quarters")
        self._quarter_signs = lang.integers("dates.quarter_signs")
        sets = {key: frozenset(lang.words(f"relative_dates.{key}")) for key in ("last", "next", "this")}
        self._last, self._next, self._this = sets["last"], sets["next"], sets["this"]
        self._horizon, self._before_month = phrases(lang, "horizon"), phrases(lang, "dates.before_month")
        self._habitual, self._of = frozenset(lang.words("dates.habitual")), phrases(lang, "dates.of")
        self._day_suffixes, self._ordinal_suffixes = (frozenset(lang.words(f"dates.{k}")) for k in ("day_suffixes", "ordinal_suffixes"))
        self._before_season = phrases(lang, "before_season")
        #: "in March last year", "mars de l'an dernier"
        self._years_away = Phrases(lang.integers("relative_dates.year"))
        self._to_day = frozenset(("au", "-", "–", *lang.words("ranges.and"), *lang.words("ranges.to")))  # "12 au 15 janvier"
        self._between_day = frozenset(lang.words("dates.between_day_and_month"))
        self._decades = frozenset(lang.words("dates.decades_before"))
        self._cues, self._endings = phrases(lang, "future.cues"), tuple(lang.words("future.endings"))

    def first_words(self) -> frozenset[str]:
        """Every word that a printed date may begin with."""
        numbered = (self._months, self._weekdays, self._seasons, self._ordinals, self._quarter_signs)
        return frozenset(word for table in numbered for word in table) | self._decades | self._last | self._next | self._this

    def read(self, pieces: Scan, i: int, reckoning: Reckoning, *, modified: bool) -> Printed | None:
        """The date that begins at piece `i`; `modified` when "fin", "mi-" or the like stands before it."""
        if pieces.kind(i) == "n":
            read = self.years.numeric(pieces, i) or self._day_month(pieces, i, reckoning) or self._quarter(pieces, i, reckoning)
            return read or self.years.read(pieces, i, modified=modified)
        word = pieces.word(i)
        if word in self._decades:
            year = self.years.bare(pieces, i + 1)
            return Printed(i + 2, year) if year and year.year % 10 == 0 else None
        return (
            self._weekday(pieces, i, reckoning)
            or self._month(pieces, i, reckoning, modified=modified)
            or self._quarter(pieces, i, reckoning)
            or self._season(pieces, i, reckoning)
        )

    def _day(self, pieces: Scan, i: int) -> tuple[int, int] | None:
        """A day of the month at piece `i` ("12", "1er", "12th"): end and number."""
        word = pieces.word(i)
        if pieces.kind(i) != "n" or not word.isdigit() or len(word) > 2 or not 1 <= int(word) <= 31:
            return None
        if pieces.joined(i) and pieces.kind(i - 1) == "n":
            return None
        end = i + 1
        if pieces.joined(end) and pieces.kind(end) == "w":
            if pieces.words[end] not in self._day_suffixes:
                return None
            end += 1
        return end, int(word)

    def _day_month(self, pieces: Scan, i: int, reckoning: Reckoning, weekday: int | None = None) -> Printed | None:
        """ "12 janvier 2015", "12 et 13 janvier", "du 12 au 15 janvier 2015", "12th of January"."""
        first = self._day(pieces, i)
        if first is None:
            return None
        at, second = first[0], None
        if pieces.word(at) in self._to_day:
            second = self._day(pieces, at + 1)
            at = second[0] if second else at
        at += pieces.word(at) in self._between_day
        month = self._months.get(pieces.word(at))
        if month is None or (pieces.joined(at) and pieces.word(at - 1) != "-"):
            return None
        return self._with_year(pieces, i, at + 1, month, first[1], second[1] if second else None, reckoning, weekday)

    def _with_year(
        self,
        pieces: Scan,
        i: int,
        at: int,
        month: int,
        day: int | None,
        until: int | None,
        reckoning: Reckoning,
        weekday: int | None = None,
    ) -> Printed | None:
        """The date of a month and perhaps days, with the year that follows or is reckoned."""
        at += pieces.word(at) == "." and pieces.joined(at) and pieces.kind(at + 1) == "n"
        year, end = self.years.after(pieces, at)
        if year is None:
            year, end = self._year_away(pieces, at, reckoning)
        if year is None:
            direction, end = self._direction(pieces, i, at)
            found = reckoning.month(month, direction) if day is None else reckoning.day(month, day, direction, weekday)
            found = found or self._same_sentence(pieces, i, month, day, reckoning)
            last = valid(found.year, month, until) if found and until else None
            return Printed(end, found, month, day, "relative", last)
        found = valid(year.year, month, day)
        return Printed(end, found, month, day, "explicit", valid(year.year, month, until) if until else None) if found else None

    def _year_away(self, pieces: Scan, at: int, reckoning: Reckoning) -> tuple[Period | None, int]:
        """The year that is said behind a month from today: "last year", "de l'an dernier"."""
        of = self._of.match(pieces, at)
        for start in (at, of[0]) if of is not None else (at,):
            found = self._years_away.match(pieces, start)
            if found is not None and (year := reckoning.step("years", found[1])) is not None:
                return valid(year.year), found[0]
        return None, at

    @staticmethod
    def _same_sentence(pieces: Scan, i: int, month: int, day: int | None, reckoning: Reckoning) -> Period | None:
        """Without a day of publication: the year that the same sentence gave before."""
        if reckoning.published is not None or reckoning.spoken is None or reckoning.spoken_at < pieces.sentence_start(i):
            return None
        return valid(reckoning.spoken.year, month, day)

    def _month(self, pieces: Scan, i: int, reckoning: Reckoning, *, modified: bool) -> Printed | None:
        """ "janvier 2015", "January 12, 2015", "en mars", "juillet dernier", "last July"."""
        month = self._months.get(pieces.word(i))
        prefix = self._this_last_next(pieces, i)
        if month is None and prefix is not None:
            month, at = self._months.get(pieces.word(i + 1)), i + 2
            if month is None or (self._capitals and not pieces.capital(i + 1)):
                return None
            return Printed(at, reckoning.month(month, prefix[0]), month, None, "relative")
        if month is None or (pieces.joined(i) and not modified and pieces.words[i - 1].isalpha()):
            return None
        at = i + 1
        at += pieces.word(at) == "." and pieces.joined(at) and pieces.kind(at + 1) == "n"
        day = self._day(pieces, at) if self._capitals and pieces.capital(i) else None
        if day is not None:
            return self._with_year(pieces, i, day[0], month, day[1], None, reckoning)
        year, end = self.years.after(pieces, at)
        if year is not None:
            start = valid(year.year, month)
            return self._until(pieces, i, end, start) if start else None
        if self._capitals and not pieces.capital(i):
            return None
        _, after = self._direction(pieces, i, at)
        if not modified and after == at and self._before_month.before(pieces, i) is None:
            return None
        other = self._until_month(pieces, i, at)
        return other or self._with_year(pieces, i, at, month, None, None, reckoning)

    def _until(self, pieces: Scan, i: int, end: int, start: Period) -> Printed:
        """ "d'avril 2018 à mai 2019", "between April 2018 and May 2019": up to a second month with its year."""
        if self.years.links(pieces, i, end) and (last := self._months.get(pieces.word(end + 1))) is not None:
            year, after = self.years.after(pieces, end + 2)
            until = valid(year.year, last) if year else None
            if until is not None and until.first > start.first:
                return Printed(after, start, until=until)
        return Printed(end, start)

    def _until_month(self, pieces: Scan, i: int, at: int) -> Printed | None:
        """ "de janvier à mars 2015": the year stands with the second month."""
        if not self.years.links(pieces, i, at):
            return None
        last = self._months.get(pieces.word(at + 1))
        year, end = self.years.after(pieces, at + 2)
        if last is None or year is None:
            return None
        first = self._months[pieces.words[i]]
        start = valid(year.year - (first > last), first)
        return Printed(end, start, until=valid(year.year, last))

    def _weekday(self, pieces: Scan, i: int, reckoning: Reckoning) -> Printed | None:
        """ "lundi", "mardi dernier", "lundi 12 janvier 2015", "Monday, January 12"."""
        prefix = self._this_last_next(pieces, i)
        at = i + (prefix is not None)
        weekday = self._weekdays.get(pieces.word(at))
        if weekday is None or (self._capitals and not pieces.capital(at)):
            return None
        after = at + 1 + (pieces.word(at + 1) == ",")
        for start in (after, after + (pieces.word(after) in ("le", "the"))):
            full = self._day_month(pieces, start, reckoning, weekday) if pieces.kind(start) == "n" else None
            if full is None and pieces.kind(start) == "w" and pieces.word(start) in self._months and self._capitals:
                full = self._month(pieces, start, reckoning, modified=False)
                full = full if full and full.day is not None else None
            if full is not None:
                return full
        numeric = self.years.numeric(pieces, after) if pieces.kind(after) == "n" else None
        if numeric is not None:
            return numeric
        direction, end = self._direction(pieces, i, at + 1)
        if prefix is not None:
            direction = prefix[0]
        elif end == at + 1 and pieces.word(i - 1) in self._habitual:
            return None  # "le lundi", "every Monday": a habit
        return Printed(end, reckoning.weekday(weekday, direction), anchor="relative")

    def _quarter(self, pieces: Scan, i: int, reckoning: Reckoning) -> Printed | None:
        """ "premier trimestre 2019", "1er semestre 2020", "T1 2019", "third quarter of 2019", "au premier trimestre"."""
        word = pieces.word(i)
        if word in self._quarter_signs:
            year, end = self.years.after(pieces, i + 1)
            if year is None and self._before_month.before(pieces, i) is not None:
                direction, end = self._direction(pieces, i, i + 1)
                which, per = self._quarter_signs[word], 4 if word[0] in "qt" else 2
                return Printed(end, reckoning.quarter(which, per, direction), anchor="relative")
            return Printed(end, year) if year else None
        at = i + 1
        number = self._ordinals.get(word)
        if number is None and word in ("1", "2", "3", "4") and pieces.joined(at) and pieces.word(at) in self._ordinal_suffixes:
            number, at = int(word), at + 1
        at += pieces.word(at) == "-"
        per_year = self._quarters.get(pieces.word(at))
        if number is None or per_year is None or number > per_year:
            return None
        year, end = self.years.after(pieces, at + 1)
        if year is not None:
            return Printed(end, year)
        if self._of.match(pieces, at + 1) is not None:
            return None  # "the first half of the match", "le premier trimestre de son exercice"
        direction, end = self._direction(pieces, i, at + 1)
        return Printed(end, reckoning.quarter(number, per_year, direction), anchor="relative")

    def _season(self, pieces: Scan, i: int, reckoning: Reckoning) -> Printed | None:
        """ "l'été 2013", "cet automne", "last summer"."""
        prefix = self._this_last_next(pieces, i)
        at = i + (prefix is not None)
        season = self._seasons.get(pieces.word(at))
        if season is None:
            return None
        year, end = self.years.after(pieces, at + 1)
        if year is not None:
            return Printed(end, year)
        if prefix is not None:
            return Printed(at + 1, reckoning.season(season, prefix[0]), anchor="relative")
        suffix = pieces.word(at + 1)
        if suffix in self._last or suffix in self._next:
            if self._capitals:
                return None
            return Printed(at + 2, reckoning.season(season, "last" if suffix in self._last else "next"), anchor="relative")
        if self._before_season.before(pieces, i) is None or self._of.match(pieces, at + 1) is not None:
            return None
        direction, end = self._direction(pieces, i, at + 1)
        return Printed(end, reckoning.season(season, direction or "past"), anchor="relative")

    def _this_last_next(self, pieces: Scan, i: int) -> tuple[Direction | None] | None:
        """The direction that a word before a date gives: ("last",), ("next",), (None,) for "this"; None without such a word."""
        word = pieces.word(i)
        if word in self._this:
            return (None,)
        if not self._capitals:  # in French "dernier" follows
            return None
        return ("last",) if word in self._last else ("next",) if word in self._next else None

    def _direction(self, pieces: Scan, i: int, end: int) -> tuple[Direction | None, int]:
        """Where a date without a year lies, from the word behind it ("dernier") or a sign of the future before it; and its end."""
        word = pieces.word(end)
        if not self._capitals:
            if word in self._last:
                return "last", end + 1
            if word in self._next:
                return "next", end + 1
        if self._horizon.before(pieces, i):
            return "future", end
        for at in range(i - 1, max(-1, i - REACH), -1):
            if pieces.sentence_ends(at):
                break
            if self._cues.match(pieces, at) or (self._endings and pieces.kinds[at] == "w" and pieces.words[at].endswith(self._endings)):
                return "future", end
        return None, end


def _with_plain(numbered: dict[str, int]) -> dict[str, int]:
    """Words with their numbers, and the same words without accents."""
    return {unaccented(word): number for word, number in numbered.items()} | numbered
