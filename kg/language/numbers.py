"""Numbers as a language writes them: digits with its separators, number words, scales; and how a Decimal is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.language.scan import Phrases, Scan
from kg.lexicon import Lang

#: What a scale word multiplies by.
SCALES: dict[str, Decimal] = {
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_MANY_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a scan: pieces up to `end`, its value, the scale word that stands with it, and whether it stood in digits."""

    end: int
    value: Decimal
    scale: str | None
    digits: bool
    rough: bool = False


def shown(value: Decimal) -> str:
    """A Decimal in plain digits, with the decimals that it has ("44.4", "3.0", "-29242500")."""
    return format(value, "f")


def rescaled(value: Decimal, scale: str | None, to: str | None) -> Decimal:
    """The same quantity counted in another scale: 500 million is 0.5 billion."""
    if scale == to:
        return value
    moved = value * SCALES.get(scale or "", Decimal(1)) / SCALES.get(to or "", Decimal(1))
    return moved.normalize() if moved != moved.to_integral_value() else moved.to_integral_value()


class Numbers:
    """Reads the numbers of one language out of a scan."""

    def __init__(self, lang: Lang) -> None:
        """Raises OntologyError when the language lacks a key."""
        self.decimal = lang.data["number_format"]["decimal"]
        thousands = re.escape(lang.data["number_format"]["thousands"])
        self._grouped = re.compile(rf"[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+(?:{re.escape(self.decimal)}\d+)?")
        self._thousands = lang.data["number_format"]["thousands"]
        self._words = lang.integers("numbers")
        self._articles = frozenset(lang.words("number_words.articles"))
        self._joiners = frozenset(lang.words("number_words.joiners"))
        self._halves = Phrases(dict.fromkeys(lang.words("number_words.halves"), Decimal("0.5")))
        self._half_of = Phrases(dict.fromkeys(lang.words("number_words.half_of"), Decimal("0.5")))
        self._scales = Phrases(lang.table("scales"))
        self._signs = lang.table("scale_signs")
        self._collectives = Phrases(lang.integers("collectives"))

    def first_words(self) -> frozenset[str]:
        """Every word that a number in words may begin with."""
        return frozenset(self._words) | self._half_of.first_words()

    def digits(self, written: str) -> Decimal | None:
        """The number that a run of digits writes; None for a version, a date or another thing with several separators."""
        plain = re.sub(r"[^\d.,]", "", written)
        if plain.isdigit():
            return Decimal(plain)
        if self._grouped.fullmatch(plain):
            return Decimal(plain.replace(self._thousands, "").replace(self.decimal, "."))
        if _MANY_GROUPS.fullmatch(plain):
            return Decimal(re.sub(r"[.,]", "", plain))
        if plain.count(".") + plain.count(",") == 1:
            return Decimal(plain.replace(",", "."))
        return None

    def read(self, pieces: Scan, i: int) -> Number | None:
        """The number at piece `i` with the scale word after it ("1,2 milliard", "trois millions", "une centaine de millions")."""
        kind = pieces.kind(i)
        if kind == "n":
            value = self.digits(pieces.words[i])
            return None if value is None else self._scaled(pieces, i + 1, value, digits=True)
        if kind != "w":
            return None
        half = self._half_of.match(pieces, i)
        if half is not None:
            return self._half(pieces, *half)
        word = pieces.words[i]
        if word in self._articles:
            rough = self._collectives.match(pieces, i + 1)
            if rough is not None:
                return self._rough(pieces, *rough)
        spoken = self._spoken(pieces, i)
        if spoken is None:
            return None
        end, number = spoken
        rough = self._collectives.match(pieces, end)  # "deux douzaines de", "trois milliers de"
        if rough is not None and number > 1:
            return self._scaled(pieces, self._past_of(pieces, rough[0]), number * rough[1], digits=False)
        found = self._scaled(pieces, end, number, digits=False)
        if word in self._articles and end == i + 1 and found.scale is None:
            return None
        return found

    def sign(self, pieces: Scan, i: int) -> str | None:
        """The scale that a short sign at piece `i` stands for: the "M" of "150 M€"."""
        return self._signs.get(pieces.word(i))

    def _half(self, pieces: Scan, end: int, value: Decimal) -> Number | None:
        end += pieces.word(end) == "-"
        found = self._scaled(pieces, end, value, digits=False)
        return found if found.scale is not None else None

    def _rough(self, pieces: Scan, end: int, value: int) -> Number:
        after = self._past_of(pieces, end)
        found = self._scaled(pieces, after, Decimal(value), digits=False)
        if found.scale is None:
            return Number(end, Decimal(value), None, False, True)
        return Number(found.end, found.value, found.scale, False, True)

    @staticmethod
    def _past_of(pieces: Scan, i: int) -> int:
        return i + 1 if pieces.word(i) in ("de", "d'", "of") else i

    def _scaled(self, pieces: Scan, end: int, value: Decimal, *, digits: bool) -> Number:
        at = end
        if pieces.word(at) in ("-", "‑") and pieces.joined(at) and pieces.joined(at + 1):
            at += 1
        extra = self._halves.match(pieces, at)
        if extra is not None:  # "two and a half million", "two and a half years"
            scale = self._scales.match(pieces, extra[0])
            return Number(scale[0] if scale else extra[0], value + extra[1], scale[1] if scale else None, digits)
        scale = self._scales.match(pieces, at)
        if scale is None:
            return Number(end, value, None, digits)
        end, name = scale
        nested = self._scales.match(pieces, self._past_of(pieces, end)) if name == "thousand" else None  # "trois milliers de milliards"
        if nested is not None:
            return Number(nested[0], value * 1000, nested[1], digits)
        extra = self._halves.match(pieces, end)  # "deux millions et demi"
        if extra is not None:
            return Number(extra[0], value + extra[1], name, digits)
        if name == "thousand":
            return Number(end, value * 1000, None, digits)
        return Number(end, value, name, digits)

    def _spoken(self, pieces: Scan, i: int) -> tuple[int, Decimal] | None:
        """A number in words from piece `i` on: its end and value."""
        total = current = 0
        end = i
        at = i
        while True:
            number = self._words.get(pieces.word(at)) if pieces.kind(at) == "w" else None
            if number is None or (end > i and not self._continues(number, current, total)):
                break
            if number == 1000:
                total, current = (total + max(current, 1) * 1000), 0
            elif number == 100:
                current = max(current, 1) * 100
            elif number == 20 and current % 100 == 4 and end > i:  # quatre-vingt
                current += 76
            else:
                current += number
            at = end = at + 1
            if (pieces.word(at) in ("-", "‑") and pieces.joined(at) and pieces.joined(at + 1)) or (
                pieces.word(at) in self._joiners and (current % 100 >= 20 or current >= 100 or (total and not current))
            ):
                at += 1
        return (end, Decimal(total + current)) if end > i else None

    @staticmethod
    def _continues(number: int, current: int, total: int) -> bool:
        """Whether a number word may follow what was read: "vingt" "cinq" may, "cinq" "vingt" may not."""
        rest = current % 100
        if number == 1000:
            return total == 0 and current > 0
        if number == 100:
            return 0 < current < 100
        if number == 20 and rest == 4:
            return True
        if number >= 20:
            return rest == 0 and (current > 0 or total > 0)
        if number >= 10:
            return rest in (0, 60, 80)
        return number > 0 and (rest == 0 or (rest >= 20 and rest % 10 == 0) or rest in (10, 70, 90))
