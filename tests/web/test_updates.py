"""What an update writes to, read off its text, and what a request tells it to read."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.web.ownership import OwnedError, check
from kg.web.updates import DEFAULT, UsingError, targets, with_using

OURS = "https://w3id.org/sovereign-cloud/graph/doc1"


@pytest.mark.parametrize(
    ("update", "graphs"),
    [
        ("INSERT DATA { <a:a> <a:b> 1 }", {DEFAULT}),
        ("INSERT DATA { GRAPH <u:g> { <a:a> <a:b> 1.5, 'GRAPH <u:x> {' . } }", {"u:g"}),
        ("INSERT DATA { GRAPH <u:g> { <a:a> <a:b> 1 } . <a:a> <a:b> 1 }", {"u:g", DEFAULT}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", {None}),
        ("DELETE { GRAPH <u:g> { ?s ?p ?o } } INSERT { GRAPH <u:h> { ?s ?p ?o } } WHERE { ?s ?p ?o }", {"u:g", "u:h"}),
        ("WITH <u:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", {"u:g"}),
        ("INSERT { ?s ?p 1 } USING <u:g> USING NAMED <u:h> WHERE { GRAPH <u:k> { ?s ?p ?o } }", {DEFAULT}),
        ("PREFIX u: <u:> # a comment { \nINSERT { GRAPH u:x { ?s u:y ?o } } WHERE { ?s ?p ?o } ; CLEAR GRAPH <u:z> ;", {"u:x", "u:z"}),
        ("INSERT DATA { GRAPH sc:x { <a:a> <a:b> 1 } }", {"https://w3id.org/sovereign-cloud/ontology#x"}),
        ("CLEAR ALL", {DEFAULT}),
        ("DROP SILENT NAMED", {DEFAULT}),
        ("CREATE GRAPH <u:g>", {"u:g"}),
        ("COPY DEFAULT TO <u:g>", {"u:g"}),
        ("MOVE GRAPH <u:g> TO DEFAULT", {"u:g", DEFAULT}),
        ("ADD SILENT <u:g> TO GRAPH <u:h>", {"u:h"}),
        ("LOAD <http://x.example/y> INTO GRAPH <u:g>", {"u:g"}),
        ("LOAD <http://x.example/y>", {DEFAULT}),
        ("BASE <http://x.example/> INSERT DATA { GRAPH <g> { <a> <b> <c> } }", {None}),
        ("INSERT DATA { GRAPH <u:g> {", {None}),
        ("what is this", {None}),
        ("INSERT DATA {}", set()),
    ],
)
def test_targets(update: str, graphs: set[str | None]) -> None:
    assert targets(update) == graphs


@pytest.mark.parametrize(
    "update",
    [
        "INSERT { GRAPH <u:g> { ?hit <a:b> 1 } } WHERE { ?hit sc:matches 'words' }",
        "DELETE WHERE { GRAPH <u:g> { ?hit <https://w3id.org/sovereign-cloud/ontology#matches> 'words' } }",
        "PREFIX : <https://w3id.org/sovereign-cloud/ontology#> INSERT { GRAPH <u:g> { ?s ?p ?o } } WHERE { { ?s ?p ?o ; :matches 'x' } }",
    ],
)
def test_a_search_in_an_update_is_refused(update: str) -> None:
    with pytest.raises(QueryError, match="for queries only"):
        targets(update)


def test_the_property_itself_can_be_told_of() -> None:
    assert targets("INSERT DATA { GRAPH <u:g> { sc:matches <a:b> 'sc:matches' } }") == {"u:g"}
    assert targets("PREFIX x: <u:x> DELETE WHERE { GRAPH <u:g> { ?s x:matches 'sc:matches' } }") == {"u:g"}


def test_check() -> None:
    assert check("INSERT DATA { GRAPH <u:g> { <a:a> <a:b> 1 } }")
    assert not check("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")
    for update in ("CLEAR DEFAULT", f"CLEAR GRAPH <{OURS}>", f"INSERT DATA {{ GRAPH <{OURS}> {{ <a:a> <a:b> 1 }} }}"):
        with pytest.raises(OwnedError, match="belongs to the build"):
            check(update)


@pytest.mark.parametrize(
    ("update", "left"),
    [
        ("INSERT { GRAPH <u:out> { ?s ?p ?o } } WHERE { ?s ?p ?o }", {"2"}),
        ("INSERT { GRAPH <u:out> { ?s ?p ?o } } WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; CREATE SILENT GRAPH <u:x>", {"2"}),
        ("INSERT { GRAPH <u:out> { ?s ?p ?o } } WHERE { GRAPH <u:two> { ?s ?p ?o } }", {"3"}),
        ("INSERT { GRAPH <u:out> { ?s <a:where> 'WHERE {' } } WHERE { ?s ?p ?o }", {"WHERE {"}),
    ],
)
def test_using_of_the_request(update: str, left: set[str]) -> None:
    """The store reads what the request says: u:one as the default graph, u:two as the only named one."""
    store = ox.Store()
    for graph, number in ((ox.DefaultGraph(), "1"), (ox.NamedNode("u:one"), "2"), (ox.NamedNode("u:two"), "3")):
        store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(number), graph))
    store.update(with_using(update, ("u:one",), ("u:two",)))
    assert {quad.object.value for quad in store.quads_for_pattern(None, None, None, ox.NamedNode("u:out"))} == left


def test_using_in_a_short_form() -> None:
    store = ox.Store()
    a, b, one = ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("u:one")
    store.extend([ox.Quad(a, b, ox.Literal("1")), ox.Quad(a, b, ox.Literal("1"), one), ox.Quad(a, b, ox.Literal("2"))])
    store.update(with_using("DELETE WHERE { ?s ?p ?o }", ("u:one",), ()))  # what u:one has goes from the default graph
    assert [quad.object.value for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())] == ["2"]


def test_only_one_says_what_is_used() -> None:
    for own in ("INSERT { ?s ?p 1 } USING <u:g> WHERE { ?s ?p ?o }", "WITH <u:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        with pytest.raises(UsingError, match="only one"):
            with_using(own, ("u:one",), ())
        assert with_using(own, (), ()) == own
