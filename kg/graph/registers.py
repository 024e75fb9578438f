"""What readers see of the names that registers give to things. Reads the shape that triples.py writes, as views.py does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg import ids
from kg.graph.store import Store
from kg.graph.views import must, rows, short

_SCHEMES = {"sameAs": "wikidata", "leiCode": "lei", "iso6523Code": "siren"}


def identifiers(store: Store, entity: str) -> dict[str, str]:
    """Scheme ("lei", "siren", "wikidata") → what the thing with this id is called there."""
    return _read(rows(store, "identifiers", entity=[ids.iri("entity", entity)])).get(entity, {})


def every_identifier(store: Store) -> dict[str, dict[str, str]]:
    """Entity id → what `identifiers` gives, for all that have any."""
    return _read(rows(store, "identifiers"))


def _read(told: Iterable[Mapping[str, str | None]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in told:
        scheme = _SCHEMES[must(row["property"]).rsplit("#", 1)[-1].rsplit("/", 1)[-1]]
        value = must(row["value"])
        found[must(short(row["entity"]))][scheme] = value.rsplit("/", 1)[-1] if scheme == "wikidata" else value.removeprefix("0002:")
    return {id_: dict(sorted(numbers.items())) for id_, numbers in found.items()}
