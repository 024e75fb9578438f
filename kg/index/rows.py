"""Rows of the index: what was made of the extractions, as JSON and back. The same thing gives the same row."""

from __future__ import annotations

import json
from dataclasses import asdict

from kg.types import Conflict, Deal, Entity, Fact, Inference, Reading, Step


def row_of(thing: Conflict | Deal | Entity | Fact | Inference) -> str:
    """A thing as JSON."""
    return json.dumps(asdict(thing), ensure_ascii=False)


def entity_from(row: str) -> Entity:
    """The entity in a row's JSON."""
    found = json.loads(row)
    pairs = tuple((scheme, number) for scheme, number in found["identifiers"])
    return Entity(**{**found, "aliases": tuple(found["aliases"]), "identifiers": pairs})


def fact_from(row: str) -> Fact:
    """The fact in a row's JSON."""
    found = json.loads(row)
    return Fact(**{**found, "claims": tuple(found["claims"]), "against": tuple(found["against"])})


def conflict_from(row: str) -> Conflict:
    """The conflict in a row's JSON."""
    found = json.loads(row)
    return Conflict(**{**found, "sides": tuple(tuple(side) for side in found["sides"]), "reading": Reading(**found["reading"])})


def deal_from(row: str) -> Deal:
    """The deal in a row's JSON."""
    found = json.loads(row)
    steps = tuple(Step(**{**step, "claims": tuple(step["claims"])}) for step in found["steps"])
    lists = {name: tuple((called, tuple(claims)) for called, claims in found[name]) for name in ("sellers", "prices")}
    return Deal(**{**found, **lists, "steps": steps})


def inference_from(row: str) -> Inference:
    """The inference in a row's JSON."""
    found = json.loads(row)
    return Inference(**{**found, "premises": tuple((kind, id_) for kind, id_ in found["premises"])})
