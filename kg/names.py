"""World knowledge: the well-known names of ontology/names/, loaded and checked, and found in texts; the words that give a name its type.

How a file of names is written: `type` (an entity type), optionally `medium: true` (all of them are media), and `groups`, a mapping from a
theme to a list of entries. An entry is one of

    Name                                    a name
    [Name, Name]                            several names
    Name: [Alias, Alias]                    a name and its aliases
    Name: English name                      a name and what it is called in English
    ambiguous: [Name, Name]                 several names that are also words of the language
    {name: Name, aliases: [...], fr: ..., en: ..., medium: true, ambiguous: ..., wikidata: Q1}    (or Name: {aliases: ..., ...})

`ambiguous` is true where the name itself is also a common word or stands for several things ("Orange", "CSA"), or lists the forms that are.
An alias is another name of the very same thing: a subsidiary, a version or a predecessor that lives on is a name of its own.
`heads.yaml` says of itself how it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg import ontology
from kg.errors import OntologyError

#: Entity types that a name can have; where one form names things of two types, the type that stands first here is the more likely one.
TYPES = ("Organisation", "Person", "Place", "DataCentre", "Product", "Programme", "Technology", "Law")
_HEADS = "heads.yaml"
_LABELS = ("fr", "en")
_KEYS = frozenset({"name", "aliases", "medium", "ambiguous", "wikidata", *_LABELS})
_TOKEN = re.compile(r"\w+|[^\w\s]")
_HYPHENS = frozenset("-‐‑")
_QUOTES = frozenset("\"'«»“”„‟‘’([")
_ENDS = frozenset(".!?…:;•*–—|")
#: Small words whose case may differ inside a longer name ("la Poste", "Ministère De La Culture").
_SMALL = frozenset("le la les l d de du des et au aux en sur the of and for a an".split())
#: Words that go on with a place name behind a hyphen ("Boulogne-sur-Mer" is not Boulogne).
_JOINS = frozenset("sur sous en la le les lès lez de du des aux au d l et à".split())
_DETERMINERS = frozenset({"le", "la", "les", "l", "the"})
#: From so many letters, in at least two words, the spelling with capitals may vary.
_LONG = 12
#: From so many letters, accents may be missing anywhere; in shorter names only on capitals.
_UNACCENTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A well-known thing: preferred name, entity type, all other forms (labels among them), names per language.

    `ambiguous` is about `name` itself; `ambiguous_forms` lists every form, name or alias, that is also a word of the language or stands for several things.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    medium: bool = False
    ambiguous: bool = False
    ambiguous_forms: frozenset[str] = frozenset()
    wikidata: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A name found at `start`..`end` (code points, half open) in the form `alias`.

    `others` are names of other types with the same form (the town of Orange): the context decides. `ambiguous`: the form is also a common word or
    stands for several things. `initial`: the place alone may account for the capital (start of a sentence or line, all in capitals).
    """

    start: int
    end: int
    name: Name
    alias: str
    ambiguous: bool
    initial: bool
    others: tuple[Name, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the form is a name without further confirmation: unambiguous, or a word (no acronym) with a capital that nothing else explains."""
        return not self.ambiguous or not (self.initial or (len(self.alias) < _UNACCENTED and self.alias.isupper()))


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    """A word without case and accents, apostrophes all alike."""
    if word.isascii():
        return word.lower()
    word = word.replace("’", "'").replace("ʼ", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=1 << 14)
def _unaccented(word: str, capitals_only: bool) -> str:
    return "".join(_plain(c) if c.isupper() or not capitals_only else c for c in word)


def _plain(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


def normal(name: str) -> str:
    """The normal form of a name: no case, accents or hyphens; equal normal forms are the same spelling."""
    return " ".join(_fold(word) for word in _TOKEN.findall(name) if word not in _HYPHENS)


def _bare(form: str) -> str:
    """A normal form without the articles it begins with."""
    words = form.split()
    while len(words) > 1 and (words[0] in _DETERMINERS or words[0] == "'"):
        words = words[1:]
    return " ".join(words)


def load(folder: Path | None = None) -> tuple[Name, ...]:
    """All names of a folder of YAML files (by default ontology/names/), in the order of files and entries; read once.

    Raises OntologyError, naming file and entry, for an unknown key or type, a name or alias given twice, or a form that two names of one type claim.
    """
    return _load(folder if folder is not None else _folder())


def heads(lang: str, type: str) -> tuple[str, ...]:
    """Nouns right before a name that give it this type ("société", "carmaker"); one that ends in "de", "of" or "in" only together with that word."""
    return _words(_folder())["heads"].get(lang, {}).get(type, ())


def openers(lang: str, type: str) -> tuple[str, ...]:
    """Words that names of this type begin with ("Ministère", "University of")."""
    return _words(_folder())["openers"].get(lang, {}).get(type, ())


def closers(lang: str, type: str) -> tuple[str, ...]:
    """Words that names of this type end with ("Holdings", "Act")."""
    return _words(_folder())["closers"].get(lang, {}).get(type, ())


def legal_forms() -> tuple[str, ...]:
    """Legal forms as companies write them ("SA", "S.A.", "GmbH")."""
    return _words(_folder())["legal_forms"][""][""]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the shipped names, built once."""
    return Gazetteer(load(), _words(_folder())["phrases"][""][""])


def _folder() -> Path:
    return ontology.folder() / "names"


# --- reading -------------------------------------------------------------------------------------------------------------------------------------


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML's fast safe loader, but a key given twice is an error instead of a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping node as a dict; raises ConstructorError at a repeated key."""
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is given twice in one mapping", node.start_mark)
        return found


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error.strerror})") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise OntologyError(f"{path}{f':{mark.line + 1}' if mark else ''}: {getattr(error, 'problem', None) or 'no valid YAML'}") from None
    if not isinstance(data, dict):
        raise OntologyError(f"{path}: must be a mapping")
    return data


