"""The named questions: each one asked of invented articles, its parameters, what is disputed, and its file as plain SPARQL."""

from __future__ import annotations

from typing import Any

import pytest

import kg
from kg.errors import KgError, QuestionError, UnknownNameError
from kg.graph.questions import ASK, arguments, parse, question, questions
from kg.graph.store import Store
from kg.graph.triples import document_quads
from kg.graph.views import short
from kg.types import Judgement
from tests.graph.asked import articles
from tests.graph.sample import stored


@pytest.fixture(scope="module")
def told() -> Store:
    """The invented articles as a graph in memory."""
    return stored(articles())


def lines(store: Store, name: str, **params: Any) -> list[str]:
    """An answer, one word for each thing that tells its rows apart here: relation, ends, value."""
    return [" ".join(filter(None, (one.relation, one.subject, one.object, one.value))) for one in kg.ask(store, name, **params)]


STAKES = ["shareholding Brumeo Nuagis 44.3 %", "shareholding Brumeo Nuagis 44.4 %", "shareholding Brumeo Nuagis 44.4 %"]
OFFERS = ["offers Nuagis Nuagis Box", "offers Nuagis Nuagis Calcul", "offers Nuagis Services grand public de Nuagis"]
DEAL = ["acquisition Brumeo Nuagis"] * 3


