"""What one more article costs: it touches as many rows among many articles as among few. No clock here; tests/benchmarks has one."""

from __future__ import annotations

import pytest

from kg.facts import group
from kg.index import Index
from kg.index import index as module
from kg.types import Extraction
from tests.benchmarks.synthetic import CLAIMS, invented


def other(number: int) -> Extraction:
    """An article on companies that no other article names."""
    return invented(number, 10**9)


def cost(there: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What one more article costs, four others on the same companies and `there` on others being in the index."""
    near = [invented(number, 4) for number in range(5)]
    index = Index(known=())
    with index:
        index.update(put=[(one, "") for one in (*near[:4], *(other(10**6 + number) for number in range(there)))])
    statements: list[str] = []
    heard: list[int] = []

    def counted(voices: object) -> object:
        every = list(voices)  # type: ignore[call-overload]
        heard.append(len(every))
        return group(every)

    monkeypatch.setattr(module, "group", counted)
    index._db.set_trace_callback(statements.append)
    before = index._db.total_changes
    with index:
        changes = index.update(put=[(near[4], "")])
    return {
        "rows written": index._db.total_changes - before,
        "statements": len(statements),
        "piles grouped": len(heard),
        "voices heard": sum(heard),
        "facts changed": len(changes.new_facts),
        "documents written": len(changes.written),
    }


def test_one_more_article_touches_what_it_speaks_of_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = cost(10, monkeypatch), cost(200, monkeypatch)
    assert abs(many.pop("statements") - (asked := few.pop("statements"))) <= asked / 10, "what is looked up is about the same"
    assert few == many
    assert (few["piles grouped"], few["voices heard"], few["documents written"]) == (CLAIMS, 5 * CLAIMS, 1)
