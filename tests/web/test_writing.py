"""Updates with a token: what they may change, who sees them when, and what a new build leaves of them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.graph.placing import publish
from tests.web.process import ROOT
from tests.web.serving import NAMES, fill, names, running

TOKEN = {"Authorization": "Bearer open sesame"}
OURS = "https://w3id.org/sovereign-cloud/graph/doc1"


@contextmanager
def client_of(folder: Path) -> Iterator[httpx.Client]:
    with running(folder, token="open sesame") as server, httpx.Client(base_url=server, trust_env=False, timeout=30) as client:
        yield client


def told(client: httpx.Client, graph: str) -> list[str]:
    return names(client.get("/query", params={"query": f"SELECT ?name {{ GRAPH <{graph}> {{ ?s ?p ?name }} }} ORDER BY ?name"}))


def send(client: httpx.Client, update: str, **more: object) -> httpx.Response:
    return client.post("/update", content=update, headers=TOKEN | {"Content-Type": "application/sparql-update"}, **more)  # type: ignore[arg-type]


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def open_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with client_of(fill(tmp_path_factory.mktemp("writing") / "store")) as client:
        yield client


def test_an_update_is_seen_by_the_next_request(open_client: httpx.Client) -> None:
    for number in range(8):
        assert send(open_client, f"INSERT DATA {{ GRAPH <u:seen> {{ <a:a> <a:b> {number} }} }}").status_code == 204
        assert len(told(open_client, "u:seen")) == number + 1
    form = open_client.post("/sparql", data={"update": "CLEAR GRAPH <u:seen>"}, headers=TOKEN)
    assert form.status_code == 204
    assert told(open_client, "u:seen") == []


def test_the_token(open_client: httpx.Client) -> None:
    update = {"update": "INSERT DATA { GRAPH <u:t> { <a:a> <a:b> 1 } }"}
    for wrong in ({}, {"Authorization": "Bearer open"}, {"Authorization": "Basic !!"}, {"Authorization": "Digest open sesame"}):
        refused = open_client.post("/update", data=update, headers=wrong)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="kg"')
    assert told(open_client, "u:t") == []
    assert open_client.post("/update", data=update, auth=("anybody", "open sesame")).status_code == 204
    assert told(open_client, "u:t") == ["1"]


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "CLEAR ALL",
        f"DROP GRAPH <{OURS}>",
        f"INSERT DATA {{ GRAPH <u:own> {{ <a:a> <a:b> 1 }} GRAPH <{OURS}> {{ <a:a> <a:b> 1 }} }}",
        "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH <u:own> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { <a:a> <a:b> 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { ?s ?p 'other' } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_the_build_s_graphs_are_not_changed(open_client: httpx.Client, update: str) -> None:
    everything = {"query": "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", "format": "nt"}
    before = sorted(open_client.get("/query", params=everything).text.splitlines())
    refused = send(open_client, update)
    assert refused.status_code == 403
    assert "belongs to the build" in refused.text
    assert sorted(open_client.get("/query", params=everything).text.splitlines()) == before
    assert send(open_client, "INSERT DATA { GRAPH <u:after> { <a:a> <a:b> 1 } }").status_code == 204
    assert send(open_client, "DROP GRAPH <u:after>").status_code == 204


def test_an_update_whose_graph_only_the_data_tell(open_client: httpx.Client) -> None:
    assert send(open_client, "INSERT DATA { GRAPH <u:v> { <a:a> <a:b> 1 } }").status_code == 204
    changed = send(open_client, "DELETE { GRAPH ?g { <a:a> <a:b> ?o } } WHERE { VALUES ?g { <u:v> } GRAPH ?g { <a:a> <a:b> ?o } }")
    assert changed.status_code == 204
    assert told(open_client, "u:v") == []


def test_refusals(open_client: httpx.Client) -> None:
    bad = send(open_client, "INSERT DATA { GRAPH <u:g> {\n <a:a> <a:b> } }")
    assert (bad.status_code, "line 2" in bad.text) == (400, True)
    assert send(open_client, "LOAD <http://127.0.0.1:9/x> INTO GRAPH <u:g>").status_code == 400
    assert send(open_client, "INSERT { GRAPH <u:g> { ?s ?p ?o } } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }").status_code == 400
    both = send(open_client, "INSERT { GRAPH <u:g> { ?s ?p 1 } } USING <u:g> WHERE { ?s ?p ?o }", params={"using-graph-uri": "u:h"})
    assert (both.status_code, "only one" in both.text) == (400, True)
    assert open_client.get("/update", params={"update": "CLEAR ALL"}, headers=TOKEN).status_code == 405
    assert open_client.post("/query", data={"update": "CLEAR ALL"}, headers=TOKEN).status_code == 400
    assert open_client.post("/update", data={"query": "ASK {}"}, headers=TOKEN).status_code == 400


def test_users_graphs_survive_builds_and_restarts(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store", "Before")
    with client_of(folder) as client:
        assert send(client, "INSERT DATA { GRAPH <u:mine> { <a:a> <a:b> 'kept' } }").status_code == 204
        assert send(client, "CREATE GRAPH <u:empty>").status_code == 204
        publish(fill(tmp_path / "next", "After"), folder)
        until(lambda: "After" in names(client.get("/query", params={"query": NAMES})))
        assert "Before" not in names(client.get("/query", params={"query": NAMES}))
        assert told(client, "u:mine") == ["kept"]
        assert send(client, "INSERT DATA { GRAPH <u:mine> { <a:a> <a:b> 'later' } }").status_code == 204
    publish(fill(tmp_path / "next", "While it was off"), folder)
    with client_of(folder) as client:
        assert told(client, "u:mine") == ["kept", "later"]
        assert "While it was off" in names(client.get("/query", params={"query": NAMES}))
        copy = max(path for path in (tmp_path / "served").iterdir() if path.name.isdecimal())  # the working store is the writer's alone
        assert {graph.value for graph in ox.Store.read_only(str(copy)).named_graphs()} == {OURS, "u:mine", "u:empty"}


def test_without_a_build_everything_is_the_users(tmp_path: Path) -> None:
    with client_of(tmp_path / "store") as client:
        assert send(client, "INSERT DATA { <a:a> <a:b> 1 } ; CREATE GRAPH <u:g>").status_code == 204
        assert names(client.get("/query", params={"query": "SELECT ?name { ?s ?p ?name }"})) == ["1"]
    with client_of(tmp_path / "store") as client:
        assert names(client.get("/query", params={"query": "SELECT ?name { ?s ?p ?name }"})) == ["1"]


def test_a_working_store_cut_off_while_it_was_made_anew(tmp_path: Path) -> None:
    """Killed between the two renames: the graphs of users lie in the old one, which is taken up again."""
    folder = fill(tmp_path / "store")
    with client_of(folder) as client:
        assert send(client, "INSERT DATA { GRAPH <u:mine> { <a:a> <a:b> 'kept' } }").status_code == 204
    (tmp_path / "served" / "work").rename(tmp_path / "served" / "work.old")
    with client_of(folder) as client:
        assert told(client, "u:mine") == ["kept"]


def test_old_copies_go(tmp_path: Path) -> None:
    tags = set()
    with client_of(fill(tmp_path / "store")) as client:
        for number in range(6):
            assert send(client, f"INSERT DATA {{ GRAPH <u:g> {{ <a:a> <a:b> {number} }} }}").status_code == 204
            tags.add(client.get("/query", params={"query": NAMES}).headers["etag"])
        assert len([path for path in (tmp_path / "served").iterdir() if path.name.isdecimal()]) == 3
    assert len(tags) == 6


def test_an_update_that_trespasses_is_undone_also_when_the_writer_is_stopped_before_that_is_clear(tmp_path: Path) -> None:
    """A child process dies at the very place; the next one finds the store as it was."""
    store = fill(tmp_path / "store")
    everywhere = "INSERT { GRAPH ?g { <u:a> <u:b> 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }"
    child = f"""
import os
from pathlib import Path
from kg.web import writing
from kg.web.working import Working
store = Path({str(store)!r})
writing.update(store, text="INSERT DATA {{ GRAPH <u:mine> {{ <u:a> <u:b> 0 }} }}")
Working.trespassed = lambda self: os._exit(7)
writing.update(store, text={everywhere!r})
"""
    assert subprocess.run([sys.executable, "-c", child], cwd=ROOT, check=False).returncode == 7
    assert told_by(tmp_path / "served" / "work", "u:b") == ["0", "1", "1"]  # it was done, in every graph
    with client_of(store) as client:
        assert told(client, "u:mine") == ["0"]
        assert send(client, everywhere).status_code == 403
        assert send(client, "INSERT { GRAPH ?g { <u:a> <u:b> 2 } } WHERE { BIND(<u:mine> AS ?g) }").status_code == 204
        assert told(client, "u:mine") == ["0", "2"]
    assert told_by(tmp_path / "served" / "work", "u:b") == ["0", "2"]


def told_by(store: Path, predicate: str) -> list[str]:
    """What a store that nobody serves says in any graph."""
    quads = ox.Store.read_only(str(store)).quads_for_pattern(None, ox.NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in quads)  # type: ignore[union-attr]
