"""The rules' examples, run on a small rules folder of our own: what holds, what does not, and what must not be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import examples, ontology, rules
from kg.errors import RuleError
from kg.examples import CheckReport, Failure, check, document_of

BUY = """
- id: buy
  relation: acquisition
  fr: {verb: [racheter]}
  en: {verb: [acquire]}
  verb: {subject: agent, object: patient}
  subject_type: [Organisation]
  object_type: [Organisation]
"""
HOLDS = """
  examples:
    - {fr: "La société Talmont a racheté la société Brévent en 2012.", claims: [{object: Brévent, date: "2012", negated: false}]}
    - {en: "Talmont Group acquired Brevent Ltd.", claims: [{subject: Talmont Group, object: Brevent Ltd, modality: asserted}]}
    - {fr: "La société Talmont recrute à Lyon.", claims: []}
"""


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> CheckReport:
    """The report on a rules folder that holds `text` alone."""
    (folder / "rules").mkdir()
    (folder / "rules" / "own.yaml").write_text(text, encoding="utf-8")
    (folder / "frames.yaml").write_bytes((ontology.folder() / "frames.yaml").read_bytes())
    declared = ontology.load()
    loaded = rules.load_from(folder, declared.relations, frozenset(declared.types))
    monkeypatch.setattr(rules, "load", lambda: loaded)
    return check()


def test_examples_that_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path, monkeypatch, BUY + HOLDS) == CheckReport(rules=1, examples=3, failures=())


BROKEN = {
    "wrong object": (
        '{fr: "La société Talmont a racheté la société Brévent.", claims: [{subject: Talmont, object: Corvaux}]}',
        "wanted {'subject': 'Talmont', 'object': 'Corvaux'}, found Talmont → Brévent | None | None | asserted",
    ),
    "wrong date": (
        '{fr: "La société Talmont a racheté la société Brévent en 2012.", claims: [{subject: Talmont, date: "2013"}]}',
        "wanted {'subject': 'Talmont', 'date': '2013'}, found Talmont → Brévent | None | 2012 | asserted",
    ),
    "wrong modality": (
        '{en: "Talmont Group acquired Brevent Ltd in 2012.", claims: [{modality: denied}]}',
        "wanted {'modality': 'denied'}, found Talmont Group → Brevent Ltd | None | 2012 | asserted",
    ),
    "nothing to find": (
        '{fr: "La société Talmont recrute.", claims: [{subject: Talmont}]}',
        "wanted {'subject': 'Talmont'}, found nothing",
    ),
    "found where nothing is said": (
        '{fr: "La société Talmont a racheté la société Brévent.", claims: []}',
        "found Talmont → Brévent | None | None | asserted where nothing is said",
    ),
    "one of two": (
        '{fr: "La société Talmont a racheté la société Brévent.", claims: [{object: Brévent}, {object: Corvaux}]}',
        "wanted {'object': 'Corvaux'}, found Talmont → Brévent | None | None | asserted",
    ),
}


@pytest.mark.parametrize(("example", "reason"), BROKEN.values(), ids=BROKEN)
def test_examples_that_fail_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: str, reason: str) -> None:
    report = run(tmp_path, monkeypatch, f"{BUY}  examples:\n    - {example}\n")
    (failure,) = report.failures
    assert (report.rules, report.examples) == (1, 1)
    assert failure == Failure(rule="buy", text=example.split('"')[1], reason=reason)


def test_a_negative_example_is_about_its_own_relation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        f"{BUY}\n- {{id: hire, relation: partner, fr: {{verb: [associer]}}, verb: {{subject: agent, object: with}}, "
        'examples: [{fr: "La société Talmont a racheté la société Brévent.", claims: []}]}\n'
    )
    assert run(tmp_path, monkeypatch, text) == CheckReport(rules=2, examples=1, failures=())


def test_rules_that_do_not_load_stop_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuleError, match=r"^rules/own\.yaml: rule buy: relation: "):
        run(tmp_path, monkeypatch, BUY.replace("acquisition", "buying"))


def test_document_of() -> None:
    document = document_of("Été à Lyon.", "fr")
    assert (document.lang, document.text, document.published) == ("fr", "Été à Lyon.", None)
    assert [(s.start, s.end, s.kind) for s in document.segments] == [(0, 11, "body")]
    assert examples.document_of("x", "en", "a.txt").id != document.id
