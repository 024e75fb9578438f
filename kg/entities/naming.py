"""Naming: what one document contributes to who is who. One record a name, all that resolving ever needs of a text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg import ontology
from kg.entities.describing import surroundings
from kg.entities.forms import ACRONYM, SITE, family, is_acronym, key
from kg.entities.known import Known, WorldKnowledge, world
from kg.entities.wording import is_common
from kg.types import VALUE_TYPES, Claim, Extraction

#: How much the place in a claim says about a type, against one mention.
ROLE_WEIGHT = 3
#: What a State is called where its country goes without saying.
_STATE = frozenset({"etat", "state"})
_GOVERNMENT = frozenset({"gouvernement", "government"})
_NAME = r"[^\W\d_][\w’'&.-]*(?:[  ][\w’'&.-]+){0,9}"
_INTRODUCED = re.compile(rf"(?P<long>{_NAME})[  ]\((?:dite?[  ]|or[  ]|ou[  ])?[«“\"]?[  ]?(?P<short>{ACRONYM})[  ]?[»”\"]?\)")
_INTRODUCES = re.compile(rf"\b(?P<short>{ACRONYM})[  ]\((?P<long>{_NAME})\)")
# What the two above have in them, without the name, which takes long to look for: most articles introduce no acronym.
_INTRODUCTION = re.compile(rf"[  ]\((?:dite?[  ]|or[  ]|ou[  ])?[«“\"]?[  ]?(?P<short>{ACRONYM})[  ]?[»”\"]?\)")
_EXPLANATION = re.compile(rf"\b(?P<short>{ACRONYM})[  ]\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRecord:
    """A name in a document.

    `votes` says how much its mentions and its places in claims speak for each entity type; `stands_for` has the names of the same
    document of which the text introduces this one as the acronym; `means` is the well-known name that it has by what else is named.
    `towns` and `owners` are where a data centre stands, and whose it can be, by the text around it. Where it does not matter which
    document says it, one record can stand for `times` documents that say the same (see `bound`).
    """

    doc: str
    name: str
    votes: Mapping[str, int]
    stands_for: tuple[str, ...] = ()
    means: str | None = None
    towns: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    times: int = 1


def bound(record: NameRecord) -> bool:
    """Whether it matters which document a record is of: an acronym that it introduces, or what is only described in it."""
    return bool(record.stands_for) or SITE in map(family, record.votes) or is_common(record.name)


def record_from(row: Mapping[str, Any]) -> NameRecord:
    """The record in a row of JSON."""
    stands_for, towns, owners = (tuple(row[name]) for name in ("stands_for", "towns", "owners"))
    return NameRecord(
        doc=row["doc"], name=row["name"], votes=row["votes"], means=row["means"], stands_for=stands_for, towns=towns, owners=owners
    )


def names_of(extraction: Extraction, names: WorldKnowledge | Iterable[Known] | None = None) -> list[NameRecord]:
    """Every name in the claims, the entity mentions and the publisher of one document, sorted by name.

    `names` is the world knowledge, by default what the ontology folder ships.
    """
    votes = _votes(extraction)
    longs = _acronyms(extraction.document.text, votes)
    doc = extraction.document.name
    known = world(names)
    state = _state(votes, known) if any(map(_is_state, votes)) else None
    around = surroundings(extraction, known)

    def record(name: str) -> NameRecord:
        stands_for = tuple(sorted(longs.get(key(name), set()) - {name}))
        means = state if _is_state(name) else None
        towns, owners = around.get(name, ((), ()))
        return NameRecord(
            doc=doc, name=name, votes=dict(sorted(votes[name].items())), stands_for=stands_for, means=means, towns=towns, owners=owners
        )

    return [record(name) for name in sorted(votes)]


def _is_state(name: str) -> bool:
    return key(name) in _GOVERNMENT or (key(name) in _STATE and any(letter.isupper() for letter in name))


def _state(names: Iterable[str], known: WorldKnowledge) -> str | None:
    """The State of which a document speaks as "the State": the only one that it, or an arm of which it, names."""
    found = {state.name for name in names for state in [known.state_of(name)] if state is not None and not _is_state(name)}
    return next(iter(found)) if len(found) == 1 else None


def _votes(extraction: Extraction) -> dict[str, Counter[str]]:
    """For each name in a document, which types its mentions and its places in claims speak for."""
    declared = ontology.load()
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in extraction.mentions:
        if mention.type not in VALUE_TYPES:
            votes[mention.name][mention.type] += 1
    for claim in extraction.claims:
        for name, allowed in _roles(claim):
            before = votes[name]
            fitting = [type_ for type_ in before if declared.accepts(type_, allowed)]
            if fitting:  # the role confirms what the mentions say
                before[max(sorted(fitting), key=lambda type_: before[type_])] += ROLE_WEIGHT
            elif allowed:
                before[allowed[0]] += ROLE_WEIGHT
    if extraction.document.publisher:
        votes[extraction.document.publisher]["Organisation"] += ROLE_WEIGHT
    return votes


def _roles(claim: Claim) -> Iterator[tuple[str, tuple[str, ...]]]:
    relation = ontology.load().relations.get(claim.relation)
    yield claim.subject, relation.domain if relation else ()
    if claim.object is not None:
        yield claim.object, relation.range if relation else ()
    if claim.attributed_to is not None:
        yield claim.attributed_to, ("Organisation", "Person")


def _acronyms(text: str, names: Mapping[str, Counter[str]]) -> dict[str, set[str]]:
    """The key of an acronym → the names that the text says it stands for."""
    by_key: dict[str, str] = {}
    for name in sorted(names):
        by_key.setdefault(key(name), name)
    found: dict[str, set[str]] = defaultdict(set)
    for quick, pattern in ((_INTRODUCTION, _INTRODUCED), (_EXPLANATION, _INTRODUCES)):
        if not any(key(hit["short"]) in by_key for hit in quick.finditer(text)):
            continue
        for hit in pattern.finditer(text):
            if key(hit["short"]) in by_key:
                long = _ending(hit["long"], by_key, hit["short"], from_end=pattern is _INTRODUCED)
                if long is not None:
                    found[key(hit["short"])].add(long)
    return found


def _ending(phrase: str, by_key: Mapping[str, str], acronym: str, *, from_end: bool) -> str | None:
    """The longest name at the end (or the start) of a phrase that the acronym can stand for."""
    words = re.split(r"[  ]+", phrase)
    for size in range(len(words), 0, -1):
        part = " ".join(words[-size:] if from_end else words[:size])
        name = by_key.get(key(part))
        if name is not None and is_acronym(acronym, part):
            return name
    return None
