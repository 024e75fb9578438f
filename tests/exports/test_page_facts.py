"""The graph page of a store in a browser: claims for and against, conflicts with both sides, French, one thing, as of a date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.exports import export
from kg.exports.page_facts import about, script_words
from kg.graph.store import Store
from kg.wording import wording
from tests.graph.sample import article, claim, extraction, pile, stored

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def store() -> Store:
    told = article("rivals.txt", "Brumeo et Valmont sont concurrents.\n", "fr", "L'Écho", "2016")
    return stored([*pile(), extraction(told, [claim(told, "competitor", "Brumeo", "Brumeo et Valmont sont concurrents", "Valmont")])])


def embedded(file: Path) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, store: Store, tmp_path: Path) -> Iterator[Opened]:
    """Exports the page with options and opens it from disk; there must be no complaint and no request beyond the file."""
    complaints: list[str] = []
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")

    def open_(**options: object) -> Page:
        export(store, tmp_path / "graph.html", **options)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
        page.goto((tmp_path / "graph.html").as_uri())
        page.wait_for_timeout(200)
        return page

    yield open_
    context.close()
    assert complaints == []


def test_a_disputed_line_shows_both_sides(opened: Opened) -> None:
    page = opened()
    page.fill("#search", "brumeo")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Brumeo holds a stake in Nuagis (").click()
    quotes = page.locator("#panel blockquote mark").all_inner_texts()
    assert sorted(quotes) == ["Brumeo (44.4%)", "Brumeo détient 44,3 % de Nuagis", "Brumeo holds 44.4% of Nuagis"]
    assert page.locator("#panel blockquote.against mark").all_inner_texts() == ["Brumeo détient 44,3 % de Nuagis"]
    assert "against · La Gazette du Cloud" in page.locator("#panel").inner_text()
    page.locator("#panel .facts button", has_text="44.3").click()
    panel = page.locator("#panel").inner_text()
    for part in ("source error", "One article is wrong.", "Side 1: 44.3", "Side 2: 44.4", "Brumeo détient 44,3 % de Nuagis"):
        assert part in panel, part
    page.locator("#panel button", has_text="Nuagis").click()
    assert page.locator("#panel h2").inner_text() == "Nuagis"


def test_conflicts_are_listed_and_open(opened: Opened) -> None:
    page = opened()
    page.locator("#conflicts summary").click()
    buttons = page.locator("#conflicts button")
    assert buttons.count() >= 2
    buttons.filter(has_text="Foundation").first.click()
    assert "founded" in page.locator("#panel").inner_text()
    assert page.locator("#panel blockquote").count() >= 2


def test_in_french(opened: Opened, tmp_path: Path) -> None:
    page = opened(lang="fr")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "relations" in page.locator("#extent").inner_text()
    page.fill("#search", "nuagis")
    assert page.locator("#suggestions li").first.inner_text().startswith("Nuagisorganisation")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Brumeo détient une part de Nuagis (44,4\u00a0%)").click()
    panel = page.locator("#panel").inner_text()
    for part in ("corroboré", "contesté", "contre", "Là où les articles divergent", "erreur de la source"):
        assert part in panel, part
    shown = page.locator("body").inner_text()
    for part in ("Legend", "asserted", "holds a stake", "disputed", "Search", "against", "cannot both"):
        assert part not in shown, part


def test_nothing_moves_by_itself(opened: Opened) -> None:
    page = opened()
    places = "JSON.stringify(graph.network.getPositions())"
    first = page.evaluate(places)
    page.wait_for_timeout(400)
    assert page.evaluate(places) == first
    assert page.evaluate("graph.network.physics.physicsEnabled") is False


def test_one_thing_as_of_a_date(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    export(store, file, about="Serpentin", depth=1)
    data = embedded(file)
    assert {node["about"]["name"] for node in data["nodes"]} == {"Serpentin", "Valmont", "Brumeo Business Services"}
    export(store, file, about="Nuagis", as_of="2015-01-31", lang="en")
    text = file.read_text("utf-8")
    assert "<title>Nuagis – as known on 31 January 2015</title>" in text
    assert "The Cloud Courier" not in text
    (bought,) = (edge["about"] for edge in embedded(file)["edges"] if edge["about"]["relation"] == "acquisition")
    assert bought["style"] == "rumoured"


def test_lines_are_as_wide_as_stakes_and_rivals_have_no_arrow(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "graph.html")
    data = embedded(tmp_path / "graph.html")
    widths = {edge["about"]["value"]: edge["about"]["width"] for edge in data["edges"] if edge["about"]["relation"] == "shareholding"}
    assert widths["44.4\u00a0%"] > widths["33.3\u00a0%"] > 1
    assert [edge["arrows"] for edge in data["edges"] if edge["about"]["relation"] == "competitor"] == [""]
    assert all(edge["about"]["quotes"] for edge in data["edges"])


def test_what_the_script_says_has_words() -> None:
    words = script_words(wording("fr"), ["Person", "DataCentre"])
    assert (words["DataCentre"], words["disputed"], words["why"]) == ("centre de données", "contesté", "Valeur retenue")
    script = (Path(__file__).resolve().parents[2] / "kg" / "exports" / "page.js").read_text("utf-8")
    asked = set(re.findall(r'\bwords\.([a-z]+)|\bwords\["([^"]+)"\]', script))
    assert {one or other for one, other in asked} <= set(words)


def test_an_edge_with_nothing_known_is_asserted() -> None:
    assert about({}, wording("en"))["style"] == "asserted"
    assert about({"status": "planned", "disputed": True}, wording("en"))["style"] == "disputed"
