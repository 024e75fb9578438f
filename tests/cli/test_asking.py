"""`kg ask`: the list of questions, answers for people and for machines, and what goes to stderr."""

from __future__ import annotations

import json
from pathlib import Path

from kg.graph.questions import questions
from tests.cli.calling import kg_


def test_the_questions_are_listed_with_their_parameters_in_words() -> None:
    done = kg_("ask")
    assert done.exit_code == 0, done.output
    assert [line for line in done.stdout.splitlines() if line and not line.startswith(" ")] == list(questions())
    assert "    before: only what held before this day" in done.stdout
    listed = json.loads(kg_("ask", "--json").stdout)
    assert [one["name"] for one in listed] == list(questions())
    assert listed[0]["parameters"][0]["name"] == "entity"


def test_an_answer_shows_the_words_and_where_they_stand(built: Path) -> None:
    done = kg_("ask", "holders", "nuvea", "-o", built)
    assert done.exit_code == 0, done.output
    assert "Brisetel · holds a stake in · Nuvéa\n  44 %  asserted\n" in done.stdout
    assert "    “Brisetel détient 44 % de la société Nuvéa”" in done.stdout
    assert "« Brisetel monte au capital de Nuvéa », 2019-03-12 · bon article.txt:" in done.stdout
    assert done.stdout.endswith("1 claims\n")


def test_json_is_a_list_of_rows(built: Path) -> None:
    [row] = json.loads(kg_("ask", "price", "target=Ondalys", "--json", "-o", built).stdout)
    assert (row["relation"], row["subject"], row["object"], row["value"]) == ("acquisition", "Cormoran", "Ondalys", "12 million EUR")
    assert (row["modality"], row["negated"], row["ended"], row["disputed"]) == ("asserted", False, False, False)
    assert (row["document"], row["published"]) == ("bon article.txt", "2019-03-12")


def test_what_no_article_speaks_of_is_answered_with_nothing(built: Path) -> None:
    done = kg_("ask", "about", "Serpentin", "-o", built)
    assert (done.exit_code, done.stderr) == (0, "kg: Serpentin: nothing in the graph is called so\n")
    assert "the articles do not say" in done.stdout
    assert json.loads(kg_("ask", "about", "Serpentin", "--json", "-o", built).stdout) == []


def test_mistakes_end_with_one_line(built: Path) -> None:
    unknown = kg_("ask", "owners", "-o", built)
    assert unknown.exit_code == 1
    assert unknown.stderr.startswith("kg: owners: there is no such question; there are about, ")
    lacking = kg_("ask", "holders", "-o", built)
    assert lacking.stderr == (
        "kg: holders lacks company (the company that is held): kg ask holders COMPANY [before=…] [include=founders,funders]\n"
    )
