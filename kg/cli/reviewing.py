"""The verbs by which people judge the graph: what is one thing, which claims hold, what things are called elsewhere; and the way back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli import completion
from kg.cli.app import Json, Output, Quiet, app
from kg.cli.saying import add_row, give, remark, say, show_table, table
from kg.types import Judgement

OUTPUT = Path("output")
File = Annotated[
    Path | None, typer.Option("--judgements", metavar="FILE", help="The file of judgements; else judgements.jsonl in the output folder.")
]


def _told(judgement: Judgement, as_json: bool, quiet: bool) -> None:
    """What was judged, and the way back."""
    from kg.judgements import row_of, told

    if as_json:
        give(row_of(judgement))
    elif not quiet:
        typer.echo(f"{judgement.id}  {judgement.verb:7}{told(judgement)}")
        say(f"the graph is up to date; kg undo {judgement.id} takes this back")


@app.command(epilog="[bold]Examples:[/bold]  kg merge 'Groupe Talmont' GT  ·  kg merge talmont talmont-sa -o output")
def merge(
    one: Annotated[str, typer.Argument(help="A name or id; its name stays.", metavar="A", autocompletion=completion.names)],
    other: Annotated[str, typer.Argument(help="A name or id of what is the same thing.", metavar="B", autocompletion=completion.names)],
    output: Output = OUTPUT,
    judgements: File = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judge that A and B are one thing, in this graph and in every later build."""
    from kg import review

    _told(review.merge(output, one, other, judgements=judgements), as_json, quiet)


@app.command(epilog="[bold]Examples:[/bold]  kg split Brevent Brévent  ·  kg split Brévent --in 05_the-town.txt")
def split(
    one: Annotated[str, typer.Argument(help="A name; what is called so stays what it is.", metavar="A", autocompletion=completion.names)],
    other: Annotated[str | None, typer.Argument(help="Another form of the same thing that means another one.", metavar="[B]")] = None,
    doc: Annotated[str | None, typer.Option("--in", metavar="DOC", help="The article in which A means another thing.")] = None,
    output: Output = OUTPUT,
    judgements: File = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judge that two forms of one thing are two things, or that a name means another thing in one article."""
    from kg import review

    if (other is None) == (doc is None):
        raise typer.BadParameter("give a second form, or the article in which the name means another thing", param_hint="B or --in DOC")
    if other is not None:
        _told(review.split(output, one, other, judgements=judgements), as_json, quiet)
    elif doc is not None:
        _told(review.split_in(output, one, doc, judgements=judgements), as_json, quiet)


@app.command(epilog="[bold]Examples:[/bold]  kg link Talmont --wikidata Q42 --siren 732829320")
def link(
    name: Annotated[str, typer.Argument(help="A name or id.", metavar="NAME", autocompletion=completion.names)],
    wikidata: Annotated[str | None, typer.Option("--wikidata", metavar="Q…", help="The thing in Wikidata.")] = None,
    siren: Annotated[str | None, typer.Option("--siren", metavar="DIGITS", help="Its number in the French register of companies.")] = None,
    lei: Annotated[str | None, typer.Option("--lei", metavar="CODE", help="Its Legal Entity Identifier.")] = None,
    output: Output = OUTPUT,
    judgements: File = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what NAME is called elsewhere; form and check digits are looked at, nothing is guessed."""
    from kg import review

    given = {scheme: value for scheme, value in (("wikidata", wikidata), ("siren", siren), ("lei", lei)) if value is not None}
    if not given:
        raise typer.BadParameter("say what it is called, and where", param_hint="--wikidata, --siren or --lei")
    _told(review.link(output, name, judgements=judgements, **given), as_json, quiet)


@app.command(epilog="[bold]Examples:[/bold]  kg accept 1f0c2a9be04c77d1  ·  kg accept 1f0c --reason 'read in the original'")
def accept(
    claim: Annotated[str, typer.Argument(help="The id of a claim, or its beginning.", metavar="CLAIM")],
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")] = None,
    output: Output = OUTPUT,
    judgements: File = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judge that a claim is right: it is marked so in the graph, and becomes gold for `kg eval`."""
    from kg import review

    _told(review.accept(output, claim, reason=reason, judgements=judgements), as_json, quiet)


@app.command(epilog="[bold]Examples:[/bold]  kg reject 1f0c2a9be04c77d1 --reason 'the article says the reverse'")
def reject(
    claim: Annotated[str, typer.Argument(help="The id of a claim, or its beginning.", metavar="CLAIM")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    output: Output = OUTPUT,
    judgements: File = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judge that a claim is wrong: it supports nothing any more, and stays in the graph, marked with the reason."""
    from kg import review

    _told(review.reject(output, claim, reason=reason, judgements=judgements), as_json, quiet)


@app.command(epilog="[bold]Examples:[/bold]  kg undo  ·  kg undo 3fa9c1d2")
def undo(
    judgement: Annotated[str | None, typer.Argument(help="The id of a judgement; else the last one.", metavar="[ID]")] = None,
    output: Output = OUTPUT,
    judgements: File = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take a judgement back: the graph is as if it had never been, and the file keeps both lines."""
    from kg import review
    from kg.judgements import row_of, told

    gone = review.undo(output, judgement, judgements=judgements)
    if as_json:
        give(row_of(gone))
    elif not quiet:
        typer.echo(f"{gone.id}  undone: {gone.verb} {told(gone)}")


@app.command(epilog="[bold]Examples:[/bold]  kg judgements  ·  kg judgements export > gold.jsonl; kg eval gold.jsonl output/claims.jsonl")
def judgements(
    what: Annotated[
        Literal["list", "export"], typer.Argument(help="list them, or export reviewed claims as gold.", metavar="[list|export]")
    ] = "list",
    output: Output = OUTPUT,
    judgements: File = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List what people judged, in its order; or export the reviewed claims as gold for `kg eval`."""
    from kg import review
    from kg.judgements import FILE, in_force, read, row_of, told
    from kg.records import to_line

    if what == "export":
        for row in review.gold(output, judgements=judgements):
            sys.stdout.write(to_line(row))
        return
    every = read(judgements or output / FILE)
    holding = {one.id for one in in_force(every)}
    if as_json:
        give([row_of(one) | {"in_force": one.id in holding} for one in every])
        return
    if every:
        made = table("id", "verb", "what was judged", "state")
        for one in every:
            add_row(made, one.id, one.verb, told(one), "in force" if one.id in holding else "" if one.verb == "undo" else "undone")
        show_table(made)
    remark(f"{len(holding)} in force", quiet=quiet)
