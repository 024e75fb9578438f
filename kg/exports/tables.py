"""Tables out: facts with their evidence for a spreadsheet and for pandas, claims as JSON lines for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from kg import segments
from kg.errors import ExportError
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
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: _cell(value) for column, value in row.items()} for row in _rows(store))
    with whole(path) as stream:
        stream.write(text.getvalue().encode("utf-8-sig"))


def write_json(store: Store, path: Path) -> None:
    """The rows of `write_csv` as a JSON list of objects, with booleans, numbers and null as such, for `pandas.read_json`."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in _rows(store))
    with whole(path) as stream:
        stream.write(f"[\n{lines}\n]\n".encode() if lines else b"[]\n")


def _rows(store: Store) -> Iterator[dict[str, object]]:
    """A claim of a fact a row, with its words and its article: no row is without a quote and a document."""
    names = {entity.id: entity.name for entity in views.entities(store)}
    for fact in views.facts(store):
        for side, voices in (("for", fact.claims), ("against", fact.against)):
            for claim in voices:
                yield {
                    "subject": names[fact.subject],
                    "relation": fact.relation,
                    "object": names[fact.object] if fact.object else None,
                    "value": fact.value,
                    "status": fact.status,
                    "disputed": fact.disputed,
                    "ended": fact.ended,
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


def _cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers such as -5 stay; truth in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and not value[1:2].isdigit():
        return "'" + value
    return value


def write_claims(store: Store, path: Path) -> None:
    """claims.jsonl as a build leaves it: names as the articles have them, rejected claims too. ExportError for a store by itself."""
    _copy(store, path, "claims")


def write_extractions(store: Store, path: Path) -> None:
    """extractions.jsonl as a build leaves it. ExportError for a store by itself."""
    _copy(store, path, "extractions")


def _copy(store: Store, path: Path, kind: segments.Kind) -> None:
    """What stands beside a store, in one file or in segments, as one file."""
    if store.path is None or not segments.there(store.path.parent):
        raise ExportError(f"{path}: a store alone has no {kind} file; name the folder that `kg build` wrote")
    with whole(path) as stream:
        stream.writelines(to_line(row).encode() for row in segments.rows(store.path.parent, kind))


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
