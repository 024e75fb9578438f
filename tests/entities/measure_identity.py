"""How well names become things: every form of every entity of gold articles, against every form in every other article.

    python tests/entities/measure_identity.py ../shared
    python tests/entities/measure_identity.py ../shared tests/gold_dev_en    # also in a folder with gold.jsonl and its articles

Two forms are one thing in gold when the names that gold gives their entities agree after folding, as in score.py. A form is a name when
it begins with a capital or a figure; the others ("un datacenter neuf") describe, and no name says what they are.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import ontology
from kg.entities import resolve
from kg.evaluation import fold
from kg.ids import document_id, text_hash
from kg.types import Document, Extraction, Mention, Segment

#: The articles of the development set that rules may be made with; the others are never looked at.
SEEN = 16
_DETERMINER = re.compile(r"(?:(?:les?|la|the|une?|des|du|an?)\s+|l['’]\s*)", re.IGNORECASE)


@dataclass(frozen=True)
class Form:
    """A form in an article, and the folded name that gold gives its entity."""

    doc: str
    text: str
    thing: str

    @property
    def is_name(self) -> bool:
        found = _DETERMINER.match(self.text)
        first = self.text[found.end() if found else 0 :][:1]
        return first.isupper() or first.isdigit()


@dataclass(frozen=True)
class Pairs:
    """Pairs of forms from two articles: joined rightly, joined wrongly, not joined though one thing."""

    right: int
    wrong: tuple[tuple[Form, Form], ...]
    missed: tuple[tuple[Form, Form], ...]

    @property
    def precision(self) -> float:
        return self.right / ((self.right + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + len(self.missed)) or 1)

    def named(self) -> Pairs:
        """Only the pairs of which both are names; wrong ones stay whatever they are."""
        missed = tuple(pair for pair in self.missed if pair[0].is_name and pair[1].is_name)
        return Pairs(self.right, self.wrong, missed)


def articles(shared: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Gold and text of the seeds and of the seen part of the development set."""
    for file, folder in (("seeds_gold.jsonl", "seeds"), ("dev_gold.jsonl", "eval/dev")):
        for line in (shared / "eval" / file).read_text("utf-8").splitlines():
            row = json.loads(line)
            if file.startswith("seeds") or int(row["doc"][:2]) <= SEEN:
                yield row, (shared / folder / row["doc"]).read_text("utf-8")


def laid_out(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Gold and text of the articles of a folder with a gold.jsonl."""
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row, (folder / row["doc"]).read_text("utf-8")


def extraction(row: Mapping[str, Any], text: str) -> Extraction:
    """An article with a mention wherever a form of a gold entity stands; each form is a name of its own, as if nothing tied them."""
    mentions = [
        Mention(start=found.start(), end=found.end(), text=form, type=entity["type"], name=form)
        for entity in row["entities"]
        if entity["type"] in ontology.load().types  # the others are things that no type is known of
        for form in dict.fromkeys(entity["aliases"])
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    ]
    document = Document(
        id=document_id(row["doc"]), text_hash=text_hash(text), name=row["doc"], text=text, lang=row.get("lang", "fr"),
        segments=(Segment(start=0, end=len(text), kind="body"),),
    )  # fmt: skip
    return Extraction(document=document, mentions=tuple(mentions), claims=())


def measure(pile: Iterable[tuple[Mapping[str, Any], str]]) -> Pairs:
    """The pairs of forms of these articles."""
    rows = list(pile)
    ids = resolve([extraction(row, text) for row, text in rows]).ids
    things: dict[tuple[str, str], str] = {}
    for row, _ in rows:
        for entity in row["entities"]:
            for form in entity["aliases"]:
                if (row["doc"], form) in ids and entity["type"] in ontology.load().types:
                    things[row["doc"], form] = fold(entity["name"])
    forms = [Form(doc, text, thing) for (doc, text), thing in sorted(things.items())]
    by_thing, by_id = defaultdict(list), defaultdict(list)
    for form in forms:
        by_thing[form.thing].append(form)
        by_id[ids[form.doc, form.text]].append(form)

    def pairs(piles: Iterable[list[Form]]) -> set[tuple[Form, Form]]:
        return {(a, b) for pile in piles for n, a in enumerate(pile) for b in pile[n + 1 :] if a.doc != b.doc}

    same, joined = pairs(by_thing.values()), pairs(by_id.values())

    def ordered(found: set[tuple[Form, Form]]) -> tuple[tuple[Form, Form], ...]:
        return tuple(sorted(found, key=lambda pair: [(form.thing, form.doc, form.text) for form in pair]))

    return Pairs(len(same & joined), ordered(joined - same), ordered(same - joined))


def main() -> None:
    """Print the figures, what was joined wrongly, and how often each thing was missed, for each set."""
    shared, *folders = map(Path, sys.argv[1:] or ["../shared"])
    show(measure(articles(shared)))
    for folder in folders:
        print(folder)
        show(measure(laid_out(folder)))


def show(found: Pairs) -> None:
    """Print one set of figures."""
    for what, pairs in (("names", found.named()), ("all forms", found)):
        number = pairs.right + len(pairs.missed)
        print(f"{what:10} precision {pairs.precision:.3f}  recall {pairs.recall:.3f}  of {number} pairs of one thing")
    for one, other in found.wrong:
        print(f"wrong   {one.text!r} ({one.doc}) and {other.text!r} ({other.doc})")
    for thing, number in Counter(one.thing for one, _ in found.missed).most_common():
        print(f"missed  {thing}: {number}")


if __name__ == "__main__":
    main()
