"""The verbs that read articles: build, extract, why-not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Json, Meta, Models, Output, Quiet, Rules, app, flag, parse_models
from kg.cli.completion import documents as documents_
from kg.cli.saying import Bar, give, remark, say, say_issues, show_lines, show_table

if TYPE_CHECKING:
    from kg.gaps import GapView


@app.command(
    epilog="[bold]Examples:[/bold]  kg build articles/ -o output  ·  kg build a.txt b.pdf c.html --meta sources.csv"
    "  ·  kg build articles/ --model fr=fr_core_news_sm  ·  kg build --claims gold.jsonl articles/"
    "  ·  kg build articles/ --rules my-rules.yaml  ·  kg build articles/ --jobs 4  ·  kg build articles/ --dask tcp://cluster:8786"
    "  ·  kg build articles/ --store http://localhost:7878/sparql"
    "  ·  kg build corpus.jsonl.xz --fields text=contenu --limit 50  ·  kg build --urls pages.txt"
)
def build(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files (.txt .md .html .pdf), archives (.jsonl .csv .tsv, also .gz .xz .zst), lists of addresses (.urls), addresses, "
            "folders, or - for stdin.",
            metavar="SOURCES...",
        ),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", help="Folder for claims.jsonl, graph.ttl, graph.html, the store …", metavar="FOLDER")
    ] = "output",
    claims: Annotated[
        Path | None,
        typer.Option("--claims", help="Make the graph of the claims in this file instead of extracting any.", metavar="FILE.jsonl"),
    ] = None,
    judgements: Annotated[
        Path | None,
        typer.Option("--judgements", help="What people judged; else judgements.jsonl in the output folder.", metavar="FILE.jsonl"),
    ] = None,
    add: Annotated[bool, flag("--add", help="Keep the articles that are in the graph already.")] = False,
    fresh: Annotated[bool, flag("--fresh", help="Work through every article again, changed or not.")] = False,
    meta: Meta = None,
    model: Models = None,
    rules: Rules = None,
    fields: Annotated[
        list[str] | None,
        typer.Option("--fields", help="Which columns of an archive have what: text, title, date, url …", metavar="FIELD=COLUMN,..."),
    ] = None,
    urls: Annotated[
        list[Path] | None, typer.Option("--urls", help="A file of web addresses, one a line, to be fetched. Repeatable.", metavar="FILE")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", help="Read this many articles and no more.", metavar="N", min=1)] = None,
    allow_private: Annotated[bool, flag("--allow-private", help="Fetch pages of this machine and its private networks too.")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read articles, each with its models; else one.", metavar="N")
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", help="Have a Dask cluster read them: tcp://HOST:PORT of its scheduler.", metavar="ADDRESS"),
    ] = None,
    article_timeout_s: Annotated[
        float,
        typer.Option("--article-timeout-s", min=0.1, help="Seconds after which an article is given up; long ones get more.", metavar="S"),
    ] = 60.0,
    store: Annotated[
        str | None,
        typer.Option("--store", help="Bring the graph to this SPARQL 1.1 server too; only what it lacks is sent.", metavar="URL"),
    ] = None,
    default_graph: Annotated[
        str | None,
        typer.Option("--default-graph", help="On that server, the named graph that stands for the default graph.", metavar="IRI"),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read articles and make the graph: claims, facts, a page to open, a store to query. Only what is new or changed is worked through.

    A server's password is taken from KG_STORE_USER and KG_STORE_PASSWORD, or a token from KG_STORE_TOKEN.
    """
    from kg.pipeline import build as run
    from kg.report import row, table

    models = parse_models(model or ())
    columns = _columns(fields or ())
    if not sources and not urls and claims is None:
        raise typer.BadParameter("say which articles to read, or bring claims with --claims", param_hint="SOURCES")
    if default_graph is not None and store is None:
        raise typer.BadParameter("it goes with --store URL", param_hint="--default-graph")
    if dask is not None and jobs is not None:
        raise typer.BadParameter("it goes without --dask, whose workers are as many as they are", param_hint="--jobs")
    if store is not None:  # before the work
        from kg.delivery import check_target, deliver

        check_target(store, default_graph)
    with Bar(quiet) as bar:
        report = run(
            sources or [], output, add=add, fresh=fresh, claims=claims, judgements=judgements, meta=meta, models=models,
            rules=rules or (), fields=columns, urls=urls or (), limit=limit, allow_private=allow_private,
            jobs=jobs, dask=dask, article_timeout_s=article_timeout_s, progress=bar,
        )  # fmt: skip
    say_issues(report.issues, report.output / "issues.jsonl" if report.documents else None)
    if not report.documents:
        say("kg: nothing could be read, so nothing was written")
        raise typer.Exit(1)
    told = row(report)
    if not quiet and not as_json:
        show_table(table(report))
        typer.echo(report.headline)
        page = report.output / "graph.html"
        typer.echo((f"Open {page} in a browser, or run" if page.is_file() else "To look at it, run") + f": kg serve -o {report.output}")
    if store is not None:
        with Bar(quiet) as bar:
            done = deliver(
                output, store, default_graph=default_graph, fresh=fresh, progress=bar, remark=lambda line: say(f"kg: {line}")
            )  # fmt: skip
        told["delivered"] = done
        if not quiet and not as_json:
            typer.echo(done.headline)
    if as_json:
        give(told)


