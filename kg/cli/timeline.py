"""The verb that tells one thing in the order of time: its deals as threads, then all that has a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.app import AsOf, Json, Name, Output, Quiet, Undated, app, check_as_of
from kg.cli.dossier import STYLES, head, voice
from kg.cli.rows import claim_rows
from kg.cli.saying import give, show_lines

if TYPE_CHECKING:
    from kg.graph.rows import DealView, Entry, Timeline

_STAGES = {"rumoured": "yellow", "planned": "blue", "signed": "cyan", "closed": "green", "dropped": "red"}
_PUBLISHED = "published "


@app.command(
    epilog="[bold]Examples:[/bold]  kg timeline 'Groupe Talmont'  ·  kg timeline NAME --as-of 2015-01"
    "  ·  kg timeline NAME --json | jq .deals"
)
def timeline(
    name: Name,
    as_of: AsOf = None,
    undated: Undated = False,
    as_json: Json = False,
    quiet: Quiet = False,
    output: Output = Path("output"),
) -> None:
    """Tell NAME in the order of time: its deals from rumour to closing, then all facts and claims that have a date."""
    from kg.folder import open_store
    from kg.graph.timeline import timeline as run
    from kg.review import find

    check_as_of(as_of, undated)
    wanted = find(output, name)
    with open_store(output) as store:
        found = run(store, wanted, as_of=as_of, undated=undated)
    if as_json:
        give(row(found))
    else:
        show_lines(lines(found, quiet))


def lines(found: Timeline, quiet: bool = False) -> Iterator[tuple[str, str]]:
    """The timeline as (line, style): a head, the deals with every quote, then a line an entry with a quote; no count if `quiet`."""
    yield f"{found.entity.name} · {found.entity.type}", "bold"
    known = f", as known on {found.as_of}" if found.as_of else ""
    if not quiet:
        yield f"{len(found.deals)} deals, {len(found.entries)} entries{known}", "dim"
    for deal in found.deals:
        yield "", ""
        yield from _deal(deal, found.names)
    if found.entries:
        yield "", ""
    width = max((len(_date(entry.date, entry.basis)) for entry in found.entries), default=0)
    for entry in found.entries:
        what, style = _what(entry, found.names)
        yield f"{_date(entry.date, entry.basis):{width}}  {what}", style
        if entry.claims:
            more = f" (+{len(entry.claims) - 1})" if len(entry.claims) > 1 else ""
            first = entry.claims[0]
            yield f"{'':{width}}    “{' '.join(first.evidence.split())}” — {first.source}{more}", "dim"


def _deal(deal: DealView, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The thread of one deal: what and how far, then its steps with every voice."""
    sold = f", sold by {', '.join(sorted(names[seller] for seller in deal.sellers))}" if deal.sellers else ""
    price = f", for {' or '.join(deal.prices)}" if deal.prices else ""
    yield f"{_title(deal, names)}{sold}{price}  {deal.stage}", f"bold {_STAGES[deal.stage]}"
    for step in deal.steps:
        expected = f", expected {step.expected}" if step.expected else ""
        yield f"  {step.stage}  {_date(step.date, step.basis)}{expected}", _STAGES[step.stage]
        for claim in step.claims:
            for line, style in voice(claim, names, ""):
                yield f"  {line}", style
    for claims in (*deal.sellers.values(), *deal.prices.values()):
        for claim in claims:
            for line, style in voice(claim, names, ""):
                yield line, style


def _title(deal: DealView, names: Mapping[str, str]) -> str:
    from kg import ontology

    label = ontology.load().relations[deal.kind].labels["en"]
    one, other = (deal.buyer, deal.target) if deal.kind == "acquisition" else (deal.target, deal.buyer)
    return f"{names[one]} · {label} · {names[other]}"


def _date(date: str | None, basis: str | None) -> str:
    """A date, marked where it is only that of the article."""
    return "no date" if date is None else f"{_PUBLISHED}{date}" if basis == "published" else date


def _what(entry: Entry, names: Mapping[str, str]) -> tuple[str, str]:
    """What an entry says, and its style."""
    if entry.deal is not None and entry.step is not None:
        expected = f", expected {entry.step.expected}" if entry.step.expected else ""
        return f"{_title(entry.deal, names)}  {entry.step.stage}{expected}", _STAGES[entry.step.stage]
    assert entry.fact is not None
    given = " or ".join(sorted({claim.value for claim in entry.claims if claim.value}))
    told = {"fact": "", "end": "ended: ", "other": f"otherwise{f' ({given})' if given else ''}: "}[entry.kind]
    return told + head(entry.fact, names), STYLES.get(entry.fact.status, "")


def row(found: Timeline) -> dict[str, Any]:
    """A timeline for machines: names instead of ids."""
    return {
        "entity": found.entity.name,
        "id": found.entity.id,
        "type": found.entity.type,
        "as_of": found.as_of,
        "deals": [_deal_row(deal, found.names) for deal in found.deals],
        "entries": [_entry_row(entry, found.names) for entry in found.entries],
    }


def _deal_row(deal: DealView, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": deal.id,
        "kind": deal.kind,
        "buyer": names[deal.buyer],
        "target": names[deal.target],
        "stage": deal.stage,
        "sellers": [{"name": names[seller], "claims": claim_rows(claims, names)} for seller, claims in deal.sellers.items()],
        "prices": [{"value": value, "claims": claim_rows(claims, names)} for value, claims in deal.prices.items()],
        "steps": [
            {
                "stage": step.stage,
                "date": step.date,
                "basis": step.basis,
                "expected": step.expected,
                "claims": claim_rows(step.claims, names),
            }
            for step in deal.steps
        ],
    }


def _entry_row(entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    fact, deal, step = entry.fact, entry.deal, entry.step
    return {
        "date": entry.date,
        "basis": entry.basis,
        "kind": entry.kind,
        "deal": deal.id if deal else None,
        "stage": step.stage if step else None,
        "fact": fact.id if fact else None,
        "relation": fact.relation if fact else deal.kind if deal else None,
        "subject": names[fact.subject] if fact else None,
        "object": names[fact.object] if fact and fact.object else None,
        "value": fact.value if fact else None,
        "status": fact.status if fact else None,
        "claims": claim_rows(entry.claims, names),
    }
