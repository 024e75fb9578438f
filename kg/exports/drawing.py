"""A graph as shapes on a sheet: discs, curved lines and labels in pixels, the same for matplotlib and for inline SVG."""

from __future__ import annotations

import math
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg import ontology
from kg.exports.page_layout import positions
from kg.exports.strokes import style_of, width_of
from kg.wording import Wording

MARGIN = 24.0
EDGE = 150.0  # ideal length of an edge in pixels: pictures are more compact than a page that can be moved
CROWDED = 60  # lines from which one whose text would lie on other text goes without
FONT = 14.0  # size of a name in pixels
SMALL = 11.5  # size of what is written on a line
_LETTER = 0.6  # width of a letter of DejaVu Sans, in parts of its size
_GREY = "#6b7a90"
#: Left, top, right and bottom in pixels.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An entity: where its disc is, in pixels from the top left, and its name in lines below it; `focus` for the one it is all about."""

    id: str
    type: str
    label: tuple[str, ...]
    x: float
    y: float
    radius: float
    colour: str
    focus: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact: a curve from `start` by way of the control point `bend` to `end`, its text in lines around `at`.

    `style` is the word by which it is drawn, `status` how it is told; `says` is the whole sentence; no `arrow` where both ends are alike.
    """

    fact: str
    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    at: tuple[float, float]
    label: tuple[str, ...]
    style: str
    status: str
    ended: bool
    arrow: bool
    width: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A sheet of `width` × `height` pixels; `types` has the colour of each type on it, `styles` the words by which its lines are drawn.

    `grounds` are the boxes of all text, left, top, right and bottom: lines do not run through words.
    """

    width: float
    height: float
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    grounds: tuple[Box, ...]
    types: dict[str, str]
    styles: tuple[str, ...]


def draw(graph: nx.MultiDiGraph[Any], words: Wording, *, focus: str | None = None, seed: int = 7) -> Drawing:
    """Lay out a graph as `to_networkx` makes it. Same graph, same words, same seed: the same drawing."""
    names = {node: str(graph.nodes[node].get("label") or node) for node in graph.nodes}
    labels = {node: _wrap(names[node], 22, 3) for node in graph.nodes}
    radii = {node: 8 + min(12.0, 2.4 * graph.degree(node) ** 0.6) + (4 if node == focus else 0) for node in graph.nodes}
    boxes = {
        node: (
            max(2 * radii[node], _LETTER * FONT * max(map(len, labels[node]))) + 16,
            2 * radii[node] + FONT * 1.25 * len(labels[node]) + 14,
        )
        for node in graph.nodes
    }
    places = positions(graph, boxes, seed=seed, edge=EDGE)
    left = min((places[node][0] - boxes[node][0] / 2 for node in places), default=0) - MARGIN
    top = min((places[node][1] - radii[node] for node in places), default=0) - MARGIN
    right = max((places[node][0] + boxes[node][0] / 2 for node in places), default=0) + MARGIN
    low = max((places[node][1] + boxes[node][1] - radii[node] for node in places), default=0) + MARGIN
    dots = tuple(
        Dot(
            id=str(node), type=str(graph.nodes[node].get("type") or ""), label=labels[node], radius=round(radii[node], 1),
            x=round(places[node][0] - left, 1), y=round(places[node][1] - top, 1), colour=_hex(graph.nodes[node].get("color")),
            focus=node == focus,
        )
        for node in sorted(graph.nodes, key=str)
    )  # fmt: skip
    lines, grounds = _lines(graph, {dot.id: dot for dot in dots}, names, words)
    return Drawing(
        width=round(max(right - left, 320)), height=round(max(low - top, 120)), dots=dots, lines=lines, grounds=grounds,
        types={dot.type: dot.colour for dot in sorted(dots, key=lambda dot: dot.type)},
        styles=tuple(sorted({line.style for line in lines} | {line.status for line in lines})),
    )  # fmt: skip


def _lines(
    graph: nx.MultiDiGraph[Any], dots: dict[str, Dot], names: dict[Any, str], words: Wording
) -> tuple[tuple[Line, ...], tuple[Box, ...]]:
    """The edges, those between the same two things side by side, what is written on them where it covers least; and all boxes of text."""
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: (*map(str, edge[:2]), str(edge[3].get("relation")), str(edge[2])))
    totals = Counter(frozenset((a, b)) for a, b, _, _ in edges)
    drawn: Counter[frozenset[Any]] = Counter()
    taken = [box for dot in dots.values() for box in _covered(dot)]
    found: list[Line] = []
    for a, b, fact, attributes in edges:
        pair = frozenset((a, b))
        place = drawn[pair] - (totals[pair] - 1) / 2
        drawn[pair] += 1
        one, other = dots[str(a)], dots[str(b)]
        start, bend, end = _curve(one, other, place if str(a) < str(b) else -place)
        relation = words.relation(str(attributes.get("relation") or attributes.get("label") or ""))
        value = words.value(attributes.get("value"))
        label = (*_wrap(relation, 24, 2), *(_wrap(value, 24, 1) if value else ()))
        status = str(attributes.get("status") or "asserted")
        at, clear = _free(start, bend, end, label, taken, must=len(edges) <= CROWDED)
        label = label if clear else ()
        found.append(
            Line(
                fact=str(fact), start=start, bend=bend, end=end, at=at, label=label,
                style=style_of(status, bool(attributes.get("disputed"))), status=status, ended=bool(attributes.get("ended")),
                arrow=not _symmetric(attributes), width=width_of(attributes),
                says=" ".join(part for part in (names[a], relation, names[b], value and f"({value})") if part),
            )
        )  # fmt: skip
    names_, written = [list(_covered(dot))[1] for dot in dots.values()], taken[2 * len(dots) :]
    return tuple(found), (*names_, *written)


