"""World knowledge: the well-known names of ontology/names/, loaded and checked, and found in texts; the words that give a name its type.

How a file of names is written: `type` (an entity type), optionally `medium: true` (all of them are media),
`public: true` (bodies of state and society, no companies) or `wide: true` (countries and regions, no towns), and `groups`, a mapping from a
theme to a list of entries. An entry is one of

    Name                                    a name
    [Name, Name]                            several names
    Name: [Alias, Alias]                    a name and its aliases
    Name: English name                      a name and what it is called in English
    ambiguous: [Name, Name]                 several names that are also words of the language
    {name: Name, aliases: [...], fr: ..., en: ..., medium: true, ambiguous: ..., wikidata: Q1, arm_of: Name, same_as: Name}
    Name: {aliases: [...], ...}             the same

`ambiguous` is true where the name itself is also a common word or stands for several things ("Orange", "CSA"), or lists the forms that are.
`arm_of` names what a body acts for: whoever deals with a State's bank deals with the State. `same_as` names what a thing is in the graph
although texts speak of it in its own right: what the government of a State does, the State does. Both lead to organisations.
An alias is another name of the very same thing: a subsidiary, a version or a predecessor that lives on is a name of its own.
`heads.yaml` says of itself how it is written.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg import ontology
from kg.names.finding import Gazetteer
from kg.names.nouns import TYPES, Hit, Name
from kg.names.reading import names_in, words_in
from kg.names.spelling import normal

__all__ = [
    "TYPES", "Gazetteer", "Hit", "Name", "bodies", "closers", "demonyms", "doers", "followers", "gazetteer", "gender", "given_names",
    "heads", "legal_forms", "load", "no_names", "normal", "openers", "owners", "patients", "surnames",
]  # fmt: skip


def load(folder: Path | None = None) -> tuple[Name, ...]:
    """All names of a folder of YAML files (by default ontology/names/), in the order of files and entries; read once.

    Raises OntologyError, naming file and entry, for an unknown key or type, a form given twice, or a form that two names of one type claim.
    """
    return names_in(folder if folder is not None else _folder())


def heads(lang: str, type: str) -> tuple[str, ...]:
    """Nouns right before a name that give it this type ("société", "carmaker"); one in "de", "of" or "in" only together with that word."""
    return words_in(_folder())["heads"].get(lang, {}).get(type, ())


def openers(lang: str, type: str) -> tuple[str, ...]:
    """Words that names of this type begin with ("Ministère", "University of")."""
    return words_in(_folder())["openers"].get(lang, {}).get(type, ())


def closers(lang: str, type: str) -> tuple[str, ...]:
    """Words that names of this type end with ("Holdings", "Act")."""
    return words_in(_folder())["closers"].get(lang, {}).get(type, ())


def legal_forms() -> tuple[str, ...]:
    """Legal forms as companies write them ("SA", "S.A.", "GmbH")."""
    return words_in(_folder())["legal_forms"][""][""]


def bodies(lang: str, type: str) -> tuple[str, ...]:
    """Nouns that with what follows them are a public body's name ("tribunal de commerce", "city council")."""
    return words_in(_folder())["bodies"].get(lang, {}).get(type, ())


def owners(lang: str, type: str) -> tuple[str, ...]:
    """Nouns for what a thing of this type has: behind their "de" or "of" stands one ("capital", "CEO")."""
    return words_in(_folder())["owners"].get(lang, {}).get(type, ())


def followers(lang: str, type: str) -> tuple[str, ...]:
    """Nouns that stand right behind a name of this type in its noun phrase ("the X app", "X shares")."""
    return words_in(_folder())["followers"].get(lang, {}).get(type, ())


def doers(lang: str, type: str) -> tuple[str, ...]:
    """Verbs whose subject most likely is of this type ("employ")."""
    return words_in(_folder())["doers"].get(lang, {}).get(type, ())


def patients(lang: str, type: str) -> tuple[str, ...]:
    """Verbs whose object most likely is of this type ("acquire")."""
    return words_in(_folder())["patients"].get(lang, {}).get(type, ())


@cache
def demonyms() -> frozenset[str]:
    """Words of origin in small letters, French ones in the masculine singular ("américain", "french")."""
    return frozenset(word.casefold() for word in words_in(_folder())["demonyms"][""][""])


@cache
def given_names() -> frozenset[str]:
    """Given names of persons as they are written."""
    return frozenset(name for given in words_in(_folder())["given_names"][""].values() for name in given)


@cache
def surnames() -> frozenset[str]:
    """Family names that may stand alone for a person, as they are written."""
    return frozenset(words_in(_folder())["surnames"][""][""])


@cache
def gender(given_name: str) -> str:
    """ "Masc" or "Fem" where only men or only women bear a given name; else nothing."""
    given = words_in(_folder())["given_names"][""]
    return "Masc" if given_name in given["men"] else "Fem" if given_name in given["women"] else ""


@cache
def no_names() -> frozenset[str]:
    """What looks like a name and is none ("B2B")."""
    return frozenset(words_in(_folder())["no_names"][""][""])


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the shipped names, built once."""
    return Gazetteer(load(), words_in(_folder())["phrases"][""][""])


def _folder() -> Path:
    return ontology.folder() / "names"
