"""Who is who: every name in a pile of extractions gets the id of one real thing."""

from __future__ import annotations

from kg.entities.forms import family, is_acronym, key
from kg.entities.resolving import resolve

__all__ = ["family", "is_acronym", "key", "resolve"]
