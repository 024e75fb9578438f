"""The publication date: read off datelines, bylines and stamps, as ISO prefixes (dates inside prose are not read here)."""

from __future__ import annotations

import re
from datetime import date

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "février fevrier févr fév fevr feb february",
            "mars mar march",
            "avril avr apr april",
            "mai may",
            "juin jun june",
            "juillet juil jul july",
            "août aout aoû aug august",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "décembre decembre déc dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20)\d\d"

#: A date as the press prints it, anywhere in a line; groups name the forms.
DATE = (
    rf"(?:(?<!\d){_YEAR}-\d\d-\d\d(?:T[\d:.+Z-]+)?(?!\d)"
    rf"|(?<!\d)\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:er|st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}(?!\d)"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d))"
)
#: A week or a month, as magazines date their issues.
ISSUE = (
    rf"(?:(?:(?:semaine|week|édition)\s+)?(?:du|of|from)\s+\d{{1,2}}(?:er)?(?:\s+{_MONTH})?\s+(?:au|to)\s+{DATE}"
    rf"|(?:semaine|week|édition)\s+(?:du|of)\s+{DATE}|\b{_MONTH}\s+{_YEAR}(?!\d))"
)
#: A time of day, without what joins it to the date.
TIME = r"(?:\d{1,2}\s?[h:H]\s?\d{0,2}(?:\s?min)?(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)"

_DATE = re.compile(DATE, re.IGNORECASE)
_ISO = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)")
_NUMERIC = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})[./-]({_YEAR})")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})\D{{0,3}}\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+({_YEAR})", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"([^\W\d_]+)\.?\s+(\d{{1,2}})\D{{0,3}}\s+({_YEAR})", re.IGNORECASE)
_SPAN = re.compile(rf"\b(?:du|of|from)\s+(\d{{1,2}})(?:er)?(?:\s+({_MONTH}))?\s+(?:au|to)\s+({DATE})", re.IGNORECASE)
_SHOWN = re.compile(
    rf"(?:(?:\b\w+di|\bdimanche|\b\w+day),?\s+)?(?:{ISSUE}|{DATE})(?:,?\s*(?:à|at|-|–)?\s*{TIME})?", re.IGNORECASE
)
_ANY_MONTH = re.compile(rf"(?<!\d\s)\b({_MONTH})\s+({_YEAR})(?!\d)", re.IGNORECASE)
_PREFIX = re.compile(rf"^{_YEAR}(?:-(?:0[1-9]|1[0-2]))?$")
_MONTH_YEAR = re.compile(rf"^(?:{_MONTH})\s+{_YEAR}$", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:publi[ée]e?|parue?|post[ée]e?|mis en ligne|published|posted|created)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:mise?s? à jour|màj|maj|modifi[ée]e?|actualis[ée]e?|updated|modified|edited)\b", re.IGNORECASE)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(shown: str, lang: str | None) -> str | None:
    """ISO form of one printed date; None if there is no such day.

    Day first, as in Europe; but with slashes an English text may put the month first: where both readings exist only
    the year is sure.
    """
    if match := _ISO.match(shown):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(shown):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        day_first, month_first = _valid(year, two, one), _valid(year, one, two)
        if lang == "en" and match[2] == "/" and day_first and month_first and day_first != month_first:
            return str(year)
        return day_first or (month_first if lang == "en" else None)
    if match := _DAY_MONTH.match(shown):
        return _valid(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    if match := _MONTH_DAY.match(shown):
        return _valid(int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
    return None


def find(text: str, lang: str | None = None) -> str | None:
    """The first date in a dateline as ISO date (or year, where an English 03/04/2015 says no more); None if there is none."""
    for match in _DATE.finditer(text):
        if iso := _iso(match[0], lang):
            return iso
    return None


def published(datelines: list[str], lang: str | None = None) -> str | None:
    """The publication date that datelines give: the one called "published" first, then any, a date of update last."""
    ranked: list[tuple[int, int, str]] = []
    for line in datelines:
        for match in _DATE.finditer(line):
            iso = _iso(match[0], lang)
            if iso is None:
                continue
            before = line[: match.start()]
            said = max((found.end() for found in _PUBLISHED.finditer(before)), default=-1)
            changed = max((found.end() for found in _UPDATED.finditer(before)), default=-1)
            rank = 0 if said > changed else 2 if changed > said else 1
            span = _SPAN.search(line)
            if span and span.start(3) == match.start():
                month = _MONTHS[span[2].lower().rstrip(".")] if span[2] else int(iso[5:7] or 0)
                iso = _valid(int(iso[:4]), month, int(span[1])) or iso  # an issue of a week is out on its first day
            ranked.append((rank, len(ranked), iso))
    if ranked:
        return min(ranked)[2]
    months = [found for line in datelines if (found := _ANY_MONTH.search(line))]
    return f"{months[0][2]}-{_MONTHS[months[0][1].lower().rstrip('.')]:02d}" if months else None


def from_metadata(value: str, lang: str | None = None) -> str | None:
    """ISO prefix of a date given as metadata: 2015, 2015-03, 2015-03-20, a time stamp or a printed date; None if it is no date."""
    value = value.strip()
    if _PREFIX.match(value):
        return value
    if _MONTH_YEAR.match(value):
        month, year = value.rsplit(maxsplit=1)
        return f"{year}-{_MONTHS[month.rstrip('.').lower()]:02d}"
    return find(value, lang)


def strip(text: str) -> str:
    """`text` without its dates, days of the week and times of day."""
    return _SHOWN.sub("", text)
