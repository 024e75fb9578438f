"""Tables out: facts with their evidence for a spreadsheet, claims as JSON lines for a program."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kg.exports.files import whole
from kg.graph import views
from kg.graph.store import Store
from kg.records import claim_row, to_line
from kg.types import Claim

COLUMNS = (
    *("subject", "relation", "object", "value", "status", "disputed", "ended", "since", "until", "why"),
    *("side", "modality", "attributed_to", "claim_value", "date", "quote", "document", "title", "publisher", "published", "url"),
    *("rule", "confidence", "fact", "claim"),
)


def write_csv(store: Store, path: Path) -> None:
    """One row for each claim of each fact, with the words that say it; UTF-8 with a mark, so that spreadsheets open it as such."""
    names = {entity.id: entity.name for entity in views.entities(store)}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for fact in views.facts(store):
        for side, voices in (("for", fact.claims), ("against", fact.against)):
            for claim in voices:
                row = {
                    "subject": names[fact.subject],
                    "relation": fact.relation,
                    "object": names[fact.object] if fact.object else None,
                    "value": fact.value,
                    "status": fact.status,
                    "disputed": str(fact.disputed).lower(),
                    "ended": str(fact.ended).lower(),
                    "since": fact.since,
                    "until": fact.until,
                    "why": fact.why,
                    "side": side,
                    "modality": claim.modality,
                    "attributed_to": names[claim.attributed_to] if claim.attributed_to else None,
                    "claim_value": claim.value,
                    "date": claim.date,
                    "quote": claim.evidence,
                    "document": claim.source.name,
                    "title": claim.source.title,
                    "publisher": claim.source.publisher,
                    "published": claim.source.published,
                    "url": claim.source.url,
                    "rule": claim.rule,
                    "confidence": claim.confidence,
                    "fact": fact.id,
                    "claim": claim.id,
                }
                writer.writerow({column: _cell(value) for column, value in row.items()})
    with whole(path) as stream:
        stream.write(text.getvalue().encode("utf-8-sig"))


def _cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers such as -5 stay."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and not value[1:2].isdigit():
        return "'" + value
    return value


def write_jsonl(store: Store, path: Path) -> None:
    """One claim a line, keys as in the claims file; names are the entities' preferred ones. Rejected claims are left out."""
    names = {entity.id: entity.name for entity in views.entities(store)}
    with whole(path) as stream:
        for claim in views.claims(store):
            if claim.review == "rejected":
                continue
            noun = Claim(
                id=claim.id,
                doc=claim.source.name,
                relation=claim.relation,
                subject=names[claim.subject],
                object=names[claim.object] if claim.object else None,
                value=claim.value,
                date=claim.date,
                modality=claim.modality,  # type: ignore[arg-type]  # what the graph holds was a Modality when it was written
                attributed_to=names[claim.attributed_to] if claim.attributed_to else None,
                attribution_kind=claim.attribution_kind,  # type: ignore[arg-type]
                negated=claim.negated,
                ended=claim.ended,
                evidence=claim.evidence,
                start=claim.start,
                end=claim.end,
                rule=claim.rule,
                confidence=claim.confidence,
            )
            stream.write(to_line(claim_row(noun)).encode("utf-8"))
