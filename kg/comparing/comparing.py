"""From two output folders to all that differs between them: makers, articles and claims, facts, conflicts, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.comparing.changes import Change, Row, What, change, paired
from kg.comparing.claims import Ledger, compare, documents, side_by_side
from kg.comparing.makers import Makers, read_manifest
from kg.folder import open_store
from kg.graph.snapshot import Snapshot, snapshot

#: What tells the things of one kind apart when their ids moved, the closest first.
_LIKE: dict[What, tuple[tuple[str, ...], ...]] = {
    "fact": (("relation", "subject", "object", "since", "value"), ("relation", "subject", "object")),
    "conflict": (("kind", "reading"), ("kind", "relation", "subject", "object")),
}


def diff(before: str | Path, after: str | Path) -> Iterator[Change]:
    """All that differs between the builds in two folders, one change at a time: makers, then articles each with its claims, by name,
    then facts and conflicts.

    Facts and conflicts whose claims only moved with the text are the same. Raises StoreError when there is no build in one of them.
    """
    folders = Path(before), Path(after)
    makers = Makers(*map(read_manifest, folders))
    yield from makers.changes()
    snapshots = []
    for folder in folders:
        with open_store(folder) as store:
            snapshots.append(snapshot(store))
    old, new = snapshots
    ledger = Ledger()
    for one, other in side_by_side(*map(documents, folders)):
        yield from compare(one, other, makers, (old.reviews, new.reviews), ledger)
    for what, was, now in (("fact", old.facts, new.facts), ("conflict", old.conflicts, new.conflicts)):
        yield from _grouped(what, was, now, ledger, makers, (old, new))  # type: ignore[arg-type]


def _grouped(
    what: What, before: Mapping[str, Row], after: Mapping[str, Row], ledger: Ledger, makers: Makers, sides: tuple[Snapshot, Snapshot]
) -> Iterator[Change]:
    """The changes among what is made of claims."""
    found: list[Change] = []
    for was, is_ in paired(before, after, *_LIKE[what]):
        one, other = (None if pair is None else pair[1] for pair in (was, is_))
        if one is not None and other is not None and _settled(one, ledger.same) == _settled(other, {}):
            continue
        claims = {claim for row in (one, other) if row is not None for claim in (*row["claims"], *row.get("against", ()))}
        why = [reason for claim in sorted(claims) for reason in ledger.why.get(claim, ())]
        if not why and makers.judged:
            why = ["judgement"]
        why = why or _named(one, other, sides) or list(makers.reasons(None)) or ["other articles, which name or number the same things"]
        found.append(change(what, is_[0] if is_ else was[0] if was else "", one, other, why))
    yield from sorted(found, key=lambda one: (*(str(one.now.get(key) or "") for key in ("subject", "relation", "object", "kind")), one.id))


def _settled(row: Row, same: Mapping[str, str]) -> Row:
    """A fact or a conflict with its claims under their new ids."""
    sides: Row = {key: sorted(same.get(claim, claim) for claim in row[key]) for key in ("claims", "against") if key in row}
    return {**row, **sides}


def _named(one: Row | None, other: Row | None, sides: tuple[Snapshot, Snapshot]) -> list[str]:
    """Whether an end of it is called otherwise, or was not there before."""
    ends = [{row["subject"], row["object"]} - {None} if row else set() for row in (one, other)]
    new = sorted((ends[0] - sides[1].names) | (ends[1] - sides[0].names))
    return [f"names resolved otherwise: {', '.join(new)}"] if new else []
