"""A build brought to a server: only what changed moves, faults and wiped servers are survived, what belongs to others stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import ids
from kg.delivery import delivering
from kg.errors import StoreError
from kg.graph.namespaces import DELIVERY, INFERENCES
from kg.graph.remote import Remote
from tests.cli.calling import kg_
from tests.graph.delivered import Server, here, there
from tests.graph.servers import DROP, Asked, Said, serving, sparql
from tests.test_incremental import brought
from tests.web.serving import running

DEFAULT = "https://example.org/default"
OTHERS = "https://example.org/others"


SERVERS = ["small", "small, no updates", "small, no graphs", "virtuoso"]
#: With our own, whose every update is published before it is answered, which takes its time: the tests that matter most.
WITH_OURS = pytest.mark.parametrize("server", [*SERVERS, "kg serve"], indirect=True)


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    if request.param == "virtuoso":
        upstream = request.getfixturevalue("virtuoso")
        monkeypatch.setenv("KG_STORE_USER", "dba")
        monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
        with Remote(f"{upstream}/sparql", writing=True) as remote:
            for graph in (*remote.graphs(ids.BASE), DEFAULT, OTHERS):
                remote.drop(graph)
        found = Server(upstream, "/sparql", DEFAULT)
        with serving(found.handler) as address:
            found.url = f"{address}/sparql"
            yield found
        return
    if request.param == "kg serve":
        monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
        with running(tmp_path / "empty" / "store", token="t0ken") as upstream:
            found = Server(upstream, "/sparql", "")
            with serving(found.handler) as address:
                found.url = f"{address}/sparql"
                yield found
        return
    store = ox.Store()
    with serving(sparql(store, update="updates" not in request.param, graphs="graphs" not in request.param)) as upstream:
        found = Server(upstream, "/ds/query", "")
        with serving(found.handler) as address:
            found.url = f"{address}/ds/query"
            yield found


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    kg.build([], folder / "out", claims=brought(folder / "two.jsonl", (1, 1), (1, 2)))
    return folder / "out"


@pytest.fixture
def output(two: Path, tmp_path: Path) -> Path:
    return shutil.copytree(two, tmp_path / "out")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each graph in a request of its own, as large ones go."""
    monkeypatch.setattr(delivering, "_SMALL", 0)


def add(output: Path, *articles: tuple[int, int]) -> None:
    kg.build([], output, add=True, claims=brought(output.parent / "more.jsonl", *articles))


@WITH_OURS
@pytest.mark.usefixtures("alone")
def test_a_server_gets_the_build_then_what_changed_and_nothing_more(server: Server, output: Path) -> None:
    with Remote(server.url, writing=True) as remote:
        remote.put(OTHERS, [ox.Triple(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("not ours"))])
    first = server.deliver(output)
    graphs = here(output)
    assert (first.sent, first.same, first.dropped) == (len(graphs), 0, 0)
    assert first.triples == sum(map(len, graphs.values()))
    assert server.agrees(output)
    again = server.deliver(output)
    assert (again.sent, again.same, again.triples) == (0, len(graphs), 0)
    assert server.written() == []
    add(output, (1, 3))
    more = server.deliver(output)
    changed = {graph for graph, triples in here(output).items() if graphs.get(graph) != triples}
    assert "" in changed and len(changed) < len(here(output))  # noqa: PT018
    assert (more.sent, more.same, more.dropped) == (len(changed), len(here(output)) - len(changed), 0)
    assert more.triples < sum(len(here(output)[graph]) for graph in changed) or not server.can_take()
    assert server.agrees(output)
    kg.remove(["1.txt", "3.txt"], output)
    gone = server.deliver(output)
    assert gone.dropped == 2
    assert server.agrees(output)
    with Remote(server.url) as remote:
        assert remote.counts([OTHERS]) == {OTHERS: 1}


@WITH_OURS
def test_faults_in_the_middle_are_retried_and_nothing_doubles(server: Server, output: Path) -> None:
    def trouble(number: int, asked: Asked) -> Said | None:
        return {0: Said(503, b"busy"), 2: DROP}.get(number % 4)

    server.faults = trouble
    server.deliver(output)
    assert server.agrees(output)
    add(output, (1, 3), (2, 2))
    server.faults = trouble
    server.deliver(output)
    assert server.agrees(output)


