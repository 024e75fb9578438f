"""Views: what readers see of the graph."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.graph import disagreements, views
from kg.graph.network import to_networkx
from kg.graph.store import Store
from kg.ontology import load
from tests.graph.sample import pile

SAME = ("relation", "value", "date", "modality", "attribution_kind", "negated", "ended", "evidence", "start", "end", "rule", "confidence")


def test_entities(store: Store) -> None:
    found = {entity.id: entity for entity in views.entities(store)}
    assert found["caisse-des-prets"].aliases == ("CDP",)
    assert found["openpile"].type == "Technology"
    assert list(found) == sorted(found)


@pytest.mark.parametrize("name", ["Caisse des Prêts", "caisse des prets", "CDP", "cdp", "la Caisse des Prêts", "caisse-des-prets"])
def test_find_entity(store: Store, name: str) -> None:
    assert views.find_entity(store, name) == "caisse-des-prets"


def test_a_name_is_not_its_beginning(store: Store) -> None:
    assert views.find_entity(store, "Brumeo") == "brumeo"
    with pytest.raises(KgError, match="nothing in the graph is called so; did you mean Brumeo Business Services"):
        views.find_entity(store, "Business Services")
    with pytest.raises(KgError, match=r"called so$"):
        views.find_entity(store, "Zébulon")


def test_claims_come_back_as_they_were(store: Store) -> None:
    written = {claim.id: claim for one in pile() for claim in one.claims}
    seen = views.claims(store)
    assert [claim.id for claim in seen] == [
        claim.id for claim in sorted(written.values(), key=lambda claim: (claim.doc, claim.start, claim.end, claim.id))
    ]
    for claim in seen:
        source = written[claim.id]
        for name in SAME:
            assert getattr(claim, name) == getattr(source, name), name
        assert claim.source.name == source.doc


def test_dossier(store: Store) -> None:
    found = views.dossier(store, "nuagis")
    assert found.entity.name == "Nuagis"
    own = [fact.subject == "nuagis" for fact in found.facts]
    assert own == sorted(own, reverse=True)
    stake = next(fact for fact in found.facts if fact.relation == "shareholding" and fact.subject == "brumeo")
    assert (stake.status, stake.value, stake.disputed) == ("corroborated", "44.4 %", True)
    assert [claim.evidence for claim in stake.claims] == ["Brumeo (44.4%)", "Brumeo holds 44.4% of Nuagis"]
    assert [str(claim.source) for claim in stake.against] == ["La Gazette du Cloud, « Brumeo rachèterait Nuagis », 2015-01-12"]
    assert found.names["valmont"] == "Valmont"


def test_a_dossier_is_the_part_of_the_whole_that_is_about_the_entity(store: Store) -> None:
    for entity in views.entities(store):
        expected = {fact.id: fact for fact in views.facts(store) if entity.id in (fact.subject, fact.object)}
        assert {fact.id: fact for fact in views.dossier(store, entity.id).facts} == expected


def test_edges_show_the_claim_that_carries_the_fact(store: Store) -> None:
    edge = next(edge for edge in views.edges(store) if edge.relation == "acquisition" and edge.subject == "brumeo")
    assert (edge.status, edge.modality, edge.evidence, edge.weight) == ("asserted", "asserted", "Brumeo acquired Nuagis SA", 2)
    denied = next(edge for edge in views.edges(store) if edge.status == "denied")
    assert (denied.attributed_to, denied.modality) == ("Valmont", "denied")
    assert all(edge.label == load().relations[edge.relation].labels["en"] for edge in views.edges(store))


def test_networkx(store: Store) -> None:
    graph = to_networkx(store)
    assert graph.number_of_edges() == len(views.edges(store)) == 11
    assert graph.nodes["nuagis"]["type"] == "Organisation"
    assert graph.nodes["nuagis"]["size"] > graph.nodes["openpile"]["size"]
    assert "pierre-tissot" not in graph  # nothing is claimed of him
    assert graph.has_edge("brumeo", "nuagis")
    for _, _, attributes in graph.edges(data=True):
        assert {"relation", "label", "status", "evidence", "source", "weight"} <= set(attributes)
        assert None not in attributes.values()


def test_conflicts_show_both_sides_with_their_words(store: Store) -> None:
    every = disagreements.conflicts(store)
    slip = next(one for one in every if one.kind == "source_error")
    assert (slip.subject, slip.object, slip.names[slip.subject or ""]) == ("brumeo", "nuagis", "Brumeo")
    assert [sorted({claim.value for claim in side}) for side in slip.sides] == [["44.3 %"], ["44.4 %"]]
    assert all(claim.evidence and claim.source.name for side in slip.sides for claim in side)
    assert [one.id for one in every] == [one.id for one in sorted(every, key=lambda one: disagreements.ORDER.index(one.kind))]
    assert {one.kind for one in disagreements.conflicts(store, kind="numeric_precision")} == {"numeric_precision"}
    about = disagreements.conflicts(store, "Valmont")
    assert about
    assert len(about) < len(every)


def test_empty_store() -> None:
    assert views.entities(Store()) == []
    assert to_networkx(Store()).number_of_nodes() == 0


def test_every_query_is_used_and_parses() -> None:
    names = sorted(path.stem for path in views.QUERIES.glob("*.rq"))
    readers = "".join(path.read_text("utf-8") for path in views.QUERIES.parent.glob("*.py"))
    assert [name for name in names if f'rows(store, "{name}"' not in readers] == []
    assert names
    for name in names:
        assert list(Store().select(views.question(name))) == []