@pytest.mark.parametrize(
    ("name", "params", "answer"),
    [
        ("holders", {"company": "nuagis", "before": "2015-03"}, STAKES),
        ("holders", {"company": "Nuagis", "before": "2012-10"}, STAKES),
        (
            "holders",
            {"company": "Nuagis", "before": "2012", "include": ["founders", "funders"]},
            [
                "shareholding Brumeo Nuagis 44.3 %",
                "founded Brumeo Nuagis", "founded Nuagis", "founded Valmont Nuagis",
                "partner Brumeo Valmont",
                "funding Ruritanie Nuagis 10 million EUR",
            ],
        ),
        (
            "deal-life",
            {"buyer": "Brumeo", "target": "Nuagis"},
            [
                *DEAL, "seller Valmont Nuagis",
                "shareholding Brumeo Nuagis 100 %", "shareholding Brumeo Nuagis 100 %",
                "government_role Anne Lebrun Ruritanie ministre",
            ],
        ),
        ("deal-life", {"relation": "merger", "parties": ["Nuagis"]}, ["merger Nuagis Brumeo Cloud"]),
        ("price", {"buyer": "Brumeo", "target": "Nuagis"}, []),
        ("price", {"buyer": "Nimbellier", "target": "Serpentin"}, []),
        ("price", {"buyer": "Brumeo", "target": "Cumulo"}, ["price Cumulo 7 million EUR"]),
        ("price", {"buyer": "Valmont", "target": "Cumulo"}, []),
        ("price", {"target": "Serpentin"}, ["acquisition Brumeo Serpentin 12 million EUR"]),
        ("reporters", {"relation": "acquisition", "subject": "Brumeo", "object": "Nuagis"}, DEAL[:1]),
        ("reporters", {"relation": "acquisition", "object": "Serpentin"}, []),
        ("founders", {"company": "Nuagis"}, ["founded Brumeo Nuagis", "founded Valmont Nuagis"]),
        (
            "founders",
            {"company": "Nuagis", "include": ["date", "programme"]},
            ["founded Brumeo Nuagis", "founded Nuagis", "founded Valmont Nuagis", "part_of_programme Nuagis Plan Cirrus"],
        ),
        (
            "programme",
            {"programme": "Plan Cirrus"},
            [
                "founded Brumeo Nuagis", "founded Plan Cirrus", "founded Valmont Nuagis", "part_of_programme Nuagis Plan Cirrus",
                "funding Plan Cirrus Nuées 90 million EUR", "partner Brumeo Valmont",
            ],
        ),
        ("funding", {"recipients": ["Nuagis", "Nuées"], "funder": "Ruritanie"}, ["funding Ruritanie Nuagis 10 million EUR"]),
        (
            "funding",
            {"recipients": "Nuagis", "with": ["investment_total"]},
            ["funding Ruritanie Nuagis 10 million EUR", "investment_total Nuagis 225 million EUR"],
        ),
        ("figures", {"company": "Nuagis", "years": 2014, "measures": "revenue"}, ["revenue Nuagis 9 million EUR"]),
        ("figures", {"company": "Nuagis", "years": ["2014"]}, ["revenue Nuagis 9 million EUR"]),
        ("figures", {"company": "Nuagis", "measures": "net_income"}, ["net_income Nuagis not profitable"]),
        (
            "figures",
            {"company": "Nuagis", "measures": ["revenue", "net_income"], "years": ["2014"], "undated": True},
            ["revenue Nuagis 9 million EUR", "net_income Nuagis not profitable"],
        ),
        ("targets", {"companies": ["Nuagis", "Brumeo"]}, ["target Nuagis 10 %"]),
        ("buyers", {"targets": ["Serpentin"]}, ["acquisition Brumeo Serpentin 12 million EUR"]),
        (
            "leaders",
            {"organisation": "Nuagis"},
            ["leadership Jeanne Roc Nuagis présidente", "leadership Paul Tissot Nuagis président", "successor Jeanne Roc Paul Tissot"],
        ),
        (
            "hosting",
            {"company": "Nuagis"},
            ["hosted_in Brumeo Salle Nord", "hosted_in Nuagis Salle Nord", "hosted_by Nuagis Brumeo", "located_in Salle Nord Orval"],
        ),
        ("offers", {"company": "Nuagis"}, OFFERS),
        (
            "offers",
            {"company": ["Nuagis"], "product": "Nuagis Calcul", "include": ["technology"]},
            ["offers Nuagis Nuagis Calcul", "uses_technology Nuagis OpenPile", "uses_technology Nuagis Calcul Moteur V"],
        ),
        (
            "offers",
            {"company": "Nuagis", "product": "Nimbellier", "include": ["hosting"]},
            ["hosted_in Nuagis Salle Nord", "hosted_by Nuagis Brumeo"],
        ),
        ("competitors", {"company": "Nuagis"}, ["competitor Serpentin Nuagis"]),
        (
            "competitors",
            {"company": "Nuagis", "include": ["products", "group"]},
            ["competitor Boîte Bleue Nuagis Box", "competitor Nuées Gigacom", "competitor Serpentin Nuagis"],
        ),
        ("laws", {}, ["subject_to Nuées Loi Grise", "hosted_in Nuées Ruritanie"]),
        ("laws", {"bound": "Nuagis"}, []),
        ("partners", {"organisation": "Valmont"}, ["partner Brumeo Valmont", "partner Serpentin Valmont"]),
        ("partners", {"organisation": "Nuagis", "include": ["funding"]}, ["funding Ruritanie Nuagis 10 million EUR"]),
        ("company-fate", {"company": "Nuagis"}, ["dissolved Nuagis", "merger Nuagis Brumeo Cloud"]),
        (
            "company-fate",
            {"company": "Nuagis", "include": ["structure", "hosted-services"]},
            [
                "dissolved Nuagis", "merger Nuagis Brumeo Cloud",
                "subsidiary Brumeo Orval Holding", "subsidiary Brumeo Cloud Brumeo", "offers Brumeo Cloud Cumulo",
                "hosted_by Guichet Nuagis", "customer Mairies Guichet", "uses_technology Guichet Réseau Gris",
                "supplier Brumeo Cloud Réseau Gris",
            ],
        ),
        ("about", {"entity": "Anne Lebrun"}, [DEAL[0], "government_role Anne Lebrun Ruritanie ministre"]),
        ("about", {"entity": "Nimbellier"}, []),
        ("statements", {"topic": "Nuagis Box"}, ["statement Jeanne Roc Nuagis", "statement Jeanne Roc Nuagis Box"]),
        ("statements", {"speaker": "Valmont"}, ["statement Valmont Serpentin"]),
        (
            "product",
            {"product": "Nuagis Box", "include": ["competitors", "consumer-services"]},
            ["offers Nuagis Nuagis Box", "offers Nuagis Services grand public de Nuagis", "competitor Boîte Bleue Nuagis Box"],
        ),
    ],
)  # fmt: skip
def test_the_questions_find_what_they_ask_for(told: Store, name: str, params: dict[str, Any], answer: list[str]) -> None:
    assert lines(told, name, **params) == answer


def test_people_are_followed_when_asked_for(told: Store) -> None:
    more = set(lines(told, "leaders", organisation="Nuagis", follow_people=True)) - set(lines(told, "leaders", organisation="Nuagis"))
    assert more == {"leadership Jeanne Roc Serpentin directrice"}


