"""A picture of one thing in the order of time, as PNG or SVG: a line an event, as wide as its date is vague; deals step by step."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.exports.pictures import INK, PAPER, SOFT, dashes, figure, legend, save, sheet, write
from kg.exports.strokes import STROKES, style_of
from kg.facts.values import days
from kg.graph.rows import Entry, Timeline
from kg.graph.store import Store
from kg.graph.timeline import timeline
from kg.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Dated lines in one picture at most.
LIMIT = 60
_LEFT, _WIDTH, _RIGHT = 380.0, 620.0, 190.0  # pixels: names, time, what is said beside a mark
_ROW, _GAP, _LINE = 22.0, 10.0, 17.0
#: Stage of a deal → the status whose stroke it has.
STAGE_STYLES = {"rumoured": "rumoured", "planned": "planned", "signed": "reported", "closed": "corroborated", "dropped": "denied"}


@dataclass(frozen=True, slots=True)
class _Group:
    """A deal or a fact: its name in lines, and its dated entries."""

    label: tuple[str, ...]
    entries: list[Entry]

    @property
    def height(self) -> float:
        return max(_ROW * len(self.entries), _LINE * len(self.label)) + _GAP


def write_timeline(
    store: Store, path: Path, *, form: str, about: str, lang: str = "en", as_of: str | None = None, undated: bool = False
) -> None:
    """The timeline of the thing called `about` as a picture in the format `form`, "svg" or "png"; what has no date is counted, not drawn.

    Above LIMIT lines the first are drawn, and the picture says so. With `as_of` as the articles published by then tell it.
    """
    words = wording(lang)
    found = timeline(store, about, as_of=as_of, undated=undated)
    with figure() as make:
        save(_draw(make, found, words), path, form, f"{found.entity.name}: {words['timeline']}")


write_svg = partial(write_timeline, form="svg")
write_png = partial(write_timeline, form="png")


def title_of(entry: Entry, names: Any, words: Wording) -> str:
    """What an entry is about, in words: "A acquires B"."""
    if entry.deal is not None:
        deal = entry.deal
        one, other = (deal.buyer, deal.target) if deal.kind == "acquisition" else (deal.target, deal.buyer)
        return f"{names[one]} {words.relation(deal.kind)} {names[other]}"
    assert entry.fact is not None
    fact = entry.fact
    if fact.object is None:
        return f"{names[fact.subject]}{words['colon']} {words.alone(fact.relation)}"
    return f"{names[fact.subject]} {words.relation(fact.relation)} {names[fact.object]}"


def beside(entry: Entry, words: Wording) -> str:
    """What stands beside a mark: the stage of a deal, or the value, and whether it ended or is told otherwise."""
    if entry.step is not None:
        expected = f", {words['expected']} {words.date(entry.step.expected)}" if entry.step.expected else ""
        return words.stage(entry.step.stage) + expected
    assert entry.fact is not None
    fact = entry.fact
    kind = words.value_kind(fact.relation)
    if entry.kind == "other":
        values = sorted({claim.value for claim in entry.claims if claim.value})
        given = f" {words['or']} ".join(words.value(value, kind) for value in values)
        return " ".join(part for part in (words["otherwise"], given) if part)
    value = "" if kind == "date" else words.value(fact.value, kind)
    marks = [value, words["ended"] if entry.kind == "end" else "" if fact.status == "asserted" else words.status(fact.status)]
    return ", ".join(mark for mark in (*marks, words["disputed"] if fact.disputed else "") if mark)


def style(entry: Entry) -> str:
    """The key of STROKES by which an entry is drawn."""
    if entry.step is not None:
        return STAGE_STYLES[entry.step.stage]
    assert entry.fact is not None
    return style_of(entry.fact.status, entry.fact.disputed)


def _groups(entries: Iterable[Entry], found: Timeline, words: Wording) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for entry in entries:
        key = entry.deal.id if entry.deal is not None else entry.fact.id if entry.fact is not None else ""
        if key not in groups:
            label = textwrap.wrap(title_of(entry, found.names, words), 44, max_lines=3, placeholder=" …")
            groups[key] = _Group(tuple(label), [])
        groups[key].entries.append(entry)
    return list(groups.values())


def _draw(make: Any, found: Timeline, words: Wording) -> Figure:
    dated = [entry for entry in found.entries if days(entry.date)]
    shown = dated[:LIMIT]
    groups = _groups(shown, found, words)
    spans = [span for entry in shown for span in (days(entry.date), days(entry.fact.until) if entry.fact else None) if span]
    first, last = min((one for one, _ in spans), default=date(2000, 1, 1)), max((end for _, end in spans), default=date(2000, 12, 31))
    slack = max((last - first).days * 0.03, 20)
    low, high = first.toordinal() - slack, last.toordinal() + slack
    above, foot = 112.0, 66.0
    height = above + sum(group.height for group in groups) + foot + (30 if not groups else 0)
    made, axes = sheet(make, _LEFT + _WIDTH + _RIGHT, height)
    write(axes, 24, 34, f"{found.entity.name}", size=20, weight="bold", va="center")
    write(axes, 24, 62, _note(found, len(dated), len(shown), words), size=13, colour=SOFT, va="center")

    def across(day: float) -> float:
        return _LEFT + (day - low) / (high - low) * _WIDTH

    bottom = height - foot
    if groups:
        _scale(axes, first, last, across, above - 8, bottom)
    else:
        write(axes, 24, above, words["nothing dated"], colour=SOFT)
    y = above
    for number, group in enumerate(groups):
        if number % 2 == 0:
            axes.axhspan(y, y + group.height, color="#f3f4f6", zorder=0, linewidth=0)
        middle = y + group.height / 2
        write(axes, _LEFT - 16, middle, "\n".join(group.label), size=12.5, ha="right", va="center", linespacing=1.2)
        start = middle - _ROW * (len(group.entries) - 1) / 2
        for place, entry in enumerate(group.entries):
            _mark(axes, entry, start + place * _ROW, across, words)
        y += group.height
    styles = tuple(sorted({style(entry) for entry in shown if entry.fact is not None}))
    legend(axes, bottom + 14, {}, styles, words, _LEFT + _WIDTH + _RIGHT)
    if any(entry.basis == "published" for entry in shown):
        axes.plot([30, 46], [bottom + 18] * 2, color=SOFT, linewidth=7, solid_capstyle="round")
        axes.plot([30, 46], [bottom + 18] * 2, color=PAPER, linewidth=5, solid_capstyle="round")
        write(axes, 64, bottom + 18, words["published"], size=12, colour=SOFT, va="center")
    return made


def _note(found: Timeline, dated: int, shown: int, words: Wording) -> str:
    notes = [words["timeline"]]
    if shown < dated:
        notes.append(words["rows"].format(shown=shown, all=dated))
    if dated < len(found.entries):
        notes.append(words["not dated"].format(count=len(found.entries) - dated))
    if found.as_of:
        notes.append(f"{words['as known on']} {words.date(found.as_of)}")
    return " · ".join(notes)


def _scale(axes: Axes, first: date, last: date, across: Any, top: float, bottom: float) -> None:
    """Years, or months where all happens within two years, as light lines."""
    years = last.year - first.year
    if years < 2:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month + 1)
        step = 1 if len(months) <= 12 else 3
        ticks = [(date(month // 12, month % 12 + 1, 1), f"{month // 12}-{month % 12 + 1:02}") for month in months if month % step == 0]
    else:
        step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 500, 5000) if years / size <= 12)
        ticks = [(date(year, 1, 1), str(year)) for year in range(first.year, last.year + 2) if year % step == 0 and 0 < year < 10_000]
    for day, label in ticks:
        x = across(day.toordinal())
        if _LEFT <= x <= _LEFT + _WIDTH:
            axes.plot([x, x], [top, bottom], color="#d5d9de", linewidth=0.8, zorder=0.5)
            write(axes, x, top - 10, label, size=12, colour=SOFT, ha="center", va="center")


def _mark(axes: Axes, entry: Entry, y: float, across: Any, words: Wording) -> None:
    """One date as a bar from its first to its last day, hollow when it is only that of the article; a line on to where it ended."""
    from matplotlib.patches import FancyBboxPatch

    span = days(entry.date)
    assert span is not None
    stroke = STROKES[style(entry)]
    left, right = across(span[0].toordinal()), across(span[1].toordinal() + 1)
    left, right = (left, right) if right - left > 9 else ((left + right) / 2 - 4.5, (left + right) / 2 + 4.5)
    fact = entry.fact
    over = days(fact.until) if fact is not None and entry.kind == "fact" else None
    reach = max(across(over[1].toordinal()), right) if over else right
    if reach > right:
        axes.plot([right, reach], [y, y], color=stroke.colour, linewidth=1.6, linestyle=dashes(_told(entry), 2), alpha=0.65)
    pattern = dashes(_told(entry), 1.8)
    face = PAPER if entry.basis == "published" else stroke.colour if pattern == "solid" else stroke.colour + "40"
    axes.add_patch(
        FancyBboxPatch(
            (left + 2, y - 3), max(right - left - 4, 1), 6, boxstyle="round,pad=2,rounding_size=4", linewidth=1.3,
            facecolor=face, edgecolor=stroke.colour, linestyle=pattern, zorder=2,
        )
    )  # fmt: skip
    text = beside(entry, words)
    if text:
        ground = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 0.4, "alpha": 0.75}
        write(axes, reach + 9, y, textwrap.shorten(text, 44, placeholder=" …"), size=12, colour=INK, va="center", zorder=3, bbox=ground)


def _told(entry: Entry) -> str:
    return entry.step.stage if entry.step is not None else entry.fact.status if entry.fact is not None else ""
