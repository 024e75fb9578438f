"""The judgements file: JSON lines, one judgement each, only ever added to; what was undone stays in it, with the line that undoes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, get_args

from kg.errors import DocumentError, JudgementError
from kg.ids import digest
from kg.judgements.identifiers import SCHEMES, checked
from kg.records import claim_from_row, claim_row, read_lines, to_line
from kg.types import Judgement, JudgementVerb, Named

#: What the file is called in an output folder.
FILE = "judgements.jsonl"
_VERBS = frozenset(get_args(JudgementVerb))
_NAMES = {"merge": (2,), "split": (1, 2), "link": (1,)}


def read(path: Path) -> tuple[Judgement, ...]:
    """All judgements of a file in their order; none where there is no file. JudgementError with file and line for one that is none."""
    if not path.is_file():
        return ()
    found: list[Judgement] = []
    try:
        for number, row in enumerate(read_lines(path), start=1):
            try:
                found.append(from_row(row))
            except (KeyError, TypeError, ValueError, AttributeError, JudgementError) as error:
                reason = f"has no {error}" if isinstance(error, KeyError) else " ".join(str(error).split())
                raise JudgementError(f"{path}, judgement {number}: {reason}") from None
    except (DocumentError, UnicodeDecodeError) as error:
        raise JudgementError(str(error) if isinstance(error, DocumentError) else f"{path}: not UTF-8 text") from None
    twice = {one.id for place, one in enumerate(found) if one.id in {other.id for other in found[:place]}}
    if twice:
        raise JudgementError(f"{path}: the id {min(twice)} is there twice")
    return tuple(found)


def append(path: Path, before: Sequence[Judgement], judgement: Judgement) -> Judgement:
    """Write a judgement at the end of a file that holds those in `before`; returns it with its id."""
    path.parent.mkdir(parents=True, exist_ok=True)
    judgement = with_id(before, judgement)
    broken = path.is_file() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(("\n" if broken else "") + to_line(row_of(judgement)))
    return judgement


def with_id(before: Sequence[Judgement], judgement: Judgement) -> Judgement:
    """The judgement with the id that it has after those in `before`: a hash of its content and its place."""
    content = json.dumps(row_of(judgement) | {"id": ""}, ensure_ascii=False, sort_keys=True)
    return replace(judgement, id=digest(["judgement", str(len(before)), content], 8))


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that hold, without the undone ones and the undoing."""
    every = list(judgements)
    undone: set[str] = set()
    for one in reversed(every):
        if one.verb == "undo" and one.id not in undone and one.undoes is not None:
            undone.add(one.undoes)
    return tuple(one for one in every if one.verb != "undo" and one.id not in undone)


def to_undo(judgements: Sequence[Judgement], wanted: str | None) -> Judgement:
    """The judgement in force whose id begins with `wanted`, by default the last one; JudgementError when there is none, or several."""
    holding = in_force(judgements)
    if wanted is None:
        if not holding:
            raise JudgementError("there is no judgement to undo")
        return holding[-1]
    found = [one for one in holding if one.id.startswith(wanted)] if wanted else []
    if len(found) == 1:
        return found[0]
    if found:
        raise JudgementError(f"{wanted}: several judgements begin so: {', '.join(one.id for one in found)}")
    gone = any(one.id.startswith(wanted) for one in judgements) if wanted else False
    raise JudgementError(f"{wanted}: {'was undone already' if gone else 'no judgement has this id; `kg judgements` lists them'}")


def reviews(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Claim id → the last judgement in force on it."""
    return {one.claim.id: one for one in judgements if one.verb in {"accept", "reject"} and one.claim is not None}


def row_of(judgement: Judgement) -> dict[str, Any]:
    """A judgement as a plain dict of what it has."""
    row: dict[str, Any] = {"id": judgement.id, "verb": judgement.verb}
    if judgement.names:
        row["names"] = [{name: value for name, value in asdict(one).items() if value is not None} for one in judgement.names]
    row |= dict(judgement.identifiers)
    if judgement.claim is not None:
        row["claim"] = claim_row(judgement.claim)
    for field in ("reason", "undoes"):
        if getattr(judgement, field) is not None:
            row[field] = getattr(judgement, field)
    return row


def from_row(row: Mapping[str, Any]) -> Judgement:
    """The judgement that `row_of` wrote; KeyError, TypeError, ValueError or JudgementError for what is none."""
    verb = row["verb"]
    if verb not in _VERBS:
        raise ValueError(f"the verb {verb!r} is none of {', '.join(sorted(_VERBS))}")
    names = tuple(Named(name=str(one["name"]), family=str(one["family"]), doc=one.get("doc")) for one in row.get("names", ()))
    if len(names) not in _NAMES.get(verb, (0,)):
        raise ValueError(f"{verb} with {len(names)} names")
    if verb == "split" and len(names) == 1 and names[0].doc is None:
        raise ValueError("split of one name without a document")
    claim = claim_from_row(row["claim"]) if verb in {"accept", "reject"} else None
    identifiers = tuple((scheme, checked(scheme, str(row[scheme]))) for scheme in SCHEMES if scheme in row)
    if verb == "link" and not identifiers:
        raise ValueError("link without an identifier")
    return Judgement(
        id=str(row["id"]),
        verb=verb,
        names=names,
        identifiers=identifiers,
        claim=claim,
        reason=row.get("reason"),
        undoes=str(row["undoes"]) if verb == "undo" else None,
    )
