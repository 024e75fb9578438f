"""Validation: a good graph conforms, broken ones do not, and an empty one is an error rather than a pass."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError, StoreError
from kg.graph.namespaces import node, relation
from kg.graph.store import Store
from kg.quality import validate
from tests.graph.sample import pile, stored


def without(store: Store, predicate: str, kind: str) -> Store:
    """A copy of `store` in which the first node of a kind lacks what `predicate` says of it."""
    quads = sorted(store.quads(), key=str)
    victim = next(quad.subject for quad in quads if quad.predicate == node("rdf:type") and quad.object == node(kind))
    copy = Store()
    copy.load(quad for quad in quads if (quad.subject, quad.predicate) != (victim, node(predicate)))
    assert len(copy) < len(store)
    return copy


def changed(store: Store, predicate: str, value: ox.Literal | ox.NamedNode, kind: str) -> Store:
    """A copy of `store` in which the first node of a kind has another value for `predicate`."""
    quads = sorted(store.quads(), key=str)
    victim = next(quad for quad in quads if quad.predicate == node("rdf:type") and quad.object == node(kind))
    copy = without(store, predicate, kind)
    copy.load([ox.Quad(victim.subject, node(predicate), value, victim.graph_name)])
    return copy


def test_a_good_graph_conforms() -> None:
    report = validate(stored(pile()))
    assert report.conforms, [str(one) for one in report.violations]
    assert report.violations == ()
    claims = sum(len(one.claims) for one in pile())
    assert (report.by_class["Claim"], report.by_class["TextQuoteSelector"]) == (claims, claims)
    assert report.by_class["Entity"] > 10  # by way of its subclasses
    assert report.focus_nodes == sum(report.by_class.values())


@pytest.mark.parametrize(
    ("kind", "predicate", "message"),
    [
        ("sc:Claim", "sc:modality", "a claim has one modality of the list"),
        ("sc:Claim", "oa:hasTarget", "a claim has the passage that says it"),
        ("sc:Claim", "prov:wasDerivedFrom", "a claim comes from one article"),
        ("sc:Claim", "sc:subject", "the subject is one entity with a type"),
        ("sc:Claim", "sc:rule", "a claim names the rule that found it"),
        ("oa:SpecificResource", "oa:hasSelector", "a passage has its words"),
        ("oa:TextQuoteSelector", "oa:exact", "a quote has words"),
        ("oa:TextPositionSelector", "oa:end", "a position has an end"),
        ("schema:NewsArticle", "schema:sha256", "an article has the hash of its text"),
        ("sc:Organisation", "skos:prefLabel", "an entity has one preferred name"),
        ("sc:Fact", "sc:status", "a fact has one status of the list"),
    ],
)
def test_what_is_missing_is_found(kind: str, predicate: str, message: str) -> None:
    report = validate(without(stored(pile()), predicate, kind))
    assert not report.conforms
    assert message in {violation.message for violation in report.violations}


@pytest.mark.parametrize(
    ("kind", "predicate", "value", "message"),
    [
        ("sc:Claim", "sc:confidence", ox.Literal("1.5", datatype=node("xsd:decimal")), "the confidence is a number from 0 to 1"),
        ("sc:Claim", "sc:modality", node("sc:corroborated"), "a claim has one modality of the list"),
        ("sc:Claim", "sc:relation", relation("befriends"), "the relation is one of the ontology"),
        ("sc:Claim", "sc:subject", node("sc:nobody"), "the subject is one entity with a type"),
        ("oa:TextPositionSelector", "oa:end", ox.Literal(0), "a position starts before it ends"),
        ("sc:Fact", "sc:disputed", ox.Literal("perhaps"), "a fact says whether it is disputed"),
    ],
)
def test_what_is_wrong_is_found(kind: str, predicate: str, value: ox.Literal | ox.NamedNode, message: str) -> None:
    report = validate(changed(stored(pile()), predicate, value, kind))
    assert not report.conforms
    assert message in {violation.message for violation in report.violations}


def test_a_denied_claim_must_be_negated() -> None:
    store = stored(pile())
    claim = next(store.quads(None, node("sc:modality"), node("sc:denied")))
    copy = Store()
    copy.load(quad for quad in store.quads() if (quad.subject, quad.predicate) != (claim.subject, node("sc:negated")))
    copy.load([ox.Quad(claim.subject, node("sc:negated"), ox.Literal(False), claim.graph_name)])
    assert not validate(copy).conforms


def test_a_violation_reads_well() -> None:
    report = validate(changed(stored(pile()), "sc:confidence", ox.Literal("1.5", datatype=node("xsd:decimal")), "sc:Claim"))
    assert len(report.violations) == 1
    assert str(report.violations[0]).startswith("claim/")
    assert str(report.violations[0]).endswith(" confidence: the confidence is a number from 0 to 1 (found 1.5)")


def test_an_empty_graph_is_an_error() -> None:
    with pytest.raises(StoreError, match="nothing to validate"):
        validate(Store())
    store = Store()
    store.load([ox.Quad(node("sc:a"), node("sc:b"), ox.Literal("neither claim nor fact"))])
    with pytest.raises(StoreError, match="nothing to validate"):
        validate(store)


def test_a_store_on_disk_is_seen_too(tmp_path: Path) -> None:
    with stored(pile(), tmp_path / "store"):
        pass
    assert validate(Store(tmp_path / "store", read_only=True)).by_class["Claim"] == 22


def test_shapes_that_cannot_be_read(tmp_path: Path) -> None:
    shapes = tmp_path / "bad.ttl"
    shapes.write_text("this is not Turtle", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"^bad\.ttl: "):
        validate(stored(pile()), shapes=shapes)
