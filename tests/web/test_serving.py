"""The server as people and operators meet it: the form, the graph page, new builds while it runs, its life as a process."""

from __future__ import annotations

import html
import os
import re
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.exports.page import render
from kg.graph.placing import publish
from tests.web.serving import GRAPH, HOSTILE, NAMES, fill, names, running


def test_form_for_people(client: httpx.Client) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    page = client.get("/sparql", headers=browser)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<textarea" in page.text
    assert "script-src 'self';" in page.headers["content-security-policy"]
    page = client.get("/sparql", params={"query": NAMES}, headers=browser)
    assert "2 rows" in page.text
    assert "<td>Nimbia</td>" in page.text
    page = client.get("/sparql", params={"query": f"SELECT ?x {{ GRAPH ?g {{ ?s rdfs:comment ?x }} }} # {HOSTILE}"}, headers=browser)
    assert HOSTILE not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    page = client.get("/sparql", params={"query": GRAPH}, headers=browser)
    assert "sc:owns_stake_in" in page.text
    page = client.get("/sparql", params={"query": "SELECT * { ?s"}, headers=browser)
    assert page.status_code == 400
    assert "line 1" in page.text
    links = client.get("/sparql", params={"query": NAMES, "format": "csv"}, headers=browser)
    assert links.headers["content-type"].startswith("text/csv")


def test_examples_on_the_form_run(client: httpx.Client) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html"}).text
    examples = re.findall(r'<a href="(/sparql[^"]+|\?[^"]+)" data-query="', page)
    assert len(examples) > 20
    for address in examples:
        answer = client.get("/sparql" + html.unescape(address).removeprefix("/sparql"))
        unsearched = "matches" in address and "no search index beside this graph" in answer.text  # this store has none
        assert answer.status_code == 200 or unsearched, address


def test_graph_page(client: httpx.Client) -> None:
    page = client.get("/graph.html")
    assert page.status_code == 200
    assert "vis-network" in page.text
    policy = page.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert client.get("/health").json()["status"] == "ok"
    assert client.get("/none").status_code == 404


def test_graph_page_of_the_build_goes_first(tmp_path: Path) -> None:
    import networkx as nx

    folder = fill(tmp_path / "store")
    file = tmp_path / "graph.html"
    file.write_text(render(nx.MultiDiGraph(), title="From the build"), encoding="utf-8")
    with running(folder) as server:
        assert "<title>From the build</title>" in httpx.get(server + "/graph.html", trust_env=False).text
    with running(folder, page=tmp_path / "absent.html") as server:
        assert "<title>Knowledge graph</title>" in httpx.get(server + "/graph.html", trust_env=False).text


def test_a_new_build_is_seen_without_a_restart(tmp_path: Path) -> None:
    folder = fill(tmp_path / "store", "Before")
    with running(folder) as server, httpx.Client(base_url=server, trust_env=False) as client:
        assert "Before" in names(client.get("/sparql", params={"query": NAMES}))
        stop, failures = threading.Event(), list[str]()
        thread = threading.Thread(target=keep_asking, args=(server, stop, failures))
        thread.start()
        for number in range(5):
            publish(fill(tmp_path / "next", f"After {number}"), folder)
            assert f"After {number}" in names(client.get("/sparql", params={"query": NAMES}))
        stop.set()
        thread.join()
        assert failures == []


def keep_asking(server: str, stop: threading.Event, failures: list[str]) -> None:
    with httpx.Client(base_url=server, trust_env=False) as client:
        while not stop.is_set():
            answer = client.get("/sparql", params={"query": NAMES})
            if answer.status_code != 200 or len(answer.json()["results"]["bindings"]) != 2:
                failures.append(answer.text)


def test_many_at_once(server: str) -> None:
    with httpx.Client(base_url=server, trust_env=False, timeout=30) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: names(client.get("/sparql", params={"query": NAMES})), range(80)))
    assert answers == [["Armor Télécom", "Nimbia"]] * 80


def test_no_store(tmp_path: Path) -> None:
    with running(tmp_path / "absent") as server, httpx.Client(base_url=server, trust_env=False) as client:
        answer = client.get("/sparql", params={"query": NAMES})
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text
        assert client.get("/").status_code == 503
        assert client.get("/health").status_code == 503


def test_serve_as_a_process(store: Path, root: Path) -> None:
    code = "import sys; from pathlib import Path; from kg.web import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    command = [sys.executable, "-W", "error", "-c", code, str(store)]
    with subprocess.Popen([*command, "0"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[0]
        try:
            assert names(httpx.get(address + "sparql", params={"query": NAMES}, trust_env=False, timeout=60)) == ["Armor Télécom", "Nimbia"]
            port = address.strip("/").rsplit(":", 1)[1]
            again = subprocess.run([*command, port], cwd=root, capture_output=True, text=True, check=False)
            assert "cannot listen there" in again.stderr
            os.kill(process.pid, signal.SIGINT)
            _, errors = process.communicate(timeout=60)
        finally:
            process.kill()  # whatever failed, the test does not wait for it
    assert (process.returncode, errors) == (0, "")


def test_serve_names_a_missing_store(tmp_path: Path) -> None:
    from kg.errors import StoreError
    from kg.web import serve

    with pytest.raises(StoreError, match="no graph store"):
        serve(tmp_path / "absent", port=0)
