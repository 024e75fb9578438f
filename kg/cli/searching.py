"""The verb that finds things by their words: entities by name, articles by title, claims by what they quote."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Json, Output, Quiet, app
from kg.cli.saying import add_row, give, remark, show_table, table

if TYPE_CHECKING:
    from rich.text import Text

    from kg.search import Hit


class Among(StrEnum):
    """What to look among; kg.search.KINDS as the command line knows lists of choices."""

    ENTITY = "entity"
    DOCUMENT = "document"
    CLAIM = "claim"


@app.command(
    epilog="[bold]Examples:[/bold]  kg search talmont  ·  kg search 'rachat brévent' --kind claim  ·  kg search hebergement --json"
)
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for, in any case, with or without accents.", metavar="WORDS...")],
    kinds: Annotated[list[Among] | None, typer.Option("--kind", "-k", help="Only these; repeat for more than one.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many at most, the best first.")] = 20,
    as_json: Json = False,
    quiet: Quiet = False,
    output: Output = Path("output"),
) -> None:
    """Find entities by their names, articles by their titles and claims by their words; all WORDS must be there."""
    from kg.folder import store_folder
    from kg.search import KINDS, find

    among = tuple(kind for kind in KINDS if not kinds or kind in kinds)
    found = find(store_folder(output), " ".join(words), kinds=among, limit=limit)
    if as_json:
        give([{"iri": hit.iri, **asdict(hit)} for hit in found])
    else:
        _print(found, quiet)


def _print(found: list[Hit], quiet: bool) -> None:
    """Hits as a table, and how many there are on stderr."""
    if found:
        made = table("kind", "found", "what it is, or where it stands", "id", "score", numbers=["score"])
        for hit in found:
            add_row(made, hit.kind, _shown(hit), hit.detail, hit.id, f"{hit.score:.2f}")
        show_table(made)
    alike = any(hit.alike for hit in found)
    remark(f"{len(found)} found" + ("; nothing is called so, these names are spelled alike" if alike else ""), quiet=quiet)


def _shown(hit: Hit) -> Text:
    """The snippet with what was found in bold."""
    from rich.text import Text

    text = Text(hit.snippet)
    for start, end in hit.marks:
        text.stylize("bold", start, end)
    return text
