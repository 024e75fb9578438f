"""Dates in a text as ISO prefixes with the precision that the text has: explicit, relative, fiscal years and horizons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.language.calendar import Period, bounds, period, same_period, valid
from kg.language.numbers import Numbers
from kg.language.printed import Calendar
from kg.language.reckoning import Anchor, Reckoning, interval
from kg.language.scan import Phrases, Scan, scan
from kg.language.years import Printed, phrases
from kg.lexicon import Lang

__all__ = ["Dates", "Moment", "bounds", "period", "resolve", "same_period"]

#: What a date may begin with at a word, as bits.
RECKONED, STRETCH, FISCAL, MODIFIED, PRINTED = (1 << bit for bit in range(5))


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in a scan: pieces `start` to `end`, its ISO form (the text's words when it cannot be known), and how it was known."""

    start: int
    end: int
    text: str
    anchor: Anchor


class Dates:
    """Finds the dates of one language in a scan."""

    def __init__(self, lang: Lang) -> None:
        """Raises OntologyError when the language lacks a key."""
        self.calendar = Calendar(lang)
        self._numbers = Numbers(lang)
        self._durations = Phrases.of(lang.groups("durations"))
        units = ("day", "week", "month", "year")
        self._relative = Phrases({p: (f"{unit}s", n) for unit in units for p, n in lang.integers(f"relative_dates.{unit}").items()})
        self._year_in_text = Phrases(lang.integers("relative_dates.year_in_text"))
        self._about = Phrases.of(lang.groups("approximators.before"))
        self._articles = frozenset(lang.words("number_words.articles"))
        self._ago_before, self._ago_after = phrases(lang, "relative_dates.ago_before"), phrases(lang, "relative_dates.ago_after")
        self._ahead, self._horizon = phrases(lang, "relative_dates.ahead_before"), phrases(lang, "horizon")
        self._later, self._earlier = phrases(lang, "relative_dates.later"), phrases(lang, "relative_dates.earlier")
        self._modifiers, self._modifier_joiners = phrases(lang, "dates.modifiers"), frozenset(lang.words("dates.modifier_joiners"))
        self._fiscal, self._ended = phrases(lang, "fiscal.before"), phrases(lang, "fiscal.ended")
        self._year_ended, self._short = phrases(lang, "fiscal.year_ended"), tuple(lang.words("fiscal.short"))
        reckoned = (self._relative, self._year_in_text, self._ago_before, self._ahead)
        #: What may begin with a word, so that most words cost one look-up.
        self._begins: dict[str, int] = {}
        for words, kind in (
            (frozenset(word for table in reckoned for word in table.first_words()), RECKONED),
            (self._numbers.first_words(), STRETCH),
            (self._fiscal.first_words() | self._year_ended.first_words(), FISCAL),
            (self._modifiers.first_words(), MODIFIED),
            (self.calendar.first_words(), PRINTED),
        ):
            for word in words:
                self._begins[word] = self._begins.get(word, 0) | kind

    def find(self, pieces: Scan, published: str | None = None, spoken: str | None = None) -> list[Moment]:
        """All dates of a scan, in order, without overlap; `published` and `spoken`, the last date before, are ISO dates or prefixes."""
        reckoning = Reckoning(period(published), period(spoken))
        found: list[Moment] = []
        i = 0
        begins, words = self._begins, pieces.words
        while i < len(words):
            kind = STRETCH | PRINTED if pieces.kinds[i] == "n" else begins.get(words[i], 0)
            if self._short and words[i].startswith(self._short):
                kind |= FISCAL
            moment = self._at(pieces, i, kind, reckoning) if kind else None
            if moment is None:
                i += 1
                continue
            found.append(moment)
            if moment.anchor in ("explicit", "relative", "fiscal"):
                reckoning.spoken, reckoning.spoken_at = period(moment.text), moment.start
            i = moment.end
        return found

    def _at(self, pieces: Scan, i: int, kind: int, reckoning: Reckoning) -> Moment | None:
        moment = self._reckoned(pieces, i, reckoning) if kind & RECKONED else None
        if moment is None and kind & STRETCH:
            moment = self._stretched(pieces, i, reckoning)
        if moment is None and kind & FISCAL:
            moment = self._fiscal_year(pieces, i, reckoning)
        if moment is None:
            read = self._modified(pieces, i, reckoning) if kind & MODIFIED else None
            if read is None and kind & PRINTED:
                read = self.calendar.read(pieces, i, reckoning, modified=False)
            moment = self._moment(pieces, i, read) if read is not None else None
        if moment is not None and moment.anchor != "unresolved" and self._horizon.before(pieces, i):
            return replace(moment, anchor="horizon")
        return moment

    def _modified(self, pieces: Scan, i: int, reckoning: Reckoning) -> Printed | None:
        """ "fin 2014", "mi-mars", "the end of 2020": a part of a period stands for the period."""
        modifier = self._modifiers.match(pieces, i)
        if modifier is None:
            return None
        at = modifier[0]
        while pieces.word(at) in self._modifier_joiners:
            at += 1
        return self.calendar.read(pieces, at, reckoning, modified=True)

    @staticmethod
    def _moment(pieces: Scan, i: int, read: Printed) -> Moment:
        if read.period is None:
            return Moment(i, read.end, pieces.source(i, read.end), "unresolved")
        text = str(read.period)
        if read.until is not None:
            text = interval(read.period, read.until) or text
        return Moment(i, read.end, text, read.anchor)

    def _fiscal_year(self, pieces: Scan, i: int, reckoning: Reckoning) -> Moment | None:
        """ "l'exercice 2013", "exercice 2017/2018", "exercice clos fin mars 2015", "fiscal 2019", "FY19": the year it ends in."""
        word = pieces.words[i]
        for short in self._short:
            digits = word.removeprefix(short)
            if word.startswith(short) and digits.isdigit() and len(digits) in (2, 4):
                year = valid(int(digits) + (2000 if len(digits) == 2 else 0))
                return Moment(i, i + 1, str(year), "fiscal") if year else None
        ended = self._year_ended.match(pieces, i)
        if ended is None:
            fiscal = self._fiscal.match(pieces, i)
            if fiscal is None:
                return None
            year, end = self.calendar.years.after(pieces, fiscal[0])
            if year is not None:
                read = self.calendar.years.read(pieces, end - 1, modified=True)
                last = read.until or read.period if read else None
                return Moment(i, read.end, str(last.year), "fiscal") if read and last else None
            ended = self._ended.match(pieces, fiscal[0])
            if ended is None:
                return None
        at = ended[0]
        modifier = self._modifiers.match(pieces, at)
        if modifier is not None:
            at = modifier[0]
        at += pieces.word(at) in ("le", "au", "the", "on")
        read = self.calendar.read(pieces, at, reckoning, modified=True)
        if read is None or read.period is None:
            return None
        last = read.until or read.period
        # results are of a year that is over: "the year to September" without its year
        ahead = read.anchor == "relative" and reckoning.published is not None and last.first > reckoning.published.first
        return Moment(i, read.end, str(last.year - ahead), "fiscal")

    def _reckoned(self, pieces: Scan, i: int, reckoning: Reckoning) -> Moment | None:
        """ "hier", "l'an dernier", "il y a trois ans", "d'ici un an"."""
        in_text = self._year_in_text.match(pieces, i)
        if in_text is not None:
            return self._known(pieces, i, in_text[0], reckoning.from_text("years", in_text[1]))
        relative = self._relative.match(pieces, i)
        if relative is not None:
            end, (unit, steps) = relative
            year, after = self.calendar.years.after(pieces, end)
            if unit == "years" and steps == 0 and year is not None:  # "la fin de l'année 2014"
                return Moment(i, after, str(year), "explicit")
            return self._known(pieces, i, end, reckoning.step(unit, steps))
        before = self._ago_before.match(pieces, i)
        if before is not None:
            stretch = self._stretch(pieces, before[0])
            return None if stretch is None else self._known(pieces, i, stretch[0], reckoning.step(stretch[2], -stretch[1]))
        ahead = self._ahead.match(pieces, i)
        if ahead is not None:
            stretch = self._stretch(pieces, ahead[0])
            if stretch is not None:
                moment = self._known(pieces, i, stretch[0], reckoning.step(stretch[2], stretch[1]))
                return replace(moment, anchor="horizon") if moment.anchor == "relative" and self._horizon.match(pieces, i) else moment
        return None

    def _stretched(self, pieces: Scan, i: int, reckoning: Reckoning) -> Moment | None:
        """ "deux ans plus tard", "two years ago", "un mois plus tôt"."""
        stretch = self._stretch(pieces, i)
        if stretch is None:
            return None
        end, steps, unit = stretch
        after_ = self._ago_after.match(pieces, end)
        if after_ is not None:
            return self._known(pieces, i, after_[0], reckoning.step(unit, -steps))
        later = self._later.match(pieces, end)
        if later is not None:
            return self._known(pieces, i, later[0], reckoning.from_text(unit, steps))
        earlier = self._earlier.match(pieces, end)
        if earlier is not None:
            return self._known(pieces, i, earlier[0], reckoning.from_text(unit, -steps))
        return None

    @staticmethod
    def _known(pieces: Scan, i: int, end: int, found: Period | None) -> Moment:
        if found is None:
            return Moment(i, end, pieces.source(i, end), "unresolved")
        return Moment(i, end, str(found), "relative")

    def _stretch(self, pieces: Scan, i: int) -> tuple[int, int, str] | None:
        """A whole number of days, weeks, months or years at piece `i`: end, number and unit."""
        about = self._about.match(pieces, i)
        at = about[0] if about else i
        rough = False
        if pieces.word(at) in self._articles and self._durations.match(pieces, at + 1) is not None:
            end, steps = at + 1, 1
        else:
            number = self._numbers.read(pieces, at)
            if number is None or number.scale is not None or number.value != number.value.to_integral_value() or number.value > 1000:
                return None
            end, steps, rough = number.end, int(number.value), number.rough
            end += rough and pieces.word(end) in ("de", "d'", "of")
        unit = self._durations.match(pieces, end)
        if unit is None or unit[1] not in ("years", "months", "weeks", "days", "decades"):
            return None
        if rough and unit[1] == "days":
            # "une dizaine de jours": no day is meant
            return unit[0], round(steps / 7), "weeks"
        return unit[0], steps, unit[1]


def resolve(text: str, lang: str, *, published: str | None = None) -> str | None:
    """The ISO form of the first date in a text ("le 12 janvier 2015" → "2015-01-12"); None when there is none or it cannot be known."""
    from kg.language.values import reader

    for moment in reader(lang).dates.find(scan(text), published):
        if moment.anchor != "unresolved":
            return moment.text
    return None
