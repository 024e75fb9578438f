"""Descriptions of single things as RDF: what is in them, what is not, and how much."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import ids
from kg.errors import UnknownNameError
from kg.graph.description import describe, kind_of
from kg.graph.namespaces import INFERENCES, individual, node
from kg.graph.store import Store
from kg.graph.views import claims, facts, find_entity


def test_an_entity_comes_with_its_facts_and_the_names_of_what_they_lead_to(store: Store) -> None:
    id_ = find_entity(store, "Nuagis")
    found = describe(store, ids.iri("entity", id_))
    triples = [(one.subject, one.predicate, one.object) for one in found.triples()]
    assert (individual("entity", id_), node("skos:prefLabel"), ox.Literal("Nuagis")) in triples
    about = {fact.id for fact in facts(store, id_)}
    assert about
    assert {individual("fact", fact) for fact in about} <= {subject for subject, _, _ in triples}
    brumeo = individual("entity", find_entity(store, "Brumeo"))
    assert (brumeo, node("skos:prefLabel"), ox.Literal("Brumeo")) in triples
    labels = {(one[0].value, one[2].language) for one in found.labels if isinstance(one[2], ox.Literal)}
    assert {(ids.term("shareholding"), "fr"), (ids.term("shareholding"), "en")} <= labels
    assert triples == [(one.subject, one.predicate, one.object) for one in describe(store, found.iri).triples()]
    assert len(set(triples)) == len(triples)


def test_a_claim_comes_with_its_words_and_its_facts(store: Store) -> None:
    one = claims(store)[0]
    found = describe(store, ids.iri("claim", one.id))
    every = list(found.triples())
    assert ox.Literal(one.evidence) in {triple.object for triple in every if triple.predicate == node("oa:exact")}
    assert {triple.object for triple in every if triple.predicate == node("oa:start")} == {ox.Literal(one.start)}
    assert any(triple.predicate == node("sc:supportedBy") and triple.object == individual("claim", one.id) for triple in every)


def test_what_follows_and_what_users_say_is_left_out(store: Store) -> None:
    id_ = find_entity(store, "Nuagis")
    entity = individual("entity", id_)
    before = list(describe(store, entity.value).triples())
    inference = individual("inference", "i1")
    store.load(
        [
            ox.Quad(entity, node("sc:ledBy"), entity, ox.NamedNode(INFERENCES)),
            ox.Quad(entity, node("rdfs:comment"), ox.Literal("mine"), ox.NamedNode("urn:x:mine")),
            ox.Quad(inference, node("sc:subject"), entity, ox.NamedNode(INFERENCES)),
        ]
    )
    assert list(describe(store, entity.value).triples()) == before
    assert describe(store, inference.value).own == ((inference, node("sc:subject"), entity),)


def test_what_is_too_much_is_cut_and_said(store: Store) -> None:
    iri = ids.iri("entity", find_entity(store, "Nuagis"))
    whole, part = describe(store, iri), describe(store, iri, most=1)
    assert whole.left_out == 0
    assert len({one[0] for one in part.more}) == 1
    assert part.left_out > 0
    remarks = [one.object.value for one in part.triples("http://x/doc") if one.subject == ox.NamedNode("http://x/doc")]
    assert remarks == [f"{part.left_out} more are not given here; SPARQL queries find them"]
    assert not [one for one in whole.triples("http://x/doc") if one.subject == ox.NamedNode("http://x/doc")]


@pytest.mark.parametrize("iri", [ids.iri("entity", "absent"), ids.iri("claim", "../entity"), ids.iri("fact", "")])
def test_what_is_not_there_is_told(iri: str, store: Store) -> None:
    with pytest.raises(UnknownNameError, match="nothing here has this IRI"):
        describe(store, iri)


def test_kinds_are_told_by_their_iris() -> None:
    assert kind_of(ids.iri("claim", "x")) == "claim"
    assert kind_of(ids.term("Claim")) == "ontology"
    assert [kind_of(iri) for iri in (ids.BASE, ids.iri("graph", "x"), "http://example.org/entity/x", ids.BASE + "entity")] == [None] * 4
