"""How many of the known disagreements of the seed articles are found, and everything that is reported, to be read by people.

    python tests/facts/measure_conflicts.py OUTPUT [../shared]     # OUTPUT is what `kg build` left, from gold claims or from its own
    python tests/facts/measure_conflicts.py OUTPUT --list          # any articles: only what is reported, with the words of all sides

A disagreement counts as found when one conflict of a right kind (`kind` or `also`) has claims of at least two of its sides. A claim is the
one that gold means when it says the same of the same things in the same article; where the disagreement is about values, the same value.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from kg import ontology
from kg.entities import resolve
from kg.evaluation import fold
from kg.facts import conflicts, hear
from kg.records import extraction_from_row, read_lines
from kg.types import Claim, Conflict, Extraction
from kg.wording.readings import readings

#: Kinds of disagreement in which it matters which value a claim gives.
_ABOUT_VALUES = frozenset({"source_error", "numeric_precision", "contradiction"})


@dataclass(frozen=True)
class Found:
    """A known disagreement, and the conflicts that are it; none when it was not found. `sides`: our claims on each side."""

    row: Mapping[str, Any]
    conflicts: tuple[Conflict, ...]
    sides: tuple[tuple[Claim, ...], ...]


@dataclass(frozen=True)
class Measured:
    """All known disagreements, all conflicts that were reported, and the claims by id."""

    known: tuple[Found, ...]
    reported: tuple[Conflict, ...]
    claims: Mapping[str, Claim]

    @property
    def found(self) -> int:
        """How many of the known ones were found."""
        return sum(bool(one.conflicts) for one in self.known)


def reported(extractions: Sequence[Extraction]) -> tuple[tuple[Conflict, ...], dict[str, Claim]]:
    """Every conflict among what these articles say, and the claims by id."""
    resolution = resolve(extractions)
    voices = hear(extractions, resolution)
    return tuple(conflicts(voices, resolution)), {said.claim.id: said.claim for said in voices}


def measure(extractions: Sequence[Extraction], shared: Path) -> Measured:
    """What of conflicts.jsonl is found among these extractions of the seed articles."""
    gold = {row["doc"]: row for row in read_lines(shared / "eval" / "seeds_gold.jsonl")}
    names = _names(gold.values())
    found, claims = reported(extractions)
    by_doc: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        by_doc[claim.doc].append(claim)
    known = []
    for row in read_lines(shared / "eval" / "conflicts.jsonl"):
        if row["expressible"]:
            sides = tuple(tuple(_ours(side, row, gold, by_doc, names)) for side in row["sides"])
            known.append(Found(row, tuple(one for one in found if _is_it(one, row, sides)), sides))
    return Measured(tuple(known), found, claims)


def _names(rows: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Folded form → the folded names that gold gives to what is called so."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for entity in row["entities"]:
            for form in (entity["name"], *entity["aliases"]):
                names[fold(form)].add(fold(entity["name"]))
    return names


def _ours(
    side: Iterable[Mapping[str, Any]],
    row: Mapping[str, Any],
    gold: Mapping[str, Any],
    by_doc: Mapping[str, Sequence[Claim]],
    names: Mapping[str, set[str]],
) -> Iterator[Claim]:
    """Our claims that are those of one side."""
    for pointer in side:
        wanted = gold[pointer["doc"]]["claims"][pointer["claim"]]
        for claim in by_doc.get(pointer["doc"], ()):
            valued = row["kind"] in _ABOUT_VALUES and claim.value is not None
            if _same(claim, wanted, names) and not (valued and claim.value != (wanted["value"] or None)):
                yield claim


def _same(claim: Claim, wanted: Mapping[str, Any], names: Mapping[str, set[str]]) -> bool:
    """Whether both say the same relation of the same things, values and dates aside."""
    if claim.relation != wanted["relation"] or (claim.object is None) != (wanted["object"] is None):
        return False

    def alike(one: str | None, other: str | None) -> bool:
        if one is None or other is None:
            return one is other
        return bool((names.get(fold(one), set()) | {fold(one)}) & (names.get(fold(other), set()) | {fold(other)}))

    if alike(claim.subject, wanted["subject"]) and alike(claim.object, wanted["object"]):
        return True
    symmetric = ontology.load().relations[claim.relation].symmetric
    return symmetric and alike(claim.subject, wanted["object"]) and alike(claim.object, wanted["subject"])


def _is_it(conflict: Conflict, row: Mapping[str, Any], sides: Sequence[Sequence[Claim]]) -> bool:
    here = {claim for side in conflict.sides for claim in side}
    told = [{claim.id for claim in side} & here for side in sides]
    return conflict.kind in {row["kind"], *row["also"]} and any(len(a | b) > 1 for a, b in combinations(filter(None, told), 2))


def read(output: Path) -> list[Extraction]:
    """What a build left in its folder."""
    return [extraction_from_row(row) for row in read_lines(output / "extractions.jsonl")]


def listing(found: Iterable[Conflict], claims: Mapping[str, Claim]) -> Iterator[str]:
    """Conflicts with the words of all sides."""
    for number, conflict in enumerate(sorted(found, key=lambda one: (one.kind, readings(one.reading)["en"])), start=1):
        yield f"{number}. {conflict.kind}: {readings(conflict.reading)['en']}"
        for place, side in enumerate(conflict.sides, start=1):
            for claim in (claims[id_] for id_ in side):
                slots = [claim.subject, claim.relation, claim.object, claim.value, claim.date, claim.modality, claim.attributed_to]
                marks = [mark for mark, there in (("ended", claim.ended), ("negated", claim.negated)) if there]
                said = " ".join(map(str, [*filter(None, slots), *marks]))
                yield f"     {place} {claim.doc}: {said} :: {' '.join(claim.evidence.split())[:200]}"


def main() -> None:
    """Print both."""
    arguments = [one for one in sys.argv[1:] if one != "--list"]
    extractions = read(Path(arguments[0]))
    if "--list" in sys.argv:
        found, claims = reported(extractions)
    else:
        measured = measure(extractions, Path(arguments[1] if len(arguments) > 1 else "../shared"))
        for one in measured.known:
            readings = "; ".join(readings(conflict.reading)["en"] for conflict in one.conflicts[:2])
            told = [[f"{claim.doc[:3]} {claim.modality} {claim.value or ''}".strip() for claim in side] for side in one.sides]
            what = " ".join([one.row["id"], one.row["kind"], *one.row["also"], one.row["title"]])
            print("+" if one.conflicts else "-", what, "·", readings or json.dumps(told, ensure_ascii=False))
        print(f"{measured.found} of {len(measured.known)} found: {measured.found / len(measured.known):.2f}\n")
        found, claims = measured.reported, measured.claims
    print(*listing(found, claims), sep="\n")
    print(f"{len(found)} reported: {dict(sorted(Counter(one.kind for one in found).items()))}")


if __name__ == "__main__":
    main()
