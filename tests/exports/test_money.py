"""The export for FollowTheMoney: what holds becomes ownerships and posts, what does not never does; the library takes every line."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import pytest

from kg import ontology
from kg.exports import export
from kg.exports.money import key
from kg.exports.money_table import COMPANY_ROLES, FIGURES, IS_A, LINK, LINKS, THINGS
from kg.graph.store import Store
from kg.graph.views import facts
from tests.conftest import lacking
from tests.graph.sample import article, claim, extraction, mention, pile, stored

TEXT = """Jean Morel, secrétaire d'État de Ruritanie, a financé Numéra pour 3 millions d'euros. Numéra est une filiale d'Altura.
Ostra succède à Numéra. La loi Vardel s'applique à Numéra. Altura finance Lumen pour 12 millions d'euros. Paul Rey travaille pour Altura.
Numéra participe à Lumen. Numéra a son siège à Orval. Numéra a été dissoute en 2019. Altura détient de 20 à 30 % d'Ostra.
"""


@pytest.fixture(scope="module")
def store() -> Store:
    """The pile, and an article with the other relations that have a schema."""
    told = replace(article("more.txt", TEXT, "fr", "L'Écho", "2016-02-01"), url="https://echo.example/a?b=1")
    claims = [
        claim(told, "government_role", "Jean Morel", "Jean Morel, secrétaire d'État de Ruritanie", "Ruritanie", value="secrétaire d'État"),
        claim(told, "funding", "Jean Morel", "a financé Numéra pour 3 millions d'euros", "Numéra", value="3 million EUR", date="2015"),
        claim(told, "subsidiary", "Numéra", "Numéra est une filiale d'Altura", "Altura"),
        claim(told, "successor", "Ostra", "Ostra succède à Numéra", "Numéra"),
        claim(told, "subject_to", "Numéra", "La loi Vardel s'applique à Numéra", "loi Vardel"),
        claim(told, "funding", "Altura", "Altura finance Lumen pour 12 millions d'euros", "Lumen", value="12 million EUR"),
        claim(told, "employment", "Paul Rey", "Paul Rey travaille pour Altura", "Altura", value="juriste"),
        claim(told, "part_of_programme", "Numéra", "Numéra participe à Lumen", "Lumen"),
        claim(told, "headquartered_in", "Numéra", "Numéra a son siège à Orval", "Orval"),
        claim(told, "dissolved", "Numéra", "Numéra a été dissoute en 2019", date="2019"),
        claim(told, "shareholding", "Altura", "Altura détient de 20 à 30 % d'Ostra", "Ostra", value="20-30 %"),
    ]
    people = {"Jean Morel": "Person", "Paul Rey": "Person"}
    types = {**people, "Ruritanie": "Place", "Orval": "Place", "loi Vardel": "Law", "Lumen": "Programme"}
    return stored([*pile(), extraction(told, claims, [mention(told, name, type_) for name, type_ in types.items()])])


@pytest.fixture(scope="module")
def lines(store: Store, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("ftm") / "graph.ftm.json"
    export(store, path)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def between(lines: list[dict[str, Any]], source: str, one: str, target: str, other: str) -> list[dict[str, Any]]:
    """The links whose property `source` is the thing `one` and whose `target` is `other`."""
    ends = {source: [key("entity", one)], target: [key("entity", other)]}
    return [line for line in lines if {name: line["properties"].get(name) for name in ends} == ends]


def test_every_entity_article_and_fact_is_there_once(lines: list[dict[str, Any]], store: Store) -> None:
    ids = [line["id"] for line in lines]
    assert ids == sorted(set(ids))
    linked = {record for line in lines for record in line["properties"].get("recordId", [])}
    assert linked == {fact.id for fact in facts(store) if fact.object}
    assert all(re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.-]*", id_) for id_ in ids)


def test_schemata_of_things(lines: list[dict[str, Any]]) -> None:
    schemas = {line["properties"]["name"][0]: line["schema"] for line in lines if line["id"].startswith("kg-entity-")}
    wanted = {
        "Nuagis": "Company", "Jean Morel": "Person", "Lumen": "Project", "Orval": "Address", "loi Vardel": "Document", "OpenPile": "Asset",
        "Valmont": "Organization",
    }  # fmt: skip
    assert {name: schemas[name] for name in wanted} == wanted


def test_what_holds_is_linked_by_its_schema(lines: list[dict[str, Any]]) -> None:
    (stake,) = (line for line in between(lines, "owner", "brumeo", "asset", "nuagis") if "percentage" in line["properties"])
    assert (stake["schema"], stake["properties"]["percentage"]) == ("Ownership", ["44.4 %"])
    assert stake["properties"]["status"] == ["corroborated", "disputed"]
    assert set(stake["properties"]["publisher"]) == {"La Gazette du Cloud", "The Cloud Courier", "The Cloud Review"}
    assert any("Brumeo détient 44,3 % de Nuagis" in words for words in stake["properties"]["description"])
    articles = {line["id"]: line["properties"] for line in lines if line["schema"] == "Article"}
    assert {articles[proof]["fileName"][0] for proof in stake["properties"]["proof"]} == {"gazette.txt", "courier.txt", "review.txt"}
    (parent,) = between(lines, "owner", "altura", "asset", "numera")
    assert parent["properties"]["sourceUrl"] == ["https://echo.example/a?b=1"]
    (paid,) = between(lines, "payer", "jean-morel", "beneficiary", "numera")
    assert (paid["properties"]["amount"], paid["properties"]["currency"], paid["properties"]["date"]) == (["3000000"], ["EUR"], ["2015"])
    (next_,) = between(lines, "predecessor", "numera", "successor", "ostra")
    assert next_["schema"] == "Succession"
    (works,) = between(lines, "employee", "paul-rey", "employer", "altura")
    assert works["properties"]["role"] == ["juriste"]
    (post,) = (line for line in lines if line["schema"] == "Occupancy")
    (office,) = (line for line in lines if line["id"] == post["properties"]["post"][0])
    assert (office["schema"], office["properties"]["name"]) == ("Position", ["secrétaire d'État"])
    (numera,) = (line for line in lines if line["id"] == key("entity", "numera"))
    assert numera["properties"]["dissolutionDate"] == ["2019"]


def test_what_is_not_sure_is_never_an_ownership(lines: list[dict[str, Any]]) -> None:
    assert between(lines, "owner", "brumeo-business-services", "asset", "serpentin") == []
    (plan,) = between(lines, "subject", "brumeo-business-services", "object", "serpentin")
    assert (plan["schema"], plan["properties"]["role"]) == ("UnknownLink", ["acquires (planned)"])
    assert plan["properties"]["status"] == ["planned"]
    (denied,) = between(lines, "subject", "valmont", "object", "serpentin")
    assert denied["properties"]["role"] == ["funds (denied)"]


def test_ends_that_a_schema_does_not_take_are_linked_all_the_same(lines: list[dict[str, Any]]) -> None:
    (given,) = between(lines, "subject", "altura", "object", "lumen")
    assert (given["schema"], given["properties"]["role"], given["properties"]["summary"]) == ("UnknownLink", ["funds"], ["12 million EUR"])


def test_figures_are_notes_with_their_source(lines: list[dict[str, Any]]) -> None:
    (nuagis,) = (line for line in lines if line["id"] == key("entity", "nuagis"))
    (note,) = (note for note in nuagis["properties"]["notes"] if "97485" in note)
    assert note.startswith("revenue: 97485 EUR (2013), ")
    assert "The Cloud Courier" in note
    assert "incorporationDate" not in nuagis["properties"], "articles disagree"


def test_ids_are_of_their_own() -> None:
    assert key("entity", "nuagis") == "kg-entity-nuagis"
    assert key("entity", "a_b") != key("entity", "a-b") != key("entity", "a b")


def test_the_table_speaks_of_what_there_is() -> None:
    known = ontology.load()
    assert set(LINKS) | set(FIGURES) <= set(known.relations)
    assert {role.strip("> ") for role in COMPANY_ROLES} <= set(known.relations)
    assert set(THINGS) == set(known.types) - {"Entity"}
    assert set(THINGS.values()) <= set(IS_A)
    assert all(relation.kind == "percent" for name, relation in known.relations.items() if LINKS.get(name, LINK).value == "percentage"
               and name != "subsidiary")  # fmt: skip


def test_the_library_takes_every_line(lines: list[dict[str, Any]]) -> None:
    if find_spec("followthemoney") is None:
        lacking("followthemoney (pip install 'kg[ftm]')")
    from followthemoney import model

    for name, above in IS_A.items():
        assert above <= {schema.name for schema in model.get(name).schemata}, name  # type: ignore[union-attr]
    for link in (*LINKS.values(), LINK):
        schema = model.get(link.schema)
        assert schema is not None
        assert (schema.source_prop.name, schema.target_prop.name) == (link.source, link.target)  # type: ignore[union-attr]
    made = {line["id"]: model.get_proxy(line, cleaned=False) for line in lines}
    for line in lines:
        proxy = made[line["id"]]
        proxy.schema.validate(line)
        for name, values in line["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None, (line["schema"], name)
            assert sorted(proxy.get(name)) == sorted(set(values)), f"{name} of {line['id']} is not as the library has it"
            if prop.range is not None:
                assert all(made[value].schema.is_a(prop.range) for value in values), (line["schema"], name)
