"""The verbs that judge: validate, eval, check; and train, which makes what they judge better."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from kg.cli.app import Json, Models, Output, Quiet, Rules, app, flag, parse_models
from kg.cli.saying import add_row, give, say, show_table, table

_FIGURES = ("precision", "recall", "F1", "found", "wrong", "missed")


@app.command(epilog="[bold]Examples:[/bold]  kg validate  ·  kg validate -o output  ·  kg validate --json | jq .violations")
def validate(as_json: Json = False, quiet: Quiet = False, output: Output = Path("output")) -> None:
    """Check the graph against its shapes (SHACL): every claim has its words, its place, its document."""
    from kg.folder import open_store
    from kg.quality import validate as run

    with open_store(output) as store:
        report = run(store)
    if as_json:
        give(report)
    else:
        for violation in report.violations:
            typer.echo(violation)
        if not quiet:
            made = table("nodes looked at", "number", numbers=["number"])
            for name, number in report.by_class.items():
                add_row(made, name, number)
            show_table(made)
            typer.echo(f"{report.focus_nodes} nodes looked at: {'all is well' if report.conforms else 'not as it should be'}")
    if not report.conforms:
        raise typer.Exit(1)


@app.command(epilog="[bold]Examples:[/bold]  kg verify  ·  kg verify -o output  ·  kg verify --json | jq .faults")
def verify(as_json: Json = False, quiet: Quiet = False, output: Output = Path("output")) -> None:
    """Check that a build is whole: hashes, places of quotes, counts, and that all its files, index, store and search say the same."""
    from kg.verifying import verify as run

    found = run(output)
    if as_json:
        give({"whole": found.whole, "counts": found.counts, "faults": found.faults, "more": found.more})
    else:
        for fault in found.faults:
            typer.echo(fault)
        if found.faults or not quiet:
            (say if found.faults else typer.echo)(found.headline)
    if not found.whole:
        raise typer.Exit(1)


@app.command(
    "eval",
    epilog="[bold]Examples:[/bold]  kg eval gold.jsonl  ·  kg eval gold.jsonl other/claims.jsonl --by relation",
)
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold annotations, a document a line.", metavar="GOLD")],
    claims: Annotated[
        Path, typer.Argument(help="The claims to judge: a file, or the output folder of a build.", metavar="CLAIMS")
    ] = Path("output/claims.jsonl"),
    by: Annotated[Literal["relation", "doc", "lang"] | None, typer.Option("--by", help="Also by relation, document or language.")] = None,
    errors: Annotated[bool, flag("--errors", help="Also every claim missed and every claim that is in no gold.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Score claims against gold annotations: precision, recall, F1 and how right the slots are."""
    from kg.evaluation import evaluate

    documents, rows = _rows(gold, ("doc", "claims")), _rows(claims, ("doc", "relation", "subject"))
    if not {row["doc"] for row in documents} & {row["doc"] for row in rows}:
        say(f"kg: {claims} has no claim of any document of {gold}: is it the build of those articles?")
    score = evaluate(documents, rows)
    summary = score.summary()
    if as_json:
        give(summary)
        return
    if errors:
        missing = table("", "document", "relation", "subject", "object", "value", "date", "modality", "words")
        for kind, found in (("missed", score.missed), ("spurious", score.spurious)):
            for doc, row in found:
                said = (row.get(key) for key in ("relation", "subject", "object", "value", "date", "modality"))
                add_row(missing, kind, doc, *said, " ".join(str(row.get("evidence") or "").split())[:90])
        show_table(missing)
    made = table("", *_FIGURES, numbers=_FIGURES)
    groups = [(name, tally) for (kind, name), tally in sorted(score.groups.items()) if kind == by]
    for name, tally in (*groups, ("all", score.total)):
        shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
        add_row(made, name, *shares, tally.tp, tally.fp, tally.fn)
    show_table(made)
    slots = {key: value for key, value in summary.items() if key not in {"precision", "recall", "f1", "tp", "fp", "fn", "invented"}}
    told = [f"{key} {'–' if value is None else value}" for key, value in slots.items()]
    told += [f"invented {key} {number}" for key, number in summary["invented"].items()]
    if not quiet:
        typer.echo("slots of the hits: " + ", ".join(told))


def _rows(path: Path, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows of a JSON-lines file that have `keys`; DocumentError with file, row and key for one that has not."""
    from kg.errors import DocumentError
    from kg.segments import rows_at

    rows = list(rows_at(path, "claims"))
    for number, row in enumerate(rows, start=1):
        for key in keys:
            if key not in row:
                raise DocumentError(f"{path}, row {number}", "bad-row", f"has no {key!r}: is this the right kind of file?")
    return rows


@app.command(epilog="[bold]Examples:[/bold]  kg check  ·  kg check --rules my-rules.yaml  ·  kg check --model fr=fr_core_news_sm")
def check(model: Models = None, rules: Rules = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Check what can be said and how: the ontology, the rules, and every example that the rules bring along.

    With --rules only the examples of these are run, with all other rules in force beside them.
    """
    from kg import inference, ontology
    from kg.examples import check as run

    known = ontology.load()
    concluding = len(inference.load().rules)
    report = run(parse_models(model or ()), rules or ())
    if as_json:
        give({"types": len(known.types), "relations": len(known.relations), "inference_rules": concluding, **asdict(report)})
    else:
        for failure in report.failures:
            typer.echo(f"{failure.rule}: “{failure.text}”: {failure.reason}")
        if not quiet:
            made = table("looked at", "number", numbers=["number"])
            add_row(made, "entity types", len(known.types))
            add_row(made, "relations", len(known.relations))
            add_row(made, "rules of inference", concluding)
            add_row(made, "rules", report.rules)
            add_row(made, "examples", report.examples)
            show_table(made)
            typer.echo(f"{report.rules} rules, {report.examples} examples, {len(report.failures)} of them fail")
    if report.failures or not report.examples:
        if not report.examples:
            say("kg: there is no example: a rule brings sentences along that show what it finds, and what not")
        raise typer.Exit(1)


@app.command(epilog="[bold]Examples:[/bold]  kg train fr --shared ../shared  ·  kg train en -o my-english --quick")
def train(
    lang: Annotated[str, typer.Argument(help="fr or en.", metavar="LANG")],
    shared: Annotated[
        Path, typer.Option("--shared", metavar="FOLDER", help="Folder whose training/ holds the annotated corpora.")
    ] = Path("../shared"),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Where to write it; else over the bundled one.")
    ] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="About how long the training itself may take.")] = 3600,
    quick: Annotated[bool, flag("--quick", help="A few steps only, to see that everything runs; needs -o.")] = False,
    as_json: Json = False,
) -> None:
    """Make the language pipeline for LANG again from annotated corpora, and print its scores on the test splits."""
    from kg.language.pipelines import model_path
    from kg.training import train as run

    if quick and output is None:
        raise typer.BadParameter("would put a toy in the place of the bundled pipeline; say where with --output", param_hint="--quick")
    found = run(lang, shared=shared, output=output or model_path(lang), seconds=seconds, quick=quick)
    if as_json:
        give(found)
        return
    made = table("part", "score", "value", numbers=["value"])
    for part, scores in found.items():
        for name, value in scores.items():
            add_row(made, part, name, f"{value:.3f}")
    show_table(made)
