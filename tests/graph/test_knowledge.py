"""The state of knowledge at a date: facts, conflicts, deals and timelines of the articles published by then."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.graph import disagreements, threads, views
from kg.graph.knowledge import knowledge
from kg.graph.rows import FactView, Source
from kg.graph.store import Store
from kg.graph.timeline import timeline
from tests.graph.sample import pile, stored

DAY = "2015-01-31"


@pytest.mark.parametrize(
    ("published", "as_of", "out"),
    [
        ("2015-01-12", "2015-01-12", True), ("2015-01-13", "2015-01-12", False), ("2015-01-13", "2015-01", True),
        ("2015", "2015-06", False), ("2015", "2015", True),
        ("2015-03", "2015-03-31", True), ("2015-03", "2015-03-30", False), (None, "2030", False),
    ],
)  # fmt: skip
def test_an_article_counts_when_its_whole_span_is_over(published: str | None, as_of: str, out: bool) -> None:
    source = Source(id="1", name="a", lang="fr", title=None, publisher=None, published=published, url=None, text_hash="")
    assert knowledge(as_of).has(source) is out
    assert knowledge(as_of, undated=True).has(source) is (out or published is None)
    assert knowledge(None).has(source)


@pytest.mark.parametrize("as_of", ["soon", "2015-13", "2015-02-30", "2014-2015", "15-01-12", ""])
def test_what_is_no_date_is_said(store: Store, as_of: str) -> None:
    with pytest.raises(KgError, match="is no date: write 2015, 2015-03 or 2015-03-20"):
        views.dossier(store, "nuagis", as_of=as_of)


def told(store: Store, **rest: object) -> dict[tuple[str, str], FactView]:
    found = views.dossier(store, "nuagis", **rest)  # type: ignore[arg-type]
    return {(fact.relation, fact.subject): fact for fact in found.facts}


def test_a_rumour_is_a_rumour_again(store: Store) -> None:
    now, then = told(store), told(store, as_of=DAY)
    assert now["acquisition", "brumeo"].status == "asserted"
    assert then["acquisition", "brumeo"].status == "rumoured"
    stake = then["shareholding", "brumeo"]
    assert (stake.value, stake.status, stake.disputed) == ("44.3 %", "asserted", False)
    assert ("uses_technology", "nuagis") not in then
    assert {claim.source.name for fact in then.values() for claim in (*fact.claims, *fact.against)} == {"gazette.txt"}
    assert told(store, as_of="2014") == {}


def test_undated_articles_only_when_asked_for(store: Store) -> None:
    assert ("investment_total", "nuagis") not in told(store, as_of="2030")
    every = told(store, as_of="2030", undated=True)
    assert every == told(store), "all articles together give what the graph has"


def test_the_knowledge_of_a_date_is_that_of_a_graph_of_those_articles(store: Store) -> None:
    alone = stored(pile()[:1])
    for name in ("nuagis", "brumeo", "valmont"):
        then = views.dossier(store, name, as_of=DAY).facts
        assert then == views.dossier(alone, name).facts
        assert threads.deals(store, name, as_of=DAY) == threads.deals(alone, name)
        assert timeline(store, name, as_of=DAY).entries == timeline(alone, name).entries
    ids = [one.id for one in disagreements.conflicts(store, as_of="2030", undated=True)]
    assert ids == [one.id for one in disagreements.conflicts(store)]
    assert disagreements.conflicts(store, as_of=DAY) == disagreements.conflicts(alone)


def test_deals_are_read_back(store: Store) -> None:
    [deal] = [deal for deal in threads.deals(store, "Nuagis") if deal.kind == "acquisition"]
    assert (deal.buyer, deal.target, deal.stage, list(deal.sellers)) == ("brumeo", "nuagis", "closed", ["caisse-des-prets"])
    assert [(step.stage, step.date, step.basis) for step in deal.steps] == [
        ("rumoured", "2015-01-12", "published"), ("closed", "2015-03", "claim"),
    ]  # fmt: skip
    assert [claim.evidence for claim in deal.steps[0].claims] == ["Brumeo rachèterait Nuagis"]
    [then] = threads.deals(store, "Nuagis", as_of=DAY)
    assert (then.id, then.stage, [step.stage for step in then.steps]) == (deal.id, "rumoured", ["rumoured"])
    assert [one.id for one in threads.deals(store, "CDP")] == [deal.id], "sellers have a part in it"
    assert len(threads.deals(store)) == 2


def test_a_timeline_is_in_the_order_of_time(store: Store) -> None:
    found = timeline(store, "Nuagis")
    dates = [entry.date for entry in found.entries]
    assert dates.index("2012-09") < dates.index("2013") < dates.index("2015-01-12") < dates.index("2015-03")
    assert [(entry.step.stage, entry.date) for entry in found.entries if entry.step] == [("rumoured", "2015-01-12"), ("closed", "2015-03")]
    other = next(entry for entry in found.entries if entry.kind == "other")
    assert (other.date, other.fact and other.fact.since) == ("2011", "2012-09")
    assert [claim.source.name for claim in other.claims] == ["review.txt"]
    assert "acquisition" not in {entry.fact.relation for entry in found.entries if entry.fact}, "the thread tells it"
    over = next(entry for entry in found.entries if entry.kind == "end")
    assert over.fact is not None
    assert (over.fact.relation, over.fact.subject) == ("shareholding", "valmont")
    assert found.names["caisse-des-prets"] == "Caisse des Prêts"
