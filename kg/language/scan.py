"""A text cut once into numbers, words and signs, and phrases that are looked up in it: what amounts and dates are read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

T = TypeVar("T")
SPACES = " \u00a0\u202f\u2009\u2007"
_TOKEN = re.compile(
    r"(?P<u>(?:https?://|www\.)\S+)"
    rf"|(?P<n>\d{{1,3}}(?:[{SPACES}'’]\d{{3}})+(?!\d)(?:[.,]\d+)*|\d+(?:[.,]\d+)*)"
    r"|(?P<w>[^\W\d_]\w*(?:['’](?=\w|€|\Z))?)"
    r"|(?P<p>\n[^\S\n]*\n\s*)"
    r"|(?P<s>[^\w\s])"
)


@dataclass(frozen=True, slots=True)
class Scan:
    """The pieces of one text: `words` in lower case with a straight apostrophe, `starts` and `ends` in code points.

    `kinds` holds one letter a piece: n number, w word, s sign, p a blank line (its word is "¶"), u a web address.
    An elision is a piece of its own ("d'", "euros"), a number keeps its separators ("1,5", "10 000").
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, i: int) -> str:
        """The piece at `i`, "" outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def kind(self, i: int) -> str:
        """The kind of the piece at `i`, "" outside the text."""
        return self.kinds[i] if 0 <= i < len(self.kinds) else ""

    def joined(self, i: int) -> bool:
        """Whether the piece at `i` follows the one before it without any space."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]

    def capital(self, i: int) -> bool:
        """Whether the piece at `i` begins with a capital letter."""
        return 0 <= i < len(self.words) and self.text[self.starts[i]].isupper()

    def source(self, i: int, end: int) -> str:
        """The text from piece `i` up to, not including, piece `end`."""
        return self.text[self.starts[i] : self.ends[end - 1]]

    def sentence_ends(self, i: int) -> bool:
        """Whether a sentence ends at piece `i`: a stop followed by a capital, a digit or a quotation mark, or a blank line."""
        word = self.words[i]
        if word in "!?¶":
            return True
        return word == "." and not self.joined(i + 1) and (self.kind(i + 1) != "w" or self.capital(i + 1))

    def sentence_start(self, i: int) -> int:
        """The first piece of the sentence that piece `i` stands in."""
        while i > 0 and not self.sentence_ends(i - 1):
            i -= 1
        return i


def scan(text: str) -> Scan:
    """Cut a text into pieces. Never fails; white space and lone underscores belong to no piece."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "s"
        words.append("¶" if kind == "p" else found.group().lower().replace("’", "'"))
        starts.append(found.start())
        ends.append(found.end())
        kinds.append(kind)
    return Scan(text, words, starts, ends, kinds)


class Phrases(Generic[T]):
    """Phrases with what they mean, found at a given piece of a scan; the longest wins.

    A phrase may give choices for a word ("dollar/dollars canadien/canadiens"), and is found without its accents too.
    """

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        variants: dict[tuple[str, ...], T] = {}
        for phrase, meaning in meanings.items():
            for form in choices(phrase):
                variants[tuple(scan(form).words)] = meaning
        for words, meaning in list(variants.items()):
            variants.setdefault(tuple(unaccented(word) for word in words), meaning)
        for words, meaning in variants.items():
            if words:
                self._by_first.setdefault(words[0], []).append((words[1:], meaning))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> Phrases[str]:
        """Phrases whose meaning is the name of their group."""
        return Phrases({phrase: name for name, phrases in groups.items() for phrase in phrases})

    def match(self, pieces: Scan, i: int) -> tuple[int, T] | None:
        """The end (a piece index) and meaning of the longest phrase that begins at piece `i`."""
        words = pieces.words
        if not 0 <= i < len(words):
            return None
        options = self._by_first.get(words[i])
        if options is None:
            return None
        following = words[i + 1] if i + 1 < len(words) else ""
        for rest, meaning in options:
            if not rest:
                return i + 1, meaning
            if rest[0] == following and (len(rest) == 1 or tuple(words[i + 1 : i + 1 + len(rest)]) == rest):
                return i + 1 + len(rest), meaning
        return None

    def before(self, pieces: Scan, i: int, longest: int = 5) -> tuple[int, T] | None:
        """The start and meaning of the longest phrase that ends right before piece `i`."""
        for start in range(max(0, i - longest), i):
            for rest, meaning in self._by_first.get(pieces.words[start], ()):
                if start + 1 + len(rest) == i and tuple(pieces.words[start + 1 : i]) == rest:
                    return start, meaning
        return None

    def first_words(self) -> frozenset[str]:
        """Every word that a phrase may begin with."""
        return frozenset(self._by_first)


def choices(phrase: str) -> list[str]:
    """All forms of a phrase with choices; "gbit/s" and other units per something stay whole."""
    if phrase.endswith("/s") or "/" not in phrase:
        return [phrase]
    return [" ".join(form) for form in product(*(word.split("/") for word in phrase.split(" ")))]


def unaccented(word: str) -> str:
    """A word without its accents: headlines in capitals often drop them."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
