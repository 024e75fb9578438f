"""What stands after a number: per cent, a currency, a stretch of time or a counted thing, each by its English name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.language.scan import Phrases, Scan, choices, scan
from kg.lexicon import Lang

Kind = Literal["Amount", "Percent", "Count", "Duration"]
_HYPHENS = ("-", "‑")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read up to piece `end`; `listed` tells a known one from the text's own word."""

    end: int
    kind: Kind
    name: str
    listed: bool = True


class Units:
    """Reads the units of one language out of a scan."""

    def __init__(self, lang: Lang) -> None:
        """Raises OntologyError when the language lacks a key."""
        units = lang.groups("units")
        cued = lang.groups("units_by_cue")
        self._percent = Phrases(dict.fromkeys(lang.words("percent"), "%"))
        self._currencies = Phrases.of(lang.groups("currencies"))
        self._signs = Phrases(lang.table("currency_signs"))
        self._durations = Phrases.of(lang.groups("durations"))
        self._plural = Phrases.of(units)
        self._any = Phrases.of({name: [*map(_singular, phrases), *phrases] for name, phrases in units.items()})
        self._cues = {_names(self._plural, words[0]): (name, words[1:]) for name, words in cued.items()}
        self._joiners = frozenset(lang.words("unit_joiners"))
        self._needs_of = bool(lang.get("scales_need_joiner"))
        self._adjectives = frozenset(lang.words("adjectives"))
        self._not_counted = frozenset(lang.words("not_counted"))
        self._endings = tuple(lang.words("plural_endings"))

    def currency_before(self, pieces: Scan, i: int) -> tuple[int, str] | None:
        """A currency that stands before its number ("$26bn", "US$ 3.5 billion", "EUR 150 million"): end and code."""
        found = self._signs.match(pieces, i)
        if found is not None and (found[0] == i + 1 or len(pieces.words[i]) > 1 or pieces.joined(i + 1)):  # not the article of "a $3m deal"
            return None if pieces.kind(i - 1) == "n" and not pieces.joined(found[0]) else found
        found = self._currencies.match(pieces, i)
        if found is not None and found[0] == i + 1 and pieces.words[i].upper() == found[1] == pieces.source(i, i + 1):
            return found
        return None

    def first_words(self) -> frozenset[str]:
        """Every word that a currency before its number may begin with."""
        return self._signs.first_words() | self._currencies.first_words()

    def currency(self, pieces: Scan, i: int) -> Unit | None:
        """A currency at piece `i`."""
        found = self._signs.match(pieces, i) or self._currencies.match(pieces, i)
        return Unit(found[0], "Amount", found[1]) if found else None

    def read(self, pieces: Scan, i: int, value: Decimal | None, *, of: bool) -> Unit | None:
        """The unit at piece `i` for a number `value` (None: many); `of` says that "de", "of" may come before it."""
        if i >= len(pieces):
            return None
        hyphen = pieces.words[i] in _HYPHENS and pieces.joined(i) and pieces.joined(i + 1)
        joined = pieces.words[i] in self._joiners and of
        at = i + (hyphen or joined)
        if joined and pieces.words[i] == "d" and pieces.word(at) == "'":
            at += 1
        percent = self._percent.match(pieces, at)
        if percent is not None and not joined:
            return Unit(percent[0], "Percent", "%")
        money = self.currency(pieces, at)
        if money is not None:
            return money
        time = self._durations.match(pieces, at)
        if time is not None:
            return None if pieces.capital(at) and not hyphen else Unit(time[0], "Duration", time[1])
        if of and self._needs_of and not joined and not hyphen:
            return None
        return self._counted(pieces, at, one=hyphen or (value is not None and abs(value) < 2), after_of=joined)

    def _counted(self, pieces: Scan, i: int, *, one: bool, after_of: bool) -> Unit | None:
        start = i
        phrases = self._any if one else self._plural
        for at in range(i, i + 3):
            listed = phrases.match(pieces, at)
            if listed is not None:
                word = pieces.source(at, at + 1)
                if at == start and pieces.capital(at) and pieces.capital(i - 2) and word != word.upper():
                    return None  # "Télé 7 Jeux" is a name
                return Unit(listed[0], "Count", self._cued(pieces, start, listed[1]))
            if pieces.word(at) not in self._adjectives:
                break
        else:
            return None
        word = pieces.word(at)
        plain = pieces.kind(at) == "w" and len(word) >= 3 and word not in self._not_counted and not word.endswith("'")
        if not plain or (pieces.capital(at) and not after_of):
            return None
        if not word.endswith(self._endings) or (pieces.word(at + 1) in _HYPHENS and pieces.joined(at + 1)):
            return None
        return Unit(at + 1, "Count", pieces.source(at, at + 1), listed=False)

    def _cued(self, pieces: Scan, i: int, name: str) -> str:
        if name not in self._cues:
            return name
        better, cues = self._cues[name]
        first = max(0, i - 9)
        near = pieces.words[first:i]
        return better if any(word.startswith(cues) for word in near) else name


def _names(phrases: Phrases[str], word: str) -> str:
    """The unit that a word means."""
    found = phrases.match(scan(word), 0)
    return found[1] if found else word


def _singular(phrase: str) -> str:
    """The singular of a regular plural: "machines virtuelles" → "machine virtuelle"."""
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in choices(phrase)[0].split(" "))
