"""What readers see of the names that registers give to things. Reads the shape that triples.py writes, as views.py does."""

from __future__ import annotations

from kg import ids
from kg.graph.store import Store
from kg.graph.views import must, rows

_SCHEMES = {"sameAs": "wikidata", "leiCode": "lei", "iso6523Code": "siren"}


def identifiers(store: Store, entity: str) -> dict[str, str]:
    """Scheme ("lei", "siren", "wikidata") → what the thing with this id is called there."""
    found: dict[str, str] = {}
    for row in rows(store, "identifiers", entity=[ids.iri("entity", entity)]):
        scheme = _SCHEMES[must(row["property"]).rsplit("#", 1)[-1].rsplit("/", 1)[-1]]
        value = must(row["value"])
        found[scheme] = value.rsplit("/", 1)[-1] if scheme == "wikidata" else value.removeprefix("0002:")
    return dict(sorted(found.items()))
