"""How the verbs say things: answers on stdout as lines, tables or JSON; remarks and progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from kg.types import Issue

if TYPE_CHECKING:
    from rich.table import Table

#: As wide as a table may become where nobody looks at a screen: nothing is cut, and a line stays a line.
WIDE = 10_000
#: How many issues of a build are told at most.
ISSUES = 20
#: What is counted while these stages of a build go on; the others pass at one stroke.
_UNITS = {"extract": "articles", "graph": "articles", "send": "graphs"}


def say(line: str) -> None:
    """One line on stderr."""
    print(line, file=sys.stderr)


def remark(line: str, *, quiet: bool = False) -> None:
    """One line on stderr that `--quiet` leaves out."""
    if not quiet:
        say(line)


def say_issues(issues: Sequence[Issue], where: Path | None = None) -> None:
    """Each issue as one line, `file: reason`, on stderr; of more than ISSUES only so many, and that the rest is in the file `where`."""
    shown = issues if where is None else issues[:ISSUES]
    for issue in shown:
        say(f"{issue.doc}: {' '.join(issue.message.split())}")
    if len(shown) < len(issues):
        say(f"… and {len(issues) - len(shown)} more, all of them in {where}")


def give(value: Any) -> None:
    """What `--json` prints: one JSON document, a list of objects or one object, indented by two, keys in a fixed order."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    """What JSON has no form for: a noun as its fields, a path as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def show_lines(lines: Iterable[tuple[str, str]]) -> None:
    """Lines, each with its style, on stdout; the terminal breaks them, nobody else does."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line, style in lines:
        console.print(Text(line, style=style), soft_wrap=True)


def table(*columns: str, numbers: Iterable[str] = ()) -> Table:
    """An empty table with these columns, those in `numbers` set to the right; cells are text without markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    right = set(numbers)
    made = Table(box=box.SIMPLE_HEAD)
    for name in columns:
        made.add_column(Text(name), justify="right" if name in right else "left")
    return made


def add_row(made: Table, *cells: Any) -> None:
    """One row of a table; None is left empty, and what looks like markup is text like any other."""
    from rich.text import Text

    made.add_row(*(cell if isinstance(cell, Text) else Text("" if cell is None else str(cell)) for cell in cells))


def show_table(made: Table) -> None:
    """A table on stdout: as wide as the terminal, or as wide as it needs where there is none."""
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else WIDE, highlight=False).print(made)


class Bar:
    """Progress on stderr while that is a terminal: stage, how far, rate, time so far and time left; otherwise nothing at all."""

    def __init__(self, quiet: bool = False) -> None:
        """`quiet`: nothing on a terminal either."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description:10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[pace]}"),
        )
        self._rich = Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)
        self._task = self._rich.add_task("read", total=None, pace="")
        self._stage, self._since = "", perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` things of a `stage` are done (`kg.folder.Progress`)."""
        if stage != self._stage:  # what is left is reckoned anew: the stages go at paces of their own
            self._stage, self._since = stage, perf_counter()
            self._rich.remove_task(self._task)  # one that had a total cannot be told that it has none
            self._task = self._rich.add_task(stage, total=total or None, pace="")
        passed = perf_counter() - self._since
        pace = ""
        if stage in _UNITS and done and done != total and passed > 0.2:
            pace = f"{done / passed:.1f} {_UNITS[stage]}/s"
            if total:  # a stream does not say how much is to come
                pace += f", {timedelta(seconds=round(passed / done * (total - done)))} left"
        self._rich.update(self._task, completed=done, total=total or None, pace=pace)

    def __enter__(self) -> Bar:
        """Show it."""
        self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self._rich.stop()
