"""Rules: what follows from what, what does not, and mistakes in the file that are named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg import ontology
from kg.errors import OntologyError
from kg.inference import FILE, infer, load
from kg.types import Inference
from tests.inference.firms import concluded, ends, fact, stake, things

CHAIN = [fact("subsidiary", child, parent) for child, parent in zip("ABCDE", "BCDEF", strict=True)]


def test_inverse_and_symmetric_relations() -> None:
    found = concluded(
        stake("Brumeo", "Nuagis", "44.4 %"), fact("leadership", "Anne Lebrun", "Nuagis", "présidente"), fact("partner", "Brumeo", "Nuagis")
    )
    assert ("Nuagis", "hasShareholder", "Brumeo") in found
    assert {("Anne Lebrun", "leads", "Nuagis"), ("Nuagis", "ledBy", "Anne Lebrun")} <= found.keys()
    assert ends(found, "partner") == {("Nuagis", "Brumeo")}, "what is said is not concluded"
    assert found["Nuagis", "hasShareholder", "Brumeo"].premises == (("fact", stake("Brumeo", "Nuagis", "44.4 %").id),)


@pytest.mark.parametrize("rest", [{"status": status} for status in ("reported", "rumoured", "planned", "denied")] + [{"ended": True}])
def test_only_facts_that_hold_count(rest: dict[str, object]) -> None:
    assert concluded(stake("Brumeo", "Nuagis", "100 %", **rest), fact("subsidiary", "Nuagis", "Brumeo", **rest)) == {}


def test_a_chain_of_five() -> None:
    found = concluded(*CHAIN)
    assert len(ends(found, "isSubsidiaryOf")) == 15
    assert ("F", "A") in ends(found, "hasSubsidiary")
    assert ("F", "A") in ends(found, "controls")
    longest = found["A", "isSubsidiaryOf", "F"]
    assert (longest.rule, {kind for kind, _ in longest.premises}) == ("subsidiary.chain", {"inference"})


def test_circles_end_and_nothing_belongs_to_itself() -> None:
    found = concluded(fact("subsidiary", "A", "B"), fact("subsidiary", "B", "C"), fact("subsidiary", "C", "A"))
    assert ends(found, "isSubsidiaryOf") == {(a, b) for a in "ABC" for b in "ABC" if a != b}
    assert all(one.subject != one.object for one in found.values())


def test_a_diamond_holds_while_one_of_its_sides_does() -> None:
    sides = [fact("subsidiary", a, b) for a, b in (("A", "B"), ("A", "C"), ("B", "D"), ("C", "D"))]
    assert ("A", "isSubsidiaryOf", "D") in concluded(*sides)
    assert ("A", "isSubsidiaryOf", "D") in concluded(*sides[1:])
    assert ("A", "isSubsidiaryOf", "D") not in concluded(sides[1], sides[2])


def test_what_is_all_held_or_all_acquired_is_a_subsidiary_and_no_other_acquisition_is() -> None:
    found = concluded(stake("Brumeo", "Nuagis", "100 %"), fact("acquisition", "Valmont", "Serpentin", "100 %"))
    assert ends(found, "isSubsidiaryOf") == {("Nuagis", "Brumeo"), ("Serpentin", "Valmont")}
    assert ends(concluded(stake("Anne Lebrun", "Nuagis", "100 %")), "isSubsidiaryOf") == set(), "nobody is the subsidiary of a person"
    for value in (None, "40 %", "12 million EUR"):
        assert ends(concluded(fact("acquisition", "Valmont", "Serpentin", value)), "isSubsidiaryOf") == set()


def test_a_half_held_subsidiary_belongs_to_nobody() -> None:
    assert ends(concluded(fact("subsidiary", "Nuagis", "Brumeo", "50 %")), "isSubsidiaryOf") == set()
    assert ends(concluded(fact("subsidiary", "Nuagis", "Brumeo", "51 %")), "isSubsidiaryOf") == {("Nuagis", "Brumeo")}


@pytest.mark.parametrize("over", [fact("dissolved", "B", since="2019"), fact("merger", "B", "G")])
def test_what_is_no_more_belongs_to_nobody_and_holds_nothing(over: object) -> None:
    found = concluded(*CHAIN, stake("B", "H", "80 %"), stake("I", "B", "80 %"), over)  # type: ignore[arg-type]
    assert ends(found, "isSubsidiaryOf") == {("C", "D"), ("D", "E"), ("E", "F"), ("C", "E"), ("D", "F"), ("C", "F")}
    assert "I" not in {subject for subject, _ in ends(found, "controls")}
    assert ("B", "hasShareholder", "I") in found, "what is said stays said"


def test_places_lie_in_places() -> None:
    found = concluded(
        fact("headquartered_in", "Nuagis", "Orval"), fact("located_in", "Orval", "Brumaire"), fact("located_in", "Brumaire", "Italie")
    )
    assert ends(found, "located_in") == {("Nuagis", "Orval"), ("Nuagis", "Brumaire"), ("Nuagis", "Italie"), ("Orval", "Italie")}
    assert ends(found, "hasCountry") == {("Nuagis", "Italie")}
    assert ("Italie", "outsideEurope", None) not in found


def test_one_misread_place_does_not_put_everything_in_everything() -> None:
    town = fact("located_in", "Orval", "Italie")
    found = concluded(town, fact("located_in", "Brumaire", "Orval"), fact("located_in", "Italie", "Vieux Pont"))
    assert ends(found, "located_in") == {("Brumaire", "Italie")}, "what is said to hold a country holds nothing in it"
    both = [fact("located_in", "Orval", "Brumaire"), fact("located_in", "Brumaire", "Orval")]
    found = concluded(fact("located_in", "Vieux Pont", "Orval"), *both)
    assert ends(found, "located_in") == set(), "of two that lie in each other one was misread"
    parts = [fact("located_in", "Orval", f"Quartier {number}") for number in range(5)]
    assert ends(concluded(fact("located_in", "Brumaire", "Orval"), *parts[:4]), "located_in") == {
        ("Brumaire", f"Quartier {number}") for number in range(4)
    }
    assert ends(concluded(fact("located_in", "Brumaire", "Orval"), *parts), "located_in") == set(), "a town with so many was misread"
    ring = [fact("located_in", *pair) for pair in (("Orval", "Brumaire"), ("Brumaire", "Lisière"), ("Lisière", "Orval"))]
    assert ends(concluded(*ring), "located_in") == set()


def test_a_parent_outside_europe() -> None:
    seat = [fact("headquartered_in", "Brumeo", "Orval"), fact("located_in", "Orval", "Canada")]
    owned = [stake("Brumeo", "Valmont", "60 %"), fact("subsidiary", "Nuagis", "Valmont"), fact("headquartered_in", "Valmont", "Italie")]
    found = concluded(*seat, *owned)
    assert ends(found, "hasNonEuropeanParent") == {("Valmont", "Brumeo"), ("Nuagis", "Brumeo")}
    assert ends(concluded(seat[0], *owned), "hasNonEuropeanParent") == set(), "where a town lies is not guessed"
    site = fact("located_in", "Brumeo", "Canada")
    assert ends(concluded(site, *owned), "hasCountry") == {("Valmont", "Italie")}, "a site abroad is no seat"


def test_disputes_are_told() -> None:
    [found] = infer([fact("customer", "Brumeo", "Nuagis", disputed=True)], things([fact("customer", "Brumeo", "Nuagis")]))
    assert found.why == "who buys from it is its customer; disputed: Brumeo customer of Nuagis"


def test_a_conclusion_is_as_sure_as_its_least_sure_premise() -> None:
    found = concluded(fact("subsidiary", "A", "B", confidence=0.9), fact("subsidiary", "B", "C", confidence=0.4))
    assert found["A", "isSubsidiaryOf", "C"].confidence == 0.4


def pile(seed: int) -> list[object]:
    chance = random.Random(seed)
    firms = [f"Firm {number}" for number in range(9)]
    found: dict[str, object] = {}
    for _ in range(40):
        a, b = chance.sample(firms, 2)
        share = f"{chance.choice([5, 20, 33.3, 50, 51, 60, 100])} %"
        one = chance.choice(
            [
                stake(a, b, share, since=chance.choice([None, "2012", "2014"]), disputed=chance.random() < 0.2),
                fact("subsidiary", a, b),
                fact("acquisition", a, b, chance.choice([None, "100 %"])),
                fact("partner", min(a, b), max(a, b)),
                fact("seller", a, b) if chance.random() < 0.3 else fact("merger", a, b, ended=chance.random() < 0.5),
            ]
        )
        found[one.id] = one
    return list(found.values())


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_facts_does_not_matter(seed: int) -> None:
    facts = pile(seed)
    entities = things(facts)  # type: ignore[arg-type]
    expected = infer(facts, entities)  # type: ignore[arg-type]
    assert expected
    for again in range(3):
        random.Random(again).shuffle(facts)
        random.Random(again).shuffle(entities)
        assert infer(facts, entities) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(8))
def test_every_proof_goes_down_to_facts_without_circles(seed: int) -> None:
    facts = pile(seed)
    found = {one.id: one for one in infer(facts, things(facts))}  # type: ignore[arg-type]
    known = {one.id for one in facts}  # type: ignore[attr-defined]
    proved: set[str] = set()
    while ready := {
        id_ for id_, one in found.items() if id_ not in proved and all(_stands(premise, known, proved) for premise in one.premises)
    }:
        proved |= ready
    assert proved == found.keys()


def _stands(premise: tuple[str, str], known: set[str], proved: set[str]) -> bool:
    return premise[1] in (known if premise[0] == "fact" else proved)


def test_a_removed_premise_removes_what_hung_on_it_and_nothing_else() -> None:
    other = [fact("subsidiary", "X", "Y"), stake("Y", "Z", "70 %")]
    whole, without = concluded(*CHAIN, *other), concluded(*CHAIN[:2], *CHAIN[3:], *other)
    gone = whole.keys() - without.keys()
    assert without.keys() <= whole.keys()
    upper, lower = set("ABC"), set("DEF")
    assert gone == {key for key in whole if key[2] and {key[0], key[2]} & upper and {key[0], key[2]} & lower}
    assert all(without[key] == whole[key] for key in without)


def rests_on(id_: str, found: dict[str, Inference]) -> set[str]:
    """Ids of all facts that a conclusion rests on."""
    below = found[id_].premises
    return {one for kind, one in below if kind == "fact"} | {
        fact for kind, one in below if kind == "inference" for fact in rests_on(one, found)
    }


@pytest.mark.parametrize("seed", range(4))
def test_what_did_not_hang_on_a_removed_fact_stays_as_it_is(seed: int) -> None:
    chance = random.Random(seed)
    firms = [f"Firm {number}" for number in range(8)]
    pairs = [chance.sample(firms, 2) for _ in range(14)]
    facts = list({one.id: one for a, b in pairs for one in [fact(chance.choice(["subsidiary", "subsidiary", "customer"]), a, b)]}.values())
    whole = {one.id: one for one in infer(facts, things(facts)) if one.relation != "controls"}  # a second parent ends control
    for removed in facts:
        rest = [one for one in facts if one is not removed]
        without = {one.id for one in infer(rest, things(facts)) if one.relation != "controls"}
        assert without <= whole.keys()
        assert all(removed.id in rests_on(id_, whole) for id_ in whole.keys() - without)


RULES = (ontology.folder() / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "if: [A shareholding B], then: B hasShareholder A",
            "if: [A holds B], then: B hasShareholder A",
            "inverse.shareholding: if: 'holds' is no relation",
        ),
        ("then: B hasShareholder A", "then: B hasShareholder C", "inverse.shareholding: then: C is in no premise"),
        (
            "then: B hasShareholder A",
            "then: Brumeo hasShareholder A",
            "inverse.shareholding: then: 'Brumeo hasShareholder A' is not LETTER",
        ),
        ("why: who holds a stake is a shareholder", "because: so", "inverse.shareholding: unknown key 'because'"),
        (", why: who holds a stake is a shareholder", "", "inverse.shareholding: why is missing"),
        ("id: inverse.funding", "id: inverse.founded", "inverse.founded: two rules have this id"),
        ("share: majority", "share: most", "subsidiary.stated: share 'most' is none of whole, majority"),
        (
            "unless: [A dissolved, A merger C, B dissolved",
            "unless: [A controls B",
            "subsidiary.stated: unless: controls is no relation that articles state, or that everybody knows of",
        ),
        ("where: {A: [Organisation]", "where: {A: [Firm]", "subsidiary.whole_stake: where: A: 'Firm' is no entity type"),
        ("where: {A: [Organisation]", "where: {D: [Organisation]", "subsidiary.whole_stake: where: D is in no premise"),
        ("statuses: [asserted, corroborated]", "statuses: [asserted, certain]", "statuses: 'certain' is none of"),
        ("statuses: [asserted, corroborated]", "statuses: [denied]", "statuses: 'denied' is none of"),
        ("few: 4", "few: none", "place.chain: few must be a number from 1 on"),
        ("more_than: 50", "more_than: half", "reckoned: control: more_than: 'half' is no whole per cent"),
        (
            "    stake: shareholding\n    through: actsFor\n    then",
            "    stake: partner\n    through: actsFor\n    then",
            "reckoned: effective_stake: stake: 'partner'",
        ),
        ("then: effectiveStake", "then: shareholding", "reckoned: effective_stake: then: 'shareholding' is no property marked sc:inferred"),
        ("in_europe: [european countries]", "in_europe: [lost continents]", "known: in_europe: 'lost continents' is no group"),
        ("rules:\n", "rules: none\nothers:\n", "the file: unknown key 'others'"),
        ("statuses: [asserted", "statuses: [", ""),
    ],
)
def test_mistakes_name_file_rule_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in RULES
    path = tmp_path / FILE
    path.write_text(RULES.replace(old, new, 1) if message else "rules: [", "utf-8")
    with pytest.raises(OntologyError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{FILE}: {message}" if message else f"{FILE}:")
    assert "\n" not in str(caught.value)


def test_a_rule_of_ones_own_can_count_what_is_only_reported(tmp_path: Path) -> None:
    path = tmp_path / FILE
    rule = "  - {id: mine, if: [A supplier B], statuses: [reported], then: B hasSupplier A, why: it is said so}\n"
    path.write_text(RULES + rule, "utf-8")
    found = concluded(fact("supplier", "Brumeo", "Nuagis", status="reported"), rules=load(path))
    assert found["Nuagis", "hasSupplier", "Brumeo"].rule == "mine"
