"""The graph page: safe and the same bytes each time, and in a real browser drawn, searched, filtered and opened down to the sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.errors import ExportError
from kg.exports.page import policy_of, render, top, write_page
from tests.graph.sample import pile, stored

HOSTILE = "</script><script>document.title='broken'</script><!--"


def sample() -> nx.MultiDiGraph:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("e/nimbia", label="Nimbia", type="Company", color="#112233", aliases=("Nimbia SAS", "Nimbia Nuage"), claims=4)
    graph.add_node("e/armor", label="Armor Télécom", type="Company", color="#112233", aliases=(), claims=2)
    pay = {"relation": "revenue", "label": "has revenue", "value": "3 EUR", "status": "asserted", "evidence": "Elle gagne 3 euros."}
    graph.add_node("e/dupont", label="Élise Dupont", type="Person", color="#445566", aliases="Mme Dupont | É. D.", claims=1, values=[pay])
    graph.add_node("e/evil", label=HOSTILE, type="<i>Type</i>", color="red;} body{display:none", aliases=(HOSTILE,), claims=1)
    common = {"source": "Le Nuage du Matin, « Armor monte », 2012-09-04", "modality": "asserted"}
    armor, nimbia = "e/armor", "e/nimbia"
    graph.add_edge(armor, nimbia, relation="owns_stake_in", label="owns stake in", value="44.4 %", disputed=True, **common)
    graph.add_edge(
        armor,
        nimbia,
        relation="acquires",
        label="acquires",
        status="rumoured",
        modality="rumoured",
        attributed_to="un proche",
        evidence="Armor rachèterait Nimbia, selon un proche du dossier.",
    )
    left = "Élise Dupont, ex-PDG de Nimbia."
    graph.add_edge("e/dupont", nimbia, relation="leads", label="leads", status="asserted", ended=True, evidence=left, **common)
    hostile = {"label": HOSTILE, "value": HOSTILE, "evidence": HOSTILE, "source": HOSTILE}
    graph.add_edge("e/evil", nimbia, relation="offers", status="planned", **hostile)
    return graph


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data", "poster")]
        self.scripts += tag == "script"


def embedded(page: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


def test_nothing_is_loaded_from_elsewhere() -> None:
    parser = Links()
    page = render(sample())
    parser.feed(page)
    assert parser.links
    assert all(link.startswith("data:") for link in parser.links)
    assert parser.scripts == 4  # data, options, vis-network, ours: no script of the article's making
    assert not re.search(r"@import|url\(\s*['\"]?http", page)
    assert "vis-network" in page


def test_same_bytes_whatever_the_order() -> None:
    graph = sample()
    turned: nx.MultiDiGraph = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    assert render(graph) == render(turned)
    assert render(graph, title="A") != render(graph, title="B")


def test_hostile_text_stays_text() -> None:
    page = render(sample(), title=HOSTILE)
    assert HOSTILE not in page
    data = embedded(page)
    assert HOSTILE in [node["about"]["name"] for node in data["nodes"]]  # type: ignore[index]
    assert HOSTILE in [edge["about"].get("evidence") for edge in data["edges"]]  # type: ignore[attr-defined]
    assert "display:none" not in page.split("</style>")[0].split(".swatch-0")[1]
    assert "<title>&lt;/script&gt;" in page


def test_policy_names_only_hashes() -> None:
    policy = policy_of(render(sample()))
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy_of("<html><script>alert(1)</script></html>")


def test_above_the_limit_the_top_by_degree_and_it_says_so() -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for number in range(12):
        graph.add_edge("hub", f"leaf {number:02}", label="owns")
    graph.add_edge("leaf 03", "leaf 07", label="owns")
    assert sorted(top(graph, 3)) == ["hub", "leaf 03", "leaf 07"]
    page = render(graph, limit=3)
    assert "The 3 most connected of 13 entities, 3 of 13 relations" in page
    assert len(embedded(page)["nodes"]) == 3
    assert "most connected" not in render(graph, limit=13)


def test_empty_graph_says_so() -> None:
    assert "nothing in this graph yet" in render(nx.MultiDiGraph())


def test_labels_do_not_lie_on_each_other() -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for number in range(40):
        graph.add_edge("hub", f"Compagnie numéro {number}", label="owns stake in")
    places = [(node["x"], node["y"]) for node in embedded(render(graph))["nodes"]]
    close = [(a, b) for place, a in enumerate(places) for b in places[:place] if abs(a[0] - b[0]) < 120 and abs(a[1] - b[1]) < 25]  # type: ignore[operator]
    assert close == []


def test_large_component_needs_no_scipy() -> None:
    graph = nx.MultiDiGraph(nx.path_graph(600, create_using=nx.DiGraph))
    assert len(embedded(render(graph, limit=600))["nodes"]) == 600


def test_from_a_store_with_every_quote_and_figure(tmp_path: Path) -> None:
    """Facts with two ends are drawn; a revenue or a date, which has one, is listed with its entity."""
    articles = pile()
    store = stored(articles)
    for name in ("one.html", "two.html"):
        write_page(store, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    data = embedded((tmp_path / "one.html").read_text(encoding="utf-8"))
    texts = [article.document.text for article in articles]
    drawn = [edge["about"] for edge in data["edges"]]
    listed = [value for node in data["nodes"] for value in node["about"]["values"]]  # type: ignore[index]
    assert len(drawn) > 5
    for about in drawn + listed:
        assert any(about["evidence"] in text for text in texts)  # type: ignore[index]
        assert about["source"]  # type: ignore[index]
    assert "97,485 EUR" in [value["value"] for value in listed if value["relation"] == "revenue"]
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".html"] == []


def test_unwritable_place_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        write_page(stored(pile()), tmp_path / "no such folder" / "graph.html")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The sample in a browser without network; at the end there must have been no complaint and no request beyond the file."""
    file = tmp_path / "graph é.html"
    file.write_text(render(sample()), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_timeout(300)
    yield page
    context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith("data:")] == [file.as_uri()]


