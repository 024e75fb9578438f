"""Facts: what claims amount to together."""

from __future__ import annotations

import random

import pytest

from kg.entities import resolve
from kg.facts import group, hear
from kg.types import Claim, Extraction, Fact
from tests.graph.sample import article, claim, extraction, pile


def facts_of(extractions: list[Extraction]) -> dict[tuple[str, str, str | None], Fact]:
    found = group(hear(extractions, resolve(extractions, names=())))
    return {(fact.relation, fact.subject, fact.object): fact for fact in found}


def says(text: str, relation: str, *, by: str | None = "Gazette", day: str | None = None, **rest: object) -> Extraction:
    """An article by `by` whose only sentence claims something of Brumeo and Nuagis."""
    document = article(f"{by}-{day}-{text}.txt", text, "en", by, day)
    return extraction(document, [claim(document, relation, "Brumeo", text, "Nuagis", **rest)])


def only(*extractions: Extraction) -> Fact:
    found = group(hear(extractions, resolve(extractions, names=())))
    assert len(found) == 1, found
    return found[0]


def test_two_publishers_corroborate_and_one_digit_is_disputed() -> None:
    fact = facts_of(pile())["shareholding", "brumeo", "nuagis"]
    assert (fact.status, fact.disputed, fact.value) == ("corroborated", True, "44.4 %")
    assert fact.why == "2 independent publishers, against 1 (also given: 44.3 %)"
    assert len(fact.claims) == 2
    assert len(fact.against) == 1


def test_rounding_is_no_dispute_and_the_precise_value_is_kept() -> None:
    fact = facts_of(pile())["shareholding", "valmont", "nuagis"]
    assert (fact.value, fact.disputed, fact.ended, fact.status) == ("22.2 %", False, True, "corroborated")


def test_filed_figures_win_over_a_vague_report() -> None:
    fact = facts_of(pile())["revenue", "nuagis", None]
    assert (fact.value, fact.disputed, fact.status, fact.since) == ("97485 EUR", True, "asserted", "2013")


def test_a_cited_document_counts_as_much_as_the_article() -> None:
    turnover = {"value": "a few hundred thousand EUR", "date": "2013"}
    vague = says("Brumeo made a few hundred thousand euros in 2013", "funding", **turnover)
    filed = {"value": "97485 EUR", "date": "2013", "modality": "reported", "attribution_kind": "document"}
    fact = only(vague, says("Accounts have Brumeo at 97,485 euros in 2013", "funding", by="Courier", **filed))
    assert (fact.value, fact.disputed) == ("97485 EUR", True)
    assert fact.why == "the most precise value (also given: a few hundred thousand EUR)"


def test_a_value_less_sure_than_its_fact_says_so() -> None:
    maybe = says("It may give 5 million", "funding", value="5 million EUR", modality="rumoured")
    fact = only(says("Brumeo funds Nuagis", "funding"), maybe)
    assert (fact.status, fact.value) == ("asserted", "5 million EUR")
    assert fact.why == "the only value given; it is rumoured, no surer claim gives one"


def test_foundation_has_one_date() -> None:
    fact = facts_of(pile())["founded", "nuagis", None]
    assert (fact.since, fact.disputed, fact.value, len(fact.against)) == ("2012-09", True, None, 1)


def test_denial_alone() -> None:
    fact = facts_of(pile())["funding", "valmont", "serpentin"]
    assert (fact.status, fact.disputed, fact.claims, len(fact.against)) == ("denied", False, (), 1)


def test_denial_against_an_assertion_is_a_dispute() -> None:
    fact = only(
        says("Brumeo funds Nuagis", "funding"),
        says("Brumeo denies funding Nuagis", "funding", by="Courier", modality="denied", negated=True),
    )
    assert (fact.status, fact.disputed, len(fact.claims), len(fact.against)) == ("asserted", True, 1, 1)


@pytest.mark.parametrize(
    ("modalities", "status"),
    [
        (("rumoured",), "rumoured"),
        (("rumoured", "planned"), "planned"),
        (("rumoured", "reported"), "reported"),
        (("planned", "asserted"), "asserted"),
    ],
)
def test_best_modality_is_the_status(modalities: tuple[str, ...], status: str) -> None:
    fact = only(*(says(f"Brumeo and Nuagis, {modality}", "acquisition", modality=modality) for modality in modalities))
    assert fact.status == status
    assert len(fact.claims) == len(modalities)
    assert not fact.disputed


