"""The verb that compares two builds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import Json, Quiet, app
from kg.cli.saying import give, show_lines

if TYPE_CHECKING:
    from kg.comparing import Change

_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
_STYLES = {"gained": "green", "lost": "red", "changed": "yellow"}
_HEADINGS = {"maker": "What made them", "article": "Articles", "claim": "Claims", "fact": "Facts", "conflict": "Conflicts"}


@app.command(epilog="[bold]Examples:[/bold]  kg diff before after  ·  kg diff before after --json | jq '.[] | select(.what == \"fact\")'")
def diff(
    before: Annotated[Path, typer.Argument(help="Folder that an earlier `kg build` wrote.", metavar="A")],
    after: Annotated[Path, typer.Argument(help="Folder that another one wrote.", metavar="B")],
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show which claims, facts and conflicts were gained (+), lost (-) or changed (~) from one build to another, and why."""
    from kg.comparing import diff as run

    if as_json:
        give(list(run(before, after)))
    else:
        show_lines(_lines(run(before, after), quiet))


def _lines(found: Iterator[Change], quiet: bool) -> Iterator[tuple[str, str]]:
    """Each change as (line, style), then how many there are of which kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        counts[one.what, one.how] += 1
        yield _line(one), _STYLES[one.how]
    told = [
        f"{_HEADINGS[what].lower()}: " + ", ".join(f"{counts[what, how]} {how}" for how in _SIGNS if counts[what, how])
        for what in _HEADINGS
        if any(counts[what, how] for how in _SIGNS)
    ]
    if not quiet:
        yield " · ".join(told) if told else "the same", "bold"


def _line(one: Change) -> str:
    """One change for people: sign, kind, what it is, how it differs, why."""
    what = one.id if one.what in {"maker", "article"} else _told(one.now, one.what)
    before, after = one.before or {}, one.after or {}
    fields = [_field(key, before.get(key), after.get(key)) for key in one.fields]
    parts = [f"{_SIGNS[one.how]} {one.what} {what}", *(["; ".join(fields)] if fields else []), f"({'; '.join(one.why)})"]
    return " ".join(" · ".join(parts[:-1]).split()) + f" {parts[-1]}"


def _told(row: dict[str, Any], what: str) -> str:
    if what == "conflict":
        return f"{row['kind']}: {row['reading']}"
    when, how = row.get("date") or row.get("since"), row.get("status") or row["modality"]
    said = " ".join(str(slot) for slot in (row["subject"], row["relation"], row["object"], row["value"], when, how) if slot)
    return f"{row['doc']}: {said} “{row['evidence']}”" if what == "claim" else said


def _field(key: str, before: object, after: object) -> str:
    if isinstance(before, list) and isinstance(after, list):
        return f"{key} {len(before)} → {len(after)}" if len(before) != len(after) else f"other {key}"
    if key in {"text_hash", "evidence", "made_by"}:
        return f"other {key.replace('_', ' ')}"
    return f"{key} {'none' if before is None else before} → {'none' if after is None else after}"
