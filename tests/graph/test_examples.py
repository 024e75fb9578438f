"""The example queries: in the graph of a build as SHACL executables, answered there, and in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.errors import QuestionError
from kg.graph.namespaces import EXAMPLES, PREFIXES
from kg.graph.questions import questions
from kg.graph.samples import parse, samples
from kg.graph.store import Store

#: What the seeds say nothing of: no price, and no statement as a claim of its own.
SILENT = {"price", "statements"}
#: What needs the search index, which a bare store does not know.
SEARCHING = {"words"}
#: As editors ask for them.
ASKED = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?example ?comment ?query WHERE {
  GRAPH graph:examples { ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query }
}"""


@pytest.fixture(scope="module")
def store(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("examples")
    kg.build([root / "seeds"], folder)
    with kg.open_store(folder) as opened:
        yield opened


def test_every_example_is_in_the_graph_in_both_languages(store: Store) -> None:
    found = [(str(one), str(query)) for one, _, query in store.select(ASKED).rows()]
    assert set(questions()) < set(samples())
    assert {(one.rpartition("/")[2], query) for one, query in found} == {(one.name, one.sparql) for one in samples().values()}
    assert len(found) == 2 * len(samples()) > 50
    report = kg.validate(store)
    assert report.conforms, report.violations
    assert report.by_class["SPARQLSelectExecutable"] == len(samples())


def test_the_prefixes_are_declared_as_editors_ask_for_them(store: Store) -> None:
    query = "SELECT ?p ?n WHERE { GRAPH ?g { <https://w3id.org/sovereign-cloud/ontology> sh:declare [ sh:prefix ?p ; sh:namespace ?n ] } }"
    assert dict(store.select(query).rows()) == PREFIXES


@pytest.mark.parametrize("name", sorted(samples()))
def test_every_example_answers_without_our_prefixes(store: Store, name: str) -> None:
    assert store.path
    if name in SEARCHING:
        rows = list(store.select(samples()[name].sparql))
    else:
        rows = list(ox.Store.read_only(str(store.path)).query(samples()[name].sparql))  # type: ignore[arg-type]
    assert bool(rows) is (name not in SILENT)


def test_an_article_without_a_publisher_or_a_claim_without_an_object_is_one_row(store: Store) -> None:
    """An unbound variable before a pattern of its own would join with everything."""
    supports = list(store.select("SELECT ?fact ?claim { ?fact a sc:Fact ; sc:supportedBy ?claim }"))
    assert len(list(store.select(samples()["evidence"].sparql))) == len(supports)
    assert 5 < len(list(store.select(samples()["words"].sparql))) <= 20


def test_no_example_names_a_thing(store: Store) -> None:
    """A query for newcomers asks about kinds of things; whatever the articles name is theirs."""
    names = [str(name) for (name,) in store.select("SELECT DISTINCT ?n { ?thing skos:prefLabel|skos:altLabel ?n }").rows()]
    assert len(names) > 40
    for one in samples().values():
        text = f"{one.sparql} {one.en} {one.fr}"
        assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)] == [], one.name


def test_examples_are_no_part_of_what_articles_say(store: Store) -> None:
    assert EXAMPLES in store.graphs()
    assert list(store.select("SELECT ?s { ?s a sh:SPARQLExecutable }")) == []
    assert store.path
    assert "sh:select" not in (store.path.parent / "graph.ttl").read_text("utf-8")


@pytest.mark.parametrize("text", ["SELECT * {}", "# What?\nSELECT * {}", "# fr: Quoi ?\n# What?\nSELECT * {}"])
def test_an_example_without_both_languages_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match=r"new\.rq: .* in French"):
        parse("new", text)
