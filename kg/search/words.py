"""Words as they are searched: without case and accents, French elisions set aside, and their stems in French and English.

snowballstemmer stays in this file. What it gives is in every index, so its version is part of an index's form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata
from typing import Any

#: Language of a document → the name of its stemmer.
STEMMERS = {"fr": "french", "en": "english"}
#: Words of a search that need not be found, unless there are no others: they stand in nearly every sentence.
STOP = frozenset({
    "a", "an", "au", "aux", "avec", "by", "ce", "ces", "cette", "d", "dans", "de", "des", "du", "elle", "en", "est", "et", "for", "from",
    "il", "in", "is", "it", "l", "la", "le", "les", "leur", "lui", "n", "of", "on", "ou", "par", "pour", "qu", "que", "qui", "s", "sa",
    "se", "ses", "son", "sont", "sur", "that", "the", "this", "to", "un", "une", "was", "with",
})  # fmt: skip
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_APOSTROPHES = tuple("'’ʼ＇`´")
#: What French leaves of a word before a vowel.
_ELIDED = frozenset({"l", "d", "qu", "j", "n", "s", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: folded, and its start and end in the text as code points; `light` when it may be left out."""

    text: str
    start: int
    end: int
    light: bool


def form() -> str:
    """What decides how words are cut and stemmed: two indexes of one form can be changed by the same program."""
    return f"1 snowball {metadata.version('snowballstemmer')} unicode {unicodedata.unidata_version}"


@lru_cache(maxsize=1 << 12)
def fold(word: str) -> str:
    """`word` without case, accents, ligatures and other marks."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order; letters and digits make words, everything else parts them."""
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        elided = folded in _ELIDED and text[match.end() : match.end() + 1] in _APOSTROPHES
        genitive = folded == "s" and text[max(0, match.start() - 1) : match.start()] in _APOSTROPHES
        yield Word(folded, match.start(), match.end(), elided or genitive or folded in STOP)


def wanted(text: str) -> list[str]:
    """What must be found of the words of a search, each once, as typed but in lower case: all that are not light, or else all."""
    found = [(text[word.start : word.end].casefold(), word.light) for word in words(text)]
    heavy = [word for word, light in found if not light]
    return list(dict.fromkeys(heavy or [word for word, _ in found]))


def plain(text: str) -> str:
    """A text as its folded words, one space between two."""
    return " ".join(word.text for word in words(text))


def starts(name: str) -> set[str]:
    """What somebody may have begun to type who means `name`: it, folded, from each of its words on."""
    every = [word.text for word in words(name)]
    return {" ".join(every[place:]) for place in range(len(every))}


@lru_cache(maxsize=1 << 12)
def stems(word: str, languages: tuple[str, ...] = ("fr", "en")) -> frozenset[str]:
    """The stems of a word, folded, other than the word itself; of the word with and without its accents ("hébergé", "heberge")."""
    bare = fold(word)
    found = {fold(_stemmer(lang).stemWord(one)) for lang in languages for one in (unicodedata.normalize("NFC", word.casefold()), bare)}
    return frozenset(found - {bare, ""})


def indexed(text: str, lang: str | None = None) -> tuple[str, str, int]:
    """What of a text goes into an index: its words, their stems in `lang` (both languages where it is not known), how many words."""
    languages = (lang,) if lang in STEMMERS else tuple(STEMMERS)
    found = [(word.text, stems(text[word.start : word.end], languages)) for word in words(text)]
    return " ".join(word for word, _ in found), " ".join(stem for _, some in found for stem in sorted(some)), len(found)


@cache
def _stemmer(lang: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(STEMMERS[lang])
