"""Who is who: every name in a pile of extractions gets the id of one real thing."""

from __future__ import annotations

from kg.entities.forms import family, is_acronym, key
from kg.entities.naming import NameRecord, bound, names_of, record_from
from kg.entities.resolving import links, resolve, resolve_names

__all__ = ["NameRecord", "bound", "family", "is_acronym", "key", "links", "names_of", "record_from", "resolve", "resolve_names"]
