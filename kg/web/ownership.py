"""Which graphs belong to the build and which to users, and which graphs an update would write to, as far as its text tells."""

from __future__ import annotations

import pyoxigraph as ox

from kg import ids
from kg.errors import KgError
from kg.graph.namespaces import ONTOLOGY
from kg.web.updates import DEFAULT, targets


class OwnedError(KgError):
    """A write to a graph that the build owns; the message names the graph."""

    def __init__(self, graph: str) -> None:
        """`graph` is its IRI, or DEFAULT."""
        name = f"the graph <{graph}>" if graph else "the default graph"
        super().__init__(f"{name} belongs to the build, and a client cannot change it; write to a named graph of your own")
        self.graph = graph

    def __reduce__(self) -> tuple[type[OwnedError], tuple[str]]:
        """It goes from the writer to the service by its graph, not by its message."""
        return OwnedError, (self.graph,)


def owned(graph: str) -> bool:
    """Whether a graph is the build's: the default graph, and what lies under the base IRI."""
    return graph in (DEFAULT, ONTOLOGY) or graph.startswith(ids.BASE)


def is_owned(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | ox.Triple | None) -> bool:
    """The same for a term."""
    return isinstance(graph, ox.DefaultGraph) or (isinstance(graph, ox.NamedNode) and owned(graph.value))


def check(update: str) -> bool:
    """Raise OwnedError when an update writes to the build's graphs; False when its text does not tell whether it does."""
    sure = True
    for graph in targets(update):
        if graph is None:
            sure = False
        elif owned(graph):
            raise OwnedError(graph)
    return sure
