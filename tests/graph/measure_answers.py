"""How many of the questions of ../shared/eval/answers.jsonl a graph answers as expected, and what the others lack.

    python -m tests.graph.measure_answers [SHARED] [FOLDER]

FOLDER is what `kg build` left; without it the articles of SHARED/seeds are built into a folder of its own. An expected row is found
when, for each of its documents, the answer has a row from that document that agrees in all keys that the expected row gives: names
by the forms of the gold file or as the graph finds them, values as in `kg eval`, a date as far as it is given (null: no date). A row
marked disputed may appear as disputed only. No row may agree with one that must not be there (`settled`: as undisputed), and where
nothing is expected the answer is empty. Expected rows that stand for optional claims alone are told apart, as in `kg eval`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import kg
from kg.errors import KgError
from kg.evaluation import fold, quantity, same_value
from kg.graph.store import Store
from kg.graph.views import claims, entities, find_entity

Row = Mapping[str, Any]

#: Relations that read the same from either end; of two parties to a merger, no side absorbs the other.
EITHER_WAY = frozenset({"partner", "competitor", "merger"})


@dataclass(frozen=True)
class Result:
    """How one question was answered, by rows of the file; `optional` counts those of optional claims among the missing.

    `why` says for each missing row what the graph lacks: the claim, or the slots in which its nearest claim is another.
    """

    id: str
    expressible: bool
    rows: int
    expected: int
    missing: tuple[Row, ...]
    partly: tuple[Row, ...]
    wrong: tuple[Row, ...]
    optional: int
    why: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Everything that is expected, from every document, and nothing that must not be there."""
        return not (self.missing or self.partly or self.wrong)

    @property
    def right_from_some(self) -> bool:
        """The same, where one document is enough for each row."""
        return not (self.missing or self.wrong)

    @property
    def right_but_optional(self) -> bool:
        """The same, where rows of optional claims may be missing, but not all rows."""
        return self.right_from_some or (len(self.missing) == self.optional < self.expected and not self.wrong)


class Names:
    """Every form that the gold file lists for a name, what the graph finds under it, and which claims are optional."""

    def __init__(self, gold: Path, store: Store) -> None:
        self.store = store
        self.forms: defaultdict[str, set[str]] = defaultdict(set)
        self.claims: list[Row] = []
        for line in gold.read_text("utf-8").splitlines():
            row = json.loads(line)
            for entity in row["entities"]:
                self.forms[fold(entity["name"])] |= {fold(form) for form in entity["aliases"]}
            known = {"negated": False, "ended": False, "disputed": True, "document": row["doc"]}
            self.claims += [known | claim for claim in row["claims"]]

    def same(self, gold: str | None, found: str | None, id_: str | None = None) -> bool:
        """Whether two names are of one thing; `id_` is what the graph has for the second, None where only the gold file counts."""
        wanted, have = fold(gold), fold(found)
        if wanted == have or (bool(have) and have in self.forms.get(wanted, ())):
            return True
        try:
            return id_ is not None and gold is not None and find_entity(self.store, gold) == id_
        except KgError:
            return False

    def optional(self, wanted: Row) -> bool:
        """Whether all gold claims that an expected row stands for are optional."""
        meant = [claim for claim in self.claims if claim["document"] in wanted["docs"] and agrees(wanted, claim, self)]
        return bool(meant) and all(claim.get("optional") for claim in meant)


def same_amount(gold: str | None, found: str | None) -> bool:
    """As `kg eval` compares, but a number is never the same as words."""
    one, other = quantity(gold), quantity(found)
    if one is not None and other is not None and (one.number is None) != (other.number is None):
        return False
    return same_value(gold, found)


def agrees(wanted: Row, found: Row, names: Names, *, by_graph: bool = False) -> bool:
    """Whether an answer's row agrees in all keys that the other row gives, documents aside."""

    def ends(one: str, other: str) -> bool:
        return all(
            names.same(wanted[key], found[end], found.get(f"{end}_id") if by_graph else None)
            for key, end in (("subject", one), ("object", other))
            if key in wanted
        )

    if not (ends("subject", "object") or (found["relation"] in EITHER_WAY and ends("object", "subject"))):
        return False
    for key in wanted.keys() - {"subject", "object", "docs", "disputed", "settled"}:
        want, have = wanted[key], found[key]
        if key == "attributed_to":
            same = names.same(want, have)
        elif key == "value":
            same = same_amount(want, have)
        elif key == "date" and want is not None:
            same = have is not None and have.startswith(want)
        else:
            same = want == have
        if not same:
            return False
    return not (wanted.get("settled") and found["disputed"])


