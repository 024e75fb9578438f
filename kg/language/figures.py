"""A figure: a number with its sign, the currency before it, its scale and its unit; and the quantity that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from kg.language.numbers import Number, Numbers, shown
from kg.language.scan import Scan
from kg.language.units import Kind, Unit, Units
from kg.types import Amount


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what belongs to it: `unit` is None where the text leaves it out."""

    start: int
    number: Number
    end: int
    value: Decimal
    scale: str | None
    unit: Unit | None
    signed: bool
    prefixed: bool = False

    @property
    def rough(self) -> bool:
        """Whether the number is one that is always approximate ("une cinquantaine")."""
        return self.number.rough


class Figures:
    """Reads the figures of one language out of a scan."""

    def __init__(self, numbers: Numbers, units: Units) -> None:
        """What reads the parts."""
        self.numbers, self.units = numbers, units

    def read(self, pieces: Scan, i: int) -> Figure | None:
        """A number with sign, currency before it, scale and unit, from piece `i` on."""
        start, signed, negative = i, False, False
        if pieces.word(i) in ("-", "−", "+") and pieces.joined(i + 1) and pieces.kind(i + 1) == "n":
            if pieces.joined(i) and (pieces.kind(i - 1) in ("n", "w") or pieces.words[i - 1] in "%€$)"):
                return None  # a hyphen: "51%-49%"
            signed, negative = True, pieces.words[i] != "+"
            i += 1
        before = self.units.currency_before(pieces, i)
        at = before[0] if before else i
        if before and pieces.word(at) in ("-", "−") and pieces.joined(at + 1):
            signed = negative = True
            at += 1
        number = self.numbers.read(pieces, at)
        if number is None or not self._free(pieces, at, start, number):
            return None
        end, scale, unit = number.end, number.scale, None
        after = self.numbers.sign(pieces, end) if number.digits and scale is None else None
        if before:
            unit = Unit(end, "Amount", before[1])
            if after is not None:
                end, scale = end + 1, after
        else:
            if after is not None and (pieces.joined(end) or self.units.currency(pieces, end + 1)):
                of = pieces.word(end + 1) in ("d'", "d")
                unit = self.units.read(pieces, end + 1, number.value, of=of)
                if unit is not None and (unit.kind == "Amount" or (unit.listed and unit.kind == "Count")):
                    end, scale = unit.end, after
                else:
                    unit = None
            if unit is None:
                of = number.scale is not None or number.rough or pieces.word(number.end - 1).startswith("milli")
                unit = self.units.read(pieces, end, number.value, of=of)
                end = unit.end if unit else end
        if end == at + 1 and number.digits and pieces.joined(end) and pieces.kind(end) == "w":
            return None  # "5G", "21st", "11h30": part of another word
        if scale == "thousand" and number.scale is None and unit is not None and unit.kind == "Count":
            return Figure(start, number, end, number.value * 1000, None, unit, signed)
        return Figure(start, number, end, -number.value if negative else number.value, scale, unit, signed, before is not None)

    def _free(self, pieces: Scan, at: int, start: int, number: Number) -> bool:
        """Whether the digits at piece `at` stand for themselves and are no part of a name, a time, a date or a ratio."""
        if not number.digits:
            return True
        if pieces.joined(start) and (pieces.kind(start - 1) in ("n", "w") or pieces.words[start - 1] in "/:.#°_@&"):
            return pieces.word(start - 1).endswith("'")
        if start == at and pieces.joined(at) and pieces.words[at - 1] in "-−‑" and pieces.joined(at - 1) and pieces.kind(at - 2) != "s":
            return False
        ratio = pieces.word(at + 1) in ("/", ":") and pieces.joined(at + 1) and pieces.joined(at + 2)
        return not (ratio and pieces.kind(at + 2) == "n")

    def after_hyphen(self, pieces: Scan, i: int) -> Figure | None:
        """As `read`, for digits that a hyphen ties to the number before them."""
        if not pieces.joined(i):
            return self.read(pieces, i)
        cut = Scan(pieces.text, pieces.words[i : i + 12], pieces.starts[i : i + 12], pieces.ends[i : i + 12], pieces.kinds[i : i + 12])
        figure = self.read(cut, 0)
        if figure is None:
            return None
        unit = replace(figure.unit, end=figure.unit.end + i) if figure.unit else None
        return replace(figure, start=figure.start + i, end=figure.end + i, unit=unit)


def yearlike(pieces: Scan, i: int) -> bool:
    """Whether the piece at `i` looks like a year: four digits from 1800 to 2100."""
    word = pieces.word(i)
    return len(word) == 4 and word.isdigit() and "1800" <= word <= "2100"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a scan: pieces `start` to `end` (half open), its kind, amount, how approximate it is, and its normal form."""

    start: int
    end: int
    kind: Kind
    amount: Amount
    approximate: str | None
    text: str


def measured(
    start: int, end: int, kind: Kind, number: Decimal | tuple[Decimal, Decimal] | str, scale: str | None, unit: str, approximate: str | None
) -> Quantity:
    """A quantity from its parts, with its normal form."""
    amount = Amount(number=number, unit=unit, scale=scale)
    return Quantity(start, end, kind, amount, approximate, written(amount))


def written(amount: Amount) -> str:
    """An amount as claims have it: "150 million EUR", "10-15 %", "a few million EUR"."""
    if isinstance(amount.number, tuple):
        number = f"{shown(amount.number[0])}-{shown(amount.number[1])}"
    else:
        number = amount.number if isinstance(amount.number, str) else shown(amount.number)
    return " ".join(part for part in (number, amount.scale, amount.unit) if part)
