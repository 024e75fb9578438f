"""Media types of answers: what can be given, what each is in Oxigraph, and short names for links."""

from __future__ import annotations

import pyoxigraph as ox

#: Media types for SELECT and ASK, the preferred one first.
RESULTS: dict[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
#: Media types for CONSTRUCT and DESCRIBE, and for graphs that are sent here.
GRAPHS: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
}
#: Media types for several graphs with their names.
DATASETS: dict[str, ox.RdfFormat] = {media: GRAPHS[media] for media in ("application/n-quads", "application/trig", "application/ld+json")}
#: Short names for links, which cannot set an Accept header: what each stands for as one.
SHORT: dict[str, str] = {
    "json": "application/sparql-results+json, application/ld+json",
    "xml": "application/sparql-results+xml, application/rdf+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
#: What other clients call them: SPARQLWrapper, rdflib, Fuseki's.
_CALLED = {
    "turtle": "ttl", "n3": "ttl", "ntriples": "nt", "n-triples": "nt", "nquads": "nq", "n-quads": "nq",
    "rdf+xml": "rdf", "rdfxml": "rdf", "json-ld": "jsonld",
}  # fmt: skip
#: Syntaxes that can say a prefix.
PREFIXED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)


def named(form: str) -> str | None:
    """What a request's `format` stands for as an Accept header: a short name as any client has it, or a media type; None for neither."""
    form = form.strip().replace(" ", "+")  # as a plus sign that nobody encoded comes
    return form if form in RESULTS or form in GRAPHS else SHORT.get(_CALLED.get(form.lower(), form.lower()))


def content_type(media: str) -> str:
    """A media type as a Content-Type header: text says its character set."""
    return media + "; charset=utf-8" if media.startswith("text/") else media
