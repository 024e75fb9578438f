"""Facts in the index: their rows."""

from __future__ import annotations

import json

from kg.types import Fact


def fact_from(row: str) -> Fact:
    """The fact in a row's JSON."""
    found = json.loads(row)
    return Fact(**{**found, "claims": tuple(found["claims"]), "against": tuple(found["against"])})
