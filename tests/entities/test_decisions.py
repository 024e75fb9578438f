"""Judgements in resolving: they win over spelling, world knowledge and acronyms, and the order of documents does not matter."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from kg.entities import links, names_of, resolve
from kg.entities.decisions import spelled
from kg.entities.moving import moved
from kg.types import Entity, Extraction, Judgement, Named, Resolution
from tests.graph.sample import article, extraction, mention


@dataclass(frozen=True)
class Name:
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


WORLD = (Name("Banque Publique de Prêt", "Organisation", ("BPP",), "Q42"), Name("Brumeo", "Organisation", ("Groupe Brumeo",)))


def text(name: str, content: str, *forms: str, type_: str = "Organisation") -> Extraction:
    document = article(name, content, "fr", None, None)
    return extraction(document, [], [mention(document, form, type_) for form in forms])


def thing(name: str, doc: str | None = None) -> Named:
    return Named(name=name, family="thing", doc=doc)


def judged(verb: str, *names: Named, number: int = 0, **rest: object) -> Judgement:
    return Judgement(id=f"j{number}", verb=verb, names=names, **rest)  # type: ignore[arg-type]


def who(pile: list[Extraction], *judgements: Judgement) -> Resolution:
    """The resolution, the same for every order of the documents."""
    found = resolve(pile, names=WORLD, judgements=judgements)
    for seed in range(4):
        mixed = pile[:]
        random.Random(seed).shuffle(mixed)
        assert resolve(mixed, names=WORLD, judgements=judgements) == found
    return found


PILE = [
    text("a.txt", "La Banque Publique de Prêt et la BPP, Nuagis et Nuâgis", "Banque Publique de Prêt", "BPP", "Nuagis", "Nuâgis"),
    text("b.txt", "Nuâgis, NUAGIS, Groupe Nuagis et Serpentin", "Nuâgis", "NUAGIS", "Groupe Nuagis", "Serpentin"),
    text("c.txt", "Caisse des Ponts (CDP)", "Caisse des Ponts", "CDP"),
    text("d.txt", "la CDP, BPP", "CDP", "BPP"),
]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Nuagis", "Nuâgis", "spelling"),
        ("Nuâgis", "Nuagis", "spelling"),
        ("Banque Publique de Prêt", "BPP", "world knowledge"),
        ("Caisse des Ponts", "CDP", "acronym"),
    ],
)
def test_a_split_keeps_apart_what_would_be_one(one: str, other: str, why: str) -> None:
    before = who(PILE)
    first, second = ({id_ for (_, form), id_ in before.ids.items() if form == name} for name in (one, other))
    assert first == second, why
    after = who(PILE, judged("split", thing(one), thing(other)))
    [kept], [left] = ({id_ for (_, form), id_ in after.ids.items() if form == name} for name in (one, other))
    assert kept != left
    assert {kept} == first, "what is called by the first form stays what it is"
    others = {place for place in before.ids if spelled(place[1]) not in (spelled(one), spelled(other))}
    assert {place: after.ids[place] for place in others} == {place: before.ids[place] for place in others}


def test_what_an_acronym_stands_for_can_leave_it() -> None:
    found = who(PILE, judged("split", thing("CDP"), thing("Caisse des Ponts")))
    assert found.ids["c.txt", "CDP"] == found.ids["d.txt", "CDP"] == "cdp"
    assert found.ids["c.txt", "Caisse des Ponts"] != "cdp"


def test_a_form_can_leave_what_only_world_knowledge_calls_it() -> None:
    pile = [text("a.txt", "BPP", "BPP"), text("b.txt", "BPP et Nuagis", "BPP", "Nuagis")]
    assert who(pile).ids["a.txt", "BPP"] == "banque-publique-de-pret"
    found = who(pile, judged("split", thing("Banque Publique de Prêt"), thing("BPP")))
    assert found.ids["a.txt", "BPP"] == found.ids["b.txt", "BPP"]
    assert found.entities[found.ids["a.txt", "BPP"]].name == "BPP"


def test_a_merge_joins_and_the_first_name_stays() -> None:
    found = who(PILE, judged("merge", thing("Serpentin"), thing("Nuagis")))
    assert {id_ for (_, form), id_ in found.ids.items() if form in ("Serpentin", "Nuagis", "Nuâgis", "NUAGIS")} == {"serpentin"}
    assert found.entities["serpentin"].name == "Serpentin"


def test_of_two_judgements_on_one_pair_the_later_one_holds() -> None:
    pair = (thing("Nuagis"), thing("Nuâgis"))
    both = who(PILE, judged("split", *pair), judged("merge", *pair, number=1))
    assert both.ids["a.txt", "Nuagis"] == both.ids["a.txt", "Nuâgis"]
    back = who(PILE, judged("merge", *pair), judged("split", *pair, number=1))
    assert back.ids["a.txt", "Nuagis"] != back.ids["a.txt", "Nuâgis"]


def test_what_was_split_off_can_be_merged_with_another() -> None:
    found = who(PILE, judged("split", thing("Nuagis"), thing("Nuâgis")), judged("merge", thing("Serpentin"), thing("Nuâgis"), number=1))
    assert found.ids["a.txt", "Nuâgis"] == found.ids["b.txt", "Serpentin"] == "serpentin"
    assert found.ids["b.txt", "NUAGIS"] == found.ids["a.txt", "Nuagis"] == "nuagis"


def test_a_split_holds_against_merges_by_a_third_name() -> None:
    split = judged("split", thing("Nuagis"), thing("Nuâgis"))
    merges = [judged("merge", thing("Serpentin"), thing(name), number=place) for place, name in enumerate(("Nuagis", "Nuâgis"), start=1)]
    found = who(PILE, split, *merges)
    assert found.ids["a.txt", "Nuagis"] == "serpentin"
    assert found.ids["a.txt", "Nuâgis"] != "serpentin"


def test_a_name_can_mean_another_thing_in_one_document() -> None:
    found = who(PILE, judged("split", thing("BPP", "d.txt")))
    assert found.ids["a.txt", "BPP"] == "banque-publique-de-pret"
    assert found.ids["d.txt", "BPP"].startswith("bpp-")
    joined = who(PILE, judged("split", thing("BPP", "d.txt")), judged("merge", thing("Serpentin"), thing("BPP", "d.txt"), number=1))
    assert joined.ids["d.txt", "BPP"] == "serpentin"
    assert joined.ids["a.txt", "BPP"] == "banque-publique-de-pret"


def test_identifiers_come_from_world_knowledge_and_from_links() -> None:
    assert who(PILE).entities["banque-publique-de-pret"].identifiers == (("wikidata", "Q42"),)
    link = judged("link", thing("Banque Publique de Prêt"), identifiers=(("siren", "732829320"), ("wikidata", "Q7")))
    assert who(PILE, link).entities["banque-publique-de-pret"].identifiers == (("siren", "732829320"), ("wikidata", "Q7"))
    assert who(PILE, judged("link", thing("Nobody"), identifiers=(("wikidata", "Q7"),))) == who(PILE)


def test_a_merge_ties_names_that_nothing_else_ties() -> None:
    merge = judged("merge", thing("Serpentin"), thing("Nuagis"))
    records = {record.name: record for one in PILE for record in names_of(one, WORLD)}
    assert not links(records["Serpentin"], WORLD) & links(records["NUAGIS"], WORLD)
    assert links(records["Serpentin"], WORLD, [merge]) & links(records["NUAGIS"], WORLD, [merge])
    assert not links(records["CDP"], WORLD, [merge]) & links(records["NUAGIS"], WORLD, [merge])


def test_ids_that_moved_are_found_by_name_and_chains_are_short() -> None:
    before = [Entity(id="serpent", type="Organisation", name="Serpentin"), Entity(id="gone", type="Person", name="Ada Vernet")]
    now = who(PILE)
    assert moved(before, {"snake": "serpent", "nuagis": "serpentin", "lost": "gone"}, now) == {"serpent": "serpentin", "snake": "serpentin"}
