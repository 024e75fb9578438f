"""Reading ontology/inference.yaml: rules and what is reckoned, checked; every mistake is one line with file, rule and key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg import names, ontology
from kg.errors import OntologyError
from kg.yamlfiles import Strict

FILE = "inference.yaml"
SHARES = ("whole", "majority")
_LETTER = re.compile(r"[A-Z]")
_KEYS = ("id", "if", "unless", "few", "where", "share", "statuses", "then", "why")
#: What is reckoned, and the keys that each needs.
_RECKONED = {
    "effective_stake": ("stake", "through", "then", "unless"),
    "control": ("stake", "through", "parent", "more_than", "then", "unless"),
}
_KNOWN = ("arms", "countries", "outside", "in_europe", "elsewhere")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A relation between two letters, or of one letter alone (`object` is None)."""

    subject: str
    relation: str
    object: str | None

    @property
    def letters(self) -> frozenset[str]:
        """The letters that stand in it."""
        return frozenset(letter for letter in (self.subject, self.object) if letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as in the file; `where` has the entity types that a letter may have, `share` is one of SHARES or None, `few` how many
    things a premise may be said of one subject with at the most.
    """

    id: str
    premises: tuple[Pattern, ...]
    conclusion: Pattern
    why: str
    statuses: frozenset[str]
    unless: tuple[Pattern, ...] = ()
    few: int | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    share: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What is reckoned out of stakes: relation names; `more_than` per cent is control; A holds and B is held in `unless`."""

    stake: str
    through: str
    then: str
    unless: tuple[Pattern, ...]
    parent: str = ""
    more_than: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All of the file. `continents` maps a theme of ontology/names to whether its countries are in Europe."""

    statuses: frozenset[str]
    rules: tuple[Rule, ...]
    effective_stake: Reckoning
    control: Reckoning
    arms: str
    countries: str
    outside: str
    continents: Mapping[str, bool]


@cache
def load(path: Path | None = None) -> Rules:
    """The rules in `path` (default: the ontology folder's), read once. OntologyError with file, rule and key for a mistake."""
    path = path or ontology.folder() / FILE
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Strict)
    except OSError as error:
        raise OntologyError(f"{path.name}: cannot be read ({error.strerror})") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "no valid YAML"
        raise OntologyError(f"{path.name}{f':{mark.line + 1}' if mark else ''}: {reason}") from None
    return _Reader(path.name).rules(data)


class _Reader:
    """Turns the YAML of one file into Rules, naming file, rule and key in every complaint."""

    def __init__(self, file: str) -> None:
        self.file = file
        known = ontology.load()
        self.stated, self.known, self.types = known.relations, {*known.relations, *known.inferred}, known.types
        self.common: set[str] = set()  # what everybody knows
        self.possible = set(known.statuses) - {"denied"}

    def fail(self, where: str, reason: str) -> OntologyError:
        return OntologyError(f"{self.file}: {where}: {reason}")

    def mapping(self, where: str, value: Any, keys: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(where, "must be a mapping")
        for key in value:
            if key not in keys:
                raise self.fail(where, f"unknown key {key!r}; there are {', '.join(keys)}")
        for key in needed:
            if key not in value:
                raise self.fail(where, f"{key} is missing")
        return value

    def rules(self, data: Any) -> Rules:
        sections = ("statuses", "known", "reckoned", "rules")
        data = self.mapping("the file", data, sections, sections)
        statuses = self.statuses("statuses", data["statuses"])
        facts = self.mapping("known", data["known"], _KNOWN, _KNOWN)
        self.common = {self.inferred(f"known: {name}", facts[name]) for name in ("arms", "countries", "outside")}
        reckoned = self.mapping("reckoned", data["reckoned"], tuple(_RECKONED), tuple(_RECKONED))
        if not isinstance(data["rules"], list):
            raise self.fail("rules", "must be a list")
        rules = [self.rule(number, row, statuses) for number, row in enumerate(data["rules"], start=1)]
        twice = sorted(id_ for id_, count in Counter(rule.id for rule in rules).items() if count > 1)
        if twice:
            raise self.fail(twice[0], "two rules have this id")
        return Rules(
            statuses=statuses,
            rules=tuple(rules),
            effective_stake=self.reckoning("effective_stake", reckoned["effective_stake"]),
            control=self.reckoning("control", reckoned["control"]),
            arms=self.inferred("known: arms", facts["arms"]),
            countries=self.inferred("known: countries", facts["countries"]),
            outside=self.inferred("known: outside", facts["outside"]),
            continents={
                theme: inside for key, inside in (("in_europe", True), ("elsewhere", False)) for theme in self.themes(key, facts[key])
            },
        )

    def rule(self, number: int, row: Any, statuses: frozenset[str]) -> Rule:
        name = row.get("id") if isinstance(row, dict) else None
        where = name if isinstance(name, str) and name else f"rule {number}"
        row = self.mapping(where, row, _KEYS, ("id", "if", "then", "why"))
        for key in ("id", "why"):
            if not isinstance(row[key], str) or not row[key].strip():
                raise self.fail(where, f"{key} must be text")
        premises = self.patterns(where, "if", row["if"])
        if not premises:
            raise self.fail(where, "if: there must be a premise")
        conclusion = self.pattern(where, "then", row["then"])
        unless = self.patterns(where, "unless", row.get("unless", []))
        bound = frozenset[str]().union(*(premise.letters for premise in premises))
        free = sorted(conclusion.letters - bound)
        if free:
            raise self.fail(where, f"then: {free[0]} is in no premise")
        for pattern in unless:
            if pattern.relation not in self.stated and pattern.relation not in self.common:
                raise self.fail(where, f"unless: {pattern.relation} is no relation that articles state, or that everybody knows of")
        types = row.get("where", {})
        if not isinstance(types, dict):
            raise self.fail(where, "where must be a mapping from letters to entity types")
        for letter, allowed in types.items():
            if letter not in bound:
                raise self.fail(where, f"where: {letter} is in no premise")
            unknown = [one for one in allowed if one not in self.types] if isinstance(allowed, list) else [allowed]
            if unknown:
                raise self.fail(where, f"where: {letter}: {unknown[0]!r} is no entity type; give a list of them")
        few = row.get("few")
        if few is not None and (not isinstance(few, int) or isinstance(few, bool) or few < 1):
            raise self.fail(where, "few must be a number from 1 on")
        share = row.get("share")
        if share is not None and share not in SHARES:
            raise self.fail(where, f"share {share!r} is none of {', '.join(SHARES)}")
        return Rule(
            id=row["id"],
            premises=premises,
            conclusion=conclusion,
            why=row["why"],
            statuses=self.statuses(f"{where}: statuses", row["statuses"]) if "statuses" in row else statuses,
            unless=unless,
            few=few,
            where={letter: tuple(allowed) for letter, allowed in types.items()},
            share=share,
        )

    def reckoning(self, name: str, row: Any) -> Reckoning:
        keys, where = _RECKONED[name], f"reckoned: {name}"
        row = self.mapping(where, row, keys, keys)
        if row["stake"] not in self.stated or "percent" not in self.stated[row["stake"]].kinds:
            raise self.fail(where, f"stake: {row['stake']!r} is no relation with a per cent")
        more_than = row.get("more_than", 50)
        if not isinstance(more_than, int) or isinstance(more_than, bool) or not 0 <= more_than < 100:
            raise self.fail(where, f"more_than: {more_than!r} is no whole per cent")
        unless = self.patterns(where, "unless", row["unless"])
        for pattern in unless:
            if pattern.relation not in self.stated:
                raise self.fail(where, f"unless: {pattern.relation} is no relation that articles state")
        return Reckoning(
            stake=row["stake"],
            through=self.inferred(f"{where}: through", row["through"]),
            then=self.inferred(f"{where}: then", row["then"]),
            unless=unless,
            parent=self.inferred(f"{where}: parent", row["parent"]) if "parent" in keys else "",
            more_than=more_than,
        )

    def inferred(self, where: str, name: Any) -> str:
        if not isinstance(name, str) or name not in self.known or name in self.stated:
            raise self.fail(where, f"{name!r} is no property marked sc:inferred in {ontology.FILE}")
        return name

    def statuses(self, where: str, value: Any) -> frozenset[str]:
        if not isinstance(value, list) or not value:
            raise self.fail(where, "must be a list of statuses")
        for status in value:
            if status not in self.possible:
                raise self.fail(where, f"{status!r} is none of {', '.join(sorted(self.possible))}")
        return frozenset(value)

    def themes(self, key: str, value: Any) -> list[str]:
        listed = {name.theme for name in names.load() if name.type == "Place"}
        if not isinstance(value, list):
            raise self.fail(f"known: {key}", "must be a list of groups of places in ontology/names")
        for theme in value:
            if theme not in listed:
                raise self.fail(f"known: {key}", f"{theme!r} is no group of places in ontology/names")
        return value

    def patterns(self, where: str, key: str, value: Any) -> tuple[Pattern, ...]:
        if not isinstance(value, list):
            raise self.fail(where, f"{key} must be a list")
        return tuple(self.pattern(where, key, one) for one in value)

    def pattern(self, where: str, key: str, text: Any) -> Pattern:
        words = text.split() if isinstance(text, str) else []
        if len(words) not in (2, 3) or not all(_LETTER.fullmatch(word) for word in words[::2]):
            raise self.fail(where, f"{key}: {text!r} is not LETTER relation LETTER, such as A subsidiary B")
        if words[1] not in self.known:
            raise self.fail(where, f"{key}: {words[1]!r} is no relation of {ontology.FILE}")
        return Pattern(words[0], words[1], words[2] if len(words) == 3 else None)
