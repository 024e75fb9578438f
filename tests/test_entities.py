"""Who is who: what is one, what stays apart, and ids that do not depend on the order of documents."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from kg.entities import is_acronym, key, links, names_of, resolve, resolve_names
from kg.types import Extraction, Resolution
from tests.graph.sample import article, claim, extraction, mention, pile


@dataclass(frozen=True)
class Name:
    name: str
    type: str
    aliases: tuple[str, ...] = ()


def text(name: str, content: str, *mentions: tuple[str, str]) -> Extraction:
    document = article(name, content, "fr", None, None)
    return extraction(document, [], [mention(document, form, type_) for form, type_ in mentions])


def id_of(resolution: Resolution, name: str) -> str:
    found = {id_ for (_, form), id_ in resolution.ids.items() if form == name}
    assert len(found) == 1, (name, found)
    return found.pop()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nuagis", "NUAGIS"),
        ("Nuagis", "Nuagis S.A."),
        ("Nuagis", "Groupe Nuagis"),
        ("Nuagis", "le groupe Nuagis"),
        ("Nuagis", "Nuagis Group"),
        ("Caisse des Prêts", "la caisse des prets"),
        ("L’Écho", "L'Echo"),
        ("Brumeo, Inc.", "Brumeo"),
        ("Val-de-Reuil", "Val de Reuil"),
    ],
)
def test_same_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Brumeo", "Brumeo Business Services"), ("Taureau", "Taureau Rouge"), ("Nuagis", "Nuagix"), ("C", "C++"), ("SA", "SAS")],
)
def test_likeness_alone_joins_nothing(one: str, other: str) -> None:
    assert key(one) != key(other)
    resolution = resolve([text("a.txt", f"{one} {other}", (one, "Organisation"), (other, "Organisation"))], names=())
    assert id_of(resolution, one) != id_of(resolution, other)


def test_readable_ids() -> None:
    resolution = resolve(pile(), names=())
    assert id_of(resolution, "Brumeo Business Services") == "brumeo-business-services"
    assert id_of(resolution, "Nuagis SA") == id_of(resolution, "Nuagis") == "nuagis"
    assert resolution.entities["nuagis"].aliases == ("Nuagis SA",)
    assert "44.3 %" not in {name for _, name in resolution.ids}


def test_acronym_that_a_text_introduces_holds_everywhere() -> None:
    first = text("a.txt", "La Banque Publique de Prêt (BPP) prête.", ("Banque Publique de Prêt", "Organisation"), ("BPP", "Organisation"))
    second = text("b.txt", "La BPP prête.", ("BPP", "Organisation"))
    resolution = resolve([first, second], names=())
    assert id_of(resolution, "BPP") == "banque-publique-de-pret"
    assert resolution.entities["banque-publique-de-pret"].aliases == ("BPP",)


def test_acronym_of_two_things_holds_only_where_it_is_introduced() -> None:
    first = text("a.txt", "Banque Publique de Prêt (BPP)", ("Banque Publique de Prêt", "Organisation"), ("BPP", "Organisation"))
    second = text("b.txt", "Bureau des Ponts et Pylônes (BPP)", ("Bureau des Ponts et Pylônes", "Organisation"), ("BPP", "Organisation"))
    third = text("c.txt", "La BPP", ("BPP", "Organisation"))
    ids = resolve([first, second, third], names=()).ids
    assert ids["a.txt", "BPP"] == "banque-publique-de-pret"
    assert ids["b.txt", "BPP"] == "bureau-des-ponts-et-pylones"
    assert ids["c.txt", "BPP"] == "bpp"


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("BPP", "Banque Publique de Prêt", True),
        ("CDP", "Caisse des Prêts", True),
        ("CDPC", "Caisse des Prêts", True),
        ("PDG", "Brumeo", False),
        ("BBS", "Brumeo", False),
        ("XYZ", "Banque Publique de Prêt", False),
    ],
)
def test_is_acronym(short: str, long: str, fits: bool) -> None:
    assert is_acronym(short, long) is fits


def test_world_knowledge_joins_names_of_one_type() -> None:
    names = (
        Name("Banque Publique de Prêt", "Organisation", ("BPP",)),
        Name("Taureau", "Organisation", ("T",)),
        Name("Tonne", "Organisation", ("T",)),
    )
    pile_ = [
        text("a.txt", "BPP", ("BPP", "Organisation")),
        text("b.txt", "Banque publique de prêt. T", ("Banque publique de prêt", "Organisation"), ("T", "Organisation")),
    ]
    resolution = resolve(pile_, names=names)
    assert id_of(resolution, "BPP") == id_of(resolution, "Banque publique de prêt") == "banque-publique-de-pret"
    assert resolution.entities["banque-publique-de-pret"].name == "Banque Publique de Prêt"
    assert id_of(resolution, "T") == "t"  # two well-known things are called so: neither


def test_well_known_things_with_like_names_stay_apart() -> None:
    names = (Name("La Brume", "Place"), Name("Brumstadt", "Place", ("The Brume",)), Name("Volto", "Product"), Name("Volto SE", "Product"))
    place = text("a.txt", "La Brume, The Brume, Brume", ("La Brume", "Place"), ("The Brume", "Place"), ("Brume", "Place"))
    product = text("b.txt", "Le Volto et le Volto SE", ("Volto", "Product"), ("Volto SE", "Product"))
    resolution = resolve([place, product], names=names)
    assert id_of(resolution, "La Brume") == "la-brume"
    assert id_of(resolution, "The Brume") == "brumstadt"
    assert id_of(resolution, "Brume") == "brume"  # without its article it could be either
    assert id_of(resolution, "Volto") == "volto"
    assert id_of(resolution, "Volto SE") == "volto-se"


def test_shipped_names_are_used() -> None:
    long = text("b.txt", "Union européenne", ("Union européenne", "Organisation"))
    resolution = resolve([text("a.txt", "UE", ("UE", "Organisation")), long])
    assert id_of(resolution, "UE") == id_of(resolution, "Union européenne") == "union-europeenne"


def test_person_and_organisation_of_one_name_stay_apart() -> None:
    firm = article("a.txt", "Lebrun vend. Lebrun achète.", "fr", None, None)
    first = extraction(firm, [claim(firm, "acquisition", "Lebrun", "Lebrun achète", "Nuagis")], [mention(firm, "Lebrun", "Organisation")])
    person = article("b.txt", "Lebrun dirige Nuagis.", "fr", None, None)
    leads = claim(person, "leadership", "Lebrun", "Lebrun dirige Nuagis", "Nuagis")
    second = extraction(person, [leads], [mention(person, "Lebrun", "Person")])
    resolution = resolve([first, second], names=())
    assert resolution.ids["a.txt", "Lebrun"] == "lebrun"
    assert resolution.ids["b.txt", "Lebrun"] == "lebrun-person"
    assert resolution.entities["lebrun-person"].type == "Person"


def test_the_role_in_a_claim_repairs_a_wrong_type() -> None:
    document = article("a.txt", "Nuagis détient 30 % de Brumeo.", "fr", None, None)
    one = extraction(
        document,
        [claim(document, "shareholding", "Nuagis", "Nuagis détient 30 % de Brumeo", "Brumeo", value="30 %")],
        [mention(document, "Nuagis", "Person"), mention(document, "Brumeo", "Place")],
    )
    types = {entity.name: entity.type for entity in resolve([one], names=()).entities.values()}
    assert types["Brumeo"] == "Organisation"


def test_every_name_has_an_entity() -> None:
    resolution = resolve(pile(), names=())
    for one in pile():
        for said in one.claims:
            for name in (said.subject, said.object, said.attributed_to):
                assert name is None or resolution.ids[said.doc, name] in resolution.entities


def test_order_of_documents_does_not_matter() -> None:
    expected = resolve(pile(), names=())
    for seed in range(5):
        mixed = pile()
        random.Random(seed).shuffle(mixed)
        assert resolve(mixed, names=()) == expected


def test_names_without_a_chain_of_links_do_not_matter_to_one_another() -> None:
    lender = ("Caisse des Prêts", "Organisation")
    texts = [
        text("a.txt", "Caisse des Prêts (CDP) et Nuagis", lender, ("CDP", "Organisation"), ("Nuagis", "Place")),
        text("b.txt", "la CDP, Nuagis SA et Brumeo", ("CDP", "Organisation"), ("Nuagis SA", "Organisation"), ("Brumeo", "Organisation")),
        text("c.txt", "Brumeo, C et C++", ("Brumeo", "Person"), ("C", "Technology"), ("C++", "Technology")),
        text("d.txt", "Nuagis", ("Nuagis", "Organisation")),
    ]
    records = [record for one in texts for record in names_of(one)]
    everywhere = resolve_names(records, names=())
    seen: set[int] = set()
    parts = 0
    for start in range(len(records)):
        if start in seen:
            continue
        near, ties = {start}, links(records[start], names=())
        while more := {place for place, record in enumerate(records) if place not in near and links(record, names=()) & ties}:
            near |= more
            ties |= {tie for place in more for tie in links(records[place], names=())}
        part = resolve_names([records[place] for place in near], names=())
        assert part.ids == {place: id_ for place, id_ in everywhere.ids.items() if place in part.ids}
        assert part.entities == {id_: everywhere.entities[id_] for id_ in part.entities}
        seen |= near
        parts += 1
    assert parts == 4, "the lender and its acronym, Nuagis, Brumeo, C with C++"
