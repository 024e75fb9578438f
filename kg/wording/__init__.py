"""The words that files for people are written in, French and English: headings, dates, values, how sure something is.

`kg.wording.readings` has the sentences on how a conflict can be read.
"""

from __future__ import annotations

import re
from functools import cache

from kg import ontology
from kg.errors import ExportError
from kg.types import Gap
from kg.wording import values
from kg.wording.phrases import KINDS, LACKS, PAGE, PHRASES, STAGES, VALUES

LANGUAGES = ("en", "fr")
_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def check(lang: str) -> str:
    """`lang` if files are written in it; ExportError otherwise."""
    if lang not in LANGUAGES:
        raise ExportError(f"no wording in {lang!r}; there are {', '.join(LANGUAGES)}")
    return lang


class Wording:
    """All words of one language: `words["known"]` is a phrase, the methods word what the graph holds."""

    def __init__(self, lang: str) -> None:
        """`lang` is one of LANGUAGES; ExportError otherwise."""
        self.lang = check(lang)

    def __getitem__(self, phrase: str) -> str:
        """A phrase of PHRASES or of PAGE."""
        return (PHRASES.get(phrase) or PAGE[phrase])[LANGUAGES.index(self.lang)]

    def count(self, number: int, thing: str) -> str:
        """ "1 fact", "2 facts"; French has one of nothing too. `thing` is a phrase with both forms, "fact|facts"."""
        one, many = self[thing].split("|")
        return f"{number} {one if number == 1 or (number == 0 and self.lang == 'fr') else many}"

    def relation(self, name: str, *, backwards: bool = False) -> str:
        """A relation as the ontology calls it, read from its object with `backwards`."""
        known = ontology.load().relations.get(name)
        if known is None:  # what no article says and rules conclude
            return ontology.load().inferred.get(name, {}).get(self.lang) or name.replace("_", " ")
        return (known.inverse_labels if backwards else {}).get(self.lang) or known.labels[self.lang]

    def alone(self, name: str) -> str:
        """A relation without an object, as a heading: "revenue", "foundation"."""
        return self[f"{name} alone"] if f"{name} alone" in PHRASES else self.relation(name)

    def value_kind(self, relation: str) -> str:
        """The usual kind of value of a relation, as `value` wants it."""
        known = ontology.load().relations.get(relation)
        return known.kind if known else "text"

    def type(self, name: str) -> str:
        """An entity type as the ontology calls it."""
        known = ontology.load().types.get(name)
        return known.labels[self.lang] if known else name

    def status(self, name: str) -> str:
        """How sure something is: a status or a modality, how far a deal has come, or "disputed", "ended", "accepted", "rejected"."""
        known = {**ontology.load().statuses, **ontology.load().modalities}
        if name in known:
            return known[name][self.lang]
        return self[name] if name in PHRASES else self.stage(name) if name in STAGES else name

    def stage(self, name: str) -> str:
        """How far a deal has come."""
        return STAGES[name][LANGUAGES.index(self.lang)]

    def kind(self, name: str) -> str:
        """A kind of conflict as the ontology calls it."""
        known = ontology.load().conflict_kinds.get(name) or ontology.load().conflict_kinds.get(f"{name}_conflict")
        return known[self.lang] if known else name.replace("_", " ")

    def meaning(self, name: str) -> str:
        """What a kind of conflict means, as a sentence."""
        return KINDS[name][LANGUAGES.index(self.lang)] if name in KINDS else ""

    def lack(self, gap: Gap) -> str:
        """What a sentence lacked that made no claim."""
        place = LANGUAGES.index(self.lang)
        kinds = f" {self['or']} ".join(VALUES[kind][place] if kind in VALUES else self.type(kind) for kind in gap.wanted)
        return LACKS[gap.lack][place].format(kinds=kinds or self["anything"])

    def date(self, date: str | None) -> str:
        """An ISO date or the beginning of one in words: "12 January 2015"; what is none as it stands, "" for None."""
        found = _DATE.fullmatch(date or "")
        if not found:
            return date or ""
        year, month, day = found.groups()
        if month is None or not 1 <= int(month) <= 12:
            return date or ""
        named = _MONTHS[self.lang][int(month) - 1]
        first = "1er" if day == "01" and self.lang == "fr" else str(int(day)) if day else ""
        return " ".join(part for part in (first, named, year) if part)

    def published(self, date: str) -> str:
        """That a date is only that of an article: "article of 12 January 2015"."""
        return self["article of" if len(date) > 7 else "article in"].format(date=self.date(date))

    def value(self, value: str | None, kind: str = "percent") -> str:
        """A value as people write it: "44,4 %", "97 485 euros"; a role or a date (`kind` "text" or "date") as it stands, "" for None."""
        if not value or kind == "text":
            return value or ""
        if _DATE.fullmatch(value) and "-" in value:
            return self.date(value)
        return values.french(value) if self.lang == "fr" else values.english(value)


@cache
def wording(lang: str) -> Wording:
    """The words of "en" or "fr"; ExportError for another language."""
    return Wording(lang)
