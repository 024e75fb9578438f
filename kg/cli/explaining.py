"""The verb that shows why something holds: the proof, down to the sentences with source and date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import completion
from kg.cli.app import Json, Output, Quiet, app
from kg.cli.rows import claim_rows
from kg.cli.saying import give, remark, show_lines

if TYPE_CHECKING:
    from kg.graph.rows import ClaimView, Explanation, Proof


@app.command(
    epilog="[bold]Examples:[/bold]  kg explain Nuagis hasShareholder Brumeo  ·  kg explain Nuagis ledBy  ·  kg explain 1f0c2a --json"
)
def explain(
    what: Annotated[
        str,
        typer.Argument(
            help="The id of a fact or inference, or the name of a thing.", metavar="ID-OR-SUBJECT", autocompletion=completion.names
        ),
    ],
    relation: Annotated[str | None, typer.Argument(help="A relation, stated or inferred.", metavar="[RELATION]")] = None,
    obj: Annotated[str | None, typer.Argument(help="The name of another thing; else all of them.", metavar="[OBJECT]")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
    output: Output = Path("output"),
) -> None:
    """Show why something holds: what it was inferred from, down to the sentences, each with its source and date."""
    from kg.folder import open_store
    from kg.graph.proofs import explain as run
    from kg.review import find

    if relation is not None:
        what, obj = find(output, what), None if obj is None else find(output, obj)
    with open_store(output) as store:
        found = run(store, what, relation, obj)
    if as_json:
        give([row(proof, found) for proof in found.proofs])
        return
    seen: set[str] = set()
    show_lines(("  " * depth + line, style) for proof in found.proofs for depth, line, style in lines(proof, found, seen))
    remark(f"{len(found.proofs)} found", quiet=quiet)


def lines(proof: Proof, found: Explanation, seen: set[str], depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """The proof as (depth, line, style); what was `seen` before is only named."""
    again = proof.id in seen
    seen.add(proof.id)
    yield depth, _head(proof, found) + ("  (as above)" if again else ""), "bold" if not depth else ""
    if again:
        return
    if proof.rule is not None:
        yield depth, f"  by {proof.rule}: {proof.why}", "cyan"
    elif proof.disputed and proof.why:
        yield depth, f"  preferred: {proof.why}", "dim"
    for side, claims in (("", proof.claims), ("against: ", proof.against)):
        for claim in claims:
            yield depth, f"  {side}“{' '.join(claim.evidence.split())}”", ""
            yield depth, f"    — {_source(claim, found)}", "dim"
    for premise in proof.premises:
        yield from lines(premise, found, seen, depth + 1)


def _label(relation: str) -> str:
    from kg import ontology

    known = ontology.load()
    return known.relations[relation].labels["en"] if relation in known.relations else known.inferred.get(relation, {}).get("en", relation)


def _head(proof: Proof, found: Explanation) -> str:
    what = f"{found.names[proof.subject]} · {_label(proof.relation)}" + (f" · {found.names[proof.object]}" if proof.object else "")
    dates = f"{proof.since or '…'} – {proof.until}" if proof.until else f"since {proof.since}" if proof.since else ""
    sure = {"inference": "inferred", "known": "world knowledge"}.get(proof.kind, proof.status or "")
    marks = (proof.value, dates, sure, "ended" if proof.ended else "", "disputed" if proof.disputed else "", proof.id)
    return "  ".join([what, *(mark for mark in marks if mark)])


def _source(claim: ClaimView, found: Explanation) -> str:
    by = f"according to {found.names[claim.attributed_to]}" if claim.attributed_to else ""
    slots = " ".join(slot for slot in (claim.modality, claim.value or "", claim.date or "", "ended" if claim.ended else "") if slot)
    return " · ".join(part for part in (str(claim.source), f"{claim.source.name}:{claim.start}–{claim.end}", by, slots) if part)


def row(proof: Proof, found: Explanation) -> dict[str, Any]:
    """A proof for machines: names instead of ids, premises within."""
    own = ("kind", "id", "relation", "value", "status", "disputed", "ended", "since", "until", "rule", "why", "confidence")
    return {
        **{name: getattr(proof, name) for name in own},
        "subject": found.names[proof.subject],
        "object": found.names[proof.object] if proof.object else None,
        "claims": claim_rows(proof.claims, found.names),
        "against": claim_rows(proof.against, found.names),
        "premises": [row(premise, found) for premise in proof.premises],
    }
