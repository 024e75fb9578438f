"""Where things stand on the graph page: a seeded force layout per component, labels pushed apart, components packed side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx

EDGE = 200.0  # ideal length of an edge in pixels: room for a label such as "owns a stake in 44.3 %"
GAP = 90.0  # pixels between components


def positions(
    graph: nx.MultiDiGraph[Any], boxes: Mapping[Any, tuple[float, float]], *, seed: int = 7, edge: float = EDGE
) -> dict[Any, tuple[int, int]]:
    """Whole-pixel positions of all nodes; `boxes` gives width and height in pixels of each node with its label.

    `edge` is the length in pixels that an edge should have; several between the same two nodes are longer.
    Same graph, same boxes, same seed: same positions, in whatever order the graph was filled.
    """
    undirected: nx.Graph[Any] = nx.Graph()
    undirected.add_nodes_from(sorted(graph.nodes, key=str))
    for a, b in sorted(((a, b) for a, b in graph.edges() if a != b), key=lambda pair: (str(pair[0]), str(pair[1]))):
        beside = undirected[a][b]["beside"] + 1 if undirected.has_edge(a, b) else 1
        undirected.add_edge(a, b, beside=beside, weight=beside**-0.75)  # many lines side by side need room
    components = [sorted(members, key=str) for members in nx.connected_components(undirected)]
    components.sort(key=lambda members: (-len(members), str(members[0])))
    placed = [_component(undirected, members, boxes, seed, edge) for members in components]
    return _pack(placed, boxes)


def _component(
    graph: nx.Graph[Any], members: list[Any], boxes: Mapping[Any, tuple[float, float]], seed: int, edge: float
) -> dict[Any, tuple[float, float]]:
    """Fruchterman-Reingold on one component, then boxes that overlap are pushed apart.

    Written out here because networkx's own spring layout wants SciPy from 500 nodes on, and we do not otherwise.
    """
    import numpy as np

    count = len(members)
    if count == 1:
        return {members[0]: (0.0, 0.0)}
    near = nx.to_numpy_array(graph.subgraph(members), nodelist=members)
    spread = edge * math.sqrt(count)
    points = np.random.default_rng(seed).random((count, 2)) * spread
    rounds = 300 if count <= 400 else 80
    for step in range(rounds):
        delta = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1.0)
        force = edge * edge / distance**2 - near * distance / edge
        move = (delta * force[..., None]).sum(axis=1)
        move -= (points - points.mean(axis=0)) * 0.04 * math.sqrt(count)  # a light pull inwards keeps the component compact
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        heat = spread * 0.12 * (1 - step / rounds) ** 1.5 + 0.5
        points = points + move * (np.minimum(length, heat) / length)[:, None]
    if np.ptp(points[:, 1]) > np.ptp(points[:, 0]):
        points = points[:, ::-1].copy()  # wider than high, as screens are
    sizes = np.array([boxes[member] for member in members])
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(60):
        delta = points[:, None, :] - points[None, :, :]
        overlap = reach - np.abs(delta)
        pairs = np.argwhere(np.triu((overlap > 0).all(axis=2), k=1))
        if not len(pairs):
            break
        for first, second in pairs:
            axis = int(np.argmin(overlap[first, second]))
            push = overlap[first, second, axis] / 2 + 1
            sign = 1.0 if points[first, axis] >= points[second, axis] else -1.0
            points[first, axis] += sign * push
            points[second, axis] -= sign * push
    return {member: (float(x), float(y)) for member, (x, y) in zip(members, points, strict=True)}


def _pack(placed: list[dict[Any, tuple[float, float]]], boxes: Mapping[Any, tuple[float, float]]) -> dict[Any, tuple[int, int]]:
    """Components in rows, largest first, the whole about half as high as wide."""
    frames = []
    for component in placed:
        left = min(x - boxes[node][0] / 2 for node, (x, _) in component.items())
        right = max(x + boxes[node][0] / 2 for node, (x, _) in component.items())
        top = min(y - boxes[node][1] / 2 for node, (_, y) in component.items())
        bottom = max(y + boxes[node][1] / 2 for node, (_, y) in component.items())
        frames.append((left, top, right - left + GAP, bottom - top + GAP))
    area = sum(width * height for _, _, width, height in frames)
    limit = max([math.sqrt(area * 1.7)] + [width for _, _, width, _ in frames])
    result: dict[Any, tuple[int, int]] = {}
    x = y = row = 0.0
    for component, (left, top, width, height) in zip(placed, frames, strict=True):
        if x and x + width > limit:
            x, y, row = 0.0, y + row, 0.0
        for node, (px, py) in component.items():
            result[node] = (round(px - left + x), round(py - top + y))
        x, row = x + width, max(row, height)
    return result
