"""What a store holds, by the figures and document by document: what checking it against the extractions needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import ids
from kg.errors import StoreError
from kg.graph.answers import SYNTAXES
from kg.graph.namespaces import PREFIXES, node
from kg.graph.store import Store

_A = node("rdf:type")
_EXACT, _HASH = node("oa:exact"), node("schema:sha256")
_QUOTE, _CLAIM = PREFIXES["quote"], PREFIXES["claim"]
#: What is counted → its class, or None for what has a name: an entity.
_CLASSES = {
    "documents": "schema:NewsArticle", "claims": "sc:Claim", "facts": "sc:Fact", "conflicts": "sc:Conflict", "deals": "sc:Deal",
    "inferences": "sc:Inference",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What the named graph of one document says: ids of its claims, its quotes by (start, end), the hash of its text."""

    claims: frozenset[str]
    quotes: dict[tuple[int, int], str]
    text_hash: str | None


def holding(store: Store, document: str) -> Holding:
    """What is there of the document with this id; nothing of one that is not there. StoreError when it cannot be read."""
    claims, quotes, text_hash = set[str](), dict[tuple[int, int], str](), None
    for quad in _read(store, store.quads(graph=ox.NamedNode(ids.iri("graph", document)))):
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        if quad.predicate == _A and subject.startswith(_CLAIM):
            claims.add(subject.removeprefix(_CLAIM))
        elif quad.predicate == _EXACT and isinstance(quad.object, ox.Literal):
            _, start, end = subject.removeprefix(_QUOTE).rsplit("-", 2)
            quotes[int(start), int(end)] = quad.object.value
        elif quad.predicate == _HASH and isinstance(quad.object, ox.Literal):
            text_hash = quad.object.value
    return Holding(claims=frozenset(claims), quotes=quotes, text_hash=text_hash)


def holdings(store: Store) -> dict[str, int]:
    """How many documents, claims, entities, facts, conflicts, deals and inferences there are, and how many quads, all of them read."""
    found = {name: _count(store, store.quads(None, _A, node(class_))) for name, class_ in _CLASSES.items()}
    found["entities"] = _count(store, store.quads(None, node("skos:prefLabel"), None, ox.DefaultGraph()))
    return found | {"quads": _count(store, store.quads())}


def statements(path: Path) -> int:
    """How many triples or quads an RDF file has. StoreError, with line and reason, when it does not parse."""
    try:
        return sum(1 for _ in ox.parse(path=str(path), format=SYNTAXES[path.suffix.lstrip(".")]))
    except (SyntaxError, ValueError, OSError) as error:
        raise StoreError(f"{path}: {' '.join(str(error).split())}") from None


def _count(store: Store, quads: Iterator[ox.Quad]) -> int:
    return sum(1 for _ in _read(store, quads))


def _read(store: Store, quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads as they come; StoreError where the store's files are damaged."""
    try:
        yield from quads
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{store.path or 'memory'}: cannot be read ({' '.join(str(error).split())})") from None