@cache
def _load(folder: Path) -> tuple[Name, ...]:
    found: list[Name] = []
    claimed: dict[tuple[str, str], tuple[Name, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == _HEADS:
            continue
        for where, name in _file(path):
            for form in name.forms:
                # short forms differ by case alone: AFD is a bank and AfD a party
                other, place = claimed.setdefault((name.type, form if len(form) < _UNACCENTED else normal(form)), (name, where))
                if other is not name:
                    raise OntologyError(f"{where}: {form!r} is claimed by {other.name!r} too ({place})")
            found.append(name)
    if not found:
        raise OntologyError(f"{folder}: no names there")
    return tuple(found)


def _file(path: Path) -> Iterator[tuple[str, Name]]:
    data = _read(path)
    unknown = sorted(set(map(str, data)) - {"type", "medium", "groups"})
    if unknown:
        raise OntologyError(f"{path}: unknown key {unknown[0]!r}")
    if data.get("type") not in TYPES:
        raise OntologyError(f"{path}: type must be one of {', '.join(TYPES)}, not {data.get('type')!r}")
    if not isinstance(data.get("medium", False), bool):
        raise OntologyError(f"{path}: medium must be true or false")
    groups = data.get("groups")
    if not isinstance(groups, dict):
        raise OntologyError(f"{path}: groups must be a mapping from theme to a list of names")
    for theme, entries in groups.items():
        if not isinstance(entries, list):
            raise OntologyError(f"{path}: {theme}: must be a list of names")
        for entry in entries:
            for row in _rows(f"{path}: {theme}", entry):
                where = f"{path}: {theme}: {row['name']}"
                yield where, _name(where, {"medium": data.get("medium", False), **row}, data["type"])


def _rows(where: str, entry: Any) -> Iterator[dict[str, Any]]:
    """An entry in any of its spellings, as one mapping a name."""
    if isinstance(entry, str):
        yield {"name": entry}
    elif isinstance(entry, list):
        yield from ({"name": _text(where, "name", item)} for item in entry)
    elif isinstance(entry, dict) and "name" in entry:
        _text(where, "name", entry["name"])
        yield entry
    elif isinstance(entry, dict) and len(entry) == 1:
        ((name, value),) = entry.items()
        _text(where, "name", name)
        if name == "ambiguous":
            yield from ({"name": form, "ambiguous": True} for form in _texts(where, "ambiguous", value))
        elif isinstance(value, dict):
            yield {"name": name, **value}
        else:
            yield {"name": name, "aliases": value} if isinstance(value, list) else {"name": name, "en": value}
    else:
        raise OntologyError(f"{where}: {entry!r} is no entry for a name (text such as \"no\" or \"2030\" needs quotes)")


def _name(where: str, row: dict[str, Any], type_: str) -> Name:
    unknown = sorted(set(map(str, row)) - _KEYS)
    if unknown:
        raise OntologyError(f"{where}: unknown key {unknown[0]!r}")
    name = row["name"]
    labels = {lang: _text(where, lang, row[lang]) for lang in _LABELS if lang in row}
    aliases = [*_texts(where, "aliases", row.get("aliases", []))]
    twice = next((form for position, form in enumerate(aliases) if form == name or form in aliases[:position]), None)
    if twice is not None:
        raise OntologyError(f"{where}: {twice!r} is given twice")
    forms = (name, *aliases, *(label for label in dict.fromkeys(labels.values()) if label not in (name, *aliases)))
    ambiguous = row.get("ambiguous", False)
    marked = frozenset([name]) if ambiguous is True else frozenset() if ambiguous is False else frozenset(_texts(where, "ambiguous", ambiguous))
    if marked - set(forms):
        raise OntologyError(f"{where}: ambiguous {min(marked - set(forms))!r} is neither the name nor an alias")
    if not isinstance(row["medium"], bool):
        raise OntologyError(f"{where}: medium must be true or false")
    wikidata = row.get("wikidata")
    if wikidata is not None and not (isinstance(wikidata, str) and re.fullmatch(r"Q[1-9]\d*", wikidata)):
        raise OntologyError(f"{where}: wikidata must look like Q42, not {wikidata!r}")
    return Name(name=name, type=type_, aliases=forms[1:], labels=labels, medium=row["medium"], ambiguous=name in marked, ambiguous_forms=marked, wikidata=wikidata)


def _text(where: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not any(c.isalnum() for c in value):
        raise OntologyError(f"{where}: {key}: {value!r} is no name (text such as \"no\" or \"2030\" needs quotes)")
    return value


def _texts(where: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise OntologyError(f"{where}: {key} must be a list")
    return tuple(_text(where, key, item) for item in value)


@cache
def _words(folder: Path) -> dict[str, dict[str, dict[str, tuple[str, ...]]]]:
    """heads.yaml: section → language → type → words; sections without languages have both keys empty."""
    path = folder / _HEADS
    data = _read(path)
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for section in ("heads", "openers", "closers"):
        langs = data.pop(section, None)
        if not isinstance(langs, dict) or not all(isinstance(kinds, dict) for kinds in langs.values()):
            raise OntologyError(f"{path}: {section} must be a mapping from language to type to words")
        found[section] = {lang: _typed(f"{path}: {section}: {lang}", kinds) for lang, kinds in langs.items()}
    for section in ("legal_forms", "phrases"):
        found[section] = {"": {"": _texts(str(path), section, data.pop(section, None))}}
    if data:
        raise OntologyError(f"{path}: unknown key {next(iter(data))!r}")
    return found


def _typed(where: str, kinds: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    seen: dict[str, str] = {}
    for kind, words in kinds.items():
        if kind not in TYPES:
            raise OntologyError(f"{where}: unknown type {kind!r}")
        for word in _texts(where, kind, words):
            if seen.setdefault(word, kind) != kind or words.count(word) > 1:
                raise OntologyError(f"{where}: {kind}: {word!r} is given twice ({seen[word]})")
    return {kind: tuple(words) for kind, words in kinds.items()}


# --- finding -------------------------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Form:
    """One spelling: its words (hyphens left out), how freely it may be written, and whom it names."""

    words: tuple[str, ...]
    text: str
    free: bool
    ambiguous: bool
    names: list[tuple[bool, int, Name]]


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
            self._bare.setdefault(_bare(form), same)
        for phrase in phrases:
            self._add(phrase, None)

    def _add(self, text: str, name: Name | None) -> None:
        words = tuple(word for word in _TOKEN.findall(text) if word not in _HYPHENS)
        node = self._root
        for word in words:
            node = node.next.setdefault(_fold(word), _Node())
        form = next((form for form in node.forms if form.words == words), None)
        ambiguous = name is not None and text in name.ambiguous_forms
        if form is None:
            form = _Form(words, text, False, ambiguous, [])
            node.forms.append(form)
        if name is not None and all(known is not name for _, _, known in form.names):
            form.names.append((ambiguous, TYPES.index(name.type), name))
            form.names.sort(key=lambda row: row[:2])
        form.ambiguous = form.ambiguous or ambiguous
        form.free = not form.ambiguous and len(words) > 1 and sum(map(len, words)) >= _LONG

    def lookup(self, name: str, type: str | None = None) -> Name | None:
        """The thing of this name (or alias), spelled with or without accents, hyphens and article; of several types the likeliest, or `type`."""
        exact = normal(name)
        found = self._normal.get(exact) or self._bare.get(_bare(exact), ())
        fits = [known for known in found if type is None or known.type == type]
        return next((known for known in fits if name in known.forms), fits[0] if fits else None)

    def find(self, text: str) -> list[Hit]:
        """Names in a text, left to right without overlap, the longest at each place; about a millisecond for 3,000 characters.

        A name of persons' kind ("Dassault", "Bouygues") is found within a person's name too: there the longer mention of a recogniser is right.
        """
        spots = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text) if m[0] not in _HYPHENS]
        folded = [_fold(spot[0]) for spot in spots]
        root = self._root.next
        hits: list[Hit] = []
        position, count = 0, len(spots)
        while position < count:
            if folded[position] in root:
                found = self._longest(text, spots, folded, position)
                if found is not None:
                    end, form, shouted = found
                    start, stop = spots[position][1], spots[end - 1][2]
                    if not form.names:
                        position = end
                        continue
                    if self._free_standing(text, spots, folded, position, end, bool(hits) and hits[-1].end == start - 1):
                        (_, _, name), *others = form.names
                        alias = next(alias for alias in name.forms if alias == form.text or _same(alias, form.words))
                        hits.append(
                            Hit(start=start, end=stop, name=name, alias=alias, ambiguous=form.ambiguous, initial=shouted or _initial(text, start),
                                others=tuple(row[2] for row in others))
                        )  # fmt: skip
                        position = end
                        continue
            position += 1
        return hits

    def _longest(self, text: str, spots: list[tuple[str, int, int]], folded: list[str], start: int) -> tuple[int, _Form, bool] | None:
        """Where the longest name that begins at token `start` ends, which form it has, and whether it is written in capitals only."""
        node, position, count = self._root, start, len(spots)
        best: tuple[int, _Form, bool] | None = None
        while position < count:
            after = node.next.get(folded[position])
            if after is None or (position > start and not _joined(text[spots[position - 1][2] : spots[position][1]])):
                break
            node, position = after, position + 1
            if node.forms:
                written = [spot[0] for spot in spots[start:position]]
                fits = sorted((match, number) for number, form in enumerate(node.forms) if (match := _match(form, written)) is not None)
                if fits:
                    best = position, node.forms[fits[0][1]], fits[0][0] == 2
        return best

    def _free_standing(self, text: str, spots: list[tuple[str, int, int]], folded: list[str], start: int, end: int, after_hit: bool) -> bool:
        """Whether a match is a name of its own, not a piece of a longer word, address or hyphenated name."""
        first, last = spots[start][1], spots[end - 1][2]
        before, behind = text[max(0, first - 2) : first], text[last : last + 2]
        if before and not text[first].isalnum() and before[-1].isalnum():
            return False
        if behind and not text[last - 1].isalnum() and behind[0].isalnum():
            return False
        if len(before) == 2 and before[0].isalnum() and (before[1] in "@" or (before[1] == "." and before[0].islower())):
            return False
        if len(behind) == 2 and (behind[0] == "@" or (behind[0] == "." and behind[1].islower())):
            return False
        if len(before) == 2 and before[1] in _HYPHENS and before[0].isalnum() and not after_hit and spots[start - 1][0][0].isupper():
            return False
        if len(behind) == 2 and behind[0] in _HYPHENS and behind[1].isalnum():
            word = spots[end][0]
            if word.lower() in _JOINS:
                return False
            return word[0].islower() or self._longest(text, spots, folded, end) is not None
        return True


def _same(alias: str, words: tuple[str, ...]) -> bool:
    return tuple(word for word in _TOKEN.findall(alias) if word not in _HYPHENS) == words


def _joined(gap: str) -> bool:
    """Whether the gap between two tokens may lie within a name: nothing, one space (or line end), or one hyphen."""
    return not gap or gap in (" ", "-") or (len(gap) == 1 and (gap.isspace() or gap in _HYPHENS))


def _match(form: _Form, written: list[str]) -> int | None:
    """How the text writes a form: 0 as it is, 1 with other accents or capitals, 2 all in capitals; None where it does not count as this form."""
    if all(word.replace("’", "'") == known.replace("’", "'") for word, known in zip(written, form.words, strict=True)):
        return 0
    shouted = False
    for word, known in zip(written, form.words, strict=True):
        if _unaccented(word, True) == _unaccented(known, True) or not known[0].isalnum():
            continue
        if len(known) > 3 and _fold(word).upper() == _fold(known).upper() and word.isupper() and not known.isupper():
            shouted = True
        elif form.ambiguous or not form.names:
            return None
        elif not (
            (len(known) >= _UNACCENTED and _unaccented(word, False) == _unaccented(known, False))
            or (known.islower() and word == known[0].upper() + known[1:])
            or (len(form.words) > 1 and _fold(known) in _SMALL)
        ):
            if form.free and (any(w[0].isupper() for w in written) or form.text.islower()):
                continue
            return None
    return 2 if shouted else 1


def _initial(text: str, start: int) -> bool:
    """Whether a position begins a sentence or a line, quotes and brackets set aside."""
    for position in range(start - 1, -1, -1):
        letter = text[position]
        if letter == "\n" or letter in _ENDS:
            return True
        if not letter.isspace() and letter not in _QUOTES:
            return False
    return True
