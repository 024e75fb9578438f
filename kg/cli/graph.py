"""The verbs that hand out the graph: query, serve."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.app import Output, Quiet, app, flag
from kg.cli.saying import add_row, remark, say, show_table, table

if TYPE_CHECKING:
    from kg.graph.answers import Solutions
    from kg.graph.remote import Remote

OUTPUT = Path("output")


@app.command(
    epilog="[bold]Examples:[/bold]  kg query 'SELECT * {?s ?p ?o} LIMIT 5'  ·  kg query - < question.rq  ·  kg query 'ASK {…}' -f json"
    "  ·  kg query --remote https://query.wikidata.org/sparql 'SELECT …'"
)
def query(
    sparql: Annotated[str, typer.Argument(help="A SPARQL query, or - to read it from standard input.", metavar="SPARQL")],
    form: Annotated[Literal["table", "json", "csv", "tsv"], typer.Option("--format", "-f", help="How the rows are written.")] = "table",
    union: Annotated[bool, flag("--union", help="Read the claims' named graphs and the facts as one graph.")] = False,
    remote: Annotated[
        str | None, typer.Option("--remote", help="Ask this SPARQL 1.1 server instead; --union needs Oxigraph or kg there.", metavar="URL")
    ] = None,
    as_json: Annotated[bool, flag("--json", help="The same as --format json: the W3C's result format, or JSON-LD.")] = False,
    quiet: Quiet = False,
    output: Output = OUTPUT,
) -> None:
    """Ask the graph in SPARQL: facts are in the default graph, the claims of each article in a graph of their own."""
    from kg.errors import QueryError
    from kg.folder import open_store
    from kg.graph.answers import Solutions

    if as_json and form not in {"table", "json"}:
        raise typer.BadParameter(f"it does not go with --format {form}", param_hint="--json")
    form = "json" if as_json else form
    with open_store(output) if remote is None else _remote(remote) as store:
        found = store.query(sys.stdin.read() if sparql == "-" else sparql, union=union)
        if isinstance(found, bool):
            answer = "true" if found else "false"
            typer.echo(f'{{"head": {{}}, "boolean": {answer}}}' if form == "json" else answer)
        elif not isinstance(found, Solutions):
            if form in {"csv", "tsv"}:
                raise QueryError("triples have no table: use --format json (JSON-LD) or the default (Turtle)")
            typer.echo(found.serialize("jsonld" if form == "json" else "ttl"), nl=False)
        elif form == "table":
            _print_rows(found, quiet)
        else:
            typer.echo(found.serialize(form), nl=form == "json")


def _remote(url: str) -> Remote:
    from kg.graph.remote import Remote
    from kg.graph.wire import PAUSES

    return Remote(url, pauses=PAUSES[:4], remark=lambda line: say(f"kg: {line}"))


def _print_rows(found: Solutions, quiet: bool) -> None:
    """Rows as a table, and the number of rows on stderr."""
    made = table(*found.variables)
    for row in found.rows():
        add_row(made, *row)
    show_table(made)
    remark(f"{made.row_count} rows", quiet=quiet)


@app.command(
    epilog="[bold]Examples:[/bold]  kg serve  ·  kg serve --port 8080 -o output  ·  KG_TOKEN=… kg serve --timeout-s 10 --workers 8"
)
def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on; 0.0.0.0 opens it to the network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port to listen on; 0 takes any free one.")] = 7878,
    folder: Annotated[Path, typer.Option("--output", "-o", "--store", help="Folder that `kg build` wrote.", metavar="FOLDER")] = OUTPUT,
    token: Annotated[
        str | None,
        typer.Option(envvar="KG_TOKEN", metavar="TOKEN", help="Lets whoever sends it write to graphs of their own; read-only without."),
    ] = None,
    seconds: Annotated[float, typer.Option("--timeout-s", min=0.1, metavar="S", help="Seconds that one request may take.")] = 30,
    rows: Annotated[int, typer.Option("--max-rows", min=1, metavar="N", help="Rows or triples that one answer may have.")] = 1_000_000,
    answer: Annotated[int, typer.Option("--max-answer-mb", min=1, metavar="MB", help="Megabytes that one answer may have.")] = 256,
    upload: Annotated[int, typer.Option("--max-upload-mb", min=1, metavar="MB", help="Megabytes of one update or graph.")] = 256,
    memory: Annotated[int, typer.Option("--memory-mb", min=512, metavar="MB", help="Address space of one worker process.")] = 8192,
    workers: Annotated[int | None, typer.Option(min=1, metavar="N", help="Queries at one time; by default twice the cores.")] = None,
    queue: Annotated[int, typer.Option(min=1, metavar="N", help="Requests that may wait; more are sent away with 503.")] = 128,
    allow: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="HOST", help="A host that SERVICE and LOAD may call; can be repeated.")
    ] = None,
    log: Annotated[bool, typer.Option("--log/--no-log", help="A line of JSON on standard error for every request.")] = True,
) -> None:
    """Serve the graph on this machine: the page at /, SPARQL at /sparql."""
    from kg.folder import STORE, has_store, store_folder
    from kg.web import serve as run
    from kg.web.limits import Limits

    limits = Limits(
        seconds=seconds, rows=rows, answer_bytes=answer << 20, upload_bytes=upload << 20, memory_bytes=memory << 20, queue=queue,
        **({"workers": workers} if workers else {}),
    )  # fmt: skip
    page = folder / "graph.html"
    store = folder / STORE if token and (not folder.exists() or (folder.is_dir() and not has_store(folder))) else store_folder(folder)
    with suppress(KeyboardInterrupt):  # the way to stop it
        run(
            store, host=host, port=port, page=page if page.is_file() else None, limits=limits, token=token,
            hosts=frozenset(name.lower() for name in allow or ()), log=log,
        )  # fmt: skip
