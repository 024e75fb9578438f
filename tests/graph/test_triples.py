"""The shape of the graph, as SPARQL sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.entities import resolve
from kg.graph.store import Store
from kg.graph.triples import date_literal, decimal_literal, document_quads, graph_iri
from kg.ids import iri, term
from tests.graph.sample import pile, stored


def rows(store: Store, query: str) -> list[tuple[str | None, ...]]:
    return sorted(store.select(query).rows(), key=str)


def test_plain_triples_are_what_holds(store: Store) -> None:
    found = rows(store, "SELECT ?s ?p ?o { ?s ?p ?o ; skos:prefLabel ?name . ?o skos:prefLabel ?other }")
    plain = {(str(s).rsplit("/", 1)[1], str(p).rsplit("#", 1)[1], str(o).rsplit("/", 1)[1]) for s, p, o in found}
    assert ("brumeo", "acquisition", "nuagis") in plain
    assert ("brumeo", "shareholding", "nuagis") in plain  # its value is disputed, it is not
    assert ("nuagis", "hosted_in", "val-de-reuil") in plain
    assert ("valmont", "shareholding", "nuagis") not in plain  # over
    assert ("valmont", "funding", "serpentin") not in plain  # denied
    assert ("brumeo-business-services", "acquisition", "serpentin") not in plain  # planned
    assert ("caisse-des-prets", "seller", "nuagis") not in plain  # reported


def test_plain_values(store: Store) -> None:
    assert rows(store, "SELECT ?v { entity:nuagis sc:revenue ?v }") == [("97485 EUR",)]
    assert rows(store, "SELECT ?v { entity:nuagis schema:foundingDate ?v }") == [("2012-09",)]


def test_claims_are_in_the_graph_of_their_document(store: Store) -> None:
    assert store.query("ASK { ?claim a sc:Claim }") is False
    assert store.query("ASK { GRAPH ?g { ?fact a sc:Fact } }") is False
    found = rows(store, "SELECT ?g (COUNT(?claim) AS ?n) { GRAPH ?g { ?claim a sc:Claim } } GROUP BY ?g")
    assert sorted(str(count) for _, count in found) == ["4", "9", "9"]
    assert {name for name, _ in found} == {graph_iri(one.document.id) for one in pile()}


def test_a_claim_leads_to_the_words_that_say_it(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?words ?before ?after ?start ?end ?name ?number ?unit ?earliest ?latest WHERE { GRAPH ?g {
          ?claim a sc:Claim ; sc:relation sc:revenue ; sc:modality sc:asserted ; oa:hasTarget ?passage ; prov:wasDerivedFrom ?document ;
            schema:value ?number ; schema:unitText ?unit ; sc:earliest ?earliest ; sc:latest ?latest .
          ?passage oa:hasSource ?document ; oa:hasSelector ?quote, ?position .
          ?quote oa:exact ?words ; oa:prefix ?before ; oa:suffix ?after .
          ?position oa:start ?start ; oa:end ?end . ?document dcterms:identifier ?name } }""",
    )
    assert len(found) == 1
    words, before, after, start, end, name, number, unit, earliest, latest = found[0]
    text = next(one.document.text for one in pile() if one.document.name == name)
    assert text[int(str(start)) : int(str(end))] == words == "a turnover of 97,485 euros"
    assert f"{before}{words}{after}" in text
    assert (number, unit, earliest, latest) == ("97485", "EUR", "2013-01-01", "2013-12-31")


def test_vague_values_have_bounds(store: Store) -> None:
    query = "SELECT ?low ?high { GRAPH ?g { ?c sc:value 'a few hundred thousand EUR' ; schema:minValue ?low ; schema:maxValue ?high } }"
    assert rows(store, query) == [("200000", "1000000")]


def test_attribution(store: Store) -> None:
    found = rows(store, "SELECT ?who ?kind { GRAPH ?g { ?c sc:attributedTo ?who ; sc:attributionKind ?kind ; sc:modality sc:reported } }")
    assert found == [(iri("entity", "echo"), term("medium"))]


def test_documents(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?title ?lang ?published ?publisher { GRAPH ?g {
          ?d a schema:NewsArticle ; schema:headline ?title ; schema:inLanguage ?lang ; schema:publisher ?publisher
          OPTIONAL { ?d schema:datePublished ?published } } }""",
    )
    assert ("Nuagis, one year on", "en", None, iri("entity", "cloud-review")) in found
    assert len(found) == 3


def test_withdrawing_an_article_removes_exactly_its_claims() -> None:
    whole, two = stored(pile()), pile()[:2]
    whole.drop(graph_iri(pile()[2].document.id))
    assert {claim for (claim,) in whole.select("SELECT ?c { GRAPH ?g { ?c a sc:Claim } }").rows()} == {
        iri("claim", claim.id) for one in two for claim in one.claims
    }


def test_no_blank_nodes_no_time_no_path(store: Store) -> None:
    assert store.query("ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(isBlank(?s) || isBlank(?o)) }") is False


def test_the_ontology_comes_along_with_its_labels(store: Store) -> None:
    found = rows(store, "SELECT ?label { GRAPH <https://w3id.org/sovereign-cloud/ontology> { sc:acquisition rdfs:label ?label } }")
    assert found == [("acquiert",), ("acquires",)]


def test_a_quote_that_is_not_in_the_text_is_refused() -> None:
    one = pile()[0]
    moved = replace(one, claims=(replace(one.claims[0], start=one.claims[0].start + 1, end=one.claims[0].end + 1),))
    with pytest.raises(ValueError, match="is not its evidence"):
        list(document_quads(moved, resolve([moved], names=())))


def test_literals() -> None:
    assert str(date_literal("2012")).endswith("gYear>")
    assert str(date_literal("2012-09")).endswith("gYearMonth>")
    assert str(date_literal("2012-09-04")).endswith("date>")
    assert str(date_literal("2014-2015")) == '"2014-2015"'
    assert str(date_literal("2012-13")) == '"2012-13"'
    assert decimal_literal(0.9).value == "0.9"
    assert decimal_literal(1.0).value == "1"
    assert decimal_literal(1e-7).value == "0.0000001"
