"""What was not understood: the page of sentences that name two things and make no claim, by article, relation and words."""

from __future__ import annotations

from functools import partial
from typing import Any

from kg.gaps import LACKS
from kg.graph.triples_gaps import gap_triples
from kg.graph.views import sources
from kg.index.gaps import GapReader
from kg.search.words import fold, wanted
from kg.web.pages.asked import PAGE, Asked, Page, start_of

#: Words that no rule knows, as many as are shown.
UNKNOWN = 30
#: What stands for no relation in an address.
NONE = "none"

_kept: dict[tuple[str, str], tuple[dict[tuple[str, str], int], list[tuple[str, int]]]] = {}


def counted(asked: Asked) -> tuple[dict[tuple[str, str], int], list[tuple[str, int]]]:
    """How many gaps there are by relation and lack, and the commonest words that no rule knows; looked up once a build."""
    key = (asked.build, str(asked.texts.index))
    if key not in _kept:
        reader = GapReader(asked.texts.index)
        _kept.clear()
        _kept[key] = reader.counts(), reader.unknown(UNKNOWN)
    return _kept[key]


def why_not(asked: Asked, _: str) -> Page:
    """The sentences, those of one article, of one relation, with one lack or with some words."""
    given = {name: asked.parameters.get(name) or None for name in ("document", "relation", "lack")}
    words = asked.parameters.get("q", "")[:200]
    counts, unknown = counted(asked)
    relation = "" if given["relation"] == NONE else given["relation"]
    found = GapReader(asked.texts.index).find(
        document=given["document"], relation=relation, lack=given["lack"], words=[fold(word) for word in wanted(words)],
        start=start_of(asked), most=PAGE + 1,
    )  # fmt: skip
    shown = found[:PAGE]
    met = {one.document for one in shown} | ({given["document"]} if given["document"] else set())
    relations: dict[str, int] = {}
    for (name, lack), number in counts.items():
        if given["lack"] in (None, lack):
            relations[name] = relations.get(name, 0) + number
    content: dict[str, Any] = {
        "gaps": shown, "sources": sources(asked.store, met) if met else {}, "chosen": given, "asked": words,
        "total": sum(relations.values()), "unruled": relations.pop("", 0),
        "relations": sorted(relations.items(), key=lambda one: (-one[1], one[0])),
        "lacks": [lack for lack in LACKS if any(one == lack for _, one in counts)],
        "unknown": [] if any(given.values()) or words else unknown, "more": str(start_of(asked) + PAGE) if len(found) > PAGE else None,
    }  # fmt: skip
    return Page(template="why-not.html.j2", title="not_understood", content=content, triples=partial(gap_triples, shown))
