"""Echoes: agency copy, press releases and reprints, known by the runs of words that two articles share around what they say.

Every run of five words becomes a number. A claim keeps those of its own sentence and of that with its two neighbours, a document a
fixed share of all of its own: enough to see later, without any text, whether one of two was copied from the other.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from kg.types import SPEAKING, Document

#: Words in a run.
_RUN = 5
#: So many runs in common, eight words in a row, and nobody found them on his own.
_SHARED = 4
#: The part of the shorter passage's runs that must be the longer one's too.
_SENTENCE, _AROUND, _WHOLE = 0.6, 0.5, 0.5
#: Of a whole document every eighth run is kept, by its number, so that two documents keep the same ones; and so many must be shared.
_KEEP, _KEPT = 8, 5
#: How far from the evidence a sentence's end is looked for, in characters.
_REACH = 600

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_END = re.compile(r"[.!?…]+[\"”’»)\]\s]*\s|\n\s*")


@dataclass(frozen=True, slots=True)
class Print:
    """The runs of a passage, each a sorted row of 32-bit numbers: of its `sentence`, that with what is `around`, the `whole` text."""

    sentence: bytes = b""
    around: bytes = b""
    whole: bytes = b""

    def echoes(self, other: Print) -> bool:
        """Whether one of both was copied from the other, or both from a third."""
        return (
            _alike(self.sentence, other.sentence, _SENTENCE, _SHARED)
            or _alike(self.around, other.around, _AROUND, _SHARED)
            or _alike(self.whole, other.whole, _WHOLE, _KEPT)
        )


def passage(text: str, start: int, end: int) -> tuple[bytes, bytes]:
    """The runs of the sentence that holds `text[start:end]`, and of that with the sentences before and after it."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    ends = [found.end() for found in _END.finditer(text, low, high)]
    before, after = [place for place in ends if place <= start], [place for place in ends if place > end]
    first, last = (before or [low])[-1], (after or [high])[0]
    wide_first = before[-2] if len(before) > 1 else low
    wide_last = after[1] if len(after) > 1 else high
    return _pack(_runs(text[first:last])), _pack(_runs(text[wide_first:wide_last]))


def whole(document: Document) -> bytes:
    """The kept runs of what a document says in its own voice."""
    spoken = " ".join(document.text[segment.start : segment.end] for segment in document.segments if segment.kind in SPEAKING)
    return _pack(number for number in _runs(spoken) if number % _KEEP == 0)


def echoing(prints: Sequence[Print]) -> list[tuple[int, int]]:
    """Pairs of places in `prints` that echo each other: enough of them to join all that belong together, not every pair."""
    pairs: list[tuple[int, int]] = []
    seen: dict[Print, int] = {}
    by_run: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, one in enumerate(prints):
        if one in seen:
            if one.echoes(one):
                pairs.append((seen[one], place))
            continue
        seen[one] = place
        runs = [(kind, run) for kind, row in enumerate((one.around, one.whole)) for run in _unpack(row)]
        near = sorted({earlier for run in runs for earlier in by_run.get(run, ())})
        pairs += [(earlier, place) for earlier in near if one.echoes(prints[earlier])]
        for run in runs:
            by_run[run].append(place)
    return pairs


def _runs(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {crc32(" ".join(run).encode()) for run in zip(*(words[place:] for place in range(_RUN)), strict=False)}


def _pack(runs: Iterable[int]) -> bytes:
    row = array("I", sorted(runs))
    return row.tobytes()


def _unpack(row: bytes) -> array[int]:
    found = array("I")
    found.frombytes(row)
    return found


def _alike(one: bytes, other: bytes, part: float, least: int) -> bool:
    a, b = set(_unpack(one)), set(_unpack(other))
    shared = len(a & b)
    return shared >= least and shared >= part * min(len(a), len(b))
