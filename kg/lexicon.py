"""The words of each language: ontology/lang/*.yaml loaded, checked and cached; every mistake is one line with file and key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from kg import ontology
from kg.errors import OntologyError
from kg.yamlfiles import Strict


@dataclass(frozen=True, slots=True)
class Lang:
    """One language's words: `code` ("fr", "en"), `file` for messages, `data` the whole YAML mapping (read only at the top).

    The getters take a dotted key ("dates.modifiers") and check the shape; they raise OntologyError naming file and key.
    """

    code: str
    file: str
    data: Mapping[str, Any]

    def get(self, key: str) -> Any:
        """The value under a dotted key; OntologyError when it is missing."""
        found: Any = self.data
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise self._error(key, "is missing")
            found = found[part]
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words or phrases."""
        found = self.get(key)
        if not isinstance(found, list):
            raise self._error(key, "must be a list of words")
        for item in found:
            if not isinstance(item, str) or not item.strip():
                raise self._error(key, f"has {item!r}, which is no word (quote words such as \"no\" or \"on\")")
        return tuple(found)

    def table(self, key: str) -> dict[str, str]:
        """A mapping from word or phrase to text."""
        found = self._mapping(key)
        for word, value in found.items():
            if not isinstance(value, str) or not value.strip():
                raise self._error(f"{key}.{word}", f"must be text, not {value!r}")
        return found

    def groups(self, key: str) -> dict[str, tuple[str, ...]]:
        """A mapping from a name to the list of words that mean it."""
        return {name: self.words(f"{key}.{name}") for name in self._mapping(key)}

    def integers(self, key: str) -> dict[str, int]:
        """A mapping from word to whole number."""
        found = self._mapping(key)
        for word, value in found.items():
            if not isinstance(value, int) or isinstance(value, bool):
                raise self._error(f"{key}.{word}", f"must be a whole number, not {value!r}")
        return found

    def _mapping(self, key: str) -> dict[str, Any]:
        found = self.get(key)
        if not isinstance(found, dict):
            raise self._error(key, "must be a mapping")
        return found

    def _error(self, key: str, reason: str) -> OntologyError:
        return OntologyError(f"{self.file}: {key}: {reason}")


#: The shape of the keys that values and dates need; further top-level keys belong to others and are left as they are.
SHAPES: dict[str, str] = {
    "number_format.decimal": "text", "number_format.thousands": "text",
    "numbers": "integers", "collectives": "integers", "scales": "table", "scale_signs": "table",
    "number_words.articles": "words", "number_words.joiners": "words", "number_words.halves": "words", "number_words.half_of": "words",
    "vague.quantifiers": "table", "vague.heaps": "table",
    "currencies": "groups", "currency_signs": "table", "percent": "words",
    "units": "groups", "units_by_cue": "groups", "unit_joiners": "words", "scales_need_joiner": "flag", "durations": "groups",
    "adjectives": "words", "plural_endings": "words", "not_counted": "words", "labels": "words",
    "fractions.alone": "table", "fractions.before_of": "table", "fractions.of": "words", "wholes": "words",
    "approximators.before": "groups", "approximators.after": "groups",
    "ranges.between": "words", "ranges.and": "words", "ranges.to": "words", "ranges.from": "words", "ranges.change": "words",
    "ellipsis.same_unit": "words", "ellipsis.or": "words", "ellipsis.out_of": "words",
    "multiples.verbs": "integers", "multiples.objects": "words",
    "losses": "words", "declines": "words", "loss_joiners": "words",
    "months": "integers", "weekdays": "integers", "seasons": "integers", "ordinals": "integers",
    "relative_dates.day": "integers", "relative_dates.week": "integers", "relative_dates.month": "integers",
    "relative_dates.year": "integers", "relative_dates.year_in_text": "integers",
    "relative_dates.last": "words", "relative_dates.next": "words", "relative_dates.this": "words",
    "relative_dates.ago_before": "words", "relative_dates.ago_after": "words", "relative_dates.ahead_before": "words",
    "relative_dates.later": "words", "relative_dates.earlier": "words",
    "dates.modifiers": "words", "dates.modifier_joiners": "words", "dates.month_first": "flag",
    "dates.before_month": "words", "dates.before_year": "words", "dates.habitual": "words", "dates.of": "words",
    "dates.day_suffixes": "words", "dates.ordinal_suffixes": "words", "dates.between_day_and_month": "words",
    "dates.quarters": "integers", "dates.quarter_signs": "integers", "dates.decades_before": "words", "dates.decade_suffixes": "words",
    "dates.not_years_after": "words", "dates.clock_before": "words",
    "horizon": "words", "fiscal.before": "words", "fiscal.ended": "words", "fiscal.year_ended": "words", "fiscal.short": "words",
    "future.cues": "words", "future.endings": "words",
}  # fmt: skip


def read(path: Path) -> Lang:
    """The language of one YAML file, checked against SHAPES. Raises OntologyError naming file and key (or line)."""
    name = f"{path.parent.name}/{path.name}"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Strict)
    except OSError as error:
        raise OntologyError(f"{name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise OntologyError(f"{name}: is not UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        where = f" line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise OntologyError(f"{name}:{where} {error.problem}") from None
    except yaml.YAMLError as error:
        raise OntologyError(f"{name}: {' '.join(str(error).split())}") from None
    if not isinstance(data, dict):
        raise OntologyError(f"{name}: must be a mapping of keys")
    _check_keys(name, "", data)
    lang = Lang(path.stem, name, MappingProxyType(data))
    for key, shape in SHAPES.items():
        if shape in ("text", "flag"):
            if not isinstance(lang.get(key), str if shape == "text" else bool):
                raise OntologyError(f"{name}: {key}: must be {'text' if shape == 'text' else 'true or false'}")
        else:
            getattr(lang, shape)(key)
    return lang


def _check_keys(name: str, prefix: str, data: dict[Any, Any]) -> None:
    """YAML reads the bare words on, no, yes and 12 as something else than words: say so instead of losing them."""
    for key, value in data.items():
        if not isinstance(key, str):
            raise OntologyError(f"{name}: {prefix}{key}: a key must be text; put it in quotes")
        if isinstance(value, dict):
            _check_keys(name, f"{prefix}{key}.", value)


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a file of two letters in ontology/lang, sorted."""
    return tuple(sorted(path.stem for path in (ontology.folder() / "lang").glob("??.yaml")))


@cache
def load(lang: str) -> Lang:
    """The words of a language ("fr", "en"). Raises OntologyError when it has no file or the file is wrong."""
    if lang not in languages():
        raise OntologyError(f"lang/{lang}.yaml: no such language; there are {', '.join(languages()) or 'none'}")
    return read(ontology.folder() / "lang" / f"{lang}.yaml")
