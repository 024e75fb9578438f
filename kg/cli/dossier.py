"""The verb that shows one thing: its facts, each with the words that say it and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.cli.app import AsOf, Json, Name, Output, Quiet, Undated, app, check_as_of
from kg.cli.rows import claim_rows, fact_row
from kg.cli.saying import give, show_lines

if TYPE_CHECKING:
    from kg.graph.rows import ClaimView, Dossier, FactView

#: Colours of how sure a fact is; the word itself is always printed too.
STYLES = {"corroborated": "bold green", "asserted": "green", "reported": "cyan", "rumoured": "yellow", "planned": "blue", "denied": "red"}


@app.command(
    epilog="[bold]Examples:[/bold]  kg show 'Groupe Talmont'  ·  kg show talmont -o output  ·  kg show NAME | less"
    "  ·  kg show NAME --as-of 2015-01-13  ·  kg show NAME --json | jq '.facts[].status'"
)
def show(
    name: Name,
    as_of: AsOf = None,
    undated: Undated = False,
    as_json: Json = False,
    quiet: Quiet = False,
    output: Output = Path("output"),
) -> None:
    """Show all that the articles say about NAME: facts, the sentences that say them, and where those stand."""
    from kg.folder import open_store
    from kg.graph.registers import identifiers
    from kg.graph.views import dossier
    from kg.review import find

    check_as_of(as_of, undated)
    wanted = find(output, name)
    with open_store(output) as store:
        found, numbers = dossier(store, wanted, as_of=as_of, undated=undated), identifiers(store, wanted)
    if as_json:
        give(row(found, numbers))
    else:
        show_lines(lines(found, numbers, quiet))


def row(found: Dossier, numbers: Mapping[str, str]) -> dict[str, Any]:
    """A dossier for machines."""
    return {
        "entity": found.entity.name, "id": found.entity.id, "type": found.entity.type, "aliases": list(found.entity.aliases),
        "identifiers": dict(numbers), "as_of": found.as_of, "facts": [fact_row(fact, found.names) for fact in found.facts],
        "rejected": claim_rows(found.rejected, found.names),
    }  # fmt: skip


def lines(found: Dossier, numbers: Mapping[str, str] = MappingProxyType({}), quiet: bool = False) -> Iterator[tuple[str, str]]:
    """The dossier as (line, style): a head, then a block a fact; `numbers` has what it is called in registers; no count if `quiet`."""
    entity = found.entity
    yield f"{entity.name} · {entity.type}", "bold"
    aliases = [alias for alias in entity.aliases if alias != entity.name]
    if aliases:
        yield f"also: {', '.join(aliases)}", "dim"
    if numbers:
        from kg.judgements import SCHEMES

        yield " · ".join(f"{SCHEMES[scheme]} {number}" for scheme, number in numbers.items()), "dim"
    if not quiet:
        yield f"{len(found.facts)} facts" + (f", as known on {found.as_of}" if found.as_of else ""), "dim"
    for fact in found.facts:
        yield "", ""
        yield head(fact, found.names), STYLES.get(fact.status, "")
        if fact.disputed and fact.why:
            yield f"  preferred: {fact.why}", "dim"
        for claim in fact.claims:
            yield from voice(claim, found.names, "")
        for claim in fact.against:
            yield from voice(claim, found.names, "against: ")
    if found.rejected:
        yield "", ""
        yield "rejected: these support nothing", "red"
    for claim in found.rejected:
        yield from voice(claim, found.names, "rejected: ")


def head(fact: FactView, names: Mapping[str, str]) -> str:
    """A fact in one line; `names` has the name of every entity id in it."""
    from kg import ontology

    relation = ontology.load().relations.get(fact.relation)
    label = relation.labels["en"] if relation else fact.relation
    what = " ".join(part for part in (names[fact.subject], f"· {label} ·", names[fact.object] if fact.object else "") if part)
    if fact.until:
        dates = f"{fact.since or '…'} – {fact.until}"
    else:  # a figure is of its year, a relation lasts
        dates = (fact.since if fact.object is None else f"since {fact.since}") if fact.since else ""
    marks = [fact.value or "", dates, fact.status, "ended" if fact.ended else "", "disputed" if fact.disputed else ""]
    return "  ".join([what, *(mark for mark in marks if mark)])


def voice(claim: ClaimView, names: Mapping[str, str], side: str) -> Iterator[tuple[str, str]]:
    """The quote, then who says it: publisher, title, date, file and place in it."""
    yield f"  {side}“{' '.join(claim.evidence.split())}”", ""
    said = [str(claim.source), f"{claim.source.name}:{claim.start}–{claim.end}"]
    if claim.attributed_to:
        said.append(f"according to {names.get(claim.attributed_to, claim.attributed_to)}")
    elif claim.attribution_kind == "anonymous":
        said.append("according to a source that is not named")
    slots = [claim.modality, claim.value or "", claim.date or ""]
    said.append(" ".join(slot for slot in slots if slot))
    if claim.review is not None:
        said.append(claim.review + (f": {claim.reason}" if claim.reason else ""))
    said.append(f"claim {claim.id}")
    yield f"    — {' · '.join(said)}", "dim"
