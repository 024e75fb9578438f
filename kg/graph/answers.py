"""What a query answers: rows of terms or triples, read once, as plain text or in the W3C's formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.complaints import one_line

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: Suffix without dot → syntax, for raw dumps. Exports that are the same bytes every time are in kg.exports.
SYNTAXES: dict[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
ResultSyntax = OneOf["json", "xml", "csv", "tsv"]
_RESULTS: dict[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
}  # fmt: skip


class Solutions:
    """Rows of a SELECT, to be read once: iterate for dicts of terms, or take `rows()` or `serialize()`.

    Oxigraph's results must die in the thread that made them, so what has been read is let go of at once: whoever still holds the rows,
    as the traceback of an error may do, could be cleared away by another thread.
    """

    def __init__(self, found: ox.QuerySolutions) -> None:
        """Wraps Oxigraph's own iterator; nothing is read yet."""
        self._found: ox.QuerySolutions | None = found
        self.variables: tuple[str, ...] = tuple(variable.value for variable in found.variables)

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Each row as variable → term; unbound variables are absent. QueryError when the rest cannot be had."""
        try:
            for row in self._found or ():
                values = ((name, row[name]) for name in self.variables)
                yield {name: term for name, term in values if term is not None}
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query cannot run: {one_line(error)}") from None
        finally:
            self._found = None

    def rows(self) -> Iterator[tuple[str | None, ...]]:
        """Each row as plain text in the order of `variables`; None where unbound."""
        for row in self:
            yield tuple(plain(row.get(name)) for name in self.variables)

    def serialize(self, syntax: ResultSyntax) -> bytes:
        """All rows in one of the W3C result formats. QueryError when they cannot be had, or have been read."""
        found, self._found = self._found, None
        if found is None:
            raise QueryError("these rows have been read already")
        try:
            return found.serialize(format=_RESULTS[syntax]) or b""
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query cannot run: {one_line(error)}") from None


class Triples:
    """Triples of a CONSTRUCT or DESCRIBE, to be read once, and let go of like the rows of a SELECT."""

    def __init__(self, found: Iterable[ox.Triple]) -> None:
        """Wraps Oxigraph's own iterator, or any other; nothing is read yet."""
        self._found: Iterable[ox.Triple] = found

    def __iter__(self) -> Iterator[ox.Triple]:
        """The triples as terms. QueryError when the rest cannot be had."""
        try:
            yield from self._found
        except (OSError, RuntimeError, SyntaxError) as error:
            raise QueryError(f"the query cannot run: {one_line(error)}") from None
        finally:
            self._found = ()

    def serialize(self, suffix: str = "ttl") -> bytes:
        """All triples in the syntax of a suffix: ttl, nt, rdf, jsonld. QueryError when they cannot be had."""
        found, self._found = self._found, ()
        try:
            return ox.serialize(found, format=SYNTAXES[suffix]) or b""
        except (OSError, RuntimeError, SyntaxError) as error:
            raise QueryError(f"the query cannot run: {one_line(error)}") from None


def plain(term: Term | None) -> str | None:
    """A term as text without marks: the IRI, the literal's characters."""
    if term is None:
        return None
    return str(term) if isinstance(term, ox.Triple) else term.value
