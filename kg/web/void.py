"""The dataset described in VoID: how much of what there is, in the shape from which SPARQL editors complete what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import ids
from kg.graph.namespaces import PREFIXES, node
from kg.web.counting import Counts, PropertyCount
from kg.web.media import GRAPHS, PREFIXED

PATH = "/.well-known/void"
VOID = "http://rdfs.org/ns/void#"
#: Datatypes of a property's objects, which VoID has no word for; editors read this one.
EXTENDED = "http://ldf.fi/void-ext#"
FOAF = "http://xmlns.com/foaf/0.1/"
_A = node("rdf:type")
_TITLE = (("Ce que la presse dit du cloud souverain", "fr"), ("What the press says of the sovereign cloud", "en"))
_OTHER = (("Graphes de ce serveur", "fr"), ("The graphs of this server", "en"))
_WHAT = (
    ("Affirmations d'articles de presse avec les phrases qui les disent, faits qui les rassemblent, et ce qui en découle.", "fr"),
    ("Claims of press articles with the sentences that make them, facts that gather them, and what follows from these.", "en"),
)
_Object = ox.NamedNode | ox.Literal


def void(name: str) -> ox.NamedNode:
    """A term of VoID."""
    return ox.NamedNode(VOID + name)


def dataset_of(origin: str) -> ox.NamedNode:
    """The dataset of the server at `origin` ("https://host")."""
    return ox.NamedNode(f"{origin}{PATH}#dataset")


def document(counts: Counts, origin: str, media: str) -> bytes:
    """The description at /.well-known/void, in one of the media types of kg.web.media.GRAPHS."""
    page, dataset = ox.NamedNode(origin + PATH), dataset_of(origin)
    triples = [
        ox.Triple(page, _A, void("DatasetDescription")),
        ox.Triple(page, ox.NamedNode(FOAF + "primaryTopic"), dataset),
        ox.Triple(dataset, void("sparqlEndpoint"), ox.NamedNode(origin + "/sparql")),
        *describe(counts, origin),
    ]
    return written(triples, media)


def written(triples: Iterable[ox.Triple], media: str) -> bytes:
    """Triples in one of the media types of kg.web.media.GRAPHS, with the prefixes of the descriptions."""
    syntax = GRAPHS[media]
    prefixes = PREFIXES | {"void": VOID, "void-ext": EXTENDED, "sd": "http://www.w3.org/ns/sparql-service-description#", "foaf": FOAF}
    return ox.serialize(triples, format=syntax, prefixes=prefixes if syntax in PREFIXED else None) or b""


def describe(counts: Counts, origin: str) -> Iterator[ox.Triple]:
    """What is said of the dataset of the server at `origin`."""
    dataset = dataset_of(origin)

    def say(subject: ox.NamedNode, predicate: ox.NamedNode, value: _Object | int) -> ox.Triple:
        return ox.Triple(subject, predicate, ox.Literal(value) if isinstance(value, int) else value)

    yield say(dataset, _A, void("Dataset"))
    for text, language in _TITLE if counts.built else _OTHER:
        yield say(dataset, node("dcterms:title"), ox.Literal(text, language=language))
    if counts.built:
        for text, language in _WHAT:
            yield say(dataset, node("dcterms:description"), ox.Literal(text, language=language))
        yield say(dataset, void("uriSpace"), ox.Literal(ids.BASE))
    yield say(dataset, void("triples"), counts.triples)
    yield say(dataset, void("entities"), counts.entities)
    yield say(dataset, void("distinctSubjects"), counts.subjects)
    yield say(dataset, void("classes"), len(counts.classes))
    yield say(dataset, void("properties"), len(counts.properties))
    for vocabulary in _vocabularies(counts):
        yield say(dataset, void("vocabulary"), ox.NamedNode(vocabulary))
    for one in counts.properties:
        yield from _property(dataset, one, dataset, "")
    for kind in counts.classes:
        part = ox.NamedNode(f"{dataset.value}-{ids.digest([kind.name])}")
        yield say(dataset, void("classPartition"), part)
        yield say(part, void("class"), ox.NamedNode(kind.name))
        yield say(part, void("entities"), kind.entities)
        yield say(part, void("triples"), kind.triples)
        for one in kind.properties:
            yield from _property(dataset, one, part, kind.name)


def _property(dataset: ox.NamedNode, one: PropertyCount, whole: ox.NamedNode, class_: str) -> Iterator[ox.Triple]:
    """The part of `whole` that has a property; its objects' classes and datatypes are parts again, as editors read them."""
    part = ox.NamedNode(f"{dataset.value}-{ids.digest([class_, one.property])}")
    yield ox.Triple(whole, void("propertyPartition"), part)
    yield ox.Triple(part, void("property"), ox.NamedNode(one.property))
    yield ox.Triple(part, void("triples"), ox.Literal(one.triples))
    for link, kind, names in (
        (void("classPartition"), void("class"), one.classes),
        (ox.NamedNode(EXTENDED + "datatypePartition"), ox.NamedNode(EXTENDED + "datatype"), one.datatypes),
    ):
        for name in names:
            inner = ox.NamedNode(f"{dataset.value}-{ids.digest([class_, one.property, name])}")
            yield ox.Triple(part, link, inner)
            yield ox.Triple(inner, kind, ox.NamedNode(name))


def _vocabularies(counts: Counts) -> list[str]:
    """Which of the vocabularies that we know the data use."""
    used = {one.property for one in counts.properties} | {one.name for one in counts.classes}
    known = [start for start in PREFIXES.values() if not start.startswith(ids.BASE) or start == ids.ONTOLOGY]
    return sorted(start for start in known if any(iri.startswith(start) for iri in used))
