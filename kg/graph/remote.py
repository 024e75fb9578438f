"""A SPARQL 1.1 server as a store: asked by Query, written by Update and the Graph Store Protocol, over HTTP.

All that is written says the same when it is said twice, so a request whose answer was lost is simply sent again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType

import httpx
import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.addresses import JSON, UPDATE, Addresses, find
from kg.graph.answers import Solutions, Triples
from kg.graph.namespaces import PREFIXES
from kg.graph.wire import PAUSES, Wire, silent, told

#: The most bytes of triples in one request of the Graph Store Protocol, and in one update, which servers parse and plan as a program.
PUT_BYTES, UPDATE_BYTES = 4 << 20, 128 << 10
#: Graphs that are counted in one query.
_COUNTED = 100
_TRIPLES = "application/n-triples"
_GRAPH_FORMS = {
    _TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
_GRAPH_ACCEPT = f"{_TRIPLES}, text/turtle;q=0.9, application/rdf+xml;q=0.5"
# What can hold a word that is none of the query's own: IRIs, strings, comments, variables, prefixed names and their declarations.
_ASIDE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*|[?$]\w+|\bPREFIX\s+\S*?:|[\w.-]*:""",
    re.DOTALL | re.IGNORECASE,
)
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_LONGEST_GET = 1500


