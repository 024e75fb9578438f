"""Pages of many things and results of queries as a person uses them, in Chromium."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import browser, looking, server

__all__ = ["browser", "server"]  # fixtures


def test_what_was_not_understood(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.goto("/")
        page.get_by_role("main").get_by_role("link", name="What was not understood").click()
        page.wait_for_url("**/why-not")
        expect(page.locator(".missed")).to_have_count(2)
        page.get_by_role("link", name="customer of 1").click()
        expect(page.locator(".missed")).to_have_count(1)
        page.goto("/why-not")
        page.get_by_label("With the words").fill("tutoie")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".missed")).to_have_count(1)
        page.get_by_role("link", name="Corvane tutoie Brisetel.").click()
        page.wait_for_url("**/document/*#gap-*")
        expect(page.locator(".gap:target")).to_have_text("Corvane tutoie Brisetel.")
        page.locator("#not-understood a").click()
        expect(page.locator(".missed")).to_have_count(1)


def test_the_timeline_without_scripts(server: str, browser: Browser) -> None:
    with looking(browser, server, java_script_enabled=False) as page:
        page.goto("/entity/nuvea")
        page.locator("#timeline a").click()
        page.wait_for_url("**/timeline?about=nuvea")
        page.get_by_role("link", name="2016: 1", exact=True).click()
        entry = page.locator(".timeline li", has_text="2016-01")
        entry.locator("summary").click()
        expect(entry.locator("mark")).to_have_text("Brisetel a racheté Nuvéa en janvier 2016")
        page.get_by_role("link", name="of everything").click()
        page.get_by_label("Relation").select_option("shareholding")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".timeline li")).to_have_count(0)  # none in 2016
        page.get_by_role("link", name="all that is known").click()
        expect(page.locator(".timeline li")).to_have_count(2)


def test_results_as_chart_and_as_graph(server: str, browser: Browser) -> None:
    def ask(page: Page, query: str) -> None:
        page.goto(f"/sparql?query={quote(query)}")
        expect(page.locator("#yasgui .yasr table")).to_be_visible()

    with looking(browser, server) as page:
        ask(page, "SELECT ?relation (COUNT(*) AS ?facts) WHERE { ?f a sc:Fact ; sc:relation ?relation } GROUP BY ?relation")
        page.locator(".select_chart").click()
        chart = page.locator("svg.chart")
        bars = dict(text.split(": ") for text in chart.locator("rect.mark title").all_text_contents())
        assert (bars["leadership"], bars["partner"]) == ("1", "1")
        page.get_by_role("button", name="Pie").click()
        expect(chart.locator("path.mark")).to_have_count(len(bars))
        expect(page.locator(".select_graph")).to_contain_class("disabled")
        ask(page, "SELECT ?day (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?document schema:datePublished ?day } } GROUP BY ?day")
        page.locator(".select_chart").click()
        expect(chart.locator("circle.mark title")).to_have_text(["2014-05-02: 1", "2015-06-03: 1", "2016-02-01: 1"])
        ask(page, "SELECT ?a ?b WHERE { ?f sc:relation sc:leadership ; sc:subject ?a ; sc:object ?b }")
        page.locator(".select_graph").click()
        expect(chart.locator("circle")).to_have_count(2)
        expect(chart).to_contain_text("corvane")