@WITH_OURS
def test_small_graphs_go_together(server: Server, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    total = server.deliver(output).sent
    together = len(server.written())
    assert server.agrees(output)
    add(output, (1, 3))
    server.faults = lambda number, asked: DROP if number % 3 == 0 else None
    server.deliver(output)
    assert server.agrees(output)
    monkeypatch.setattr(delivering, "_TOGETHER", 20_000)  # two or three at once
    server.deliver(output, fresh=True)
    some = len(server.written())
    assert server.agrees(output)
    if not server.can_take():
        assert together > total
    else:
        assert together < some, "beside the mark at both ends and the ontology, one request"


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("good", "change"), [(1, False), (5, False), (3, True)])
def test_an_interrupted_delivery_goes_on(server: Server, output: Path, good: int, change: bool) -> None:
    if change:
        server.deliver(output)
        add(output, (1, 3), (2, 2))
    count = 0

    def gone_after(number: int, asked: Asked) -> Said | None:
        nonlocal count
        count += asked.method in {"PUT", "DELETE"} or (asked.method == "POST" and len(asked.body) > 0)
        return Said(503) if count > good else None

    server.faults = gone_after
    with pytest.raises(StoreError, match="503"):
        server.deliver(output)
    server.faults = None
    rest = server.deliver(output)
    assert server.agrees(output)
    if good == 5:
        assert rest.same > 0, "what had come is not sent again"
    assert server.deliver(output).sent == 0


@pytest.mark.usefixtures("alone")
def test_a_graph_half_changed_is_made_whole_also_when_the_build_goes_back(output: Path) -> None:
    store = ox.Store()
    stop = False

    def handler(asked: Asked) -> Said:
        return Said(507) if stop and asked.method == "POST" and "default" in asked.params else sparql(store)(asked)

    with serving(handler) as address:
        kg.deliver(output, f"{address}/ds/query")
        add(output, (1, 3))
        stop = True  # after what goes out of the default graph, before what comes in
        with pytest.raises(StoreError, match="507"):
            kg.deliver(output, f"{address}/ds/query")
        stop = False
        kg.remove(["3.txt"], output)
        kg.deliver(output, f"{address}/ds/query")
        assert there(f"{address}/ds/query", list(here(output)), "") == here(output)


def test_what_a_server_lost_is_sent_again(server: Server, output: Path) -> None:
    total = server.deliver(output).sent
    with Remote(server.url, writing=True) as remote:
        remote.drop(INFERENCES)
        remote.put(next(graph for graph in here(output) if graph.startswith(ids.iri("graph", "")) and graph != INFERENCES), [])
    with Remote(server.url) as remote:
        lost = len(here(output)) - len(remote.counts([graph or server.default or "a:x" for graph in here(output)])) - (not server.default)
    assert server.deliver(output).sent == lost > 0
    assert server.agrees(output)
    with Remote(server.url, writing=True) as remote:  # wiped, as far as it is ours
        for graph in (*here(output), DELIVERY):
            remote.drop(graph or server.default or None)
    said: list[str] = []
    assert server.deliver(output, remark=said.append).sent == total
    assert "so it gets everything" in said[-1]
    assert server.agrees(output)


def test_two_folders_for_one_server_end_with_the_later_build(server: Server, output: Path, tmp_path: Path) -> None:
    server.deliver(output)
    other = tmp_path / "other"
    kg.build([], other, claims=brought(tmp_path / "other.jsonl", (2, 1), (2, 5)))
    assert server.deliver(other).dropped > 0
    assert server.agrees(other)
    server.deliver(output)
    assert server.agrees(output)


def test_fresh_sends_everything(server: Server, output: Path) -> None:
    total = server.deliver(output).sent
    assert server.deliver(output, fresh=True).sent == total
    assert server.agrees(output)