class Remote:
    """The dataset of a SPARQL 1.1 server. Graphs are given by their IRI, None is the default graph.

    With KG_STORE_TOKEN, or KG_STORE_USER and KG_STORE_PASSWORD, in the environment it says who it is. Faults of the connection and a
    server that is busy (429, 502, 503, 504) are waited out with growing pauses; every other refusal is a StoreError of one line with
    the server's own reason.
    """

    def __init__(
        self,
        url: str,
        *,
        writing: bool = False,
        addresses: Addresses | None = None,
        pauses: Sequence[float] = PAUSES,
        remark: Callable[[str], None] = silent,
    ) -> None:
        """Find the server's addresses from `url` (for `writing` those of updates too), or take them as given."""
        self.wire = Wire(pauses=pauses, remark=remark)
        self._remark = remark
        try:
            self.addresses = addresses or find(url, self.wire, writing=writing)
        except BaseException:
            self.wire.close()
            raise

    def __enter__(self) -> Remote:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self.wire.close()

    def query(self, sparql: str, *, union: bool = False) -> Solutions | Triples | bool:
        """Answer a SPARQL query as kg.graph.store.Store does, with the same prefixes known.

        `union` asks to read all graphs as one in the words of Oxigraph and kg; servers of other kinds do not know them.
        QueryError for a query that the server refuses, or whose answer is none or is cut short.
        """
        form = _form(sparql)
        graph = form in {"CONSTRUCT", "DESCRIBE"}
        fields = {"query": declared(sparql), **({"union-default-graph": "true"} if union else {})}
        headers = {"Accept": _GRAPH_ACCEPT if graph else JSON}
        if sum(map(len, fields.values())) <= _LONGEST_GET:
            answer = self.wire.send("GET", self.addresses.query, params=fields, headers=headers, may_fail=True)
        else:
            answer = self.wire.send("POST", self.addresses.query, form=fields, headers=headers, may_fail=True)
        if not answer.is_success:
            raise QueryError(f"{self.addresses.query}: {told(answer)}")
        if answer.status_code == 206:
            raise QueryError(f"{self.addresses.query}: the server ran out of time and gives a part of the answer only; ask for less")
        try:
            return Triples(_triples(answer)) if graph else self._results(answer)
        except (ValueError, SyntaxError) as error:
            raise QueryError(f"{self.addresses.query}: an answer that is no SPARQL result ({' '.join(str(error).split())})") from None

    def select(self, sparql: str, *, union: bool = False) -> Solutions:
        """As `query`, for a SELECT; QueryError for any other form."""
        found = self.query(sparql, union=union)
        if not isinstance(found, Solutions):
            raise QueryError("a SELECT query is needed here")
        return found

    def put(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Make a graph consist of `triples`. A large graph goes in pieces, and while they come the server holds a part of it."""
        pieces = _pieces(triples, PUT_BYTES if self.addresses.graphs else UPDATE_BYTES)
        if self.addresses.graphs is not None:
            self._graph("PUT", graph, next(pieces, ""))
        else:  # in one request: nobody sees the graph gone
            self.update(f"{_cleared(graph)} ; INSERT DATA {{ {_inside(graph, next(pieces, ''))} }}")
        for piece in pieces:
            self._add(graph, piece)

    def put_together(self, graphs: Mapping[str | None, Iterable[ox.Triple]]) -> None:
        """Make several small graphs consist of these triples, in one request. Needs a place for updates (`can_take`)."""
        inside = "\n".join(_inside(graph, "".join(map(_line, triples))) for graph, triples in graphs.items())
        self.update(" ;\n".join([*map(_cleared, graphs), f"INSERT DATA {{ {inside} }}"]))

    def add(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Put triples into a graph beside those that are there."""
        for piece in _pieces(triples, PUT_BYTES if self.addresses.graphs else UPDATE_BYTES):
            self._add(graph, piece)

    def take(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Take triples out of a graph; those that are not there are passed over. Needs a place for updates (`can_take`)."""
        for piece in _pieces(triples, UPDATE_BYTES):
            self.update(f"DELETE DATA {{ {_inside(graph, piece)} }}")

    @property
    def can_take(self) -> bool:
        """Whether single triples can be taken out."""
        return self.addresses.update is not None

    def drop(self, graph: str | None) -> None:
        """Withdraw a graph; one that is not there is passed over."""
        if self.addresses.graphs is not None:
            self._graph("DELETE", graph, None)
        else:
            self.update(_cleared(graph))

    def update(self, sparql: str) -> None:
        """Run a SPARQL update, possibly twice: only such that says the same when it is said twice. StoreError when it is refused."""
        if self.addresses.update is None:
            raise StoreError(f"{self.addresses.query}: no place for updates is known; set KG_STORE_UPDATE")
        self.wire.send("POST", self.addresses.update, body=sparql.encode(), headers={"Content-Type": UPDATE})

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """How many triples each of these named graphs has on the server; those without any are absent."""
        found: dict[str, int] = {}
        every = list(graphs)
        for start in range(0, len(every), _COUNTED):
            names = ", ".join(f"<{iri}>" for iri in every[start : start + _COUNTED])
            query = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g IN ({names})) }} GROUP BY ?g"
            found |= {str(name): int(number or 0) for name, number in self.select(query).rows() if name}
        return found

    def graphs(self, beginning: str = "") -> list[str]:
        """IRIs of the named graphs that begin like this, sorted; asked for page by page, since servers cut long answers."""
        found: list[str] = []
        while True:
            after = f' && STR(?g) > "{found[-1]}"' if found else ""
            query = (
                "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } "
                f'FILTER(STRSTARTS(STR(?g), "{beginning}"){after}) }} ORDER BY STR(?g) LIMIT 1000'
            )
            page = [name for (name,) in self.select(query).rows() if name]
            found += page
            if len(page) < 1000:
                return found

    def _results(self, answer: httpx.Response) -> Solutions | bool:
        """The rows or the truth in a JSON result; a cut that the server owns up to is told."""
        _read_through(answer.content)
        found = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        solutions = Solutions(found)
        if solutions.variables == ("__ASK_RETVAL",):  # how some Virtuosos answer ASK
            return any(value in {"1", "true"} for (value,) in solutions.rows())
        if "x-sparql-maxrows" in answer.headers:
            self._remark(f"{self.addresses.query}: gives {answer.headers['x-sparql-maxrows']} rows at most, there may be more")
        return solutions

    def _graph(self, method: str, graph: str | None, body: str | None) -> None:
        assert self.addresses.graphs is not None
        answer = self.wire.send(
            method,
            self.addresses.graphs,
            params={"default": None} if graph is None else {"graph": graph},
            body=None if body is None else body.encode(),
            headers={} if body is None else {"Content-Type": _TRIPLES},
            may_fail=True,
        )
        if not answer.is_success and not (method == "DELETE" and answer.status_code == 404):
            raise StoreError(f"{self.addresses.graphs}: {told(answer)}")

    def _add(self, graph: str | None, piece: str) -> None:
        if self.addresses.graphs is not None:
            self._graph("POST", graph, piece)
        else:
            self.update(f"INSERT DATA {{ {_inside(graph, piece)} }}")


def declared(sparql: str) -> str:
    """The query with those of the usual prefixes that it uses and does not declare, on its first line so that lines keep their number."""
    own = set(re.findall(r"\b[Pp][Rr][Ee][Ff][Ii][Xx]\s+([\w.-]*):", sparql))
    used = set(re.findall(r"(?<![\w<.-])([a-z]+):(?!//)", sparql))
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in used - own) + sparql


def _form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first such word that is the query's own."""
    found = _FORM.search(_ASIDE.sub(" ", sparql))
    if found is None:
        raise QueryError("bad SPARQL: a query has one of the words SELECT, ASK, CONSTRUCT, DESCRIBE")
    return found[1].upper()


def _read_through(results: bytes) -> None:
    """Read rows to their end: an answer that was cut off must not be found out half-way through printing it."""
    found: ox.QuerySolutions | ox.QueryBoolean | None = ox.parse_query_results(results, format=ox.QueryResultsFormat.JSON)
    try:
        for _ in found if isinstance(found, ox.QuerySolutions) else ():
            pass
    finally:
        found = None  # Oxigraph's results must die in the thread that made them; the traceback of an error would carry them into another


def _triples(answer: httpx.Response) -> Iterator[ox.Triple]:
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in _GRAPH_FORMS:
        raise ValueError(f"it comes as {media or 'nothing known'}")
    return iter([quad.triple for quad in ox.parse(answer.content, format=_GRAPH_FORMS[media], base_iri=str(answer.url))])


def _cleared(graph: str | None) -> str:
    return "CLEAR SILENT DEFAULT" if graph is None else f"CLEAR SILENT GRAPH <{graph}>"


def _inside(graph: str | None, piece: str) -> str:
    return piece if graph is None else f"GRAPH <{graph}> {{ {piece} }}"


def _line(triple: ox.Triple) -> str:
    return f"{triple} .\n"


def _pieces(triples: Iterable[ox.Triple], limit: int) -> Iterator[str]:
    """N-Triples in pieces of at most `limit` bytes each, or of one triple that is larger."""
    lines: list[str] = []
    size = 0
    for triple in triples:
        line = _line(triple)
        length = len(line.encode())
        if lines and size + length > limit:
            yield "".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += length
    if lines:
        yield "".join(lines)
