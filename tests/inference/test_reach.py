"""How far a change can matter, as the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ontology
from kg.inference import load, reach

SHIPPED = (ontology.folder() / "inference.yaml").read_text(encoding="utf-8")


def test_what_lies_in_a_place_does_not_matter_to_what_else_lies_there() -> None:
    found = reach()
    assert {"located_in", "headquartered_in", "hasCountry"} == found.upward == found.alone
    assert {"shareholding", "subsidiary", "actsFor", "controls", "isSubsidiaryOf", "merger"} <= found.ties
    assert not found.ties & found.upward
    assert not {"partner", "leadership", "isCountry", "outsideEurope"} & (found.ties | found.upward)


@pytest.mark.parametrize(
    ("rule", "ties"),
    [
        ("{id: mine, if: [A located_in B, C located_in B], then: A partner C, why: neighbours}", {"located_in", "headquartered_in"}),
        ("{id: mine, if: [A located_in B, B funding C], then: A partner C, why: its town pays}", {"located_in", "funding"}),
        ("{id: mine, if: [A hasCountry B, C leads A], then: C located_in B, why: the boss is where it is}", {"hasCountry", "leads"}),
        ("{id: mine, if: [A partner B, A located_in C], unless: [B located_in C], then: A customer B, why: abroad}", {"located_in"}),
    ],
)
def test_a_rule_of_ones_own_that_looks_back_from_a_place_makes_a_tie_of_it(tmp_path: Path, rule: str, ties: set[str]) -> None:
    own = tmp_path / "inference.yaml"
    own.write_text(f"{SHIPPED.rstrip()}\n  - {rule}\n", encoding="utf-8")
    found = reach(load(own))
    assert ties <= found.ties
    assert not ties & found.alone


def test_a_relation_that_both_climbs_and_has_another_side_is_not_its_subjects_alone(tmp_path: Path) -> None:
    own = tmp_path / "inference.yaml"
    rule = "{id: mine, if: [A headquartered_in B], then: B hosts A, why: the other way round}"
    own.write_text(f"{SHIPPED.rstrip()}\n  - {rule}\n", encoding="utf-8")
    found = reach(load(own))
    assert "headquartered_in" in found.upward
    assert "headquartered_in" not in found.ties | found.alone
    assert "located_in" in found.alone
