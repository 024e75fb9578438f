"""The part of a graph that a picture shows: what surrounds one thing, or the most important of all."""

from __future__ import annotations

from typing import Any

import networkx as nx


def top(graph: nx.MultiDiGraph[Any], limit: int) -> nx.MultiDiGraph[Any]:
    """The part of `graph` between its `limit` most connected nodes (ties by label, then by id)."""
    order = sorted(graph.nodes, key=lambda node: _rank(graph, node))
    kept: nx.MultiDiGraph[Any] = graph.subgraph(order[: max(limit, 0)])
    return kept


def around(graph: nx.MultiDiGraph[Any], centre: str, *, depth: int = 1, limit: int | None = None) -> nx.MultiDiGraph[Any]:
    """The part of `graph` within `depth` steps of `centre`, whichever way the edges run.

    Above `limit` nodes the nearest, then the most connected. Nothing around a `centre`
    that is not in the graph, since it stands in no claim.
    """
    if centre not in graph:
        nothing: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
        return nothing
    steps: dict[Any, int] = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), centre, cutoff=max(depth, 0))
    order = sorted(steps, key=lambda node: (steps[node], *_rank(graph, node)))
    kept: nx.MultiDiGraph[Any] = graph.subgraph(order if limit is None else order[: max(limit, 1)])
    return kept


def _rank(graph: nx.MultiDiGraph[Any], node: Any) -> tuple[int, str, str]:
    return -graph.degree(node), str(graph.nodes[node].get("label", node)), str(node)
