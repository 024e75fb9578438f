"""The store: an RDF dataset on disk or in memory (Oxigraph), opened for writing or for reading, and asked in SPARQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.complaints import explain, one_line
from kg.graph.matching import searched
from kg.graph.namespaces import PREFIXES
from kg.shown import Shown

NamedNode = ox.NamedNode
Quad = ox.Quad
Triple = ox.Triple
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

#: Suffix without dot → syntax, for raw dumps. Exports that are the same bytes every time are in kg.exports.
SYNTAXES: dict[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
#: Quads that are loaded in bulk together: what the loader holds in memory, whatever there is in all.
_BULK = 250_000
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


class Store(Shown):
    """An RDF dataset: facts, labels and types in its default graph, the claims of each document in a named graph.

    One process may write at a time. What another process writes must not be read meanwhile: read a published copy.
    """

    def __init__(self, path: Path | str | None = None, *, read_only: bool = False) -> None:
        """Open the store in folder `path` (made if absent), or in memory when None; StoreError when that cannot be done."""
        self.path = Path(path) if path is not None else None
        self.read_only = read_only
        try:
            if self.path is None:
                self._store = ox.Store()
            elif read_only:
                if not (self.path / "CURRENT").is_file():  # RocksDB's pointer to what is current; without it there is no store
                    raise StoreError(f"{self.path}: there is no graph store here")
                self._store = ox.Store.read_only(str(self.path))
            else:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._store = ox.Store(str(self.path))
        except (OSError, RuntimeError) as error:  # RuntimeError: its files are damaged
            raise StoreError(f"{self.path}: cannot be opened ({one_line(error)})") from None

    @classmethod
    def around(cls, store: ox.Store) -> Store:
        """A store that Oxigraph has open for reading already."""
        made = cls.__new__(cls)
        made.path, made.read_only, made._store = None, True, store
        return made

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Flush and let go of the folder; using the store afterwards starts from an empty one in memory."""
        if self.path is not None and not self.read_only:
            self.flush()
        self._store = ox.Store()

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self._store)

    def __contains__(self, quad: ox.Quad) -> bool:
        """Whether a quad is there."""
        return quad in self._store

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads in one transaction: all of them or none."""
        with self._writing():
            self._store.extend(quads)

    def fill(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads in bulk, quicker than `load` where there are many, some at a time: cut off, a part of them is there."""
        with self._writing():
            for some in _parts(quads, _BULK):
                self._store.bulk_extend(some)

    def take(self, quads: Iterable[ox.Quad]) -> None:
        """Take quads out; those that are not there are passed over."""
        with self._writing():
            for quad in quads:
                self._store.remove(quad)

    def renew(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make a named graph, given by its IRI, consist of `quads`, which are all in it; only what differs is written."""
        new, old = set(quads), set(self.quads(graph=ox.NamedNode(graph)))
        self.take(old - new)
        self.load(new - old)

    def drop(self, graph: str) -> None:
        """Withdraw a named graph, given by its IRI: all that one document claims."""
        with self._writing():
            self._store.remove_graph(ox.NamedNode(graph))

    def flush(self) -> None:
        """Make everything written so far durable."""
        with self._writing():
            self._store.flush()

    def graphs(self) -> list[str]:
        """IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads that match; None matches everything, for `graph` the default graph too."""
        return self._store.quads_for_pattern(subject, predicate, object, graph)

    def query(
        self, sparql: str, *, union: bool = False, bind: Mapping[str, Term] | None = None
    ) -> Solutions | Triples | bool:
        """Answer a SPARQL query; `union` reads all graphs as one, `bind` fixes variables that are selected.

        The prefixes of kg.graph.namespaces are known beforehand; a PREFIX in the query goes before them. `?hit sc:matches "words"` finds
        things by their words. SELECT gives Solutions, ASK a bool, CONSTRUCT and DESCRIBE Triples. QueryError for what cannot run.
        """
        try:
            found = self._store.query(
                searched(sparql, self.path),
                use_default_graph_as_union=union,
                prefixes=PREFIXES,
                substitutions={ox.Variable(name): term for name, term in (bind or {}).items()},
            )
        except SyntaxError as error:
            raise QueryError(explain(str(error))) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot run: {one_line(error)}") from None
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return Solutions(found) if isinstance(found, ox.QuerySolutions) else Triples(found)

    def select(self, sparql: str, *, union: bool = False, bind: Mapping[str, Term] | None = None) -> Solutions:
        """As `query`, for a SELECT; QueryError for any other form."""
        found = self.query(sparql, union=union, bind=bind)
        if not isinstance(found, Solutions):
            raise QueryError("a SELECT query is needed here")
        return found

    def serialize(self, suffix: str, path: Path) -> None:
        """Dump everything as it comes, fast and unsorted; formats without named graphs get all graphs merged."""
        syntax = SYNTAXES.get(suffix.lstrip("."))
        if syntax is None:
            raise StoreError(f"{suffix}: no such RDF syntax; there are {', '.join(SYNTAXES)}")
        try:
            if syntax.supports_datasets:
                self._store.dump(str(path), syntax)
            else:
                ox.serialize((quad.triple for quad in self.quads()), str(path), syntax)
        except OSError as error:
            raise StoreError(f"{path}: cannot be written ({one_line(error)})") from None

    def backup(self, path: Path) -> None:
        """A copy of a store on disk in the new folder `path`, by hard links where the system has them."""
        if self.path is None or self.read_only:
            raise StoreError("only a store on disk that is open for writing can be backed up")
        try:
            self._store.backup(str(path))
        except OSError as error:
            raise StoreError(f"{path}: cannot be written ({one_line(error)})") from None

    def _writing(self) -> _Writing:
        return _Writing(self)


class _Writing:
    """Turns what goes wrong while writing into StoreError, and refuses to write what is open for reading."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> None:
        if self.store.read_only:
            raise StoreError(f"{self.store.path}: open for reading only")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, OSError):
            raise StoreError(f"{self.store.path or 'memory'}: cannot be written ({one_line(error)})") from None


def publish(built: Path, final: Path) -> None:
    """Put the closed store in folder `built` in the place of `final`: a reader finds the old one or the new one, never half.

    `built` must be on the same file system. The old store is deleted last; processes that have it open keep reading it.
    """
    old = final.with_name(final.name + ".old")
    try:
        if old.exists() and not final.exists():  # an earlier publish was cut off between its two renames
            old.rename(final)
        shutil.rmtree(old, ignore_errors=True)
        if final.exists():
            final.rename(old)
        built.rename(final)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{final}: cannot be published ({one_line(error)})") from None


def _parts(quads: Iterable[ox.Quad], size: int) -> Iterator[Iterable[ox.Quad]]:
    """The quads in runs of `size`, none of which is held as a list; each must be used up before the next."""
    ahead = iter(quads)
    for first in ahead:
        yield chain((first,), islice(ahead, size - 1))