def test_every_question_is_tested_and_opens_with_what_it_is(told: Store) -> None:
    (mark,) = [mark for mark in test_the_questions_find_what_they_ask_for.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    assert {row[0] for row in mark.args[1]} == set(questions()) == {path.stem for path in ASK.glob("*.rq")}
    for one in questions().values():
        assert one.title.endswith("?")
        assert one.sparql.splitlines()[-3:] == questions()["about"].sparql.splitlines()[-3:]
        for parameter in one.parameters:
            assert f"?{parameter.name}" in one.sparql.partition("WHERE {")[2], f"{one.name}.rq does nothing with ?{parameter.name}"
            assert bool(parameter.base) == (parameter.kind == "parts")


@pytest.mark.parametrize("name", sorted(questions()))
def test_the_files_are_sparql_that_answers_for_everything(told: Store, name: str) -> None:
    found = list(told.select(questions()[name].sparql).rows())
    assert len(found) == len({claim for claim, _ in found}) > 0
    assert all(words and words.startswith("Sentence") for _, words in found)


def test_an_answer_has_its_words_its_article_and_whether_it_is_disputed(told: Store) -> None:
    [lost, *kept] = kg.ask(told, "holders", company="Nuagis", before="2015-03")
    assert (lost.value, lost.disputed, lost.document, lost.publisher, lost.published) == ("44.3 %", True, "1.txt", "Paper 1", "2015-01-01")
    assert (lost.evidence, lost.subject_id, lost.object_id) == ("Sentence 00.", "brumeo", "nuagis")
    assert [(one.value, one.document) for one in kept] == [("44.4 %", "2.txt"), ("44.4 %", "3.txt")], "undated articles come last"
    figures = kg.ask(told, "figures", company="Nuagis", measures="revenue")
    assert {one.value: one.disputed for one in figures} == {"3 million EUR": True, "5 million EUR": True, "9 million EUR": False}
    planned = kg.ask(told, "reporters", relation="acquisition", subject="Brumeo")
    assert [(one.attributed_to, one.modality) for one in planned] == [("Anne Lebrun", "planned")]


def test_a_rejected_claim_answers_nothing() -> None:
    pile = articles()
    store = stored(pile)
    [bought] = kg.ask(store, "buyers", targets="Serpentin")
    from kg.entities import resolve

    review = {bought.claim: Judgement(id="x", verb="reject", claim=bought.claim, reason="no")}
    resolution = resolve(pile, names=())
    store.load(quad for one in pile for quad in document_quads(one, resolution, review))
    assert kg.ask(store, "buyers", targets="Serpentin") == []
    claims = {short(row[0]) for row in store.select(question("buyers").sparql).rows()}
    assert bought.claim not in claims


def test_names_that_nothing_has_are_told_and_passed_over(told: Store) -> None:
    said: list[str] = []
    assert kg.ask(told, "targets", companies=["Nuagiss", "Nuagis"], remark=said.append)
    assert said == ["Nuagiss: nothing in the graph is called so; did you mean Nuagis?"]
    assert issubclass(UnknownNameError, KgError)


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("owners", {}, "owners: there is no such question; there are about, buyers"),
        ("holders", {}, "holders lacks company (the company that is held): kg ask holders COMPANY"),
        ("holders", {"firm": "Nuagis"}, "holders has no parameter firm; it has company, before, include"),
        ("holders", {"company": "Nuagis", "before": "spring"}, "before: 'spring' is no date"),
        ("holders", {"company": "Nuagis", "include": "friends"}, "include: 'friends' is none of founders, funders"),
        ("figures", {"company": "Nuagis", "years": "MMXIV"}, "years: 'MMXIV' is no year"),
        ("figures", {"company": "Nuagis", "measures": "luck"}, "measures: 'luck' is no relation of the ontology"),
        ("figures", {"company": "Nuagis", "undated": "maybe"}, "undated: maybe is neither yes nor no"),
    ],
)
def test_what_cannot_be_asked_says_why(told: Store, name: str, params: dict[str, Any], message: str) -> None:
    with pytest.raises(QuestionError) as error:
        kg.ask(told, name, **params)
    assert str(error.value).startswith(message)


def test_words_of_a_command_line_become_parameters() -> None:
    assert arguments(question("holders"), ["Nuagis", "include=founders,funders", "before=2015"]) == {
        "company": ["Nuagis"], "include": ["founders", "funders"], "before": ["2015"],
    }  # fmt: skip
    assert arguments(question("targets"), ["A, B et Cie", "Nuagis"]) == {"companies": ["A, B et Cie", "Nuagis"]}
    assert arguments(question("offers"), ["company=A", "company=B", "x=y"]) == {"company": ["A", "B"], "product": ["x=y"]}
    with pytest.raises(QuestionError, match="D: too many arguments"):
        arguments(question("holders"), ["A", "2015", "founders", "D"])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?claim WHERE {}",
        "# Who?\nSELECT ?claim WHERE {}",
        "# Who?\n# relations: any\nSELECT ?claim WHERE {}",
        "# Who?\n# fr: Qui ?\n# ?x people: whom\n# relations: any\nSELECT ?claim WHERE {}",
    ],
)
def test_a_question_without_a_proper_head_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match=r"new\.rq: "):
        parse("new", text)
