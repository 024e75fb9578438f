"""The ontology file: what it declares, what it aligns with, and mistakes that are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg import ids
from kg.errors import OntologyError
from kg.ontology import FILE, KINDS, folder, load
from kg.types import AttributionKind, Modality

RELATIONS = """
shareholding acquisition seller merger founded leadership employment government_role funding revenue net_income
investment_total valuation price offers uses_technology hosted_in hosted_by headquartered_in located_in partner customer supplier
competitor subsidiary part_of_programme successor target headcount customers_count capacity subject_to rename dissolved statement
"""


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(folder() / FILE)


def test_relations_and_types() -> None:
    found = load()
    assert sorted(found.relations) == sorted(RELATIONS.split())
    assert set(found.types) == {"Organisation", "Person", "Place", "DataCentre", "Programme", "Product", "Technology", "Law"}
    assert found.types["DataCentre"].parent == "Place"
    assert set(found.modalities) == set(get_args(Modality))
    assert set(found.attribution_kinds) == set(get_args(AttributionKind))
    assert set(found.statuses) == {*get_args(Modality), "corroborated"}


def test_details_of_some_relations() -> None:
    relations = load().relations
    stake = relations["shareholding"]
    assert (stake.kind, stake.range, stake.object_required, stake.symmetric) == ("percent", ("Organisation",), True, False)
    assert relations["partner"].symmetric
    assert relations["offers"].range[0] == "Product"  # the usual type comes first
    assert relations["founded"].object_required is False
    assert relations["revenue"].range == ()
    assert relations["acquisition"].kinds == ("percent", "amount")
    assert relations["acquisition"].inverse_labels == {"fr": "est acquis par", "en": "is acquired by"}


def test_a_data_centre_is_a_place() -> None:
    found = load()
    assert found.is_a("DataCentre", "Place")
    assert not found.is_a("Place", "DataCentre")
    assert found.accepts("DataCentre", found.relations["hosted_in"].range)
    assert not found.accepts("Person", found.relations["hosted_in"].range)


def test_protege_finds_what_it_shows(graph: rdflib.Graph) -> None:
    assert (rdflib.URIRef(ids.ONTOLOGY.rstrip("#")), RDF.type, OWL.Ontology) in graph
    own = {subject for subject in graph.subjects(RDF.type) if str(subject).startswith(ids.ONTOLOGY)}
    assert len(own) > 70
    for subject in own:
        assert {label.language for label in graph.objects(subject, RDFS.label)} == {"fr", "en"}, subject
        if (subject, RDF.type, SKOS.ConceptScheme) not in graph:
            assert {comment.language for comment in graph.objects(subject, RDFS.comment)} == {"fr", "en"}, subject


def test_every_own_term_that_is_used_is_declared(graph: rdflib.Graph) -> None:
    declared = set(graph.subjects(RDF.type))
    used = {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef) and str(term).startswith(ids.ONTOLOGY)}
    assert used <= declared


def test_every_relation_in_the_gold_is_declared_with_its_types(shared: Path) -> None:
    relations = load().relations
    rows = [json.loads(line) for line in (shared / "eval" / "seeds_gold.jsonl").read_text(encoding="utf-8").splitlines()]
    outside = []
    for row in rows:
        types = {entity["name"]: entity["type"] for entity in row["entities"]}
        for claim in row["claims"]:
            relation = relations[claim["relation"]]
            for name, allowed in ((claim["subject"], relation.domain), (claim["object"], relation.range)):
                if name in types and types[name] in load().types and not load().accepts(types[name], allowed):
                    outside.append((claim["relation"], name, types[name]))
    assert outside == []


GOOD = """
@prefix sc: <https://w3id.org/sovereign-cloud/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
sc:Firm a owl:Class ; rdfs:subClassOf sc:Entity ; rdfs:label "firme"@fr, "firm"@en .
sc:buys a owl:ObjectProperty ; rdfs:label "achète"@fr, "buys"@en ; sc:inverseLabel "est acheté par"@fr, "is bought by"@en ;
  rdfs:comment "Achat."@fr, "A purchase."@en ; rdfs:domain sc:Firm ; rdfs:range sc:Firm ; sc:valueKind "percent" ; sc:objectRequired true .
""" + "\n".join(f'sc:{name} skos:inScheme sc:modalities ; skos:prefLabel "{name}"@fr, "{name}"@en .' for name in get_args(Modality))


def write(folder_: Path, text: str) -> Path:
    path = folder_ / "mine.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_small_ontology_of_ones_own(tmp_path: Path) -> None:
    found = load(write(tmp_path, GOOD))
    assert list(found.relations) == ["buys"]
    assert found.relations["buys"].domain == ("Firm",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"achète"@fr, ', "", "mine.ttl: buys: no label in fr"),
        ('"Achat."@fr', '"Achat."', "mine.ttl: buys: comment must have a language tag"),
        ('"buys"@en', '"buys"@en, "purchases"@en', "mine.ttl: buys: two labels in en"),
        ("rdfs:range sc:Firm ;", "", "mine.ttl: buys: needs exactly one range"),
        ("rdfs:range sc:Firm", "rdfs:range sc:Farm", "mine.ttl: buys: range Farm: no such entity type"),
        ('"percent"', '"per cent"', f"mine.ttl: buys: valueKind 'per cent' is none of {', '.join(KINDS)}"),
        ("sc:objectRequired true", "sc:objectRequired 1", "mine.ttl: buys: objectRequired must be true or false"),
        ("sc:objectRequired true", 'rdfs:seeAlso "nothing"', "mine.ttl: buys: objectRequired must be true or false"),
        ("rdfs:subClassOf sc:Entity", "rdfs:subClassOf sc:Firm", "mine.ttl: Firm: is below itself"),
        ('sc:valueKind "percent" ;', "", "mine.ttl: relations: none is declared"),
        ("sc:planned skos:inScheme sc:modalities", "sc:planned skos:inScheme sc:others", "mine.ttl: modalities: expected asserted"),
        ('"firm"@en', '"firm"@de', "mine.ttl: Firm: label must have a language tag, fr or en"),
        ("sc:buys a owl:ObjectProperty", "sc:buys a", "mine.ttl: "),
    ],
)
def test_mistakes_name_file_and_term(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(OntologyError) as caught:
        load(write(tmp_path, GOOD.replace(old, new, 1)))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"^absent\.ttl: "):
        load(tmp_path / "absent.ttl")
