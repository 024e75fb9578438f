"""RDF out: the graph's syntaxes as files."""

from __future__ import annotations

from pathlib import Path

from kg.exports.files import whole
from kg.graph import syntaxes
from kg.graph.store import Store


def write_turtle(store: Store, path: Path) -> None:
    """All graphs merged, as Turtle."""
    with whole(path) as stream:
        stream.writelines(syntaxes.turtle(store))


def write_trig(store: Store, path: Path) -> None:
    """The default graph and the named graphs, as TriG."""
    with whole(path) as stream:
        stream.writelines(syntaxes.trig(store))


def write_ntriples(store: Store, path: Path) -> None:
    """All graphs merged, as N-Triples."""
    with whole(path) as stream:
        stream.writelines(syntaxes.ntriples(store))


def write_nquads(store: Store, path: Path) -> None:
    """All graphs, as N-Quads."""
    with whole(path) as stream:
        stream.writelines(syntaxes.nquads(store))


def write_rdfxml(store: Store, path: Path) -> None:
    """All graphs merged, as RDF/XML."""
    with whole(path) as stream:
        stream.writelines(syntaxes.rdfxml(store))


def write_jsonld(store: Store, path: Path) -> None:
    """All graphs merged, as JSON-LD."""
    with whole(path) as stream:
        stream.writelines(syntaxes.jsonld(store))
