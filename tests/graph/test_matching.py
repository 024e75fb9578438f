"""`?hit sc:matches "words"`: what it finds, in which forms, and that nothing else in a query is touched."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import QueryError
from kg.graph.answers import Solutions
from kg.graph.matching import MATCHES, searched
from kg.graph.store import Store
from kg.search import find
from tests.test_incremental import brought

FULL = f"<{MATCHES}>"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matching")
    kg.build([], folder / "out", claims=brought(folder / "gold.jsonl", *((1, number) for number in range(8))))
    return folder / "out"


@pytest.fixture(scope="module")
def store(output: Path) -> Store:
    return kg.open_store(output)


def rows(store: Store, query: str, union: bool = True) -> list[tuple[str | None, ...]]:
    found = store.query(query, union=union)
    assert isinstance(found, Solutions)
    return sorted(found.rows(), key=str)


def iris(output: Path, words: str, **only: object) -> list[tuple[str, ...]]:
    return sorted((hit.iri,) for hit in find(output, words, slips=False, limit=10_000, **only))  # type: ignore[arg-type]


def test_it_finds_what_the_index_finds(output: Path, store: Store) -> None:
    assert len(iris(output, "brumeo")) > 3
    assert rows(store, 'SELECT ?hit { ?hit sc:matches "brumeo" }') == iris(output, "brumeo")
    assert rows(store, 'SELECT ?hit { ?hit sc:matches "rien de tel" }') == []


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?hit { ?hit sc:matches "brumeo" . }',
        'select $hit where{$hit sc:matches"brumeo"}',
        "SELECT ?hit WHERE { ?hit sc:matches '''brumeo'''@fr . }",
        f'SELECT ?hit {{ ?hit {FULL} "BRUMÉO" }}',
        'PREFIX s: <https://w3id.org/sovereign-cloud/ontology#> SELECT ?hit { ?hit s:matches "brumeo" }',
        'BASE <https://w3id.org/sovereign-cloud/> PREFIX : <ontology#> SELECT ?hit { ?hit :matches "brumeo" }',
        f'PREFIX m: {FULL} SELECT ?hit {{ ?hit m: "brumeo" }}',
        'SELECT ?hit { ?hit <https://w3id.org/sovereign-cloud/ontology#m\\u0061tches> "brum\\u0065o" }',
        'SELECT ?hit { ?hit sc:matches ("brumeo") }',
        'SELECT ?hit { (?hit) sc:matches ("brumeo" 1000) }',
        'SELECT ?hit { (?hit ?score) sc:matches "brumeo" FILTER(?score >= 0) }',
        'SELECT ?hit { (?hit ?score ?s) sc:matches ("brumeo" sc:Entity sc:Claim <https://schema.org/NewsArticle>) }',
        'SELECT DISTINCT ?hit { ?hit a ?type ; sc:matches "brumeo" ; }',
        'SELECT DISTINCT ?hit { ?hit a ?type ; ; sc:matches "brumeo" ; ?p ?o , ?o2 . }',
        'SELECT DISTINCT ?hit { ?hit sc:matches "brumeo" ; a ?type }',
        'SELECT ?hit { ?hit sc:matches "brumeo", "Brumeo" }',
        'SELECT ?hit { ?hit sc:matches "brumeo" ; sc:matches "Brumeo" }',
        'SELECT ?hit { { SELECT ?hit { ?hit sc:matches "brumeo" } ORDER BY ?hit LIMIT 1000 } }',
        'SELECT ?hit { ?hit ?p ?o FILTER EXISTS { ?hit sc:matches "brumeo" } } GROUP BY ?hit',
        'SELECT DISTINCT ?hit { ?hit ?p ?o FILTER(1 < 2 && EXISTS { ?hit sc:matches "brumeo" }) }',
        'SELECT ?hit { { ?hit sc:matches "nirgendwo" } UNION { ?hit sc:matches "brumeo" } }',
        'SELECT ?hit { ?hit sc:matches "brumeo" OPTIONAL { ?hit sc:nothing ?n } MINUS { ?hit sc:nothing ?n } BIND(("}" = "{") AS ?b) }',
        'SELECT ?hit { VALUES (?x) { ("}") } ?hit sc:matches "brumeo" } VALUES ?y { "{" }',
        'SELECT ?hit (COUNT(?o) AS ?n) { ?hit sc:matches "brumeo" ; ?p ?o } GROUP BY ?hit HAVING (COUNT(?o) > 0)',
        'SELECT ?hit # sc:matches "x" }\n{ # " \' {\n ?hit sc:matches # (\n "brumeo" # )\n }',
    ],
)
def test_every_form_gives_the_same(query: str, output: Path, store: Store) -> None:
    assert [(row[0],) for row in rows(store, query)] == iris(output, "brumeo")


def test_scores_snippets_limits_and_kinds(output: Path, store: Store) -> None:
    hits = find(output, "brumeo", kinds=("claim",), limit=3)
    query = 'SELECT ?hit ?score ?snippet { (?hit ?score ?snippet) sc:matches ("brumeo" 3 sc:Claim) }'
    told = {(iri, float(score or 0), text) for iri, score, text in rows(store, query)}
    assert told == {(hit.iri, hit.score, hit.snippet) for hit in hits}
    assert rows(store, 'SELECT ?hit { ?hit sc:matches ("brumeo" sc:Entity) }') == iris(output, "brumeo", kinds=("entity",))


def test_it_works_in_every_kind_of_query(output: Path, store: Store) -> None:
    assert store.query('ASK { ?hit sc:matches "brumeo" }') is True
    assert store.query('ASK { ?hit sc:matches "nirgendwo" }') is False
    made = store.query('CONSTRUCT { ?hit sc:matches "yes" } WHERE { ?hit sc:matches "brumeo" }')
    assert sorted((triple.subject.value,) for triple in made) == iris(output, "brumeo")  # type: ignore[union-attr]
    told = store.query('DESCRIBE ?hit { ?hit sc:matches ("brumeo" 1 sc:Entity) }')
    assert {triple.subject.value for triple in told} == {find(output, "brumeo")[0].iri}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s rdfs:label "?hit sc:matches \\"brumeo\\"" }',
        "SELECT * { ?s rdfs:label '''} ?hit sc:matches \"brumeo\" {''' }",
        'SELECT * { ?s ?p ?o } # ?hit sc:matches "brumeo"',
        "SELECT * { GRAPH ?g { sc:matches rdfs:label ?label } }",
        "SELECT * { ?s ?p sc:matches }",
        "SELECT * { ?s ?p ?o FILTER(?p = sc:matches) }",
        "SELECT * { VALUES ?p { sc:matches } ?s ?p ?o }",
        "DESCRIBE sc:matches",
        'PREFIX sc: <http://example.org/> SELECT * { ?hit sc:matches "brumeo" }',
        'SELECT * { ?hit <http://example.org/#sc:matches> "brumeo" }',
        "SELECT * { ?hit schema:matches 3 }",
        'SELECT * { SERVICE SILENT <http://localhost/sparql> { ?hit sc:matches "brumeo" } ?s ?p ?o }',
    ],
)
def test_a_query_without_it_stays_as_it_is(query: str, output: Path) -> None:
    assert searched(query, output / "store") is query


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("?hit sc:matches ?words", "stand the words as a string"),
        ("?hit sc:matches 5", "stand the words as a string"),
        ("?hit sc:matches ()", "stand the words as a string"),
        ("?hit sc:matches (20)", "stand the words as a string"),
        ('?hit sc:matches ("a" ?n)', "is neither a number of hits"),
        ('?hit sc:matches ("a" sc:Fact)', "is neither a number of hits"),
        ('?hit sc:matches ("a" 2 3)', "is neither a number of hits"),
        ('?hit sc:matches ("a" 1.5)', "is neither a number of hits"),
        ('?hit sc:matches ("a" 0)', "must lie between 1 and 10000"),
        ('?hit sc:matches ("a" 10001)', "must lie between 1 and 10000"),
        ('?hit sc:matches ""', "there is no word"),
        ('?hit sc:matches " \\"(*)\\" "', "there is no word"),
        ('entity:x sc:matches "a"', "stands a variable"),
        ('"text" sc:matches "a"', "stands a variable"),
        ('() sc:matches "a"', "stands a variable"),
        ('(?a ?b ?c ?d) sc:matches "a"', "stands a variable"),
        ('(?a 0.5) sc:matches "a"', "stands a variable"),
        ('(?a ?a) sc:matches "a"', "stands twice"),
        ('(?a ?b) sc:matches "a" ; a ?c', "nothing more can be said"),
        ('(?a ?b) sc:matches "a", "b"', "nothing more can be said"),
        ('?hit sc:matches/rdfs:label "a"', "in a property path"),
        ('?hit ^sc:matches "a"', "in a property path"),
        ('?hit (sc:matches|rdfs:label) "a"', "in a property path"),
        ('?hit !sc:matches "a"', "in a property path"),
        ('?hit sc:matches* "a"', "in a property path"),
        ('[ sc:matches "a" ] a ?type', "within brackets"),
        ('?x ?y [ a ?type ; sc:matches "a" ]', "within brackets"),
    ],
)
def test_what_cannot_be_done_is_told(pattern: str, reason: str, store: Store) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        store.query(f"SELECT * {{ {pattern} }}")
    assert "\n" not in str(caught.value)
    with pytest.raises(QueryError, match=reason):
        store.query(f"ASK {{ ?x ?y ?z FILTER NOT EXISTS {{ {pattern} . }} }}")


def test_construct_where_and_a_graph_without_an_index_are_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="CONSTRUCT WHERE"):
        store.query('CONSTRUCT WHERE { ?hit sc:matches "a" }')
    with pytest.raises(QueryError, match="no search index"):
        Store().query('SELECT * { ?hit sc:matches "a" }')
    with Store(tmp_path / "store") as empty, pytest.raises(QueryError, match="no search index"):
        empty.query('SELECT * { ?hit sc:matches "a" }')


def test_mistakes_keep_their_line_and_column(store: Store) -> None:
    for query in ('SELECT * {\n ?hit sc:matches "brumeo" .\n ?x oops:y ?z }', 'SELECT * {\n ?hit sc:matches "" .\n ?x oops:y ?z }'):
        with pytest.raises(QueryError, match="line 3, column"):
            store.query(query)
    with pytest.raises(QueryError, match="bad SPARQL at line 1"):
        store.query('SELECT * { ?hit sc:matches "brumeo"')
    with pytest.raises(QueryError, match=r"nested too deeply|bad SPARQL"):
        store.query("SELECT * { ?hit sc:matches 'a' FILTER(" + "(" * 3000 + "1")


def test_the_rest_of_the_query_keeps_its_lines(output: Path) -> None:
    query = 'SELECT * {\n ?hit\n sc:matches\n ("nirgendwo"\n 20) ;\n a ?type .\n}'
    assert searched(query, output / "store").splitlines() == [
        "SELECT * {", " VALUES ?hit {  } ?hit a ?type", "", "", "", " .", "}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ['brumeo "', "brumeo } UNION { ?s ?p ?o", "brumeo # ", "brumeo\\", "brumeo' OR '", "brumeo*", "brumeo <x>", "brumeo é\u0301 \u2028"],
)
def test_hostile_words_are_words(words: str, output: Path, store: Store) -> None:
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    assert rows(store, f'SELECT ?hit {{ ?hit sc:matches "{quoted}" }}') == iris(output, words)


PIECES = [*"{}()[]<>?$:;,.'\"\\#@^|/*+!~-_ \nab12", "sc:matches", " ?hit ", '"brumeo"', "SELECT ", "FILTER", " a ", "VALUES ", "{|"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_makes_it_stumble(store: Store, text: str) -> None:
    with suppress(QueryError):
        store.query("SELECT * { ?hit sc:matches 'brumeo' . " + text + "}")