def test_drawn_in_chromium(page: Page) -> None:
    assert page.evaluate("[graph.nodes.length, graph.edges.length]") == [4, 4]
    inks = page.evaluate(
        """() => { const canvas = document.querySelector('#graph canvas');
        const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        return [new Set(pixels).size, pixels.filter((pixel) => pixel !== 0).length]; }"""
    )
    assert inks[0] > 50
    assert inks[1] > 2000
    assert page.title() == "Knowledge graph"  # no script of the article's ran


def test_lines_show_how_sure_it_is(page: Page) -> None:
    style = "[...graph.edges.get()].map((edge) => [edge.about.style, edge.dashes])"
    assert sorted(page.evaluate(style), key=str) == [["asserted", False], ["disputed", False], ["planned", [2, 5]], ["rumoured", [9, 6]]]


def test_search_ignores_accents_and_opens_the_evidence(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("ELISE")
    assert page.locator("#suggestions li").all_inner_texts() == ["Élise Dupontperson"]
    page.keyboard.press("Enter")
    assert page.evaluate("graph.network.getSelectedNodes()") == ["e/dupont"]
    assert "Mme Dupont" in page.locator("#panel").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    panel = page.locator("#panel").inner_text()
    for part in ("Élise Dupont has revenue: 3 EUR", "Elle gagne 3 euros."):
        assert part in panel
    page.get_by_role("button", name="Élise Dupont", exact=True).click()
    page.get_by_role("button", name="Élise Dupont leads Nimbia").click()
    panel = page.locator("#panel").inner_text()
    for part in ("Élise Dupont leads Nimbia", "Élise Dupont, ex-PDG de Nimbia.", "Le Nuage du Matin", "2012-09-04", "ended"):
        assert part in panel


def test_search_by_alias_and_without_result(page: Page) -> None:
    page.fill("#search", "nuage")
    assert page.locator("#suggestions li").all_inner_texts() == ["NimbiaCompany"]
    page.fill("#search", "zzz")
    assert page.locator("#suggestions").inner_text() == "No such name in this graph"
    page.keyboard.press("Escape")
    assert not page.locator("#suggestions").is_visible()


def test_click_on_an_edge_opens_its_sentence(page: Page) -> None:
    middle = """() => { const edge = graph.edges.get().find((one) => one.about.relation === 'leads');
        const at = graph.network.getPositions([edge.from, edge.to]);
        const point = graph.network.canvasToDOM({x: (at[edge.from].x + at[edge.to].x) / 2, y: (at[edge.from].y + at[edge.to].y) / 2});
        const box = document.querySelector('#graph').getBoundingClientRect(); return [box.x + point.x, box.y + point.y]; }"""
    x, y = page.evaluate(middle)
    page.mouse.move(x, y)
    page.wait_for_timeout(400)
    assert "Élise Dupont, ex-PDG de Nimbia." in page.locator(".vis-tooltip").inner_text()
    page.mouse.click(x, y)
    assert page.locator("#panel blockquote").inner_text() == "Élise Dupont, ex-PDG de Nimbia."


def test_attribution_and_hostile_text_in_the_panel(page: Page) -> None:
    page.fill("#search", "armor")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Armor Télécom acquires Nimbia").click()
    assert "un proche" in page.locator("#panel dl").inner_text()
    page.fill("#search", "</script>")
    page.keyboard.press("Enter")
    page.locator("#panel .facts button").first.click()
    assert page.locator("#panel blockquote").inner_text() == HOSTILE
    assert page.title() == "Knowledge graph"


def test_filters_hide_edges_and_lonely_nodes(page: Page) -> None:
    page.get_by_role("checkbox", name="rumoured").uncheck()
    page.get_by_role("checkbox", name="leads").uncheck()
    hidden = "graph.edges.get().filter((edge) => edge.hidden).map((edge) => edge.about.relation).sort()"
    assert page.evaluate(hidden) == ["acquires", "leads"]
    assert page.evaluate("graph.nodes.get().filter((node) => node.hidden).map((node) => node.id)") == ["e/dupont"]
    page.get_by_role("button", name="All", exact=True).click()
    assert page.evaluate(hidden) == ["acquires"]


def test_dark_scheme_and_phone_width(page: Page) -> None:
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert page.evaluate("graph.nodes.get('e/armor').font.color") == "#e6e9ed"
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator("#graph").bounding_box()
    assert box
    assert box["width"] >= 380
    assert box["height"] >= 300
