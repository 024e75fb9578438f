"""The line of an article: stretches of text that stand by themselves on the page, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from kg.documents.patterns import is_caption

#: A text whose longest line is no longer than this may be wrapped by hand.
WRAP_WIDTH = 100

_END = (".", "!", "?", "…", ";", "»", "”", '"', "'", ")", "]")
#: Nobody asks whether a line has more words than these.
_ENOUGH = 13
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_PAUSE = re.compile(r"[.,;:!?](?:\s|$)")
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪►]|\d{1,2}[.)])\s+\S")


@dataclass
class Line:
    """A line (or a paragraph wrapped over several), code points [start, end), blank lines after it included.

    `text` is what it says, stripped; `gap` tells whether a blank line follows; `first` whether one precedes it.
    """

    start: int
    end: int
    text: str
    gap: bool = False
    first: bool = True

    @cached_property
    def words(self) -> int:
        """How many words it has, counted as far as anybody asks."""
        return sum(1 for _ in islice(_WORD.finditer(self.text), _ENOUGH))

    @cached_property
    def bullet(self) -> bool:
        """Whether it is an item of a list."""
        return _BULLET.match(self.text) is not None

    @property
    def entry(self) -> bool:
        """Whether it is as short as an entry of a menu."""
        return self.words <= 3 and len(self.text) <= 30

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text: sentences, not a heading, a menu or a label."""
        text = self.text
        if len(text) < 30:
            return False
        if text.endswith(_END):
            # a heading may end in a question mark or a quotation mark, and is then shorter than a sentence
            return self.words >= (8 if text.endswith((".", "…")) else _ENOUGH)
        pauses = len(_PAUSE.findall(text))
        return (len(text) >= 120 and pauses * 150 >= len(text)) or (len(text) >= 300 and pauses * 400 >= len(text))


def same(one: str, two: str) -> bool:
    """Whether two lines say the same, whatever their case, spaces and bullets."""
    return plain(one) == plain(two) != ""


def plain(text: str) -> str:
    """The letters and digits of a line, folded: what two printings of one heading have in common."""
    return "".join(character for character in text.casefold() if character.isalnum())


def lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank; together they cover it (leading blanks belong to the first one)."""
    found: list[Line] = []
    position = 0
    for raw in text.split("\n"):
        end = min(position + len(raw) + 1, len(text))
        stripped = raw.strip()
        if stripped:
            found.append(Line(position if found else 0, end, stripped, first=not found or found[-1].gap))
        elif found:
            found[-1].end = end
            found[-1].gap = True
        position = end
    return _unwrap(found)


def _unwrap(found: list[Line]) -> list[Line]:
    """Join the lines of hand-wrapped paragraphs, if this text has them.

    A wrapped line is one that the first word of the next line would have made too long.
    """
    width = max((len(line.text) for line in found), default=0)
    if not 40 <= width <= WRAP_WIDTH:
        return found
    pairs = [(one, two) for one, two in pairwise(found) if not one.gap]
    full = [
        len(one.text) + 1 + len(two.text.split(maxsplit=1)[0]) > width - 2 and not (two.bullet or is_caption(two.text))
        for one, two in pairs
    ]
    if len(full) < 2 or sum(full) < 0.5 * len(full):
        return found
    joined: list[Line] = []
    wrapped = dict(zip((id(one) for one, _ in pairs), full, strict=True))
    previous: Line | None = None
    for line in found:
        if previous is not None and wrapped.get(id(previous)):
            last = joined[-1]
            last.end, last.text, last.gap = line.end, f"{last.text} {line.text}", line.gap
        else:
            joined.append(Line(line.start, line.end, line.text, line.gap, line.first))
        previous = line
    return joined
