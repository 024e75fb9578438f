"""Deals: claims on one purchase or merger as one thread, from the first rumour to the end."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kg import lexicon
from kg.entities import resolve
from kg.facts import deals, hear
from kg.types import Deal, Extraction
from tests.graph.sample import article, claim, extraction

Told = tuple[str, str, str, dict[str, Any]]


def paper(name: str, published: str | None, *told: Told, lang: str = "en") -> Extraction:
    """An article that makes claims: each a relation, its two ends, and what else there is; `words` are its evidence."""
    lines = [rest.pop("words", f"{subject} and {obj}, {number}.") for number, (_, subject, obj, rest) in enumerate(told)]
    document = article(name, "\n".join(lines), lang, f"Paper {name}", published)
    made = [claim(document, relation, a, line, b or None, **rest) for (relation, a, b, rest), line in zip(told, lines, strict=True)]
    return extraction(document, made)


def buys(**rest: Any) -> Told:
    return ("acquisition", "Brumeo", "Nuagis", rest)


def threads(*papers: Extraction) -> list[Deal]:
    every = list(papers)
    return deals(hear(every, resolve(every, names=())))


def steps(*papers: Extraction) -> tuple[str, list[tuple[str, str | None, str | None, str | None]]]:
    [deal] = threads(*papers)
    return deal.stage, [(step.stage, step.date, step.basis, step.expected) for step in deal.steps]


def test_a_deal_from_rumour_to_closing() -> None:
    papers = [
        paper("a", "2015-01-12", buys(modality="rumoured")),
        paper("b", "2015-01-13", buys(modality="planned", date="2015-03"), ("seller", "Valmont", "Nuagis", {"modality": "planned"})),
        paper("c", "2015-02", buys(modality="planned", words="Brumeo has signed an agreement to buy Nuagis")),
        paper("d", "2015-06", buys(date="2015-03"), ("price", "Nuagis", "", {"value": "12 million EUR"})),
        paper("e", "2015-03-20", ("shareholding", "Brumeo", "Nuagis", {"value": "100 %", "date": "2015-03-19"})),
        paper("f", "2015-01-12", ("shareholding", "Brumeo", "Nuagis", {"value": "44.4 %"})),
    ]
    assert steps(*papers) == (
        "closed",
        [
            ("rumoured", "2015-01-12", "published", None),
            ("planned", "2015-01-13", "published", "2015-03"),
            ("signed", "2015-02", "published", None),
            ("closed", "2015-03-19", "claim", None),
        ],
    )
    told = threads(*papers)
    assert [seller for seller, _ in told[0].sellers] == ["valmont"]
    assert [value for value, _ in told[0].prices] == ["12 million EUR"]
    for seed in range(4):
        random.Random(seed).shuffle(papers)
        assert threads(*papers) == told


def test_two_purchases_of_one_thing_by_one_buyer_are_two_deals() -> None:
    papers = [
        paper("a", "2012-08", buys(modality="rumoured")),
        paper("b", "2012-10", buys(date="2012-09", value="44.4 %"), ("price", "Nuagis", "", {"value": "100 million EUR"})),
        paper("c", "2015-01", buys(modality="planned")),
        paper("d", "2015-04", buys(date="2015-03", value="100 %"), ("seller", "Valmont", "Nuagis", {})),
        paper("e", "2015-05", buys()),
    ]
    first, second = sorted(threads(*papers), key=lambda deal: str(deal.steps[0].date))
    assert [(step.stage, step.date) for step in first.steps] == [("rumoured", "2012-08"), ("closed", "2012-09")]
    assert [(step.stage, step.date, len(step.claims)) for step in second.steps] == [("planned", "2015-01", 1), ("closed", "2015-03", 2)]
    assert [value for value, _ in first.prices] == ["100 million EUR"]
    assert ([seller for seller, _ in second.sellers], second.prices) == (["valmont"], ())
    alone = threads(*papers[:2])
    assert [deal.id for deal in alone] == [first.id], "the first keeps its id when there is a second one"


def test_dates_a_few_months_apart_are_of_one_purchase() -> None:
    assert len(threads(paper("a", "2015", buys(date="2014-11")), paper("b", "2016", buys(date="2015-11")), paper("c", None, buys()))) == 1


@pytest.mark.parametrize(
    ("lang", "words", "modality", "stage"),
    [
        ("fr", "Brumeo a signé un accord pour racheter Nuagis", "planned", "signed"),
        ("fr", "Brumeo envisage de racheter Nuagis", "planned", "planned"),
        ("fr", "Brumeo aurait signé un accord pour racheter Nuagis", "rumoured", "rumoured"),
        ("en", "Brumeo agreed to acquire Nuagis", "planned", "signed"),
        ("en", "Brumeo is said to be negotiating the buyout of Nuagis", "reported", "planned"),
        ("en", "Brumeo has bought Nuagis, the Gazette says", "reported", "closed"),
        ("fr", "Brumeo a racheté Nuagis", "asserted", "closed"),
    ],
)
def test_the_stage_of_a_claim(lang: str, words: str, modality: str, stage: str) -> None:
    assert steps(paper("a", "2015", buys(modality=modality, words=words), lang=lang))[0] == stage


def test_dropped_where_that_is_the_last_word() -> None:
    plan, denial = paper("a", "2015-01", buys(modality="planned")), paper("b", "2015-02", buys(modality="denied", negated=True))
    assert steps(plan, denial)[0] == "dropped"
    assert steps(plan, denial, paper("c", "2015-04", buys()))[0] == "closed"
    assert steps(plan, paper("b", "2014-12", buys(modality="denied", negated=True)))[0] == "planned"
    assert steps(plan, paper("b", None, buys(modality="planned", ended=True)))[0] == "dropped"
    assert steps(paper("a", "2015-01", buys()), paper("b", None, buys(modality="denied", negated=True)))[0] == "closed"


def test_dates_that_lie_ahead_are_for_when_it_is_expected() -> None:
    assert steps(paper("a", "2015-01", buys(date="2015-06"))) == ("planned", [("planned", "2015-01", "published", "2015-06")])
    assert steps(paper("a", None, buys(modality="planned", date="2015-06"))) == ("planned", [("planned", None, None, "2015-06")])
    past = paper("a", "2015-01-20", buys(modality="planned", date="2014-11"))
    assert steps(past) == ("planned", [("planned", "2014-11", "claim", None)])


def test_a_deal_is_not_done_before_it_is_planned() -> None:
    plan, done = paper("a", "2015-01", buys(modality="planned")), paper("b", "2015-06", buys(date="2012"))
    assert steps(plan, done)[1][1] == ("closed", "2015-06", "published", None)
    assert steps(plan, done, paper("c", "2016", buys(date="2015-03")))[1][1] == ("closed", "2015-03", "claim", None)
    assert steps(done)[1] == [("closed", "2012", "claim", None)]


def test_two_buyers_have_two_threads_and_each_the_sellers_of_its_articles() -> None:
    one = paper("a", "2015", buys(), ("seller", "Valmont", "Nuagis", {}))
    other = paper("b", "2016", ("acquisition", "Serpentin", "Nuagis", {"value": "3 million EUR"}), ("seller", "Brumeo", "Nuagis", {}))
    found = {deal.buyer: ([seller for seller, _ in deal.sellers], [value for value, _ in deal.prices]) for deal in threads(one, other)}
    assert found == {"brumeo": (["valmont"], []), "serpentin": (["brumeo"], ["3 million EUR"])}
    sale = ("seller", "Brumeo", "Nuagis", {"modality": "planned"})
    both = paper("c", "2017", ("acquisition", "Valmont", "Nuagis", {"date": "2012"}),
                 ("acquisition", "Serpentin", "Nuagis", {"modality": "planned"}), sale)  # fmt: skip
    assert {deal.buyer: [seller for seller, _ in deal.sellers] for deal in threads(both)} == {"serpentin": ["brumeo"], "valmont": []}


def test_a_merger_is_one_thread_whichever_way_it_is_told() -> None:
    one = paper("a", "2015-01", ("merger", "Brumeo", "Nuagis", {"modality": "planned"}))
    [deal] = threads(one, paper("b", "2015-02", ("merger", "Nuagis", "Brumeo", {})))
    assert (deal.kind, deal.target, deal.buyer, deal.stage) == ("merger", "brumeo", "nuagis", "closed")
    assert threads(paper("c", "2015", ("shareholding", "Brumeo", "Nuagis", {"value": "100 %"}))) == [], "a stake alone is no deal"


def test_both_languages_have_the_words() -> None:
    assert all(lexicon.load(lang).words(f"deals.{key}") for lang in lexicon.languages() for key in ("signed", "under_way"))
