"""The graph as text in every RDF syntax, from sorted triples: the same bytes whatever the order in which it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kg.graph.namespaces import EXAMPLES, INFERENCES, PREFIXES, node
from kg.graph.store import Store

_TYPE = node("rdf:type").value
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_BARE = {  # literals that Turtle writes without quotes, and what they must look like for that
    node("xsd:boolean").value: re.compile(r"true|false"),
    node("xsd:integer").value: re.compile(r"[+-]?\d+"),
    node("xsd:decimal").value: re.compile(r"[+-]?\d*\.\d+"),
}


def turtle(store: Store) -> Iterator[bytes]:
    """All graphs merged, as Turtle: prefixes, then one paragraph a subject."""
    yield from _text([(None, _merged(store))])


def trig(store: Store) -> Iterator[bytes]:
    """The default graph, then each named graph, as TriG."""
    yield from _text(_apart(store))


def ntriples(store: Store) -> Iterator[bytes]:
    """All graphs merged, one sorted line a triple."""
    for line in sorted({f"{triple} .\n" for triple in _said(store)}):
        yield line.encode("utf-8")


def nquads(store: Store) -> Iterator[bytes]:
    """All graphs, one sorted line a quad."""
    for line in sorted({f"{quad} .\n" if _name(quad) else f"{quad.triple} .\n" for quad in store.quads()}):
        yield line.encode("utf-8")


def rdfxml(store: Store) -> Iterator[bytes]:
    """All graphs merged, as RDF/XML."""
    yield ox.serialize(_merged(store), format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b""


def jsonld(store: Store) -> Iterator[bytes]:
    """All graphs merged, as JSON-LD 1.1: a context of prefixes, then one object a subject."""
    used: set[str] = set()
    nodes = [_object(list(members), used) for _, members in groupby(_merged(store), key=lambda triple: str(triple.subject))]
    context = {prefix: iri for prefix, iri in PREFIXES.items() if prefix in used}
    yield (json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _object(triples: list[ox.Triple], used: set[str]) -> dict[str, Any]:
    """All that is said of one subject as a JSON-LD object."""
    found: dict[str, Any] = {"@id": _compact(triples[0].subject, used)}
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate.value):
        if predicate == _TYPE:
            found["@type"] = [_compact(triple.object, used) for triple in group]
        else:
            values = [_json(triple.object, used) for triple in group]
            found[_compact(ox.NamedNode(predicate), used)] = values[0] if len(values) == 1 else values
    return found


def _compact(term: object, used: set[str]) -> str:
    name = _term(term, used)
    return name[1:-1] if name.startswith("<") else name


def _json(term: object, used: set[str]) -> Any:
    if not isinstance(term, ox.Literal):
        return {"@id": _compact(term, used)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == node("xsd:boolean") and term.value in ("true", "false"):
        return term.value == "true"
    if term.datatype == node("xsd:string"):
        return term.value
    return {"@value": term.value, "@type": _iri(term.datatype.value, used)}


def _name(quad: ox.Quad) -> str:
    """IRI of the graph of a quad, "" for the default graph."""
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    """By subject, type first, then predicate and object as they print."""
    predicate = triple.predicate.value
    return str(triple.subject), predicate != _TYPE, predicate, str(triple.object)


def _merged(store: Store) -> list[ox.Triple]:
    return sorted(set(_said(store)), key=_order)


def _said(store: Store) -> Iterator[ox.Triple]:
    """Triples of all graphs but two: what follows from what articles say could not be told from it, and example queries are none of it."""
    apart = (ox.NamedNode(INFERENCES), ox.NamedNode(EXAMPLES))
    return (quad.triple for quad in store.quads() if quad.graph_name not in apart)


def _apart(store: Store) -> Iterator[tuple[str | None, list[ox.Triple]]]:
    quads = sorted(store.quads(), key=lambda quad: (_name(quad), *_order(quad.triple)))
    for name, members in groupby(quads, key=_name):
        yield name or None, [quad.triple for quad in members]


def _text(graphs: Iterable[tuple[str | None, list[ox.Triple]]]) -> Iterator[bytes]:
    """Turtle or TriG: paragraphs of subjects, in named graphs indented."""
    bodies: list[str] = []
    used: set[str] = set()
    for name, triples in graphs:
        paragraphs = (_paragraph(members, used) for _, members in groupby(triples, key=lambda triple: str(triple.subject)))
        if name is None:
            bodies += paragraphs
        else:
            inside = "\n".join(paragraphs)
            bodies.append(f"{_iri(name, used)} {{\n{inside}}}\n")
    for prefix, iri in PREFIXES.items():
        if prefix in used:
            yield f"@prefix {prefix}: <{iri}> .\n".encode()
    for body in bodies:
        yield f"\n{body}".encode()


def _paragraph(members: Iterable[ox.Triple], used: set[str]) -> str:
    """All that is said of one subject: predicates on lines of their own, objects after commas."""
    triples = list(members)
    lines = []
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate.value):
        objects = ", ".join(_term(triple.object, used) for triple in group)
        lines.append(f"{'a' if predicate == _TYPE else _iri(predicate, used)} {objects}")
    return f"{_term(triples[0].subject, used)} " + " ;\n    ".join(lines) + " .\n"


def _iri(iri: str, used: set[str]) -> str:
    """An IRI with a prefix where what follows it needs no escapes."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
            used.add(prefix)
            return f"{prefix}:{iri[len(start) :]}"
    return f"<{iri}>"


def _term(term: object, used: set[str]) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value, used)
    if isinstance(term, ox.Literal) and not term.language:
        bare = _BARE.get(term.datatype.value)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
        if term.datatype != node("xsd:string"):
            return f"{ox.Literal(term.value)}^^{_iri(term.datatype.value, used)}"
    return str(term)
