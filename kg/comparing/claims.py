"""Articles and claims of two builds side by side, one article at a time: what came, went and changed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg import segments
from kg.annotations import RULE
from kg.comparing.changes import Change, Row, change, paired
from kg.comparing.makers import Makers

METADATA = ("title", "published", "publisher", "url", "lang")
#: Where a claim stands moves with the text around it and is no change of what is said.
_PLACE = ("id", "start", "end")


@dataclass(slots=True)
class Ledger:
    """What became of each claim: `same` has old id → new id where that moved, `why` the reasons by claim id, old and new."""

    same: dict[str, str] = field(default_factory=dict)
    why: dict[str, tuple[str, ...]] = field(default_factory=dict)


def documents(folder: Path) -> Iterator[Row]:
    """The rows of the extractions, in the order of the documents' names. StoreError when there are none."""
    return segments.rows(folder, "extractions")


def side_by_side(before: Iterator[Row], after: Iterator[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Two rows of documents that are sorted by name, together where they have the same name."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        a, b = _name(old), _name(new)
        first, second = (old if new is None or a <= b else None), (new if old is None or b <= a else None)
        yield first, second
        old = next(before, None) if first is not None else old
        new = next(after, None) if second is not None else new


def _name(row: Row | None) -> str:
    return "" if row is None else str(row["document"]["name"])


def compare(
    old: Row | None, new: Row | None, makers: Makers, reviews: tuple[Mapping[str, str], Mapping[str, str]], ledger: Ledger
) -> Iterator[Change]:
    """The changes of one article and of its claims; what became of the claims is put into `ledger`."""
    before, after = (None if row is None else _article(row) for row in (old, new))
    why, told = _why(before, after)
    if told:
        yield change("article", _name(new) or _name(old), before, after, why)
    reasons = why if before is None or after is None else [*why, *makers.reasons(str(after["lang"]))]
    sides = [
        {claim["id"]: {**claim, "review": review.get(claim["id"])} for claim in (row["claims"] if row else ())}
        for row, review in zip((old, new), reviews, strict=True)
    ]
    keys = (
        ("relation", "subject", "object", "value", "date", "modality", "evidence"),
        ("relation", "subject", "object", "evidence"),
        ("relation", "subject", "object", "value"),
        ("relation", "subject", "object"),
    )
    pairs = paired(sides[0], sides[1], *keys)
    for was, is_ in sorted(pairs, key=lambda pair: next((one[1]["start"], one[1]["end"], one[0]) for one in reversed(pair) if one)):
        id_ = is_[0] if is_ else was[0] if was else ""
        if was and is_:
            ledger.same[was[0]] = id_
        one, other = (None if pair is None else _said(pair[1]) for pair in (was, is_))
        if one == other:
            continue
        because = list(reasons)
        if one and other and one["review"] != other["review"]:
            because = ["judgement", *(because if _but_review(one) != _but_review(other) else [])]
        if not because:
            brought = RULE in {side["rule"] for side in (one, other) if side}
            because = ["claims that were brought along changed" if brought else "no reason in the manifests"]
        found = change("claim", id_, one, other, because)
        ledger.why |= {pair[0]: found.why for pair in (was, is_) if pair}
        yield found


def _article(row: Row) -> Row:
    return {key: row["document"].get(key) for key in ("name", *METADATA, "text_hash")}


def _why(before: Row | None, after: Row | None) -> tuple[list[str], bool]:
    """The reasons that an article itself gives, and whether there are any."""
    if before is None or after is None:
        return ["new article" if before is None else "article gone"], True
    meta = [key for key in METADATA if before[key] != after[key]]
    why = ["text changed"] if before["text_hash"] != after["text_hash"] else []
    why += [f"metadata changed: {', '.join(meta)}"] if meta else []
    return why, bool(why)


def _said(claim: Row) -> Row:
    return {key: value for key, value in claim.items() if key not in _PLACE}


def _but_review(claim: Row) -> Row:
    return {key: value for key, value in claim.items() if key != "review"}
