"""Full-text search over HTTP: `sc:matches` in queries to the server, also with graphs of users and after another build."""

from __future__ import annotations

from pathlib import Path

import httpx

import kg
from kg.search import find
from tests.test_incremental import brought
from tests.web.serving import running

QUERY = 'SELECT ?hit { ?hit sc:matches "brumeo" }'


def hits(client: httpx.Client, query: str = QUERY) -> list[str]:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    return sorted(row["hit"]["value"] for row in answer.json()["results"]["bindings"])


def found(output: Path) -> list[str]:
    return sorted(hit.iri for hit in find(output, "brumeo", limit=1000, slips=False))


def test_words_are_found_in_what_is_published(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "one.jsonl", (1, 1), (1, 2)))
    with running(output / "store") as address, httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        before = found(output)
        assert hits(client) == before
        kg.build([], output, add=True, claims=brought(tmp_path / "two.jsonl", (1, 3), (2, 4)))
        assert hits(client) == found(output) != before
        bad = client.get("/sparql", params={"query": "SELECT * { ?hit sc:matches ?words }"})
        assert bad.status_code == 400
        assert "stand the words as a string" in bad.text


def test_a_broken_index_breaks_the_search_alone(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "one.jsonl", (1, 1)))
    (output / "store" / "search.sqlite").write_bytes(b"no database " * 500)
    with running(output / "store") as address, httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        assert hits(client, "SELECT ?hit { ?hit a sc:Organisation }")
        bad = client.get("/sparql", params={"query": QUERY})
        assert (bad.status_code, "no search index" in bad.text) == (400, True)


def test_words_are_found_beside_the_graphs_of_users(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "one.jsonl", (1, 1)))
    joined = 'SELECT ?hit { ?hit sc:matches "brumeo" GRAPH <urn:x:mine> { ?hit rdfs:comment ?mine } }'
    with running(output / "store", token="secret") as address, httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        iri = found(output)[0]
        update = f'INSERT DATA {{ GRAPH <urn:x:mine> {{ <{iri}> rdfs:comment "seen" }} }}'
        done = client.post("/update", data={"update": update}, headers={"Authorization": "Bearer secret"})
        assert done.status_code == 204, done.text
        assert hits(client, joined) == [iri]
        kg.build([], output, add=True, claims=brought(tmp_path / "two.jsonl", (1, 2)))
        assert hits(client) == found(output)
        assert hits(client, joined) == [iri]
