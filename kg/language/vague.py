"""Vague amounts, kept vague: "quelques centaines de milliers d'euros" is "a few hundred thousand EUR" and never a number."""

from __future__ import annotations

from dataclasses import dataclass

from kg.language.scan import Phrases, Scan
from kg.language.units import Unit, Units
from kg.lexicon import Lang

_SINGULAR = {"hundreds": "hundred", "thousands": "thousand", "millions": "million", "billions": "billion"}
_OF = ("de", "d'", "of", "d")


@dataclass(frozen=True, slots=True)
class Heap:
    """A vague amount up to piece `end`: its phrase in English, and its unit where the text gives one."""

    end: int
    phrase: str
    unit: Unit | None


class Vague:
    """Reads the vague amounts of one language out of a scan."""

    def __init__(self, lang: Lang, units: Units) -> None:
        """Raises OntologyError when the language lacks a key."""
        self._units = units
        self._quantifiers = Phrases(lang.table("vague.quantifiers"))
        self._heaps = lang.table("vague.heaps")

    def first_words(self) -> frozenset[str]:
        """Every word that a vague amount may begin with."""
        return self._quantifiers.first_words() | frozenset(self._heaps)

    def read(self, pieces: Scan, i: int) -> Heap | None:
        """The vague amount at piece `i`: "plusieurs millions d'euros", "des centaines de clients", "quelques salariés"."""
        quantifier = self._quantifiers.match(pieces, i)
        at = quantifier[0] if quantifier else i
        first = pieces.word(at)
        heaps: list[str] = []
        end = at
        while pieces.word(at) in self._heaps:
            heaps.append(self._heaps[pieces.words[at]])
            at = end = at + 1
            if pieces.word(at) in _OF and pieces.word(at + 1) in self._heaps:
                at += 1
        if not heaps:
            if quantifier is None:
                return None
            unit = self._units.read(pieces, end, None, of=False)
            if unit is None or not unit.listed or unit.kind != "Count":
                return None
            return Heap(unit.end, quantifier[1], unit)
        if quantifier is None and not first.endswith("s"):
            return None
        unit = self._units.read(pieces, end, None, of=True) or (self._units.currency(pieces, end))
        if unit is None and (quantifier is None or heaps[-1] not in ("millions", "billions") or pieces.word(end) in _OF):
            return None
        if unit is not None and unit.kind in ("Duration", "Percent"):
            return None
        phrase = _english(quantifier[1] if quantifier else None, heaps, money=unit is None or unit.kind == "Amount")
        return Heap(unit.end if unit else end, phrase, unit)


def _english(quantifier: str | None, heaps: list[str], *, money: bool) -> str:
    """ "a few hundred thousand", "several tens of million", "hundreds of million", "thousands of" (things)."""
    rest = [_SINGULAR.get(heap, heap) for heap in heaps]
    if quantifier is None or heaps[0] in ("tens", "dozens"):  # "several tens of" says no more than "tens of"
        words = f"{heaps[0]} of {' '.join(rest[1:])}" if len(rest) > 1 else heaps[0]
        return words if money or len(rest) > 1 else f"{words} of"
    return f"{quantifier} {' '.join(rest)}"
