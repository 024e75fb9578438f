"""The judgements file: written line by line, read back, undone; identifiers with their check digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import JudgementError
from kg.judgements import append, checked, in_force, read, to_undo, told
from kg.types import Judgement, Named
from tests.graph.sample import pile

A, B = Named(name="Nuagis", family="thing"), Named(name="Nuâgis", family="thing", doc="a.txt")
CLAIM = pile()[0].claims[0]
EVERY = [
    Judgement(id="", verb="merge", names=(A, B)),
    Judgement(id="", verb="split", names=(B,)),
    Judgement(id="", verb="link", names=(A,), identifiers=(("siren", "732829320"),)),
    Judgement(id="", verb="accept", claim=CLAIM),
    Judgement(id="", verb="reject", claim=CLAIM, reason="no"),
]


def filled(path: Path, *judgements: Judgement) -> tuple[Judgement, ...]:
    for one in judgements:
        append(path, read(path), one)
    return read(path)


def test_what_is_written_is_read_and_the_file_only_grows(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "j.jsonl"
    found = filled(file, *EVERY)
    assert [told(one) for one in found] == [told(one) for one in EVERY]
    assert len({one.id for one in found}) == len(EVERY)
    text = file.read_text("utf-8")
    again = filled(tmp_path / "j.jsonl", *EVERY)
    assert again == found, "the same judgements in the same places have the same ids"
    filled(file, Judgement(id="", verb="undo", undoes=found[0].id))
    assert file.read_text("utf-8").startswith(text)


def test_undo_takes_back_and_can_be_taken_back(tmp_path: Path) -> None:
    first, second, third, *_ = filled(tmp_path / "j", *EVERY[:3])
    assert to_undo([first, second, third], None) == third
    every = filled(tmp_path / "j", Judgement(id="", verb="undo", undoes=first.id))
    assert in_force(every) == (second, third)
    every = filled(tmp_path / "j", Judgement(id="", verb="undo", undoes=every[-1].id))
    assert in_force(every) == (first, second, third)
    for wanted, reason in (("zz", "no judgement has this id"), ("", "no judgement has this id")):
        with pytest.raises(JudgementError, match=reason):
            to_undo(every, wanted)
    with pytest.raises(JudgementError, match="no judgement to undo"):
        to_undo([], None)


def test_the_same_judgement_twice_has_two_ids(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "j", EVERY[0], EVERY[0])
    assert one.id != two.id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ('{"id": "1"}', "has no 'verb'"),
        ('{"id": "1", "verb": "marry"}', "'marry' is none of"),
        ('{"id": "1", "verb": "merge", "names": [{"name": "A", "family": "thing"}]}', "merge with 1 names"),
        ('{"id": "1", "verb": "split", "names": [{"name": "A", "family": "thing"}]}', "without a document"),
        ('{"id": "1", "verb": "link", "names": [{"name": "A", "family": "thing"}]}', "without an identifier"),
        ('{"id": "1", "verb": "reject", "claim": {"id": "x"}}', "Claim"),
        ('{"id": "1", "verb": "undo"}', "has no 'undoes'"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "j.jsonl"
    file.write_text(line + "\n", "utf-8")
    with pytest.raises(JudgementError, match="j.jsonl.*" + reason):
        read(file)


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("wikidata", "Q42", "Q42"),
        ("wikidata", "https://www.wikidata.org/wiki/Q42", "Q42"),
        ("siren", "732 829 320", "732829320"),
        ("lei", "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12"),
    ],
)
def test_identifiers_that_can_be(scheme: str, text: str, value: str) -> None:
    assert checked(scheme, text) == value


@pytest.mark.parametrize(
    ("scheme", "text", "reason"),
    [
        ("wikidata", "42", "Q and a number"),
        ("siren", "732829321", "check digits"),
        ("siren", "73282932", "nine digits"),
        ("lei", "5493001KJTIIGC8Y1R13", "check digits"),
        ("lei", "short", "eighteen"),
    ],
)
def test_identifiers_that_cannot_be(scheme: str, text: str, reason: str) -> None:
    with pytest.raises(JudgementError, match=reason):
        checked(scheme, text)
