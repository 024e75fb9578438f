"""Reading ontology/names/: names and the words that give a name its type, checked; every mistake is one line with file and entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import OntologyError
from kg.names.nouns import TYPES, Name
from kg.names.spelling import UNACCENTED, normal
from kg.yamlfiles import Strict

HEADS = "heads.yaml"
_LABELS = ("fr", "en")
#: Whose a given name is.
BEARERS = frozenset({"men", "women", "either"})
#: What may be said of a name, or of all names of a file.
_FLAGS = ("medium", "public", "wide")
_KEYS = frozenset({"name", "aliases", *_FLAGS, "ambiguous", "wikidata", "arm_of", "same_as", *_LABELS})


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Strict)
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error.strerror})") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise OntologyError(f"{path}{f':{mark.line + 1}' if mark else ''}: {getattr(error, 'problem', None) or 'no valid YAML'}") from None
    if not isinstance(data, dict):
        raise OntologyError(f"{path}: must be a mapping")
    return data


@cache
def names_in(folder: Path) -> tuple[Name, ...]:
    """All names of a folder's files, in order; read once."""
    found: list[Name] = []
    claimed: dict[tuple[str, str], tuple[Name, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == HEADS:
            continue
        for where, name in _file(path):
            for form in name.forms:
                # short forms differ by case alone: AFD is a bank and AfD a party
                other, place = claimed.setdefault((name.type, form if len(form) < UNACCENTED else normal(form)), (name, where))
                if other is not name:
                    raise OntologyError(f"{where}: {form!r} is claimed by {other.name!r} too ({place})")
            found.append(name)
    known = {name.name for name in found}
    for name in found:
        for key, target in (("arm_of", name.arm_of), ("same_as", name.same_as)):
            if target is not None and target not in known:
                raise OntologyError(f"{folder}: {name.name}: {key} {target!r} is no name of this folder")
    if not found:
        raise OntologyError(f"{folder}: no names there")
    return tuple(found)


def _file(path: Path) -> Iterator[tuple[str, Name]]:
    data = _read(path)
    unknown = sorted(set(map(str, data)) - {"type", "groups", *_FLAGS})
    if unknown:
        raise OntologyError(f"{path}: unknown key {unknown[0]!r}")
    if data.get("type") not in TYPES:
        raise OntologyError(f"{path}: type must be one of {', '.join(TYPES)}, not {data.get('type')!r}")
    for flag in _FLAGS:
        if not isinstance(data.get(flag, False), bool):
            raise OntologyError(f"{path}: {flag} must be true or false")
    groups = data.get("groups")
    if not isinstance(groups, dict):
        raise OntologyError(f"{path}: groups must be a mapping from theme to a list of names")
    for theme, entries in groups.items():
        if not isinstance(entries, list):
            raise OntologyError(f"{path}: {theme}: must be a list of names")
        for entry in entries:
            for row in _rows(f"{path}: {theme}", entry):
                where = f"{path}: {theme}: {row['name']}"
                yield where, _name(where, {**{flag: data.get(flag, False) for flag in _FLAGS}, **row}, data["type"], theme)


def _rows(where: str, entry: Any) -> Iterator[dict[str, Any]]:
    """An entry in any of its spellings, as one mapping a name."""
    if isinstance(entry, str):
        yield {"name": _text(where, "name", entry)}
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
        raise OntologyError(f'{where}: {entry!r} is no entry for a name (text such as "no" or "2030" needs quotes)')


def _name(where: str, row: dict[str, Any], type_: str, theme: str) -> Name:
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
    marked = frozenset([name] if ambiguous is True else [] if ambiguous is False else _texts(where, "ambiguous", ambiguous))
    if marked - set(forms):
        raise OntologyError(f"{where}: ambiguous {min(marked - set(forms))!r} is neither the name nor an alias")
    for flag in _FLAGS:
        if not isinstance(row[flag], bool):
            raise OntologyError(f"{where}: {flag} must be true or false")
    wikidata = row.get("wikidata")
    if wikidata is not None and not (isinstance(wikidata, str) and re.fullmatch(r"Q[1-9]\d*", wikidata)):
        raise OntologyError(f"{where}: wikidata must look like Q42, not {wikidata!r}")
    return Name(
        name=name, type=type_, aliases=forms[1:], labels=labels, medium=row["medium"], public=row["public"], wide=row["wide"],
        ambiguous=name in marked, ambiguous_forms=marked, wikidata=wikidata, theme=theme,
        arm_of=_text(where, "arm_of", row["arm_of"]) if "arm_of" in row else None,
        same_as=_text(where, "same_as", row["same_as"]) if "same_as" in row else None,
    )  # fmt: skip


def _text(where: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not any(c.isalnum() for c in value):
        raise OntologyError(f'{where}: {key}: {value!r} is no name (text such as "no" or "2030" needs quotes)')
    return value


def _texts(where: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise OntologyError(f"{where}: {key} must be a list")
    return tuple(_text(where, key, item) for item in value)


@cache
def words_in(folder: Path) -> dict[str, dict[str, dict[str, tuple[str, ...]]]]:
    """heads.yaml: section → language → type → words; sections without languages have both keys empty."""
    path = folder / HEADS
    data = _read(path)
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for section in ("heads", "openers", "closers", "bodies", "owners", "followers", "doers", "patients"):
        langs = data.pop(section, None)
        if not isinstance(langs, dict) or not all(isinstance(kinds, dict) for kinds in langs.values()):
            raise OntologyError(f"{path}: {section} must be a mapping from language to type to words")
        found[section] = {lang: _typed(f"{path}: {section}: {lang}", kinds) for lang, kinds in langs.items()}
    for section in ("legal_forms", "phrases", "demonyms", "no_names", "surnames"):
        found[section] = {"": {"": _texts(str(path), section, data.pop(section, None))}}
    given = data.pop("given_names", None)
    if not isinstance(given, dict) or set(given) != BEARERS:
        raise OntologyError(f"{path}: given_names must be a mapping from {', '.join(sorted(BEARERS))} to names")
    found["given_names"] = {"": {bearer: _texts(str(path), f"given_names: {bearer}", given[bearer]) for bearer in sorted(BEARERS)}}
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
