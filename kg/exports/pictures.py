"""Pictures to keep and mail: the graph, or what surrounds one thing, as PNG or SVG, drawn by matplotlib; the same bytes every time."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.exports.around import around, top
from kg.exports.drawing import FONT, SMALL, Drawing, draw
from kg.exports.files import whole
from kg.exports.strokes import STROKES, dashes_of
from kg.graph.network import to_networkx
from kg.graph.store import Store
from kg.graph.views import entities, find_entity
from kg.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Entities in one picture at most; above, names lie on each other.
LIMIT = 120
INK, SOFT, PAPER = "#1d232b", "#5a6572", "#ffffff"
_DOTS_PER_INCH = 100
_POINT = 72 / _DOTS_PER_INCH  # size of type: pixels → points


def write_picture(
    store: Store,
    path: Path,
    *,
    form: str,
    about: str | None = None,
    depth: int = 1,
    lang: str = "en",
    as_of: str | None = None,
    undated: bool = False,
) -> None:
    """The graph as a picture, `form` "svg" or "png": all of it, or what lies within `depth` steps of the thing called `about`.

    Above LIMIT entities the most important are drawn, and the picture says so. With `as_of` as the articles published by then tell it.
    """
    words = wording(lang)
    graph = to_networkx(store, as_of=as_of, undated=undated)
    focus = None if about is None else find_entity(store, about)
    every = graph if focus is None else around(graph, focus, depth=depth)
    shown = top(graph, LIMIT) if focus is None else around(graph, focus, depth=depth, limit=LIMIT)
    name = words["graph"] if focus is None else entities(store, [focus])[0].name
    extent = f"{words.count(shown.number_of_nodes(), 'entity')}, {words.count(shown.number_of_edges(), 'relation')}"
    notes = [extent]
    if len(shown) < len(every):
        notes.append(words["top"].format(shown=len(shown), all=len(every)))
    if as_of:
        notes.append(f"{words['as known on']} {words.date(as_of)}")
    with figure() as make:
        save(_graph(make, draw(shown, words, focus=focus), name, " · ".join(notes), words), path, form, name)


write_svg = partial(write_picture, form="svg")
write_png = partial(write_picture, form="png")


@contextmanager
def figure() -> Iterator[Any]:
    """matplotlib set so that nothing depends on the machine: its own font, no date, fixed ids; gives its class of figures."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: Any = {
        "font.family": ["DejaVu Sans"], "svg.hashsalt": "kg", "svg.fonttype": "path", "text.usetex": False, "text.parse_math": False,
        "figure.facecolor": PAPER, "savefig.facecolor": PAPER, "path.simplify": False, "text.hinting": "none",
    }  # fmt: skip
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # a script that the font lacks is drawn as boxes
        yield Figure


def save(made: Figure, path: Path, form: str, title: str) -> None:
    """Write a figure; neither the day nor versions go into the file."""
    metadata: dict[str, Any] = {"Date": None, "Creator": None, "Title": title} if form == "svg" else {"Software": None, "Title": title}
    with whole(path) as stream:
        made.savefig(stream, format=form, dpi=_DOTS_PER_INCH * (1 if form == "svg" else 2), metadata=metadata)


def sheet(make: Any, width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of so many pixels with one pair of axes over all of it, x to the right and y down in pixels."""
    made = make(figsize=(width / _DOTS_PER_INCH, height / _DOTS_PER_INCH), dpi=_DOTS_PER_INCH)
    axes = made.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return made, axes


def write(axes: Axes, x: float, y: float, text: str, *, size: float = FONT, colour: str = INK, **more: Any) -> None:
    """Text of `size` pixels, never read as mathematics."""
    axes.text(x, y, text, fontsize=size * _POINT, color=colour, parse_math=False, **more)


def _graph(make: Any, drawing: Drawing, name: str, note: str, words: Wording) -> Figure:
    from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
    from matplotlib.path import Path as Curve

    head = textwrap.wrap(name, 60, max_lines=2, placeholder=" …") or [""]
    above, below = 30 + 26 * len(head) + 18, 74
    made, axes = sheet(make, max(drawing.width, 760), drawing.height + above + below)
    shift = (max(drawing.width, 760) - drawing.width) / 2
    for row, line in enumerate(head):
        write(axes, 24, 34 + 26 * row, line, size=20, weight="bold", va="center")
    write(axes, 24, above - 14, note, size=13, colour=SOFT, va="center")
    for edge in drawing.lines:
        stroke = STROKES[edge.style]
        path = Curve([(x + shift, y + above) for x, y in (edge.start, edge.bend, edge.end)], [Curve.MOVETO, Curve.CURVE3, Curve.CURVE3])
        axes.add_patch(
            FancyArrowPatch(
                path=path, arrowstyle="-|>" if edge.arrow else "-", mutation_scale=11, color=stroke.colour, linewidth=edge.width * _POINT,
                linestyle=dashes(edge.status, edge.width), alpha=0.5 if edge.ended else 1.0, capstyle="round", joinstyle="round", zorder=1,
            )
        )  # fmt: skip
    for dot in drawing.dots:
        rim, thick = (INK, 2) if dot.focus else (PAPER, 1)
        axes.add_patch(Circle((dot.x + shift, dot.y + above), dot.radius, facecolor=dot.colour, edgecolor=rim, linewidth=thick, zorder=2))
    for left, top_, right, low in drawing.grounds:
        corner = (left + shift, top_ + above)
        axes.add_patch(Rectangle(corner, right - left, low - top_, facecolor=PAPER, edgecolor="none", alpha=0.8, zorder=3))
    for edge in drawing.lines:
        write(axes, edge.at[0] + shift, edge.at[1] + above, "\n".join(edge.label), size=SMALL, colour=SOFT if edge.ended else INK,
              ha="center", va="center", linespacing=1.15, zorder=4)  # fmt: skip
    for dot in drawing.dots:
        write(axes, dot.x + shift, dot.y + dot.radius + 4 + above, "\n".join(dot.label), weight="bold" if dot.focus else "normal",
              ha="center", va="top", linespacing=1.15, zorder=4)  # fmt: skip
    legend(axes, drawing.height + above + 16, drawing.types, drawing.styles, words, max(drawing.width, 760))
    return made


def dashes(status: str, width: float) -> Any:
    """The line style of a status for a line of `width` pixels: matplotlib counts dashes in widths of the line."""
    pattern = dashes_of(status)
    return (0, tuple(length / width for length in pattern)) if pattern else "solid"


def legend(axes: Axes, top_: float, types: dict[str, str], styles: tuple[str, ...], words: Wording, width: float) -> None:
    """Two rows below a picture: the colours of the types, the strokes of how sure it is."""
    from matplotlib.patches import Circle

    x, y = 24.0, top_
    for name, colour in types.items():
        label = words.type(name)
        axes.add_patch(Circle((x + 6, y), 6, facecolor=colour, edgecolor=PAPER))
        write(axes, x + 18, y, label, size=12, colour=SOFT, va="center")
        x += 18 + 7.6 * len(label) + 20
    x, y = 24.0, top_ + 26
    for name in (style for style in STROKES if style in styles):
        label = words.status(name)
        if x + 44 + 7.6 * len(label) > width:
            x, y = 24.0, y + 20
        pattern = dashes(name, 2)
        axes.plot([x, x + 32], [y, y], color=STROKES[name].colour, linewidth=2 * _POINT, linestyle=pattern)
        write(axes, x + 40, y, label, size=12, colour=SOFT, va="center")
        x += 40 + 7.6 * len(label) + 20
