"""The graph for FollowTheMoney: what OpenAleph and the tools around it read, one entity a line; the mapping is in money_table.py.

What is only rumoured, planned, reported or denied is never an ownership or a directorship there: it is an UnknownLink that says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg import ontology
from kg.exports.files import whole
from kg.exports.money_table import COMPANY_ROLES, FIGURES, IS_A, LANGUAGES, LINK, LINKS, SCHEMES, THINGS
from kg.facts.values import quantity
from kg.graph.registers import every_identifier
from kg.graph.rows import ClaimView, EntityView, FactView, Source
from kg.graph.store import Store
from kg.graph.views import entities, facts, sources
from kg.names import gazetteer, legal_forms

#: Statuses of facts that hold: only these become what they speak of.
_HOLDS = frozenset({"asserted", "corroborated"})
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AMOUNT = re.compile(r"[A-Z]{3}")

_Entity = dict[str, Any]


def write_ftm(store: Store, path: Path) -> None:
    """All entities, articles and facts as FollowTheMoney entities, one JSON object a line, sorted by id.

    Each link has its articles as `proof`, with their publishers, addresses and dates, and the words as `description`. ExportError where
    the file cannot be written.
    """
    every, things = facts(store), {one.id: one for one in entities(store)}
    schemas = dict(_schemas(things.values(), every))
    numbers = every_identifier(store)
    told = sources(store)
    found: dict[str, _Entity] = {}
    for id_, one in things.items():
        found[key("entity", id_)] = _thing(one, schemas[id_], numbers.get(id_, {}))
    for source in told.values():
        found[key("article", source.id)] = _article(source)
    for fact in every:
        if fact.object is None:
            _figure(fact, found[key("entity", fact.subject)])
        else:
            for made in _link(fact, things, schemas):
                found[made["id"]] = made
    with whole(path) as out:
        for id_ in sorted(found):
            made = {**found[id_], "properties": {name: values for name, values in sorted(found[id_]["properties"].items()) if values}}
            out.write((json.dumps(made, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8"))


def key(kind: str, id_: str) -> str:
    """An id that FollowTheMoney takes: letters, figures, dots and hyphens; one that had others ends in a hash, so that none meet."""
    plain = re.sub(r"[^0-9A-Za-z.-]+", "-", id_).strip("-.")
    return f"kg-{kind}-{plain}" if plain == id_ else f"kg-{kind}-{plain}-{sha256(id_.encode('utf-8')).hexdigest()[:8]}".replace("--", "-")


def _schemas(things: Iterable[EntityView], every: Iterable[FactView]) -> Iterator[tuple[str, str]]:
    """The schema of each thing: by its type, and of an organisation by world knowledge, by its legal form, by what is said of it."""
    acts: dict[str, set[str]] = {}
    for fact in every:
        acts.setdefault(fact.subject, set()).add(f"{fact.relation} >")
        if fact.object:
            acts.setdefault(fact.object, set()).add(f"> {fact.relation}")
    known = gazetteer()
    forms = frozenset(legal_forms())
    for one in things:
        schema = next((THINGS[name] for name in _types(one.type) if name in THINGS), "Asset")
        if schema == "Organization":
            listed = known.lookup(one.name, "Organisation")
            if listed is not None:
                schema = "PublicBody" if listed.public else "Company"
            elif acts.get(one.id, set()) & COMPANY_ROLES or any(set(form.split()) & forms for form in (one.name, *one.aliases)):
                schema = "Company"
        yield one.id, schema


def _types(type_: str) -> Iterator[str]:
    """A type and those above it."""
    current: str | None = type_
    while current is not None:
        yield current
        known = ontology.load().types.get(current)
        current = known.parent if known else None


def _thing(one: EntityView, schema: str, numbers: Mapping[str, str]) -> _Entity:
    properties: dict[str, list[str]] = {"name": [one.name], "alias": [alias for alias in one.aliases if alias != one.name]}
    if schema == "Address":
        properties["full"] = [one.name]
    if schema == "Document":
        properties |= {"title": [one.name], "fileName": [one.name]}
    for scheme, number in numbers.items():
        name, schemata = SCHEMES[scheme]
        if schemata is None or IS_A[schema] & schemata:
            properties[name] = [number]
    return {"id": key("entity", one.id), "schema": schema, "properties": properties}


def _article(source: Source) -> _Entity:
    properties = {
        "title": [source.title or source.name],
        "fileName": [source.name],
        "publisher": [source.publisher] if source.publisher else [],
        "publishedAt": [source.published] if source.published else [],
        "language": [LANGUAGES[source.lang]] if source.lang in LANGUAGES else [],
        "sourceUrl": _address(source),
    }
    return {"id": key("article", source.id), "schema": "Article", "properties": properties}


def _address(source: Source) -> list[str]:
    return [source.url] if source.url and _WEB.fullmatch(source.url) else []


def _figure(fact: FactView, thing: _Entity) -> None:
    """A fact with one end goes to its thing: what a register would know as a property, if it holds; all else as a note with its source."""
    name, schemata = FIGURES.get(fact.relation, ("", frozenset()))
    date = fact.since or fact.value
    if name and date and fact.status in _HOLDS and not fact.disputed and IS_A[thing["schema"]] & schemata:
        thing["properties"].setdefault(name, []).append(date)
        return
    relation = ontology.load().relations.get(fact.relation)
    label = relation.labels["en"] if relation else fact.relation
    value = " ".join(part for part in (fact.value, f"({fact.since})" if fact.since and fact.since != fact.value else "") if part)
    by = "; ".join(dict.fromkeys(str(claim.source) for claim in (fact.claims or fact.against)))
    note = f"{label}: {value}, {', '.join(_standing(fact))}. {by}"
    thing["properties"].setdefault("notes", []).append(note)


def _standing(fact: FactView) -> list[str]:
    """How sure a fact is, in words."""
    return [fact.status, *(["disputed"] if fact.disputed else []), *(["ended"] if fact.ended else [])]


def _link(fact: FactView, things: Mapping[str, EntityView], schemas: Mapping[str, str]) -> Iterator[_Entity]:
    """A fact between two things; a post as an entity of its own where the schema needs one."""
    assert fact.object is not None
    relation = ontology.load().relations.get(fact.relation)
    label = relation.labels["en"] if relation else fact.relation
    shape = LINKS.get(fact.relation, LINK) if fact.status in _HOLDS else LINK
    ends = (fact.object, fact.subject) if shape.turned else (fact.subject, fact.object)
    if not (IS_A[schemas[ends[0]]] & shape.source_is and IS_A[schemas[ends[1]]] & shape.target_is):
        shape, ends = LINK, (fact.subject, fact.object)
    one, other = (key("entity", end) for end in ends)
    properties = _proof(fact)
    if shape.schema == "Occupancy":
        post = {
            "id": key("post", fact.id), "schema": "Position",
            "properties": {
                "name": [fact.value or f"{label} {things[fact.object].name}"],
                "organization": [other] if "Organization" in IS_A[schemas[fact.object]] else [],
            },
        }  # fmt: skip
        yield post
        other = str(post["id"])
        properties["status"] = _standing(fact)
    elif shape.value == "amount":
        properties |= _amount(fact.value)
        properties["purpose"] = [label]
    else:
        role = [fact.value] if shape.value == "role" and fact.value else [label if fact.status in _HOLDS else f"{label} ({fact.status})"]
        properties |= {"role": role, "status": _standing(fact)}
        if shape.value == "percentage" and fact.value and (found := quantity(fact.value)) and found.unit == "%":
            properties["percentage"] = [fact.value]
        elif fact.value and shape.value != "role":
            properties["summary"] = [fact.value]
    properties |= {shape.source: [one], shape.target: [other]}
    yield {"id": key("fact", fact.id), "schema": shape.schema, "properties": properties}


def _proof(fact: FactView) -> dict[str, list[str]]:
    """What every link has: its dates, its articles, and their words."""
    told: tuple[ClaimView, ...] = (*fact.claims, *fact.against)
    articles = {claim.source.id: claim.source for claim in told}
    dates = {claim.date for claim in told if claim.date and re.fullmatch(r"\d{4}(-\d{2}){0,2}", claim.date)}
    return {
        "startDate": [fact.since] if fact.since else [],
        "endDate": [fact.until] if fact.until else [],
        "date": sorted(dates),
        "proof": [key("article", id_) for id_ in sorted(articles)],
        "publisher": sorted({source.publisher for source in articles.values() if source.publisher}),
        "sourceUrl": sorted({url for source in articles.values() for url in _address(source)}),
        "description": [f"“{' '.join(claim.evidence.split())}” — {claim.source}" for claim in told],
        "recordId": [fact.id],
    }


def _amount(value: str | None) -> dict[str, list[str]]:
    """A single amount as a number and a currency; as text what is a range or vague."""
    found = quantity(value)
    if found is None or found.number is None or not _AMOUNT.fullmatch(found.unit):
        return {"summary": [value]} if value else {}
    return {"amount": [f"{found.number:f}"], "currency": [found.unit]}
