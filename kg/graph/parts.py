"""A store's graphs one by one: which there are, a hash of each, and what tells one store's graph from another's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.store import Store

_WHOLE = 1 << 256


def names(store: Store) -> list[str | None]:
    """The graphs that hold something: None for the default graph, IRIs of the others; sorted, the default graph last."""
    return [*store.graphs(), *([None] if any(True for _ in triples(store, None)) else [])]


def triples(store: Store, graph: str | None) -> Iterator[ox.Triple]:
    """The triples of a graph, as they come."""
    return (quad.triple for quad in store.quads(graph=_node(graph)))


def fingerprint(store: Store, graph: str | None) -> tuple[str, int]:
    """Hash and number of a graph's triples, in whatever order they come; needs no memory for them."""
    total = number = 0
    for triple in triples(store, graph):
        total += int.from_bytes(hashlib.sha256(str(triple).encode()).digest())
        number += 1
    return hashlib.sha256(f"{number} {total % _WHOLE}".encode()).hexdigest()[:32], number


def size(store: Store, graph: str | None) -> int:
    """Bytes of a graph's triples as N-Triples, near enough."""
    return sum(len(str(triple).encode()) + 3 for triple in triples(store, graph))


def difference(one: Store, other: Store, graph: str | None) -> Iterator[ox.Triple]:
    """The triples of a graph of `one` that the same graph of `other` lacks."""
    node = _node(graph)
    return (quad.triple for quad in one.quads(graph=node) if quad not in other)


def checked_iri(text: str) -> str:
    """An absolute IRI as it is; StoreError for anything else."""
    try:
        node = ox.NamedNode(text)
    except ValueError as error:
        raise StoreError(f"{text!r} is no IRI that could name a graph ({' '.join(str(error).split())})") from None
    return node.value


def statement(subject: str, values: dict[str, str | int]) -> list[ox.Triple]:
    """Triples that give one subject a value a property, all by their IRIs."""
    node = ox.NamedNode(subject)
    return [ox.Triple(node, ox.NamedNode(name), ox.Literal(value)) for name, value in values.items()]


def _node(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
