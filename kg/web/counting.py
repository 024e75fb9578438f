"""What there is in a store, counted by SPARQL: what a worker process does for the descriptions of the dataset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.namespaces import EXAMPLES, ONTOLOGY, PREFIXES

#: Objects of a property that are looked at for their classes and datatypes.
SAMPLE = 200
#: Named graphs that are listed by name.
GRAPHS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyCount:
    """A property, how many triples have it, and which classes and datatypes a sample of its objects has; all as IRIs."""

    property: str
    triples: int
    classes: tuple[str, ...] = ()
    datatypes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCount:
    """A class, how many things are of it, how many triples they are subjects of, and with which properties."""

    name: str
    entities: int
    properties: tuple[PropertyCount, ...]

    @property
    def triples(self) -> int:
        """Triples whose subjects are of the class."""
        return sum(one.triples for one in self.properties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Figures of a whole store; a triple counts once for each graph that it is in.

    `entities` are the subjects that have a type. `graphs` are pairs of IRI and number of triples, those of documents not among them;
    `default` is the number of triples in the default graph, `examples` are the example queries as N-Triples. `built` tells whether the
    store holds a build, `words` whether they can be searched for words.
    """

    subjects: int
    entities: int
    classes: tuple[ClassCount, ...]
    properties: tuple[PropertyCount, ...]
    default: int
    graphs: tuple[tuple[str, int], ...]
    examples: bytes
    built: bool
    words: bool = False

    @property
    def triples(self) -> int:
        """All triples."""
        return sum(one.triples for one in self.properties)


def count(store: ox.Store, *, words: bool = False) -> Counts:
    """Count everything, in time that grows with the number of quads; `words` tells whether there is a search index beside the store."""
    properties = [PropertyCount(property=name, triples=number) for (name, number) in _pairs(store, _PROPERTIES)]
    within: dict[str, list[PropertyCount]] = {}
    for row in _rows(store, _WITHIN):
        class_, name = row["c"], row["p"]
        if isinstance(class_, ox.NamedNode) and isinstance(name, ox.NamedNode):
            classes, datatypes = _reached(store, class_, name)
            one = PropertyCount(property=name.value, triples=_number(row["n"]), classes=classes, datatypes=datatypes)
            within.setdefault(class_.value, []).append(one)
    classes_ = [
        ClassCount(name=name, entities=number, properties=tuple(sorted(within.get(name, []), key=lambda one: one.property)))
        for name, number in _pairs(store, _CLASSES)
    ]
    return Counts(
        subjects=_one(store, _SUBJECTS),
        entities=_one(store, _ENTITIES),
        classes=tuple(sorted(classes_, key=lambda one: one.name)),
        properties=tuple(sorted(properties, key=lambda one: one.property)),
        default=_one(store, _ALL, union=False),
        graphs=_graphs(store),
        examples=_examples(store),
        built=store.contains_named_graph(ox.NamedNode(ONTOLOGY)),
        words=words,
    )


_ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_ENTITIES = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class }"
_PROPERTIES = "SELECT ?key (COUNT(*) AS ?n) { ?s ?key ?o } GROUP BY ?key"
_CLASSES = "SELECT ?key (COUNT(DISTINCT ?s) AS ?n) { ?s a ?key } GROUP BY ?key"
# The inner SELECT keeps what is typed in two graphs from being counted twice.
_WITHIN = "SELECT ?c ?p (COUNT(*) AS ?n) { { SELECT DISTINCT ?s ?c { ?s a ?c } } ?s ?p ?o } GROUP BY ?c ?p"
_REACHED = """SELECT DISTINCT ?class ?datatype {
  { SELECT ?o { ?s a %s ; %s ?o } LIMIT %d }
  OPTIONAL { ?o a ?class }
  BIND(DATATYPE(?o) AS ?datatype)
}"""


def _rows(store: ox.Store, query: str, *, union: bool = True) -> Iterator[ox.QuerySolution]:
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=union)
    assert isinstance(found, ox.QuerySolutions)
    return iter(found)


def _number(term: object) -> int:
    assert isinstance(term, ox.Literal)
    return int(term.value)


def _one(store: ox.Store, query: str, *, union: bool = True) -> int:
    return _number(next(_rows(store, query, union=union))["n"])


def _pairs(store: ox.Store, query: str) -> list[tuple[str, int]]:
    """IRIs with their numbers; what is no IRI is left out."""
    found = [(row["key"], _number(row["n"])) for row in _rows(store, query)]
    return [(key.value, number) for key, number in found if isinstance(key, ox.NamedNode)]


def _reached(store: ox.Store, class_: ox.NamedNode, property_: ox.NamedNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Classes and datatypes of what a property leads to from things of a class."""
    classes, datatypes = set(), set()
    for row in _rows(store, _REACHED % (class_, property_, SAMPLE)):
        if isinstance(row["class"], ox.NamedNode):
            classes.add(row["class"].value)
        if isinstance(row["datatype"], ox.NamedNode):
            datatypes.add(row["datatype"].value)
    return tuple(sorted(classes)), tuple(sorted(datatypes))


def _graphs(store: ox.Store) -> tuple[tuple[str, int], ...]:
    """The named graphs that are not a document's, the first ones by IRI, with their triples."""
    documents = {row["g"] for row in _rows(store, "SELECT DISTINCT ?g { GRAPH ?g { ?d a schema:NewsArticle } }", union=False)}
    names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode) and graph not in documents)
    query = "SELECT (COUNT(*) AS ?n) { GRAPH <%s> { ?s ?p ?o } }"
    return tuple((name, _one(store, query % name, union=False)) for name in names[:GRAPHS])


def _examples(store: ox.Store) -> bytes:
    graph = ox.NamedNode(EXAMPLES)
    return ox.serialize((quad.triple for quad in store.quads_for_pattern(None, None, None, graph)), format=ox.RdfFormat.N_TRIPLES) or b""
