"""How the sides of a conflict can be read together, as a sentence: from the reading's key and slots to French and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from string import Formatter
from typing import Any

from kg import ontology
from kg.types import Reading, Slot
from kg.wording import LANGUAGES, french, wording
from kg.wording.sentences import NOUNS, OF_OBJECT, SENTENCES, STAGE_NOUNS

_Way = Callable[[Any], str]
#: Length of a date that names no day.
_MONTH = 7


def readings(reading: Reading) -> dict[str, str]:
    """The sentence of a reading by language: {"en": …, "fr": …}. KeyError for a key or a slot that SENTENCES does not know."""
    return {lang: sentence(reading, lang) for lang in LANGUAGES}


def sentence(reading: Reading, lang: str) -> str:
    """The sentence of a reading in "en" or "fr"."""
    template = SENTENCES[reading.key][LANGUAGES.index(lang)]
    slots: dict[str, Any] = dict(reading.slots)
    if "{what}" in template:
        slots["what"] = _what_in_english(reading.slots) if lang == "en" else _what_in_french(reading.slots)
    if lang == "en":
        return _Filled(_english(slots)).vformat(template, (), slots)
    text = _filled(template, slots)
    begun = text.startswith(("l’", "la ", "le ", "les ")) or template.startswith("{what}")  # a name begins as it is written
    return _typeset(text[:1].upper() + text[1:] if begun else text)


def _filled(template: str, slots: Mapping[str, Any]) -> str:
    return _Filled(_french(slots)).vformat(template, (), slots)


def _typeset(text: str) -> str:
    """French text with the spaces before its double signs at which no line breaks."""
    return re.sub(r" (?=[;?!])", "\u202f", re.sub(r" (?=:(?: |$))", "\u00a0", text))


def _what_in_english(slots: Mapping[str, Slot]) -> str:
    """ "Brumeo holds a stake in Nuagis", "revenue of Nuagis"."""
    label = ontology.load().relations[str(slots["relation"])].labels["en"]
    return f"{slots['subject']} {label} {slots['object']}" if "object" in slots else f"{label} of {slots['subject']}"


def _what_in_french(slots: Mapping[str, Slot]) -> str:
    """ "participation de Brumeo au capital de Nuagis", "chiffre d’affaires de Nuagis"."""
    paired, alone = NOUNS.get(str(slots["relation"]), ("", ""))
    noun = paired if "object" in slots else alone
    if not noun:  # a relation in a shape that the ontology does not foresee
        noun = f"{wording('fr').alone(str(slots['relation']))} {{subject:of}}" + (", {object:the}" if "object" in slots else "")
    return _filled(noun, slots)


def _listed(items: Iterable[str], last: str) -> str:
    """ "a, b and c", each once, in their order."""
    every = list(dict.fromkeys(items))
    return last.join(part for part in (", ".join(every[:-1]), every[-1] if every else "") if part)


def _english(slots: Mapping[str, Any]) -> Mapping[str, _Way]:
    relations = ontology.load().relations
    return {
        "and": lambda items: _listed(items, " and "),
        "or": lambda items: _listed(items, " or "),
        "stages": lambda items: _listed(items, " and "),
        "groups": lambda groups: " against ".join(_listed(group, " and ") for group in groups),
        "labels": lambda names: _listed(sorted(relations[name].labels["en"] for name in names), " and "),
    }


def _french(slots: Mapping[str, Any]) -> Mapping[str, _Way]:
    words = wording("fr")

    def value(text: str) -> str:
        return words.value(text, "amount")

    def date(text: str) -> str:
        return f"{'le' if len(text) > _MONTH else 'en'} {words.date(text)}"

    return {
        "the": french.the,
        "of": french.of,
        "to": french.to,
        "at": french.at,
        "value": value,
        "date": words.date,
        "on": lambda dates: date(dates) if isinstance(dates, str) else _listed(map(date, dates), " et "),
        "and": lambda names: _listed(map(french.the, names), " et "),
        "or": lambda names: _listed(map(french.the, names), " ou "),
        "values": lambda items: _listed(map(value, items), " et "),
        "dates": lambda items: _listed(map(words.date, items), " et "),
        "stages": lambda items: _listed((STAGE_NOUNS[item] for item in items), " et "),
        "then": lambda items: ", puis ".join(STAGE_NOUNS[item] for item in items),
        "groups": lambda groups: ", ou bien ".join(_listed(map(french.the, group), " et ") for group in groups),
        "labels": lambda names: _listed((_filled(OF_OBJECT[name], slots) for name in names), " et "),
        "quoted": lambda items: _listed((f"«\u00a0{item}\u00a0»" for item in items), " et "),
    }


class _Filled(Formatter):
    """Fills slots, each in the way that its format names."""

    def __init__(self, ways: Mapping[str, _Way]) -> None:
        self._ways = ways

    def format_field(self, value: Any, format_spec: str) -> str:
        return self._ways[format_spec](value) if format_spec else str(value)
