"""How long people wait in the explorer, in Chromium with software rendering; run by `make bench`, never by `make test`.

What was measured is added to results/explorer.json; results/README.md says what the figures mean. KG_BENCH_STORES names a folder in which
the stores are kept, which take minutes to make.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Page

from kg.graph.network import to_networkx
from kg.graph.store import Store
from tests.benchmarks.crowd import filled
from tests.web import browsing
from tests.web.serving import running

pytestmark = pytest.mark.timeout(3600)
RESULTS = Path(__file__).parent / "results" / "explorer.json"
#: Things and facts: for pages of a million quads, for the whole graph, and for both kinds of graph page side by side.
MILLION, WHOLE, BOTH = (10_000, 33_000), (50_000, 150_000), (2_000, 6_000)
#: What is asked: ms to the first paint, frames a second while panning, times faster than a pyvis page.
PAINT, FRAMES, TIMES = 300, 20, 5
#: Seconds that a pyvis page is waited for.
PATIENCE = 600


def note(what: str, figures: dict[str, float]) -> None:
    """Print the figures and add them to the file, under today's date and with the machine's load before and after."""
    rows = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else []
    load = {"cores": os.cpu_count(), "load of the last minute": round(os.getloadavg()[0], 1)}
    row = {"date": datetime.now(UTC).date().isoformat(), "what": what, **figures, **load}
    RESULTS.write_text(json.dumps([*rows, row], indent=1) + "\n", "utf-8")
    print(f"\n{what}: " + ", ".join(f"{name} {value:g}" for name, value in (figures | load).items()))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("KG_BENCH_STORES")
    return Path(kept) if kept else tmp_path_factory.mktemp("stores")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    browsing.require_scripts()
    with browsing.chromium_at(chromium) as found:
        yield found


def store_of(stores: Path, size: tuple[int, int]) -> tuple[Path, int]:
    folder = stores / f"{size[0]}-{size[1]}" / "store"
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder, filled(folder, *size)


def fresh(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en").new_page()
    page.set_default_timeout(600_000)
    return page


#: Where the middle of the view is, in our page and in a pyvis page; None as long as there is none.
OURS = "() => globalThis.explorer?.view ? explorer.camera().x : null"
THEIRS = "() => globalThis.network?.getViewPosition ? network.getViewPosition().x : null"


def hold(page: Page, stage: str) -> tuple[float, float]:
    """Where to take hold of the drawing: near a corner, where nothing stands that would be dragged instead."""
    box = page.locator(stage).first.bounding_box()
    assert box
    return box["x"] + 30, box["y"] + 30


def interactive_after(page: Page, address: str, stage: str, view: str) -> float:
    """Seconds from the request of a graph page to the first frame that shows the drawing moved by a hand: tried again and again."""
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(stage)
    while time.perf_counter() - started < PATIENCE:
        before = page.evaluate(view)
        if before is not None:
            x, y = hold(page, stage)
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + 40, y, steps=2)
            page.mouse.up()
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            if page.evaluate(view) != before:
                break
        page.wait_for_timeout(20)
    return time.perf_counter() - started


def drawn_after(page: Page, address: str) -> float:
    """Seconds from the request of our page to the whole drawing."""
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#graph[data-drawn]")
    return time.perf_counter() - started


def frames(page: Page, stage: str, across: float = 150, seconds: float = 4) -> float:
    """Frames a second while the graph is dragged to and fro, so many pixels across."""
    page.wait_for_timeout(1500)
    x, y = hold(page, stage)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 20)
    page.evaluate("window.counted = 0; window.counting = true")
    page.evaluate("(function next() { counted++; if (counting) requestAnimationFrame(next) })()")
    before, started, step = page.evaluate("counted"), time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        step += 1
        page.mouse.move(x + across * (step % 40) / 40, y + 100 * (step % 30) / 30)
    found = (page.evaluate("counted") - before) / (time.perf_counter() - started)
    page.mouse.up()
    page.evaluate("new Promise((done) => { window.counting = false; requestAnimationFrame(() => requestAnimationFrame(done)) })")
    return float(found)


def test_first_paint_of_a_thing(stores: Path, browser: Browser) -> None:
    folder, size = store_of(stores, MILLION)
    store = ox.Store.read_only(str(folder))
    named = "SELECT ?entity { ?entity a sc:Organisation } ORDER BY ?entity LIMIT 400"
    every = [str(row["entity"]) for row in Store.around(store).select(named)]
    some = [iri.rsplit("/", 1)[-1].rstrip(">") for iri in every][::20]
    with running(folder) as server, httpx.Client(base_url=server, trust_env=False, timeout=120) as client:
        page = fresh(browser)
        answers, paints = [], []
        for id_ in [some[0], *some]:
            started = time.perf_counter()
            assert client.get(f"/entity/{id_}", headers={"Accept": "text/html"}).status_code == 200
            answers.append(1000 * (time.perf_counter() - started))
        for id_ in [some[0], *some]:
            page.goto(f"{server}/entity/{id_}")
            page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
            paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    answer, paint = statistics.median(answers[1:]), statistics.median(paints[1:])
    figures = {"quads": size, "server, ms": round(answer), "first paint, ms": round(paint), "slowest, ms": round(max(paints[1:]))}
    note("page of a thing", figures)
    assert paint <= PAINT


def test_the_whole_graph(stores: Path, browser: Browser, chromium: str) -> None:
    folder, size = store_of(stores, WHOLE)
    with running(folder) as server, httpx.Client(base_url=server, trust_env=False, timeout=600) as client:
        times, sizes = [], []
        for _ in range(2):
            started = time.perf_counter()
            with client.stream("GET", "/graph.json?lang=en") as answer:
                sizes.append(sum(len(part) for part in answer.iter_raw()))
                assert answer.status_code == 200
            times.append(time.perf_counter() - started)
        page = fresh(browser)
        first = drawn_after(page, f"{server}/graph?lang=en")
        moving = whole_graph(page, server)
        angle = browser.browser_type.launch(executable_path=chromium, args=["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader"])
        composed = whole_graph(fresh(angle), server)
        angle.close()
    figures = {
        "things": WHOLE[0], "facts": WHOLE[1], "quads": size,
        "made, once a build, s": round(times[0], 1), "sent afterwards, s": round(times[1], 2),
        "compressed, MB": round(sizes[1] / 1e6, 2), "the first time, s": round(first, 1), **moving,
    }  # fmt: skip
    note("whole graph", figures)
    note("whole graph, its page put together in software by ANGLE too", composed)
    assert min(rate for one in (moving, composed) for name, rate in one.items() if name.startswith("frames")) >= FRAMES


def whole_graph(page: Page, server: str) -> dict[str, float]:
    """Seconds until the whole graph answers a hand and until all its lines are drawn, and frames a second while it is moved."""
    whole = drawn_after(page, f"{server}/graph?lang=en")
    ready = interactive_after(page, f"{server}/graph?lang=en", ".stage", OURS)
    page.wait_for_selector("#graph[data-drawn]")
    rate, far = frames(page, ".stage"), frames(page, ".stage", 600)
    page.evaluate("explorer.view.zoom(20)")
    near = frames(page, ".stage", 600)
    assert page.evaluate("explorer.graph.order") == WHOLE[0]
    times = {"answers a hand, s": round(ready, 2), "all lines drawn, s": round(whole, 2)}
    return times | {"frames a second": round(rate, 1), "frames, over 600 pixels": round(far, 1), "frames, 20 times nearer": round(near, 1)}


def test_beside_a_pyvis_page(stores: Path, browser: Browser, tmp_path: Path) -> None:
    folder, _ = store_of(stores, BOTH)
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", directed=True)
    graph = to_networkx(Store.around(ox.Store.read_only(str(folder))))
    for id_ in graph:
        network.add_node(id_, label=id_)
    for one, other, fact in graph.edges(data=True):
        network.add_edge(one, other, title=str(fact.get("relation")))
    (tmp_path / "pyvis.html").write_text(network.generate_html(), "utf-8")
    with running(folder) as server:
        page = fresh(browser)
        drawn_after(page, f"{server}/graph")  # laid out once
        ours = statistics.median(interactive_after(page, f"{server}/graph", ".stage", OURS) for _ in range(3))
        page.wait_for_selector("#graph[data-drawn]")
        rate = frames(page, ".stage")
    page = fresh(browser)
    page.set_default_timeout(PATIENCE * 1000)
    theirs = interactive_after(page, (tmp_path / "pyvis.html").as_uri(), "#mynetwork", THEIRS)
    figures = {"things": BOTH[0], "facts": BOTH[1], "ours, s": round(ours, 2), "pyvis, s": round(theirs, 1)}
    rates = {"our frames a second": round(rate, 1), "pyvis's": round(frames(page, "#mynetwork"), 1)}
    note("beside pyvis", figures | {"times": round(theirs / ours, 1)} | rates)
    assert theirs / ours >= TIMES
