"""The verb that writes the graph, or what surrounds one thing, into a file for another program or for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli import completion
from kg.cli.app import AsOf, Output, Undated, app, check_as_of


@app.command(
    epilog="[bold]Examples:[/bold]  kg export graph.ttl  ·  kg export edges.csv -o output  ·  kg export - --format jsonl | head"
    "  ·  kg export dossier.html --about NAME --lang fr  ·  kg export graph.png --about NAME --depth 2"
    "  ·  kg export timeline.svg --about NAME"
)
def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Where to; how the name ends says what it becomes: ttl nt nq trig rdf jsonld csv json jsonl graphml gexf ftm.json "
            "neo4j.zip html svg png dossier.html timeline.svg timeline.png claims.jsonl extractions.jsonl; or - for standard output.",
        ),
    ],
    form: Annotated[str | None, typer.Option("--format", "-f", metavar="ENDING", help="The format, where no name says it.")] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="NAME", help="Only one thing and what surrounds it.", autocompletion=completion.names),
    ] = None,
    depth: Annotated[int | None, typer.Option("--depth", min=0, metavar="N", help="With --about: steps away, 1 by default.")] = None,
    lang: Annotated[Literal["en", "fr"] | None, typer.Option("--lang", help="Language of pictures and pages: en by default.")] = None,
    as_of: AsOf = None,
    undated: Undated = False,
    output: Output = Path("output"),
) -> None:
    """Write the graph to a file: for another program, or for people to keep and mail: a dossier, a picture."""
    from kg.exports import export as run
    from kg.folder import open_store
    from kg.review import find

    check_as_of(as_of, undated)
    if depth is not None and about is None:
        raise typer.BadParameter("it goes with --about NAME", param_hint="--depth")
    wanted = None if about is None else find(output, about)
    with open_store(output) as store:
        run(store, file, suffix=form, about=wanted, depth=depth, lang=lang, as_of=as_of, undated=undated or None)
