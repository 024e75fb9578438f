"""A server that builds are brought to, as tests see it: what it has beside what was built, and the faults put before it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

import kg
from kg import ids
from kg.delivery import Delivered
from kg.graph.answers import Triples
from kg.graph.namespaces import DELIVERY
from kg.graph.remote import Remote
from tests.graph.servers import Asked, Said, between

XSD = "http://www.w3.org/2001/XMLSchema#"
Fault = Callable[[int, Asked], Said | None]


def normal(triple: ox.Triple) -> tuple[str, str, str]:
    """A triple with its literal as a server may write it that keeps values and not spellings."""
    word = triple.object
    text = str(word)
    if isinstance(word, ox.Literal) and word.datatype.value == f"{XSD}decimal":
        text = f"decimal {Decimal(word.value).normalize()}"
    elif isinstance(word, ox.Literal) and word.datatype.value == f"{XSD}boolean":
        text = f"boolean {word.value in {'1', 'true'}}"
    return str(triple.subject), str(triple.predicate), text


def here(output: Path) -> dict[str, set[tuple[str, str, str]]]:
    with kg.open_store(output) as store:
        found: dict[str, set[tuple[str, str, str]]] = {}
        for quad in store.quads():
            found.setdefault("" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value, set()).add(normal(quad.triple))
    return found


def there(query: str, graphs: list[str], default: str) -> dict[str, set[tuple[str, str, str]]]:
    """What a server has in these graphs and in all others of builds; "" is the default graph."""
    found = {}
    with Remote(query) as remote:
        names = {*graphs, *remote.graphs(ids.iri("graph", ""))} - {DELIVERY}
        for graph in names:
            where = f"GRAPH <{graph or default}> {{ ?s ?p ?o }}" if graph or default else "?s ?p ?o"
            triples = remote.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}")
            assert isinstance(triples, Triples)
            found[graph] = {normal(triple) for triple in triples}
    return {graph: triples for graph, triples in found.items() if triples}


class Server:
    """A server between whose clients and itself `faults` may be put; `seen` are the requests that came."""

    def __init__(self, upstream: str, path: str, default: str) -> None:
        self.faults: Fault | None = None
        self.handler, self.seen = between(upstream, lambda number, asked: self.faults(number, asked) if self.faults else None)
        self.path, self.default, self.url = path, default, ""

    def deliver(self, output: Path, **more: object) -> Delivered:
        self.seen.clear()
        return kg.deliver(output, self.url, default_graph=self.default or None, pauses=(0, 0, 0), **more)  # type: ignore[arg-type]

    def agrees(self, output: Path) -> bool:
        self.faults = None
        graphs = here(output)
        return there(self.url, list(graphs), self.default) == graphs

    def written(self) -> list[Asked]:
        """The requests that change something."""
        return [
            one for one in self.seen if one.method in {"PUT", "DELETE"} or (one.method == "POST" and one.body and "query" not in one.params)
        ]

    def can_take(self) -> bool:
        """Whether single triples can be taken out of it."""
        with Remote(self.url, writing=True) as remote:
            return remote.can_take
