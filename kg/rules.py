"""The rules and frames of ontology/, loaded and checked: which words say which relation, and where its roles stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from kg import ontology
from kg.errors import RuleError
from kg.rulefiles import files_of, read_yaml
from kg.types import Claim

LANGUAGES = ("fr", "en")
#: Kinds of trigger: what class of word it is and so which frames serve it.
KINDS = ("verb", "noun", "role", "measure")
#: Kinds of value a rule may take; "phrase" is the trigger's own noun phrase (a role such as "directeur général").
VALUES = ("Percent", "Amount", "Count", "phrase", "name")
ROLES = ("subject", "object")
#: The keys of a rule and the shape of what stands behind them.
KEYS: Mapping[str, type] = {
    **dict.fromkeys(LANGUAGES, dict),
    **dict.fromkeys(KINDS, dict),
    **dict.fromkeys(("subject_type", "object_type", "value", "needs", "without", "unit", "examples"), list),
    **dict.fromkeys(("id", "relation", "voice", "modality", "bare"), str),
    **dict.fromkeys(("topical", "ended", "date", "near", "negative", "alone", "single", "sure"), bool),
    "default": dict,
}
SHAPES = {str: "a word", dict: "a mapping", list: "a list", bool: "true or false"}
NEEDS = frozenset({"subject", "object", "value", "date"})
MODALITIES = frozenset({"asserted", "reported", "rumoured", "planned", "denied"})


@dataclass(frozen=True, slots=True)
class Step:
    """One arc of a path: up to the head or down to a child, by a dependency label, perhaps with a marking preposition."""

    up: bool
    dep: str
    cases: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A sentence shape: for each function the paths that lead from the trigger to its filler, best first."""

    name: str
    of: str
    voice: str | None
    functions: Mapping[str, tuple[tuple[Step, ...], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with the claims that a rule must find in it (none: must not find any of its relation)."""

    lang: str
    text: str
    claims: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Trigger words per language and kind, the functions that fill subject and object, and what else a claim needs."""

    id: str
    relation: str
    triggers: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    roles: Mapping[str, Mapping[str, str]]
    types: Mapping[str, frozenset[str] | None]
    values: tuple[str, ...]
    needs: frozenset[str]
    without: frozenset[str]
    units: frozenset[str]
    voice: str | None
    topical: bool
    defaults: Mapping[str, str]
    modality: str | None
    ended: bool
    dated: bool
    near: bool
    single: bool
    sure: bool
    negative: bool
    alone: bool
    bare: str | None
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the index: the words (first one is the anchor), the kind, the rule."""

    words: tuple[str, ...]
    kind: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules with an index (language, first lemma) → triggers, and the frames by name."""

    rules: tuple[Rule, ...]
    frames: Mapping[str, Frame]
    index: Mapping[str, Mapping[str, tuple[Trigger, ...]]]


def _phrases(text: str) -> list[tuple[str, ...]]:
    """The word sequences of a trigger: "sign/strike deal" stands for "sign deal" and "strike deal"."""
    return list(product(*(word.split("/") for word in re.sub(r"(?<=\w)'", "' ", text.casefold()).split())))


def _arc(text: str) -> tuple[Step, ...]:
    """The steps of a path such as "^xcomp>nsubj", "nmod/de|of" or "~avec|with"."""
    steps = []
    for part in text.split(">"):
        up = part.startswith("^")
        dep, _, cases = part.replace("~", "~/", 1).lstrip("^").partition("/")
        steps.append(Step(up, dep, frozenset(cases.split("|")) if cases else None))
    return tuple(steps)


def _frames(path: Path) -> dict[str, Frame]:
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise RuleError(f"{path.name}: not a mapping of frames")
    frames = {}
    for name, body in data.items():
        if not isinstance(body, dict):
            raise RuleError(f"{path.name}: frame {name}: must be a mapping")
        unknown = set(body) - {"of", "voice", "functions"}
        if unknown:
            raise RuleError(f"{path.name}: frame {name}: unknown key {sorted(unknown)[0]!r}")
        if body.get("of") not in KINDS:
            raise RuleError(f"{path.name}: frame {name}: 'of' must be one of {', '.join(KINDS)}")
        if not isinstance(body.get("functions"), dict):
            raise RuleError(f"{path.name}: frame {name}: functions: must be a mapping")
        for function, arcs in body["functions"].items():
            if not isinstance(arcs, list):
                raise RuleError(f"{path.name}: frame {name}: {function}: must be a list of arcs")
        functions = {function: tuple(_arc(str(arc)) for arc in arcs) for function, arcs in body["functions"].items()}
        frames[name] = Frame(name=name, of=body["of"], voice=body.get("voice"), functions=functions)
    return frames


def _rule(where: str, body: Any, frames: Mapping[str, Frame], relations: Mapping[str, Any], types: frozenset[str]) -> Rule:
    """One checked rule; every mistake is a RuleError with file, rule and key."""
    if not isinstance(body, dict) or "id" not in body:
        raise RuleError(f"{where}: a rule without an id")
    where = f"{where}: rule {body['id']}"

    def bad(key: str, reason: str) -> RuleError:
        return RuleError(f"{where}: {key}: {reason}")

    for key in body:
        if key not in KEYS:
            raise bad(str(key), f"unknown key; known are {', '.join(sorted(KEYS))}")
        if not isinstance(body[key], KEYS[key]):
            raise bad(key, f"must be {SHAPES[KEYS[key]]}")
    relation = str(body.get("relation"))
    if relation not in relations:
        raise bad("relation", f"{relation!r} is not in the ontology")
    triggers: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {lang: {} for lang in LANGUAGES}
    for lang in LANGUAGES:
        for kind, words in body.get(lang, {}).items():
            if kind not in KINDS:
                raise bad(f"{lang}.{kind}", f"unknown kind of trigger; known are {', '.join(KINDS)}")
            if kind not in body:
                raise bad(kind, f"triggers of this kind are listed for {lang}, but no roles are given for them")
            if not isinstance(words, list) or not all(str(word).split() for word in words):
                raise bad(f"{lang}.{kind}", "an empty trigger" if isinstance(words, list) else "must be a list of words")
            triggers[lang][kind] = tuple(phrase for word in words for phrase in _phrases(str(word)))
    roles: dict[str, dict[str, str]] = {}
    for kind in (kind for kind in KINDS if kind in body):
        known = {function for frame in frames.values() if frame.of == kind for function in frame.functions} | {"self"}
        roles[kind] = {}
        for role, function in body[kind].items():
            if role not in ROLES:
                raise bad(f"{kind}.{role}", f"unknown role; known are {', '.join(ROLES)}")
            if function not in known:
                raise bad(f"{kind}.{role}", f"no frame of kind {kind} has a function {function!r}; known are {', '.join(sorted(known))}")
            roles[kind][role] = function
    allowed: dict[str, frozenset[str] | None] = {}
    for role in ROLES:
        names = body.get(f"{role}_type")
        if names is not None and set(names) - types:
            raise bad(f"{role}_type", f"{sorted(set(names) - types)[0]!r} is not a class of the ontology")
        allowed[role] = frozenset(names) if names is not None else None
    values = tuple(body.get("value", ()))
    for value in values:
        if value not in VALUES:
            raise bad("value", f"{value!r} is not one of {', '.join(VALUES)}")
    needs = frozenset(body.get("needs", ("subject", "object")))
    if needs - NEEDS:
        raise bad("needs", f"{sorted(needs - NEEDS)[0]!r} is not one of {', '.join(sorted(NEEDS))}")
    without = frozenset(body.get("without", ()))
    if without - NEEDS:
        raise bad("without", f"{sorted(without - NEEDS)[0]!r} is not one of {', '.join(sorted(NEEDS))}")
    if body.get("modality") not in {None, *MODALITIES}:
        raise bad("modality", f"{body['modality']!r} is not one of {', '.join(sorted(MODALITIES))}")
    if body.get("voice") not in {None, "active", "passive"}:
        raise bad("voice", f"{body['voice']!r} is neither active nor passive")
    for lang in body.get("default", {}):
        if lang not in LANGUAGES:
            raise bad(f"default.{lang}", f"unknown language; known are {', '.join(LANGUAGES)}")
    return Rule(
        id=str(body["id"]),
        relation=relation,
        triggers=triggers,
        roles=roles,
        types=allowed,
        values=values,
        needs=needs,
        without=without,
        units=frozenset(body.get("unit", ())),
        voice=body.get("voice"),
        topical=bool(body.get("topical", False)),
        defaults=dict(body.get("default", {})),
        modality=body.get("modality"),
        ended=bool(body.get("ended", False)),
        dated=bool(body.get("date", True)),
        near=bool(body.get("near", True)),
        single=bool(body.get("single", False)),
        sure=bool(body.get("sure", False)),
        negative=bool(body.get("negative", False)),
        alone=bool(body.get("alone", False)),
        bare=body.get("bare"),
        examples=_examples(where, body.get("examples", ())),
    )


def _examples(where: str, entries: Sequence[Any]) -> tuple[Example, ...]:
    examples = []
    for number, entry in enumerate(entries, start=1):
        lang = next((lang for lang in LANGUAGES if isinstance(entry, dict) and lang in entry), None)
        if lang is None or set(entry) - {lang, "claims"} or "claims" not in entry:
            raise RuleError(f"{where}: examples: number {number} needs one of {', '.join(LANGUAGES)} with the sentence, and claims")
        if not isinstance(entry["claims"], list) or not all(isinstance(claim, dict) for claim in entry["claims"]):
            raise RuleError(f"{where}: examples: number {number}: claims must be a list of mappings")
        for slot in sorted({slot for claim in entry["claims"] for slot in claim} - set(Claim.__dataclass_fields__)):
            raise RuleError(f"{where}: examples: number {number}: {slot!r} is no slot of a claim")
        examples.append(Example(lang=lang, text=entry[lang], claims=tuple(entry["claims"])))
    return tuple(examples)


def load_from(folder: Path, relations: Mapping[str, Any], types: frozenset[str], own: Sequence[Path] = ()) -> Rules:
    """The rules of `folder`/rules/*.yaml, then those of the files `own`, over `folder`/frames.yaml; RuleError names file, rule, key."""
    frames = _frames(folder / "frames.yaml")
    rules: list[Rule] = []
    shipped = [(path, f"rules/{path.name}") for path in sorted((folder / "rules").glob("*.yaml"))]
    for path, where in (*shipped, *((path, str(path)) for path in own)):
        bodies = read_yaml(path)
        if not isinstance(bodies, list | None):
            raise RuleError(f"{where}: not a list of rules")
        for body in bodies or ():
            rule = _rule(where, body, frames, relations, types)
            if any(rule.id == other.id for other in rules):
                raise RuleError(f"{where}: rule {rule.id}: id: used twice")
            rules.append(rule)
    index: dict[str, dict[str, list[Trigger]]] = {lang: {} for lang in LANGUAGES}
    for rule in rules:
        for lang, kinds in rule.triggers.items():
            for kind, phrases in kinds.items():
                for words in phrases:
                    index[lang].setdefault(words[0], []).append(Trigger(words, kind, rule))
    frozen = {lang: {lemma: tuple(sorted(found, key=lambda t: -len(t.words))) for lemma, found in by.items()} for lang, by in index.items()}
    return Rules(rules=tuple(rules), frames=frames, index=frozen)


def load_with(own: Sequence[Path | str]) -> Rules:
    """The shipped rules and those of `own` (files, or folders of .yaml files), read anew each time."""
    if not own:
        return load()
    declared = ontology.load()
    return load_from(ontology.folder(), declared.relations, frozenset(declared.types), files_of(own))


@lru_cache(maxsize=1)
def load() -> Rules:
    """The shipped rules, checked against the shipped ontology."""
    declared = ontology.load()
    return load_from(ontology.folder(), declared.relations, frozenset(declared.types))
