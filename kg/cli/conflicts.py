"""The verb that shows where the articles disagree: both sides, each with its words, its source and its date."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import AsOf, Output, Undated, app, check_as_of, flag

if TYPE_CHECKING:
    from kg.graph.rows import ClaimView, ConflictView


@app.command(
    epilog="[bold]Examples:[/bold]  kg conflicts  ·  kg conflicts 'Société Générale' --kind contradiction"
    "  ·  kg conflicts --json | jq '.[].kind'"
)
def conflicts(
    name: Annotated[str | None, typer.Argument(help="Only what concerns this entity.", metavar="[NAME]")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only one kind, such as contradiction or source_error.")] = None,
    as_json: Annotated[bool, flag("--json", help="A JSON list of {kind, relation, subject, object, claims, reading}.")] = False,
    as_of: AsOf = None,
    undated: Undated = False,
    output: Output = Path("output"),
) -> None:
    """Show where the articles do not say the same: of which kind that is, how to read it, and the sentences on both sides."""
    from kg.folder import open_store
    from kg.graph.disagreements import ORDER
    from kg.graph.disagreements import conflicts as run
    from kg.review import find

    check_as_of(as_of, undated)
    kinds = sorted(ORDER)
    if kind is not None and kind not in kinds:
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(kinds)}", param_hint="--kind")
    wanted = None if name is None else find(output, name)
    with open_store(output) as store:
        found = run(store, wanted, kind, as_of=as_of, undated=undated)
    if as_json:
        typer.echo(json.dumps([row(one) for one in found], ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for one in found:
        console.print(Text(f"{one.kind.replace('_', ' ')} · {one.reading}", style="bold"), soft_wrap=True)
        for number, side in enumerate(one.sides, start=1):
            for claim in side:
                console.print(Text(f"  {number}. “{' '.join(claim.evidence.split())}”"), soft_wrap=True)
                console.print(Text(f"     — {_said(claim, one)}", style="dim"), soft_wrap=True)
        console.print()
    console.print(Text(f"{len(found)} conflicts", style="dim"))


def _said(claim: ClaimView, found: ConflictView) -> str:
    """Source, place in the text, and what the claim says."""
    by = f"according to {found.names[claim.attributed_to]}" if claim.attributed_to else ""
    slots = " ".join(slot for slot in (claim.modality, claim.value or "", claim.date or "", "ended" if claim.ended else "") if slot)
    return " · ".join(part for part in (str(claim.source), f"{claim.source.name}:{claim.start}–{claim.end}", by, slots) if part)


def row(found: ConflictView) -> dict[str, Any]:
    """A conflict for machines: names instead of ids, each claim with the number of its side."""
    return {
        "id": found.id,
        "kind": found.kind,
        "relation": found.relation,
        "subject": found.names.get(found.subject or "", None),
        "object": found.names.get(found.object or "", None),
        "reading": found.reading,
        "claims": [
            {"id": claim.id, "side": number, **claim_row(claim, found.names)}
            for number, side in enumerate(found.sides, start=1)
            for claim in side
        ],
    }


def claim_row(claim: ClaimView, names: Mapping[str, str]) -> dict[str, Any]:
    """A claim for machines, its id left out; `names` has the name of every entity id in it."""
    return {
        "doc": claim.source.name,
        "published": claim.source.published,
        "publisher": claim.source.publisher,
        "relation": claim.relation,
        "subject": names[claim.subject],
        "object": names[claim.object] if claim.object else None,
        "value": claim.value,
        "date": claim.date,
        "modality": claim.modality,
        "attributed_to": names[claim.attributed_to] if claim.attributed_to else None,
        "negated": claim.negated,
        "ended": claim.ended,
        "evidence": claim.evidence,
        "start": claim.start,
        "end": claim.end,
    }
