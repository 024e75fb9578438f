"""Gaps: which sentences are told, the rule that came nearest, and what it lacked."""

from __future__ import annotations

import json

import pytest

from kg.claims import Extractor
from kg.examples import document_of
from kg.gaps import LACKS, GapView, lacked
from kg.records import extraction_from_row, extraction_row, to_line
from kg.types import Gap
from kg.wording import wording
from tests.cli.calling import kg_


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def gaps(extractor: Extractor, text: str, lang: str = "fr") -> list[GapView]:
    document = document_of(text, lang, "article.txt")
    found = extractor.gaps(document)
    assert all(document.text[gap.start : gap.end] == gap.text for gap in found)
    return found


def test_a_sentence_with_a_claim_is_no_gap(extractor: Extractor) -> None:
    assert gaps(extractor, "La société Talmont a racheté la société Brévent.") == []


def test_a_sentence_with_one_name_is_no_gap(extractor: Extractor) -> None:
    assert gaps(extractor, "La société Talmont a repeint ses bureaux.") == []


def test_no_rule_knows_a_word(extractor: Extractor) -> None:
    (gap,) = gaps(extractor, "La société Talmont a repeint les murs de la société Brévent.")
    assert (gap.rule, gap.trigger) == (None, None)
    assert {name for name, _ in gap.names} == {"Talmont", "Brévent"}
    assert "repeindre" in gap.lacked or "repeint" in gap.lacked


def test_the_nearest_rule_and_its_missing_role(extractor: Extractor) -> None:
    found = gaps(extractor, "La société Talmont et la société Brévent ont racheté des machines.")
    assert [(gap.rule, gap.trigger) for gap in found] == [("acquisition.buy", "racheté")]
    assert found[0].lacked.startswith("its object: no ")


def test_an_extraction_keeps_its_gaps(extractor: Extractor) -> None:
    text = "La société Talmont a repeint les murs de la société Brévent. La société Talmont a racheté la société Orval."
    found = extractor.extract(document_of(text, "fr", "article.txt"))
    (gap,) = found.gaps
    assert (gap.lack, gap.relation, text[gap.start : gap.end].strip()) == ("trigger", None, text.split(". ")[0] + ".")
    assert "mur" in gap.wanted
    assert [claim.object for claim in found.claims] == ["Orval"]
    row = json.loads(to_line(extraction_row(found)))
    assert extraction_from_row(row) == found
    del row["gaps"]  # of a build that kept none
    assert extraction_from_row(row).gaps == ()


@pytest.mark.parametrize("lack", LACKS)
def test_every_lack_has_words(lack: str) -> None:
    gap = Gap(start=0, end=1, rule="a.b", relation="partner", trigger="x", lack=lack, wanted=("Person", "Amount"), role="agent of a verb")
    told = [lacked(gap), wording("en").lack(gap), wording("fr").lack(gap)]
    assert all(told)
    assert len(set(told)) == 3
    assert not any("{" in one for one in told)


def test_command_prints_gaps_or_a_list_in_json() -> None:
    text = "La société Talmont a repeint les murs de la société Brévent, qui s'en réjouit beaucoup depuis le mois dernier.\n"
    plain = kg_("why-not", "-", stdin=text)
    assert plain.exit_code == 0, plain.output
    assert "lacked   a trigger: no rule knows one of" in plain.stdout
    as_json = kg_("why-not", "-", "--json", stdin=text)
    assert [(row["doc"], row["rule"]) for row in json.loads(as_json.stdout)] == [("stdin", None)]
