"""The verb that shows where the articles disagree: both sides, each with its words, its source and its date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kg.cli import completion
from kg.cli.app import AsOf, Json, Output, Quiet, Undated, app, check_as_of
from kg.cli.rows import claim_row
from kg.cli.saying import give, show_lines

if TYPE_CHECKING:
    from kg.graph.rows import ClaimView, ConflictView


@app.command(
    epilog="[bold]Examples:[/bold]  kg conflicts  ·  kg conflicts 'Groupe Talmont' --kind contradiction"
    "  ·  kg conflicts --json | jq '.[].kind'"
)
def conflicts(
    name: Annotated[
        str | None, typer.Argument(help="Only what concerns this entity.", metavar="[NAME]", autocompletion=completion.names)
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", "-k", help="Only one kind, such as contradiction or source_error.")] = None,
    as_of: AsOf = None,
    undated: Undated = False,
    lang: Annotated[Literal["en", "fr"], typer.Option("--lang", help="Language of the sentence on how to read each one.")] = "en",
    as_json: Json = False,
    quiet: Quiet = False,
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
        give([row(one, lang) for one in found])
    else:
        show_lines(lines(found, quiet, lang))


def lines(found: list[ConflictView], quiet: bool = False, lang: str = "en") -> Iterator[tuple[str, str]]:
    """Each conflict as (line, style): its kind and how to read it, then the quotes of its sides; how many, unless `quiet`."""
    for one in found:
        yield f"{one.kind.replace('_', ' ')} · {one.readings[lang]}", "bold"
        for number, side in enumerate(one.sides, start=1):
            for claim in side:
                yield f"  {number}. “{' '.join(claim.evidence.split())}”", ""
                yield f"     — {_said(claim, one)}", "dim"
        yield "", ""
    if not quiet:
        yield f"{len(found)} conflicts", "dim"


def _said(claim: ClaimView, found: ConflictView) -> str:
    """Source, place in the text, and what the claim says."""
    by = f"according to {found.names[claim.attributed_to]}" if claim.attributed_to else ""
    slots = " ".join(slot for slot in (claim.modality, claim.value or "", claim.date or "", "ended" if claim.ended else "") if slot)
    return " · ".join(part for part in (str(claim.source), f"{claim.source.name}:{claim.start}–{claim.end}", by, slots) if part)


def row(found: ConflictView, lang: str = "en") -> dict[str, Any]:
    """A conflict for machines: names instead of ids, each claim with the number of its side."""
    return {
        "id": found.id,
        "kind": found.kind,
        "relation": found.relation,
        "subject": found.names.get(found.subject or "", None),
        "object": found.names.get(found.object or "", None),
        "reading": found.readings[lang],
        "claims": [
            {"side": number, **claim_row(claim, found.names)}
            for number, side in enumerate(found.sides, start=1)
            for claim in side
        ],
    }