def _columns(choices: Iterable[str]) -> dict[str, str]:
    """`--fields` as a mapping; anything else is wrong usage."""
    from kg.documents.fields import Fields, parse_fields
    from kg.errors import DocumentError

    try:
        columns = parse_fields(choices)
        Fields(columns)
    except DocumentError as error:
        raise typer.BadParameter(error.reason, param_hint="--fields") from None
    return columns


@app.command(epilog="[bold]Examples:[/bold]  kg remove article.txt  ·  kg remove 2015/a.txt 2015/b.txt -o output")
def remove(
    documents: Annotated[
        list[str],
        typer.Argument(help="Names of documents, as in the field doc of claims.jsonl.", metavar="DOC...", autocompletion=documents_),
    ],
    as_json: Json = False,
    quiet: Quiet = False,
    output: Output = Path("output"),
) -> None:
    """Take articles out of the graph: exactly what only they said goes, and what others say too stays."""
    from kg.pipeline import remove as run
    from kg.report import row

    with Bar(quiet) as bar:
        report = run(documents, output, progress=bar)
    if as_json:
        give(row(report))
    elif not quiet:
        typer.echo(report.headline)


@app.command(
    epilog="[bold]Examples:[/bold]  kg extract article.txt | jq .relation  ·  cat article.txt | kg extract -"
    "  ·  kg extract --mentions article.html"
)
def extract(
    file: Annotated[str, typer.Argument(help="One article, or - for standard input.", metavar="FILE")],
    mentions: Annotated[bool, flag("--mentions", help="Print what the article names instead of what it claims.")] = False,
    meta: Meta = None,
    model: Models = None,
    rules: Rules = None,
) -> None:
    """Print the claims of one article as JSON lines; writes nothing."""
    from kg.pipeline import extract as run
    from kg.records import claim_row, mention_row, to_line

    extraction = run(file, meta=meta, models=parse_models(model or ()), rules=rules or ())
    say_issues(extraction.issues)
    rows = map(mention_row, extraction.mentions) if mentions else map(claim_row, extraction.claims)
    for row in rows:
        sys.stdout.write(to_line(row))


@app.command("why-not", epilog="[bold]Examples:[/bold]  kg why-not article.txt  ·  kg why-not article.txt --json | jq '.[].trigger'")
def why_not(
    file: Annotated[str, typer.Argument(help="One article, or - for standard input.", metavar="FILE")],
    meta: Meta = None,
    model: Models = None,
    rules: Rules = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show the sentences that name two things and make no claim: the nearest rule, and what it lacked."""
    from kg.pipeline import why_not as run

    found = run(file, meta=meta, models=parse_models(model or ()), rules=rules or ())
    if as_json:
        give(found)
        return
    show_lines(line for gap in found for line in _gap(gap))
    remark(f"{len(found)} sentences", quiet=quiet)


def _gap(gap: GapView) -> Iterator[tuple[str, str]]:
    """A sentence without a claim as (line, style)."""
    yield f"“{' '.join(gap.text.split())}”", "bold"
    yield "    names    " + ", ".join(f"{name} ({kind})" for name, kind in gap.names), ""
    yield f"    nearest  {gap.rule} at “{gap.trigger}”" if gap.rule else "    nearest  no rule", ""
    yield f"    lacked   {gap.lacked}", "yellow"
