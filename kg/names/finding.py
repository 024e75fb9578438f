"""The gazetteer: well-known names in a text, by a trie over the words of their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.names.nouns import SHORT, TYPES, Hit, Name
from kg.names.spelling import HYPHENS, TOKEN, bare, fold, initial, joined, match, normal, words_of

#: Words that go on with a place name behind a hyphen ("Boulogne-sur-Mer" is not Boulogne).
_JOINS = frozenset(["sur", "sous", "en", "la", "le", "les", "lès", "lez", "de", "du", "des", "aux", "au", "d", "l", "et", "à"])


@dataclass(slots=True)
class _Form:
    """One spelling: its words (hyphens left out), whether it is ambiguous, and what it names, the likeliest first (a phrase: nothing)."""

    words: tuple[str, ...]
    ambiguous: bool
    names: list[tuple[bool, int, Name]]

    def match(self, written: list[str]) -> int | None:
        """How freely the text writes this form (see `spelling.match`)."""
        return match(self.words, written, strict=self.ambiguous or not self.names)


@dataclass(slots=True)
class _Node:
    """A node of the trie over folded words."""

    next: dict[str, _Node] = field(default_factory=dict)
    forms: list[_Form] = field(default_factory=list)


class Gazetteer:
    """Well-known names, found in a text or looked up.

    `phrases` contain a name without naming anything ("secrétaire d'État"); nothing is found inside them.
    """

    def __init__(self, names: tuple[Name, ...], phrases: tuple[str, ...] = ()) -> None:
        """Index `names`; costs some 20 µs a form."""
        self._root = _Node()
        self._normal: dict[str, list[Name]] = {}
        for name in names:
            for form in name.forms:
                self._add(form, name)
                same = self._normal.setdefault(normal(form), [])
                if name not in same:
                    same.append(name)
        for same in self._normal.values():
            same.sort(key=lambda n: TYPES.index(n.type))
        self._bare: dict[str, list[Name]] = {}
        for form, same in self._normal.items():
            self._bare.setdefault(bare(form), same)
        for phrase in phrases:
            self._add(phrase, None)

    def _add(self, text: str, name: Name | None) -> None:
        words = words_of(text)
        node = self._root
        for word in words:
            node = node.next.setdefault(fold(word), _Node())
        form = next((form for form in node.forms if form.words == words), None)
        ambiguous = name is not None and text in name.ambiguous_forms
        if form is None:
            form = _Form(words, ambiguous, [])
            node.forms.append(form)
        if name is not None and all(known is not name for _, _, known in form.names):
            form.names.append((ambiguous, TYPES.index(name.type), name))
            form.names.sort(key=lambda row: row[:2])
        form.ambiguous = form.ambiguous or ambiguous

    def lookup(self, name: str, type: str | None = None) -> Name | None:
        """The thing with this name or alias, with or without accents, hyphens and article; None if unknown.

        Of things of several types the likeliest, or that of `type`.
        """
        exact = normal(name)
        found = self._normal.get(exact) or self._bare.get(bare(exact)) or []
        fits = [known for known in found if type is None or known.type == type]
        return next((known for known in fits if name in known.forms), fits[0] if fits else None)

    def find(self, text: str) -> list[Hit]:
        """Names in a text, left to right without overlap, the longest at each place; about a millisecond for 3,000 characters.

        A family's name that is a company's too ("Bouygues") is found within a person's name: there a recogniser's longer mention is right.
        """
        spots = list(TOKEN.finditer(text))
        written = [spot[0] for spot in spots]
        folded = [*map(fold, written), ""]
        root = self._root.next
        hits: list[Hit] = []
        past = 0
        for position in [number for number, word in enumerate(folded) if word in root]:
            if position < past or not (root[folded[position]].forms or folded[position + 1] in root[folded[position]].next):
                continue
            found = self._longest(text, spots, folded, position)
            if found is None:
                continue
            end, form, shouted = found
            start, stop = spots[position].start(), spots[end - 1].end()
            if not form.names:
                past = end
            elif self._free_standing(text, spots, folded, position, end, bool(hits) and hits[-1].end == start - 1):
                past = end
                (_, _, name), *others = form.names
                alias = next(alias for alias in name.forms if words_of(alias) == form.words)
                hits.append(
                    Hit(
                        start=start, end=stop, name=name, alias=alias, ambiguous=form.ambiguous, initial=shouted or initial(text, start),
                        flanked=_flanked(text, spots, position, end), others=tuple(row[2] for row in others),
                    )
                )  # fmt: skip
        return hits

    def _longest(self, text: str, spots: list[re.Match[str]], folded: list[str], start: int) -> tuple[int, _Form, bool] | None:
        """Where the longest name that begins at token `start` ends, which form it has, and whether it is written in capitals only."""
        node, position, count = self._root, start, len(spots)
        best: tuple[int, _Form, bool] | None = None
        while position < count:
            after = node.next.get(folded[position])
            if after is None or (position > start and not joined(text[spots[position - 1].end() : spots[position].start()])):
                break
            node, position = after, position + 1
            if node.forms:
                written = [spot[0] for spot in spots[start:position]]
                fits = [(how, form) for form in node.forms if (how := form.match(written)) is not None]
                if fits:
                    how, form = min(fits, key=lambda fit: fit[0])
                    best = position, form, how == 2
        return best

    def _free_standing(self, text: str, spots: list[re.Match[str]], folded: list[str], start: int, end: int, after_hit: bool) -> bool:
        """Whether a match is a name of its own, not a piece of a longer word, an address or a hyphenated name."""
        first, last = spots[start].start(), spots[end - 1].end()
        before, behind = text[max(0, first - 2) : first], text[last : last + 2]
        if before and before[-1].isalnum() and not text[first].isalnum():
            return False
        if behind and behind[0].isalnum() and not text[last - 1].isalnum():
            return False
        if len(before) == 2 and before[0].isalnum() and (before[1] == "@" or (before[1] == "." and before[0].islower())):
            return False
        if len(behind) == 2 and (behind[0] == "@" or (behind[0] == "." and behind[1].islower())):
            return False
        if len(before) == 2 and before[1] in HYPHENS and before[0].isalnum() and not after_hit:
            word = spots[start - 1][0]
            if word[0].isupper() or word.lower() in _JOINS:
                return False
        if len(behind) == 2 and behind[0] in HYPHENS and behind[1].isalnum():
            word = spots[end][0]
            return word.lower() not in _JOINS and (word[0].islower() or self._longest(text, spots, folded, end) is not None)
        return True


def _flanked(text: str, spots: list[re.Match[str]], start: int, end: int) -> bool:
    """Whether the word before or behind is capitalised as well, by its own right, so that the match may be part of a longer name."""
    if start:
        before = spots[start - 1]
        capital = before[0][0].isupper() and not before[0].isupper() and text[before.end() : spots[start].start()].isspace()
        if capital and not initial(text, before.start()):
            return True
    if end < len(spots):
        behind = spots[end]
        acronym = behind[0].isupper() and len(behind[0]) <= SHORT
        return behind[0][0].isupper() and not acronym and text[spots[end - 1].end() : behind.start()] in (" ", "\u00a0")
    return False
