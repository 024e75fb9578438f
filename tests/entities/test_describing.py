"""Data centres by name and by description: which are one, and that a region is not the data centre called after it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kg.entities import resolve
from kg.entities.describing import proper
from kg.entities.known import WorldKnowledge
from kg.types import Extraction, Judgement, Named
from tests.graph.sample import article, extraction, mention


@dataclass(frozen=True)
class Name:
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    wide: bool = False


WORLD = WorldKnowledge([Name("Brumeo", "Organisation"), Name("Orval", "Place"), Name("Brumaire", "Place", wide=True)])
TYPES = dict.fromkeys(("Brumeo", "Nuagis", "Valmont"), "Organisation") | dict.fromkeys(("Orval", "Sarnes", "Brumaire"), "Place")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("le centre de données « Brumaire » du groupe", "Brumaire"),
        ("data centre Kestrel", "Kestrel"),
        ("the Kestrel data centre", "Kestrel"),
        ("Kestrel", "Kestrel"),
        ("le datacenter de Brumeo à Orval", None),
        ("le datacenter Brumeo", None),
        ("Brumeo's data centre", None),
        ("its Orval data center", None),
        ("un nouveau centre de données", None),
        ("un datacenter neuf", None),
    ],
)
def test_the_name_in_a_form(form: str, name: str | None) -> None:
    assert proper(form, WORLD) == name


def told(number: int, text: str, form: str) -> Extraction:
    document = article(f"{number}.txt", text, "fr", None, None)
    others = [mention(document, name, type_) for name, type_ in TYPES.items() if name in text and name != form]
    return extraction(document, [], [mention(document, form, "DataCentre"), *others])


def ids(*texts: tuple[str, str], judgements: tuple[Judgement, ...] = ()) -> list[str]:
    """The ids of data centres, each in an article of its own: its text and the form in it."""
    found = resolve([told(number, *one) for number, one in enumerate(texts)], WORLD, judgements).ids
    return [found[f"{number}.txt", form] for number, (_, form) in enumerate(texts)]


NAMED = ("Nuagis est chez Brumeo, dans le centre de données « Kestrel » du groupe, à Orval.", "centre de données « Kestrel »")
OWNED = ("Tout est hébergé dans le datacenter de Brumeo à Orval.", "le datacenter de Brumeo à Orval")
SHARED = ("Nuagis partage un datacenter neuf dans la plaine avec Brumeo, à Orval.", "un datacenter neuf")


def test_one_place_and_one_owner_make_one_data_centre() -> None:
    assert len(set(ids(NAMED, OWNED, SHARED))) == 1
    assert ids(NAMED, OWNED, SHARED)[0] == "kestrel"


@pytest.mark.parametrize(
    "other",
    [
        ("Tout est hébergé dans le datacenter de Brumeo à Sarnes.", "le datacenter de Brumeo à Sarnes"),  # elsewhere
        ("Tout est hébergé dans le datacenter de Valmont à Orval.", "le datacenter de Valmont à Orval"),  # somebody else's
        ("Brumeo a un centre de données « Merlin » à Orval.", "centre de données « Merlin »"),  # of another name
        ("Brumeo a un datacenter en Brumaire.", "un datacenter"),  # a region is no address
        ("Brumeo a un datacenter. Ses bureaux sont à Orval.", "un datacenter"),  # the place of something else
    ],
)
def test_what_is_not_known_to_be_one_stays_apart(other: tuple[str, str]) -> None:
    first, second = ids(NAMED, other)
    assert first != second


def test_what_stands_between_two_owners_joins_neither() -> None:
    theirs = ("Tout est dans le datacenter de Nuagis à Orval.", "le datacenter de Nuagis à Orval")
    assert len(set(ids(OWNED, SHARED, theirs))) == 3


def test_two_names_at_one_place_leave_descriptions_alone() -> None:
    merlin = ("Brumeo ouvre le centre de données « Merlin » à Orval.", "centre de données « Merlin »")
    assert len(set(ids(NAMED, merlin, OWNED))) == 3


def test_the_data_centre_of_two_articles_is_two() -> None:
    first, second = ids(("Voici le datacenter.", "le datacenter"), ("Voici le datacenter.", "le datacenter"))
    assert first != second


def test_a_data_centre_called_after_its_region_is_not_the_region() -> None:
    site = told(0, "Le centre de données « Brumaire » de Brumeo.", "Brumaire")
    place = article("1.txt", "La région Brumaire.", "fr", None, None)
    found = resolve([site, extraction(place, [], [mention(place, "Brumaire", "Place")])], WORLD)
    assert found.ids["0.txt", "Brumaire"] != found.ids["1.txt", "Brumaire"]
    assert found.entities[found.ids["0.txt", "Brumaire"]].type == "DataCentre"


def test_judgements_win() -> None:
    pair = (Named(name="centre de données « Kestrel »", family="site"), Named(name=OWNED[1], family="site"))
    first, second = ids(NAMED, OWNED, judgements=(Judgement(id="1", verb="split", names=pair),))
    assert first != second
    away = ("Tout est dans le datacenter de Nuagis.", "le datacenter de Nuagis")
    both = (Named(name="Kestrel", family="site"), Named(name=away[1], family="site"))
    first, second = ids(NAMED, away, judgements=(Judgement(id="1", verb="merge", names=both),))
    assert first == second
