"""The store: an RDF dataset on disk or in memory (Oxigraph), opened for writing or for reading, and asked in SPARQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.answers import SYNTAXES, Solutions, Term, Triples
from kg.graph.complaints import explain, one_line
from kg.graph.matching import searched
from kg.graph.namespaces import PREFIXES
from kg.shown import Shown

NamedNode = ox.NamedNode
Quad = ox.Quad
Triple = ox.Triple
Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

#: Quads that are loaded in bulk together: what the loader holds in memory, whatever there is in all.
_BULK = 50_000


class Store(Shown):
    """An RDF dataset: facts, labels and types in its default graph, the claims of each document in a named graph.

    One process may write at a time. What another process writes must not be read meanwhile: read a published copy.
    """

    def __init__(self, path: Path | str | None = None, *, read_only: bool = False) -> None:
        """Open the store in folder `path` (made if absent), or in memory when None; StoreError when that cannot be done."""
        self.path = Path(path) if path is not None else None
        self.read_only = read_only
        self.words: sqlite3.Connection | None = None  # the search index, once it is open; else it is looked for beside the store
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
        made.path, made.read_only, made._store, made.words = None, True, store, None
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
        if self.words is not None:
            self.words.close()
            self.words = None

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
                searched(sparql, self.words or self.path),
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


def _parts(quads: Iterable[ox.Quad], size: int) -> Iterator[Iterable[ox.Quad]]:
    """The quads in runs of `size`, none of which is held as a list; each must be used up before the next."""
    ahead = iter(quads)
    for first in ahead:
        yield chain((first,), islice(ahead, size - 1))
