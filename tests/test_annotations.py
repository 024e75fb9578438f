"""Claims that people bring along: read, checked, placed in the text, and made into a graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.annotations import read_annotations
from kg.documents import read_sources
from kg.errors import DocumentError
from kg.types import Document, Extraction, Issue

TEXT = "Brumeo rachète Nuagis\n\nBrumeo détient\n44,3 % de Nuagis, dit L'Écho. Anne Lebrun dirige Nuagis.\n"
QUOTE = "Brumeo détient 44,3 % de Nuagis"
STAKE = {"relation": "shareholding", "subject": "Brumeo", "object": "Nuagis", "value": "44.3 %", "evidence": QUOTE}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def extractions(path: Path, articles: list[Document] | None = None) -> list[Extraction]:
    found = list(read_annotations(path, articles or []))
    assert not [one for one in found if isinstance(one, Issue)]
    return [one for one in found if isinstance(one, Extraction)]


def test_without_the_article_the_quotes_stand_for_its_text(tmp_path: Path) -> None:
    other = STAKE | {"subject": "Valmont", "value": "22 %", "evidence": "Valmont 22 %", "modality": "reported", "attributed_to": "L'Écho"}
    row = {"doc": "a.txt", "lang": "fr", "publisher": "Gazette", "published": "2015-01-12", "claims": [STAKE, other]}
    [found] = extractions(write(tmp_path / "gold.jsonl", row))
    assert found.document.text == "Brumeo détient 44,3 % de Nuagis\nValmont 22 %"
    assert (found.document.publisher, found.document.published) == ("Gazette", "2015-01-12")
    assert [(claim.subject, claim.modality, claim.attributed_to) for claim in found.claims] == [
        ("Brumeo", "asserted", None),
        ("Valmont", "reported", "L'Écho"),
    ]
    assert all(found.document.text[claim.start : claim.end] == claim.evidence for claim in found.claims)


def test_with_the_article_the_words_are_found_in_it_whatever_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    articles = [one for one in read_sources([tmp_path / "a.txt"]) if isinstance(one, Document)]
    entities = [{"name": "Nuagis SA", "type": "Organisation", "aliases": ["Nuagis"]}, {"name": "Anne Lebrun", "type": "Person"}]
    row = {"doc": "a.txt", "claims": [STAKE | {"object": "Nuagis SA"}], "entities": entities}
    [found] = extractions(write(tmp_path / "gold.jsonl", row), articles)
    assert found.claims[0].evidence == "Brumeo détient\n44,3 % de Nuagis"
    assert {(mention.text, mention.name, mention.type) for mention in found.mentions} == {
        ("Nuagis", "Nuagis SA", "Organisation"),
        ("Anne Lebrun", "Anne Lebrun", "Person"),
    }


def test_a_claims_file_of_a_build_can_be_brought_again(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {"doc": "a.txt", "claims": [STAKE]})
    first = kg.build([], tmp_path / "one", claims=gold)
    again = kg.build([], tmp_path / "two", claims=tmp_path / "one" / "claims.jsonl")
    assert (first.total, again.total, first.facts) == (1, 1, 1)
    for name in ("claims.jsonl", "graph.ttl", "graph.trig"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"relation": "owning"}, "'owning' is no relation of the ontology"),
        ({"subject": None}, "has no subject"),
        ({"evidence": ""}, "has no evidence"),
        ({"evidence": "words that stand nowhere"}, "its evidence is not in the text"),
        ({"modality": "sure"}, "'sure' is no modality"),
        ({"attribution_kind": "rumour"}, "'rumour' is no kind of attribution"),
        ({"value": 44}, "'value' is not text"),
    ],
)
def test_a_claim_that_cannot_stand_is_an_issue_and_the_others_stay(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    articles = [one for one in read_sources([tmp_path / "a.txt"]) if isinstance(one, Document)]
    gold = write(tmp_path / "gold.jsonl", {"doc": "a.txt", "claims": [STAKE | change, STAKE]})
    issue, extraction = read_annotations(gold, articles)
    assert isinstance(issue, Issue)
    assert issue.message.startswith("claim 1: ")
    assert reason in issue.message
    assert isinstance(extraction, Extraction)
    assert len(extraction.claims) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"relation": "founded"}', "row 1: has no 'doc'"),
        ('{"doc": "a.txt"}', "row 1: has neither 'claims' nor 'relation'"),
        ('{"doc": "a.txt", "claims": "none"}', "row 1: 'claims' is not a list of claims"),
        ("{", "gold.jsonl:1: not JSON"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_its_row(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "gold.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(DocumentError) as refused:
        list(read_annotations(tmp_path / "gold.jsonl"))
    assert reason in str(refused.value)