def test_unknown_publishers_never_corroborate() -> None:
    unknown = says("Nuagis goes to Brumeo", "acquisition", by=None)
    assert only(says("Brumeo buys Nuagis", "acquisition", by=None), unknown).status == "asserted"
    assert only(says("Brumeo buys Nuagis", "acquisition"), unknown).status == "asserted"
    other = says("Nuagis goes to Brumeo", "acquisition", by="Courier")
    assert only(says("Brumeo buys Nuagis", "acquisition"), other).status == "corroborated"


def test_one_publisher_twice_and_reprints_count_once() -> None:
    assert only(says("Brumeo buys Nuagis", "acquisition"), says("It is done", "acquisition", day="2015-01-02")).status == "asserted"
    wire = "Brumeo said on Monday that it had bought all shares of Nuagis"
    assert only(says(wire, "acquisition"), says(wire + ".", "acquisition", by="Courier")).status == "asserted"


def test_different_dates_are_a_history() -> None:
    pile_ = [
        says("Brumeo had 40 % of Nuagis in 2012", "shareholding", value="40 %", date="2012"),
        says("Brumeo has 100 % of Nuagis", "shareholding", by="Courier", value="100 %", date="2015-03"),
        says("All of Nuagis is Brumeo's", "shareholding", by="Review", value="100 %"),
        says("Brumeo wants 60 % of Nuagis", "shareholding", by="Echo", value="60 %", modality="planned"),
    ]
    found = sorted((fact.value, fact.since, fact.status, fact.disputed) for fact in group(hear(pile_, resolve(pile_, names=()))))
    assert found == [("100 %", "2015-03", "corroborated", False), ("40 %", "2012", "asserted", False), ("60 %", None, "planned", False)]


def test_same_date_is_a_conflict() -> None:
    fact = only(
        says("Brumeo had 40 % in 2012", "shareholding", value="40 %", date="2012"),
        says("Brumeo had 60 % in May 2012", "shareholding", by="Courier", value="60 %", date="2012-05"),
    )
    assert fact.disputed


def test_roles_are_facts_of_their_own_and_a_bare_claim_joins_the_only_one() -> None:
    def leads(text: str, role: str | None) -> Extraction:
        document = article(text, text, "en", "Gazette", None)
        return extraction(document, [claim(document, "leadership", "Ann Lee", text, "Nuagis", value=role)])

    both = [leads("a", "president"), leads("b", "CEO")]
    facts = group(hear(both, resolve(both, names=())))
    assert sorted(str(fact.value) for fact in facts) == ["CEO", "president"]
    assert not any(fact.disputed for fact in facts)
    assert only(leads("a", "president"), leads("b", None)).value == "president"


def test_symmetric_relations_have_no_direction() -> None:
    document = article("a.txt", "Brumeo and Nuagis. Nuagis and Brumeo.", "en", "Gazette", None)
    claims: list[Claim] = [
        claim(document, "partner", "Brumeo", "Brumeo and Nuagis", "Nuagis"),
        claim(document, "partner", "Nuagis", "Nuagis and Brumeo", "Brumeo"),
    ]
    fact = only(extraction(document, claims))
    assert (fact.subject, fact.object, len(fact.claims)) == ("brumeo", "nuagis", 2)


def test_the_newest_word_says_whether_it_is_over() -> None:
    over = says("Brumeo was a partner", "partner", day="2015-01-01", ended=True, date="2014")
    again = says("Brumeo is a partner", "partner", by="Courier", day="2016-01-01")
    assert only(over).ended
    assert only(over).until == "2014"
    assert not only(over, again).ended


def test_order_of_documents_does_not_matter() -> None:
    expected = group(hear(pile(), resolve(pile(), names=())))
    for seed in range(5):
        mixed = pile()
        random.Random(seed).shuffle(mixed)
        assert group(hear(mixed, resolve(mixed, names=()))) == expected
