"""The explorer as a person uses it, in Chromium: by pointer, by keyboard alone, in light and dark, on a phone."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import browsing
from tests.web.browsing import browser, drawn, looking, rows_of, saved, server, tab_to

__all__ = ["browser", "server"]  # fixtures

BEFORE, AFTER = "2015-06-03", "all"


def slide(page: Page, key: str, told: str) -> None:
    """Move the date slider by a key, and wait until what it tells is drawn."""
    before = page.evaluate("performance.getEntriesByType('resource').length")
    page.locator(".slider input").focus()
    page.keyboard.press(key)
    expect(page.locator(".slider output")).to_have_text(told)
    page.wait_for_function("(before) => performance.getEntriesByType('resource').length > before", arg=before)
    page.wait_for_timeout(300)


def takeover(page: Page) -> list[str]:
    """How sure the takeover is in the drawing."""
    return [row[5] for row in rows_of(page) if row[:3] == ["Brisetel", "acquires", "Nuvéa"]]


def test_from_a_search_to_the_sentence(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/")
        page.get_by_role("combobox").press_sequentially("nuve", delay=20)  # without its accent
        page.get_by_role("option", name="Nuvéa").click()
        page.wait_for_url("**/entity/nuvea")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nuvéa")
        line = page.locator(".line", has=page.get_by_role("link", name="Corvane"))
        expect(line.locator("blockquote")).to_be_hidden()
        line.locator("summary").click()
        expect(line.locator("mark")).to_have_text("Corvane dirige Nuvéa")
        line.get_by_role("link", name=re.compile("Gazette one")).click()
        page.wait_for_url("**/document/**")
        expect(page.locator(".evidence", has_text="Corvane dirige Nuvéa")).to_be_visible()


def test_the_graph_by_pointer(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/entity/nuvea")
        page.get_by_role("main").get_by_role("link", name="Graph", exact=True).click()
        places = drawn(page)
        assert sorted(places) == ["brisetel", "corvane", "nuvea"]
        (x1, y1), (x2, y2) = places["corvane"], places["nuvea"]
        page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
        panel = page.locator(".panel")
        expect(panel.locator("mark")).to_have_text("Corvane dirige Nuvéa")
        expect(panel).to_contain_text("Gazette one")
        panel.get_by_role("button", name="Close").click()
        expect(panel).to_be_hidden()

        page.locator(".twin > summary").click()
        assert takeover(page) == ["asserted"]
        expect(page.locator(".slider output")).to_have_text(AFTER)
        slide(page, "ArrowLeft", "2016-02-01")
        slide(page, "ArrowLeft", BEFORE)
        assert takeover(page) == ["rumoured"]  # the rumour is one again
        assert "as_of=2015-06-03" in page.url

        again = page.url
        page.locator(".choice summary", has_text="Relations").click()
        page.get_by_label("leads", exact=True).uncheck()
        assert "Corvane" not in [row[0] for row in rows_of(page)]
        filtered, shown = page.url, rows_of(page)
        assert filtered != again
    with looking(browser, server) as page:  # somebody else, to whom the address was sent
        page.goto(filtered)
        drawn(page)
        page.locator(".twin > summary").click()
        assert rows_of(page) == shown
        expect(page.locator(".slider output")).to_have_text(BEFORE)


def test_a_thing_unfolds(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/graph?about=nuvea")
        places = drawn(page)
        assert "ortival" not in places
        page.mouse.click(*places["brisetel"])
        page.wait_for_function("() => location.search.includes('nuvea,brisetel')")
        page.wait_for_function("() => explorer.graph.order === 4")
        assert "ortival" in drawn(page)
        page.goto("/graph")
        assert sorted(drawn(page)) == ["brisetel", "corvane", "nuvea", "ortival"]
        page.locator(".twin > summary").click()
        assert ["Brisetel", "partner of", "Ortival"] in [row[:3] for row in rows_of(page)]
        page.locator(".slider input").focus()
        page.keyboard.press("Home")
        assert "Ortival" not in [row[2] for row in rows_of(page)]


def test_pictures_are_saved(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/graph?about=nuvea")
        drawn(page)
        name, picture = saved(page, page.get_by_role("button", name="SVG").click)
        assert name == "graph.svg"
        texts = {one.text for one in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")}
        assert {"Nuvéa", "Brisetel", "Corvane"} <= texts
        name, picture = saved(page, page.get_by_role("button", name="PNG").click)
        assert (name, picture[:8]) == ("graph.png", b"\x89PNG\r\n\x1a\n")
        assert len(picture) > 10_000


def test_an_example_query(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/sparql")
        expect(page.locator("#yasgui .yasr table")).to_contain_text("Brisetel")  # the first query runs by itself
        example = page.locator(".examples a").first
        query = example.get_attribute("data-query") or ""
        example.click()
        page.wait_for_function("(query) => document.querySelector('.CodeMirror').CodeMirror.getValue().trim() === query.trim()", arg=query)
        expect(page.locator("#yasgui .yasr_response_chip")).to_contain_text("result")


def test_language_and_theme(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/entity/nuvea")
        page.get_by_role("link", name="FR").click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.get_by_role("heading", name="Chronologie")).to_be_visible()
        bright = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("link", name="sombre").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != bright
        page.get_by_role("link", name="Graphe", exact=True).first.click()
        drawn(page)
        expect(page.locator(".slider")).to_contain_text("Comme on le savait")


def test_everything_by_keyboard(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/")
        tab_to(page, "#q")
        page.keyboard.type("nuve", delay=20)
        expect(page.get_by_role("option", name="Nuvéa")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/entity/nuvea")
        tab_to(page, "a.skip")
        page.keyboard.press("Enter")
        tab_to(page, ".line summary")
        page.keyboard.press("Enter")
        expect(page.locator(".line details[open] mark").first).to_be_visible()
        tab_to(page, "a.button", back=True)
        page.keyboard.press("Enter")
        page.wait_for_url("**/graph?about=nuvea")
        drawn(page)

        slide(page, "Home", "2014-05-02")
        tab_to(page, ".choice summary")
        page.keyboard.press("Enter")
        tab_to(page, ".choice input")
        page.keyboard.press("Space")
        tab_to(page, ".stage")
        camera = page.evaluate("explorer.camera().x")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("explorer.camera().x") > camera
        tab_to(page, ".twin > summary")
        page.keyboard.press("Enter")
        tab_to(page, "#table a[href^='/fact/']")
        page.keyboard.press("Enter")
        expect(page.locator(".panel mark").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".panel")).to_be_hidden()
        assert page.evaluate("document.activeElement.matches('#table a')")
        tab_to(page, "#table .unfold[aria-label='Unfold Brisetel']", back=True)
        page.keyboard.press("Enter")
        page.wait_for_function("() => location.search.includes('nuvea,brisetel')")
        page.reload()
        drawn(page)
        tab_to(page, ".tools button:last-child")
        assert saved(page, lambda: page.keyboard.press("Enter"))[0] == "graph.svg"

        page.goto("/")
        tab_to(page, "nav a[href='/sparql']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sparql")
        expect(page.locator("#yasgui .yasr table")).to_contain_text("Brisetel")
        tab_to(page, ".examples a")  # through the editor, and out of it again
        page.keyboard.press("Enter")
        expect(page.locator("#yasgui .yasr_response_chip")).to_contain_text("result")
        page.goto("/")
        tab_to(page, ".choices a[hreflang=fr]")
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_an_article_with_markup_stays_text(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/sources")
        page.get_by_role("link", name=re.compile("Brisetel lorgne Nuvéa")).click()
        page.wait_for_url("**/document/**")
        expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")
        expect(page.locator("article")).to_contain_text("<img src=x")
        for path in (page.url, "/entity/nuvea", "/entity/brisetel", "/graph?about=nuvea", "/search?q=patron"):
            page.goto(path)
            page.wait_for_timeout(200)
            assert page.title() != "taken"
            assert page.locator("main img, main script:not([src^='/static/'])").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_barrier(server: str, browser: Browser, theme: str) -> None:
    source = browsing.axe()
    found: list[str] = []
    with looking(browser, server, color_scheme=theme, bypass_csp=True) as page:  # axe brings styles of its own
        paths = ["/", "/entity/nuvea", "/conflicts", "/sources", "/things", "/search?q=nuvea", "/graph?about=nuvea", "/sparql", "/why-not"]
        paths += ["/timeline", "/timeline?about=nuvea"]
        page.goto("/entity/nuvea")
        for kind in ("fact", "claim", "document", "conflict"):
            paths.append(str(page.locator(f"main a[href^='/{kind}/']").first.get_attribute("href")))
        for path in paths:
            page.goto(path)
            if path.startswith("/graph"):
                drawn(page)
            if path == "/sparql":
                expect(page.locator("#yasgui .yasr table")).to_contain_text("Brisetel")
            page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
            page.evaluate(source)
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 844})
                page.wait_for_timeout(150)
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0, f"{path} is {wide} pixels wider than a window of {width}"
                violations = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
                grave = [one for one in violations if one["impact"] in ("serious", "critical")]
                found += [f"{path} {width}: {one['id']} {one['nodes'][0]['target']}" for one in grave]
    assert not found, "\n".join(found)


