"""The verb that answers the named questions: who holds, founded, leads, hosts, buys; each answer with its words and its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Json, Output, Quiet, app
from kg.cli.completion import questions as completed
from kg.cli.saying import give, say, show_lines

if TYPE_CHECKING:
    from kg.graph.questions import Question
    from kg.graph.rows import Answer


@app.command(
    epilog="[bold]Examples:[/bold]  kg ask  ·  kg ask holders 'Groupe Talmont' before=2015-03 include=founders,funders"
    "  ·  kg ask about NAME --json | jq '.[].evidence'"
)
def ask(
    name: Annotated[
        str | None, typer.Argument(help="The question; without it, all are listed.", metavar="[NAME]", autocompletion=completed)
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="What it is asked with: values in the order that the list gives, or PARAMETER=VALUE; repeat for more names.",
            metavar="[ARGUMENTS]...",
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
    output: Output = Path("output"),
) -> None:
    """Answer a named question: the claims that answer it, each with its words, its article, and whether it is disputed."""
    from kg.graph.questions import arguments, question, questions

    if name is None:
        if as_json:
            give([_listed(one) for one in questions().values()])
        else:
            show_lines(catalogue(questions().values()))
        return
    asked = question(name)
    found = _answer(output, asked, arguments(asked, words or []))
    if as_json:
        give(found)
    else:
        show_lines(lines(asked, found, quiet))


def _answer(output: Path, asked: Question, given: dict[str, list[str]]) -> list[Answer]:
    """Ask, with ids that moved as they are now; names that nothing has are told on stderr."""
    from kg.folder import moved_ids, open_store
    from kg.graph.asking import ask as run

    moved = moved_ids(output)
    names = {one.name for one in asked.parameters if one.kind == "names"}
    params = {name: [moved.get(value, value) for value in values] if name in names else values for name, values in given.items()}
    with open_store(output) as store:
        return run(store, asked.name, remark=lambda line: say(f"kg: {line}"), **params)


def catalogue(every: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """Each question as (line, style): its name and what it asks, then its parameters in words."""
    from kg.graph.questions import KINDS

    for one in every:
        yield one.name, "bold"
        yield f"  {one.title}", ""
        for parameter in one.parameters:
            need = "" if parameter.needed else "optional, "
            kind = f"any of {', '.join(parameter.more)}" if parameter.more else KINDS[parameter.kind]
            yield f"    {parameter.name}: {parameter.text} ({need}{kind})", "dim"


def lines(asked: Question, found: list[Answer], quiet: bool = False) -> Iterator[tuple[str, str]]:
    """An answer as (line, style): a head for each thing that is said, then the claims that say it; without the count if `quiet`."""
    from kg import ontology

    relations = ontology.load().relations
    yield asked.title, "bold"

    def said(one: Answer) -> tuple[str, str, str | None]:
        return one.relation, one.subject, one.object

    for (relation, subject, end), group in groupby(found, key=said):
        label = relations[relation].labels["en"] if relation in relations else relation
        yield "", ""
        yield " · ".join(part for part in (subject, label, end) if part), "green"
        for one in group:
            yield from _voice(one)
    if quiet and found:
        return
    yield "", ""
    yield f"{len(found)} claims" if found else "the articles do not say", "dim"


def _voice(one: Answer) -> Iterator[tuple[str, str]]:
    """What one claim adds, then its words, then its article and its place there."""
    marks = [one.value, one.date, one.modality, "denied" if one.negated and one.modality != "denied" else None]
    marks += ["ended" if one.ended else None, "disputed" if one.disputed else None]
    by = f"according to {one.attributed_to}" if one.attributed_to else None
    yield "  " + "  ".join(mark for mark in (*marks, by) if mark), "yellow" if one.disputed else ""
    yield f"    “{' '.join(one.evidence.split())}”", ""
    source = ", ".join(part for part in (one.publisher, one.title and f"« {one.title} »", one.published) if part)
    yield "    — " + " · ".join(part for part in (source, f"{one.document}:{one.start}–{one.end}", f"claim {one.claim}") if part), "dim"


def _listed(one: Question) -> dict[str, object]:
    """A question for machines: its head, without the query."""
    return {key: value for key, value in asdict(one).items() if key != "sparql"}