def _curve(one: Dot, other: Dot, place: float) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """From rim to rim; `place` says how far to the side of the straight line, in lanes."""
    if one.id == other.id:
        side, up = one.radius * 0.7, one.radius * (4 + 2 * abs(place))
        return (one.x - side, one.y - side), (one.x, one.y - up), (one.x + side, one.y - side)
    dx, dy = other.x - one.x, other.y - one.y
    length = math.hypot(dx, dy) or 1.0
    bulge = place * min(74.0, 30 + length * 0.16)
    bend = ((one.x + other.x) / 2 - dy / length * bulge, (one.y + other.y) / 2 + dx / length * bulge)
    return _rim(one, bend, 1.5), bend, _rim(other, bend, 3.5)


def _rim(dot: Dot, towards: tuple[float, float], gap: float) -> tuple[float, float]:
    dx, dy = towards[0] - dot.x, towards[1] - dot.y
    length = math.hypot(dx, dy) or 1.0
    reach = min(dot.radius + gap, length)
    return round(dot.x + dx / length * reach, 1), round(dot.y + dy / length * reach, 1)


def point(start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    """The point of a curve at `part` of its way, from 0 to 1."""
    rest = 1 - part
    x, y = (rest * rest * s + 2 * part * rest * b + part * part * e for s, b, e in zip(start, bend, end, strict=True))
    return round(x, 1), round(y, 1)


def arrow(line: Line) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """The corners of the arrowhead at the end of a line."""
    dx, dy = line.end[0] - line.bend[0], line.end[1] - line.bend[1]
    length = math.hypot(dx, dy) or 1.0
    dx, dy, long, half = dx / length, dy / length, 8 + line.width, 3 + line.width * 0.7
    back = (line.end[0] - dx * long, line.end[1] - dy * long)
    left, right = (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half)
    return line.end, (round(left[0], 1), round(left[1], 1)), (round(right[0], 1), round(right[1], 1))


def _covered(dot: Dot) -> Iterable[Box]:
    """Boxes of a disc and of its name."""
    yield dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius
    half = _LETTER * FONT * max(map(len, dot.label)) / 2
    yield dot.x - half, dot.y + dot.radius, dot.x + half, dot.y + dot.radius + FONT * 1.25 * len(dot.label) + 4


def _free(
    start: tuple[float, float],
    bend: tuple[float, float],
    end: tuple[float, float],
    label: tuple[str, ...],
    taken: list[Box],
    *,
    must: bool,
) -> tuple[tuple[float, float], bool]:
    """The place on a curve where its text covers least of what stands there, taken from now on; and whether it may stand there.

    It may where it hides little, or where it `must`.
    """
    half = _LETTER * SMALL * max(map(len, label), default=0) / 2, SMALL * 1.2 * len(label) / 2
    costs: dict[tuple[float, int], float] = defaultdict(float)
    parts = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75)
    for rank, part in enumerate(parts):
        x, y = point(start, bend, end, part)
        for left, top, right, low in taken:
            over = min(x + half[0], right) - max(x - half[0], left), min(y + half[1], low) - max(y - half[1], top)
            if min(over) > 0:
                costs[part, rank] += over[0] * over[1]
        if not costs[part, rank]:
            break
    best = min(costs, key=lambda place: (costs[place], place[1]))[0]
    x, y = point(start, bend, end, best)
    if not must and min(costs.values()) > half[0] * half[1]:  # a quarter of it
        return (x, y), False
    taken.append((x - half[0], y - half[1], x + half[0], y + half[1]))
    return (x, y), True


def _wrap(text: str, width: int, lines: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(" ".join(text.split()), width, max_lines=lines, placeholder=" …")) or (text[:width],)


def _symmetric(attributes: dict[str, Any]) -> bool:
    known = ontology.load().relations.get(str(attributes.get("relation")))
    return known is not None and known.symmetric


def _hex(colour: Any) -> str:
    return str(colour) if re.fullmatch(r"#[0-9a-fA-F]{6}", str(colour)) else _GREY