def test_a_default_graph_of_others_is_not_overwritten(output: Path) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("not ours")))
    with serving(sparql(store)) as address:
        with pytest.raises(StoreError, match="holds what no build of kg put there; name a graph"):
            kg.deliver(output, f"{address}/ds/query")
        assert len(store) == 1
        kg.deliver(output, f"{address}/ds/query", default_graph=DEFAULT)
        assert len(list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))) == 1
        for bad in ("no iri", ids.iri("graph", "x")):
            with pytest.raises(StoreError, match=r"no IRI|the build's own"):
                kg.deliver(output, f"{address}/ds/query", default_graph=bad)


def test_a_default_graph_that_gets_a_name_is_moved(output: Path) -> None:
    store = ox.Store()
    with serving(sparql(store)) as address:
        kg.deliver(output, f"{address}/ds/query")
        kg.deliver(output, f"{address}/ds/query", default_graph=DEFAULT)
        assert there(f"{address}/ds/query", ["", *here(output)], DEFAULT) == here(output)
        assert list(store.quads_for_pattern(None, None, None, ox.DefaultGraph())) == []
        kg.deliver(output, f"{address}/ds/query")
        assert there(f"{address}/ds/query", list(here(output)), "") == here(output)
        assert list(store.quads_for_pattern(None, None, None, ox.NamedNode(DEFAULT))) == []


def test_a_server_that_takes_and_keeps_nothing_is_found_out(output: Path) -> None:
    store = ox.Store()
    real = sparql(store)

    def careless(asked: Asked) -> Said:
        return Said(200) if asked.method == "PUT" and INFERENCES not in asked.params.get("graph", "") else real(asked)

    with serving(careless) as address, pytest.raises(StoreError, match=r"took the graph .* and has nothing of it"):
        kg.deliver(output, f"{address}/ds/query")


def test_the_journal_holds_no_password_and_survives_a_torn_line(server: Server, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.deliver(output)
    (journal,) = output.glob("sent/*/journal.jsonl")
    rows = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    assert "dba" not in [value for row in rows for value in row.values()]
    assert str(output) not in journal.read_text("utf-8")
    with journal.open("a") as stream:
        stream.write('{"begun": "https://w3')
    assert server.deliver(output).sent == 0


@WITH_OURS
def test_the_command_line_builds_and_brings(server: Server, tmp_path: Path) -> None:
    gold = brought(tmp_path / "gold.jsonl", (1, 1))
    default = ["--default-graph", server.default] if server.default else []
    done = kg_("build", "--claims", gold, "-o", tmp_path / "out", "--store", server.url, *default)
    assert done.exit_code == 0, done.output
    assert "0 unchanged" in done.stdout.splitlines()[-1]
    assert server.agrees(tmp_path / "out")
    server.faults = lambda number, asked: Said(507, b"the disk is full", {"Content-Type": "text/plain"})
    done = kg_("build", "--claims", gold, "-o", tmp_path / "out", "--store", server.url, *default, "--fresh", "-q")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"kg: {server.url}: 507 Insufficient Storage: the disk is full\n"
    assert kg_("build", "--claims", gold, "-o", tmp_path / "out", "--default-graph", "a:b").exit_code == 2
    done = kg_("build", "--claims", gold, "-o", tmp_path / "not made", "--store", "output")
    assert (done.exit_code, (tmp_path / "not made").exists()) == (1, False), "what is no address is said before the work"
    assert done.stderr == "kg: 'output' is no address of a SPARQL server, such as http://localhost:8890/sparql\n"


def test_who_may_not_write_is_told_why(virtuoso: str, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match=r"/sparql-auth: 401 Unauthorized: set KG_STORE_USER and KG_STORE_PASSWORD"):
        kg.deliver(output, f"{virtuoso}/sparql", default_graph=DEFAULT)
    with running(output / "store") as address, pytest.raises(StoreError, match=r"/update: 403 Forbidden: .*read-only"):
        kg.deliver(output, address)
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    shutil.copytree(output, tmp_path / "other")
    owned = pytest.raises(StoreError, match=r"403 Forbidden: the graph <.*> belongs to the build")
    with running(tmp_path / "other" / "store", token="t0ken") as address, owned:
        kg.deliver(output, address, default_graph=DEFAULT)
