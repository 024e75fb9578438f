"""One SPARQL query against one store on disk, from text to the bytes of an answer.

`execute` takes and gives plain values only, so that it can run in a thread as now or in a process of its own.
"""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError
from kg.graph.namespaces import PREFIXES
from kg.web.guard import may_call_out
from kg.web.negotiation import choose

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
#: Media types for CONSTRUCT and DESCRIBE.
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
_WHERE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
Kind = Literal["results", "graph"]
Format = TypeVar("Format", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query with the dataset that the request asks for; empty graph lists leave the dataset to the query itself."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    union: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The bytes of an answer, their media type, and whether they are results (SELECT, ASK) or a graph."""

    kind: Kind
    media_type: str
    body: bytes


class NotAcceptableError(KgError):
    """An answer exists but in no form that the client accepts; the message lists the forms there are."""


def execute(store: Path, query: Query, accept: str | None = None, *, allow_service: bool = False) -> Answer:
    """Answer `query` from the store in folder `store`, in the form that the Accept header `accept` likes best.

    QueryError for a query that does not parse or may not run, NotAcceptableError, StoreError. The prefixes of
    kg.graph.namespaces need no declaration.
    """
    if not allow_service and may_call_out(query.text):
        raise QueryError("SERVICE is not allowed on this endpoint (nor a bare word SERVICE that might be one)")
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | None = None
    try:
        default, named = _dataset(query)
        found = opened(store).query(
            query.text,
            prefixes=PREFIXES,
            use_default_graph_as_union=query.union and not query.default_graphs,
            default_graph=default,
            named_graphs=named,
        )
        if isinstance(found, ox.QueryTriples):
            media, graph = _form(accept, GRAPHS)
            body = ox.serialize(found, format=graph, prefixes=PREFIXES if graph in _PREFIXED else None)
            return Answer(kind="graph", media_type=media, body=body or b"")
        media, results = _form(accept, RESULTS)
        return Answer(kind="results", media_type=media, body=found.serialize(format=results) or b"")
    except SyntaxError as error:
        raise QueryError(_explain(str(error))) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot run: {' '.join(str(error).split())}") from None
    finally:
        # Oxigraph's results must die in the thread that made them; the traceback of an error would carry them into another.
        found = None


_PREFIXED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)


def _form(accept: str | None, forms: dict[str, Format]) -> tuple[str, Format]:
    media = choose(accept, tuple(forms))
    if media is None:
        raise NotAcceptableError(f"this answer can be had as {', '.join(forms)}")
    return media, forms[media]


def _dataset(query: Query) -> tuple[list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None, list[ox.NamedNode | ox.BlankNode] | None]:
    """Graphs named in the request make up the whole dataset and replace FROM and FROM NAMED, as the protocol says."""
    if not query.default_graphs and not query.named_graphs:
        return None, None
    return [ox.NamedNode(iri) for iri in query.default_graphs], [ox.NamedNode(iri) for iri in query.named_graphs]


def _explain(message: str) -> str:
    """A parser's complaint in one line, with line and column."""
    found = _WHERE.match(message)
    if not found:
        return f"bad SPARQL: {' '.join(message.split())}"
    reason = " ".join(found[3].split())
    return f"bad SPARQL at line {found[1]}, column {found[2]}: {reason if len(reason) <= 300 else reason[:299] + '…'}"


# Opened stores. Opening costs some milliseconds; a build publishes by renaming a new folder into place, which shows in the inode.
_lock = threading.Lock()
_open: dict[Path, tuple[tuple[int, int, int], ox.Store]] = {}


def identity(path: Path) -> tuple[int, int, int]:
    """What tells the store that is published in folder `path` from the one before it; OSError if there is none."""
    current = os.stat(path / "CURRENT")  # RocksDB's pointer to what is current
    return current.st_dev, current.st_ino, current.st_mtime_ns


def opened(path: Path) -> ox.Store:
    """The store in folder `path`, open for reading; opened anew when a build has put another one there. StoreError if there is none."""
    with _lock:
        for attempt in range(3):
            known = _open.get(path)
            try:
                now = identity(path)
                if known and known[0] == now:
                    return known[1]
                store = ox.Store.read_only(str(path))
                _open[path] = (now, store)
                return store
            except OSError as error:
                if isinstance(error, FileNotFoundError) and known:
                    return known[1]  # between the two renames of a publication
                reason = " ".join(str(error).split())
                if attempt < 2:
                    time.sleep(0.02)
        raise StoreError(f"{path}: there is no graph store that can be read ({reason})")
