"""How names are spelled: words and signs, without case and accents, and how freely a text may write a known form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HYPHENS = frozenset("-‐‑")
#: Words and signs; hyphens count as spaces ("Ile de France" is Île-de-France).
TOKEN = re.compile(r"\w+|[^\w\s‐‑-]")
_QUOTES = frozenset("\"'«»“”„‟‘’([")
_ENDS = frozenset(".!?…:;•*–—|")
#: Small words whose case may differ inside a longer name ("la Poste", "Ministère De La Culture").
_SMALL = frozenset(["le", "la", "les", "l", "d", "de", "du", "des", "et", "au", "aux", "en", "sur", "the", "of", "and", "for", "a", "an"])
_DETERMINERS = frozenset({"le", "la", "les", "l", "the"})
#: From so many letters, in at least two words, the spelling with capitals may vary.
LONG = 12
#: From so many letters, accents may be missing anywhere and forms do not differ by case alone; below, accents may be missing on capitals.
UNACCENTED = 6


@lru_cache(maxsize=1 << 12)
def fold(word: str) -> str:
    """A word without case and accents, apostrophes all alike."""
    if word.isascii():
        return word.lower()
    word = word.replace("’", "'").replace("ʼ", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=1 << 12)
def _unaccented(word: str, capitals_only: bool) -> str:
    return "".join(_plain(c) if c.isupper() or not capitals_only else c for c in word)


def _plain(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


def normal(name: str) -> str:
    """The normal form of a name: no case, accents or hyphens; equal normal forms are the same spelling."""
    return " ".join(fold(word) for word in TOKEN.findall(name))


def bare(form: str) -> str:
    """A normal form without the articles it begins with."""
    words = form.split()
    while len(words) > 1 and (words[0] in _DETERMINERS or words[0] == "'"):
        words = words[1:]
    return " ".join(words)


def words_of(form: str) -> tuple[str, ...]:
    """Words and signs of a form as they are written, hyphens left out."""
    return tuple(TOKEN.findall(form))


def joined(gap: str) -> bool:
    """Whether the gap between two tokens may lie within a name: nothing, one space (or line end), or one hyphen."""
    return not gap or gap in (" ", "-") or (len(gap) == 1 and (gap.isspace() or gap in HYPHENS))


def match(form: tuple[str, ...], written: list[str], *, strict: bool) -> int | None:
    """How freely a text writes the words of a form, whose normal forms are equal; None where it does not count as this form.

    0: as it is; 1: other accents or capitals; 2: all in capitals. Strict forms bear no other spelling than missing accents on capitals.
    """
    if all(word.replace("’", "'") == known.replace("’", "'") for word, known in zip(written, form, strict=True)):
        return 0
    long = not strict and len(form) > 1 and sum(map(len, form)) >= LONG
    # a long name needs one capital somewhere, if it has any
    loose = long and (any(word[0].isupper() for word in written) or all(word[0].islower() for word in form))
    shouted = False
    for word, known in zip(written, form, strict=True):
        if _unaccented(word, True) == _unaccented(known, True) or not known[0].isalnum():
            continue
        if len(known) > 3 and word.isupper() and not known.isupper():
            shouted = True
        elif strict or not (loose or _near(word, known, len(form) > 1)):
            return None
    return 2 if shouted else 1


def _near(word: str, known: str, inside: bool) -> bool:
    """Whether a word is written a little otherwise: no accents, a capital where the known form has none, a small word of a longer name."""
    if len(known) >= UNACCENTED and _unaccented(word, False) == _unaccented(known, False):
        return True
    return (known.islower() and word == known[0].upper() + known[1:]) or (inside and fold(known) in _SMALL)


def initial(text: str, start: int) -> bool:
    """Whether a position begins a sentence or a line, quotes and brackets set aside."""
    for position in range(start - 1, -1, -1):
        letter = text[position]
        if letter == "\n" or letter in _ENDS:
            return True
        if not letter.isspace() and letter not in _QUOTES:
            return False
    return True
