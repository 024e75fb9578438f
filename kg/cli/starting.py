"""The verb that begins a project: a folder with places for articles, rules and judgements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import Json, Quiet, app
from kg.cli.saying import add_row, give, remark, show_table, table


@app.command(epilog="[bold]Examples:[/bold]  kg init my-project  ·  kg init .")
def init(
    folder: Annotated[Path, typer.Argument(help="Where to; made if it is not there.", metavar="FOLDER")],
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Begin a project: a folder for articles, an example of a rule, a file of judgements, a Makefile. Overwrites nothing."""
    from kg.starting import start

    done = start(folder)
    if as_json:
        give(done)
    elif not quiet:
        made = table("file", "what was done")
        for name in sorted({*done.made, *done.kept}):
            add_row(made, name, "made" if name in done.made else "was there, left as it is")
        show_table(made)
        remark(f"next: cd {folder} && make build  (README.md says more)")
