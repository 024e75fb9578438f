"""Stakes along chains, control, arms of a State: sums, rounding, circles, and which of several figures counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.inference.stakes import rounded
from tests.inference.firms import concluded, ends, fact, stake

STATE, BANK = "État français", "Caisse des Dépôts"


def test_a_stake_through_a_chain() -> None:
    found = concluded(stake("Brumeo", "Nuagis", "44.4 %"), stake("Nuagis", "Serpentin", "50 %"))
    assert ends(found, "effectiveStake") == {("Brumeo", "Serpentin")}
    one = found["Brumeo", "effectiveStake", "Serpentin"]
    assert (one.value, one.why, len(one.premises)) == ("22.2 %", "44.4 % × 50 % = 22.2 % through Nuagis", 2)


def test_several_chains_are_added_up_and_the_direct_stake_too() -> None:
    parts = [("A", "B", "60 %"), ("A", "C", "30 %"), ("B", "D", "50 %"), ("C", "D", "20 %"), ("A", "D", "4 %")]
    one = concluded(*(stake(*part) for part in parts))["A", "effectiveStake", "D"]
    assert one.value == "40 %"
    assert one.why.startswith("4 % directly; 60 % × 50 % = 30 % through B; ")
    assert len(one.premises) == 5


def test_a_chain_of_five_stakes() -> None:
    found = concluded(*(stake(a, b, "80 %") for a, b in zip("ABCDE", "BCDEF", strict=True)))
    assert found["A", "effectiveStake", "F"].value == "33 %", "0.8⁵ = 32.768 %"
    assert ("A", "F") in ends(found, "controls"), "each controls the next, whatever comes to the first"


def test_circles_are_passed_once() -> None:
    found = concluded(stake("A", "B", "50 %"), stake("B", "C", "50 %"), stake("C", "B", "10 %"), stake("C", "A", "20 %"))
    assert found["A", "effectiveStake", "C"].value == "25 %"
    assert all(subject != obj for subject, _, obj in found)
    assert ends(concluded(stake("A", "A", "60 %")), "controls") == set()


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("14.7852", 1, "14.8"),
        ("32.768", 0, "33"),
        ("0.05", 0, "0.05"),
        ("22.25", 1, "22.3"),
        ("25.00", 2, "25"),
        ("4.66", 0, "4.7"),
        ("100", 0, "100"),
    ],
)
def test_rounding(number: str, places: int, text: str) -> None:
    assert rounded(Decimal(number), places) == text


def test_a_stake_without_an_exact_figure_gives_a_lower_bound() -> None:
    found = concluded(stake("Brumeo", "Nuagis", "> 50 %"), stake("Nuagis", "Serpentin", "40 %"))
    assert found["Brumeo", "effectiveStake", "Serpentin"].value == "at least 20 %"
    assert ends(found, "controls") == {("Brumeo", "Nuagis")}
    assert ends(concluded(stake("Brumeo", "Nuagis", None), stake("Nuagis", "Serpentin", "40 %")), "effectiveStake") == set()


@pytest.mark.parametrize(
    ("value", "control"),
    [("50 %", False), ("50.1 %", True), ("100 %", True), ("> 50 %", True), ("at least 50 %", False), ("minority", False)],
)
def test_control_is_more_than_half(value: str, control: bool) -> None:
    assert (("Brumeo", "Nuagis") in ends(concluded(stake("Brumeo", "Nuagis", value)), "controls")) is control


def test_control_together_with_what_one_controls() -> None:
    parts = [stake("A", "B", "60 %"), stake("B", "D", "30 %"), stake("A", "D", "25 %"), stake("E", "D", "45 %")]
    found = concluded(*parts)
    one = found["A", "controls", "D"]
    assert one.why == "more than 50 % of the capital: 30 % of B + 25 %"
    assert {id_ for _, id_ in one.premises} == {found["A", "controls", "B"].id, parts[1].id, parts[2].id}
    assert ("A", "controls", "D") not in concluded(*parts[1:])


def test_two_that_hold_each_other_prove_nothing() -> None:
    found = concluded(stake("A", "B", "30 %"), stake("B", "C", "60 %"), stake("C", "B", "60 %"))
    assert ends(found, "controls") == {("B", "C"), ("C", "B")}


def test_only_the_stakes_that_are_needed_are_premises() -> None:
    parts = [stake("A", "B", "100 %"), stake("B", "D", "70 %"), stake("A", "D", "5 %")]
    found = concluded(*parts)
    assert parts[2].id not in {id_ for _, id_ in found["A", "controls", "D"].premises}


def test_the_state_through_its_bank() -> None:
    found = concluded(stake(BANK, "Nuagis", "33.3 %"), stake("Nuagis", "Serpentin", "50 %"), fact("founded", STATE, "Orval Cloud"))
    assert found[BANK, "actsFor", STATE].rule == "known.arm"
    one = found[STATE, "effectiveStake", "Nuagis"]
    assert (one.value, one.why) == ("33.3 %", f"33.3 % through {BANK}")
    assert set(one.premises) == {("inference", found[BANK, "actsFor", STATE].id), ("fact", stake(BANK, "Nuagis", "33.3 %").id)}
    assert found[STATE, "effectiveStake", "Serpentin"].value == "16.7 %"


def test_the_state_controls_with_its_own_stake_and_those_of_its_arms() -> None:
    found = concluded(stake(BANK, "Nuagis", "30 %"), stake(STATE, "Nuagis", "25 %"), fact("funding", BANK, "Serpentin"))
    assert ends(found, "controls") == {(STATE, "Nuagis")}
    assert (STATE, "Serpentin") in ends(found, "indirectlyFunds")
    assert ends(concluded(stake(BANK, "Nuagis", "60 %")), "controls") == {(BANK, "Nuagis")}, "no article names the State"


def test_of_several_figures_the_latest_counts_and_it_is_said() -> None:
    parts = [stake("A", "B", "44.4 %", since="2012"), stake("A", "B", "80 %", since="2015-03"), stake("A", "B", "10 %")]
    one = concluded(*parts, stake("B", "C", "50 %"))["A", "effectiveStake", "C"]
    assert one.value == "40 %"
    assert "A holds 80 % of B (2015-03): the latest of 3 figures, not 10 % (no date), 44.4 % (2012)" in one.why


def test_ended_stakes_do_not_count_and_neither_do_those_that_were_sold() -> None:
    parts = [stake("A", "B", "60 %"), stake("B", "C", "60 %")]
    assert ("A", "C") in ends(concluded(*parts), "controls")
    assert ends(concluded(stake("A", "B", "60 %", ended=True), parts[1]), "controls") == {("B", "C")}
    assert ends(concluded(*parts, fact("seller", "A", "B")), "controls") == {("B", "C")}
    assert ("A", "C") in ends(concluded(*parts, fact("seller", "A", "B", status="planned")), "controls"), "a sale that is only planned"


def test_a_disputed_figure_is_taken_and_told() -> None:
    reason = "2 independent publishers, against 1 (also given: 44.3 %)"
    parts = [stake("A", "B", "44.4 %", disputed=True, why=reason), stake("B", "C", "50 %")]
    why = concluded(*parts)["A", "effectiveStake", "C"].why
    assert why.endswith(f"disputed: A holds 44.4 % of B is taken, {reason}")


def test_figures_that_are_more_than_the_whole_are_told() -> None:
    found = concluded(stake("A", "B", "100 %"), stake("B", "C", "80 %"), stake("A", "C", "60 %"))
    assert found["A", "effectiveStake", "C"].why.endswith("the stakes in C add up to 140 %: held together, or of different times")


def test_two_that_hold_a_majority_together_do_not_control_alone() -> None:
    assert ends(concluded(stake("A", "C", "54 %"), stake("B", "C", "54 %")), "controls") == set()
    found = concluded(stake("A", "C", "54 %"), stake("B", "C", "54 %"), stake("A", "B", "60 %"))
    assert ends(found, "controls") == {("A", "B")}
    found = concluded(stake("A", "C", "54 %", since="2012"), stake("B", "C", "80 %", since="2015"))
    assert ends(found, "controls") == {("B", "C")}, "an older figure speaks against nobody"
    assert ends(concluded(stake("A", "C", "66.7 %"), stake("B", "C", "33.4 %")), "controls") == {("A", "C")}, "rounding"


def test_two_that_have_the_whole_have_it_together_or_one_after_the_other() -> None:
    assert ends(concluded(stake("A", "C", "100 %"), stake("B", "C", "100 %")), "isSubsidiaryOf") == set()
    bought = [fact("acquisition", "A", "C", "100 %", since="2012"), fact("acquisition", "B", "C", "100 %", since="2015")]
    assert ends(concluded(*bought), "isSubsidiaryOf") == {("C", "B")}


def test_a_joint_venture_belongs_to_both_and_neither_controls_it() -> None:
    found = concluded(fact("subsidiary", "J", "A"), fact("subsidiary", "J", "B"))
    assert (ends(found, "isSubsidiaryOf"), ends(found, "controls")) == ({("J", "A"), ("J", "B")}, set())
    diamond = concluded(*(fact("subsidiary", child, parent) for child, parent in ("DB", "DC", "BA", "CA")))
    assert ("A", "D") in ends(diamond, "controls")
