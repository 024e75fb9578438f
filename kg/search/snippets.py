"""Snippets: the part of a text around the words that a search found, and where they stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.search.words import fold, stems, words

#: Code points of a snippet, about.
LENGTH = 200


def snippet(text: str, asked: Sequence[str], *, open_ended: bool = False) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of `text` with most of the words `asked`, on one line, and (start, end) of each one found in it."""
    line = " ".join(text.split())
    plain = {fold(word) for word in asked}
    forms = plain | {stem for word in asked for stem in stems(word)}
    last = fold(asked[-1]) if asked and open_ended else None
    found = [
        (word.start, word.end)
        for word in words(line)
        if word.text in forms or stems(line[word.start : word.end]) & forms or (last and word.text.startswith(last))
    ]
    if len(line) <= LENGTH:
        return line, tuple(found)
    first = max((start for start, _ in found), key=lambda start: (_within(found, start), -start), default=0)
    begin = max(0, min(first - LENGTH // 4, len(line) - LENGTH))
    end = min(len(line), begin + LENGTH)
    if begin > 0:  # not within a word
        begin = line.find(" ", begin, first) + 1 or begin
    if end < len(line):
        end = max(line.rfind(" ", first, end), begin + 1)
    before, after = "… " if begin > 0 else "", " …" if end < len(line) else ""
    shift = len(before) - begin
    marks = tuple((start + shift, stop + shift) for start, stop in found if begin <= start and stop <= end)
    return before + line[begin:end] + after, marks


def _within(found: Sequence[tuple[int, int]], start: int) -> int:
    """How many of `found` a snippet has that begins a little before `start`."""
    return sum(start <= place < start + LENGTH * 3 // 4 for place, _ in found)
