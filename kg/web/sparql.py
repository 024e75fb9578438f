"""One SPARQL query against one store, from text to the bytes of an answer; what a worker process does."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.graph.complaints import explain, one_line
from kg.graph.matching import searched
from kg.graph.namespaces import PREFIXES
from kg.web.guard import may_call_out
from kg.web.media import DATASETS, GRAPHS, PREFIXED, RESULTS
from kg.web.negotiation import choose

Kind = Literal["results", "graph", "page"]
Format = TypeVar("Format", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, kw_only=True)
class Query:
    """A query with the dataset that the request asks for; empty graph lists leave the dataset to the query itself.

    `base` is what relative IRIs in the query are resolved against.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    union: bool = False
    base: str | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The bytes of an answer, their media type, and whether they are results (SELECT, ASK), a graph, or a page."""

    kind: Kind
    media_type: str
    body: bytes


class NotAcceptableError(KgError):
    """An answer exists but in no form that the client accepts; the message lists the forms there are."""


class TooLargeError(KgError):
    """An answer has more rows or bytes than the service gives; the message says how many it may have."""


def execute(
    store: ox.Store,
    query: Query,
    accept: str | None = None,
    *,
    hosts: frozenset[str] = frozenset(),
    rows: int = 1 << 62,
    size: int = 1 << 62,
    words: sqlite3.Connection | None = None,
) -> Answer:
    """Answer `query` from `store`, in the form that the Accept header `accept` likes best.

    `hosts` are those that a SERVICE clause may call; an answer has `rows` rows or triples and `size` bytes at most; `words` is the
    store's search index. QueryError for a query that does not parse or may not run, NotAcceptableError, TooLargeError. The prefixes of
    kg.graph.namespaces need no declaration.
    """
    if may_call_out(query.text, hosts):
        raise QueryError("SERVICE is not allowed on this endpoint (nor a bare word SERVICE that might be one)")
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | None = None
    try:
        default, named = _dataset(query)
        found = store.query(
            searched(query.text, words, base=query.base),
            base_iri=query.base,
            prefixes=PREFIXES,
            use_default_graph_as_union=query.union and not query.default_graphs,
            default_graph=default,
            named_graphs=named,
        )
        body = _Bounded(size)
        if isinstance(found, ox.QueryTriples):
            media, graph = _form(accept, GRAPHS)
            ox.serialize(_counted(found, rows), body, graph, prefixes=PREFIXES if graph in PREFIXED else None)
            return Answer(kind="graph", media_type=media, body=body.getvalue())
        media, results = _form(accept, RESULTS)
        found.serialize(body, results)
        if isinstance(found, ox.QuerySolutions) and body.tell() > rows and count_rows(body.getvalue(), results) > rows:
            raise _too_many(f"{rows} rows")
        return Answer(kind="results", media_type=media, body=body.getvalue())
    except SyntaxError as error:
        raise QueryError(explain(str(error))) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot run: {one_line(error)}") from None
    finally:
        # Oxigraph's results must die in the thread that made them; the traceback of an error would carry them into another.
        found = None


def write_graph(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph | None, accept: str | None = None, *, size: int = 1 << 62) -> Answer:
    """One graph, or with None all of them with their names, in the form that the Accept header `accept` likes best.

    NotAcceptableError, and TooLargeError for more than `size` bytes.
    """
    media, syntax = _form(accept, GRAPHS if graph is not None else DATASETS)
    body = _Bounded(size)
    store.dump(body, syntax, from_graph=graph, prefixes=PREFIXES if syntax in PREFIXED else None)
    return Answer(kind="graph", media_type=media, body=body.getvalue())


def write_triples(triples: Iterable[ox.Triple], accept: str | None = None, *, size: int = 1 << 62) -> Answer:
    """Triples, in the form that the Accept header `accept` likes best. NotAcceptableError, TooLargeError."""
    media, syntax = _form(accept, GRAPHS)
    body = _Bounded(size)
    ox.serialize(triples, body, syntax, prefixes=PREFIXES if syntax in PREFIXED else None)
    return Answer(kind="graph", media_type=media, body=body.getvalue())


class _Bounded(io.BytesIO):
    """Bytes in memory, up to so many."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def write(self, data) -> int:  # type: ignore[no-untyped-def]  # whatever holds bytes
        if self.tell() + len(data) > self.size:
            raise _too_many(f"{self.size} bytes")
        return super().write(data)


def _too_many(what: str) -> TooLargeError:
    return TooLargeError(f"the answer has more than {what}, which is all that this endpoint gives at once; use LIMIT and OFFSET")


def _counted(found: ox.QueryTriples, rows: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(found):
        if number >= rows:
            raise _too_many(f"{rows} triples")
        yield triple


_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


def count_rows(body: bytes, form: ox.QueryResultsFormat) -> int:
    """Rows of the results of a SELECT, from their bytes as Oxigraph writes them: it gives no count, and no row twice."""
    if form == ox.QueryResultsFormat.XML:
        return body.count(b"<result>") + body.count(b"<result/>")
    if form == ox.QueryResultsFormat.TSV:
        return body.count(b"\n") - 1
    if form == ox.QueryResultsFormat.CSV:  # a line break within quotes is no end of a row
        return sum(part.count(b"\n") for part in body.split(b'"')[::2]) - 1
    bare = _JSON_STRING.sub(b"", body)  # an object that is no value of a key is a row, or the whole
    return bare.count(b"{") - bare.count(b":{") - 1


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