def every_row(store: Store) -> list[Row]:
    """Every claim of a graph as a row, whether a question finds it or not."""
    names = {entity.id: entity.name for entity in entities(store)}
    found = []
    for claim in claims(store):
        row = asdict(claim) | {"document": claim.source.name, "disputed": True, "subject_id": claim.subject, "object_id": claim.object}
        found.append(row | {key: names[row[key]] if row[key] else None for key in ("subject", "object", "attributed_to")})
    return found


def reason(wanted: Row, every: Sequence[Row], names: Names) -> str:
    """Why an expected row is missing."""
    core = {key: wanted[key] for key in ("relation", "subject", "object") if key in wanted}
    near = [one for one in every if one["document"] in wanted["docs"] and agrees(core, one, names, by_graph=True)]
    if not near:
        return "no claim"
    slots = sorted(wanted.keys() - {*core, "docs", "disputed"})
    lacking = [[slot for slot in slots if not agrees(core | {slot: wanted[slot]}, one, names, by_graph=True)] for one in near]
    least = min(lacking, key=lambda found: (len(found), found))
    return f"other {', '.join(least)}" if least else "the question does not find the claim"


def judge(asked: Row, answer: Sequence[Row], every: Sequence[Row], names: Names) -> Result:
    """How an answer compares with what the file expects of it."""
    missing, partly, wrong = [], [], []
    for row in asked["expected"]:
        found = [one for one in answer if agrees(row, one, names, by_graph=True)]
        documents = {one["document"] for one in found if one["disputed"] or not row.get("disputed")}
        if row.get("disputed") and any(not one["disputed"] and one["document"] in row["docs"] for one in found):
            wrong.append(row)
        elif not documents & set(row["docs"]):
            missing.append(row)
        elif not set(row["docs"]) <= documents:
            partly.append(row)
    for row in asked["must_not"]:
        docs = set(row.get("docs", ()))
        if any(agrees(row, one, names) and (not docs or one["document"] in docs) for one in answer):
            wrong.append(row)
    if not asked["expected"] and answer:
        wrong.append({"rows": len(answer)})
    return Result(
        id=asked["id"],
        expressible=asked["expressible"],
        rows=len(answer),
        expected=len(asked["expected"]),
        missing=tuple(missing),
        partly=tuple(partly),
        wrong=tuple(wrong),
        optional=sum(names.optional(row) for row in missing),
        why=tuple(reason(row, every, names) for row in missing),
    )


def measure(folder: Path, shared: Path) -> list[Result]:
    """Every question put to the graph in a folder."""
    found = []
    with kg.open_store(folder) as store:
        names, every = Names(shared / "eval" / "seeds_gold.jsonl", store), every_row(store)
        for line in (shared / "eval" / "answers.jsonl").read_text("utf-8").splitlines():
            asked = json.loads(line)
            answer = [asdict(row) for row in kg.ask(store, asked["query"], **asked["params"])]
            found.append(judge(asked, answer, every, names))
    return found


def main() -> None:
    """Print the figures, and for each question what it lacks or has wrongly."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    with tempfile.TemporaryDirectory() as work:
        if len(sys.argv) > 2:
            folder = Path(sys.argv[2])
        else:
            folder = Path(work)
            kg.build([shared / "seeds"], folder)
        results = measure(folder, shared)
    for one in results:
        told = "right" if one.right else "right from some documents" if one.right_from_some else "not right"
        told = "right without optional claims" if one.right_but_optional and not one.right_from_some else told
        lacking = len(one.missing) + len(one.partly)
        print(f"{one.id} {told}: {one.rows} rows, {one.expected - lacking} of {one.expected} expected, {len(one.wrong)} wrong")
        marked = [(f"missing ({why})", row) for why, row in zip(one.why, one.missing, strict=True)]
        marked += [("partly", row) for row in one.partly] + [("wrong", row) for row in one.wrong]
        for mark, row in marked:
            print(f"    {mark}: {json.dumps(row, ensure_ascii=False)}")
    complete, some = sum(one.right for one in results), sum(one.right_from_some for one in results)
    loose = sum(one.right_but_optional for one in results)
    print(f"{complete} of {len(results)} as expected; {some} where one document is enough for each row; {loose} without optional ones")
    rows, found = sum(one.expected for one in results), sum(one.expected - len(one.missing) - len(one.partly) for one in results)
    print(f"{found} of {rows} expected rows from all their documents, {sum(len(one.wrong) for one in results)} rows that must not be")
    for why, number in Counter(why for one in results for why in one.why).most_common():
        print(f"missing: {number} rows, {why}")


if __name__ == "__main__":
    main()
