"""The dossier: every claim with its words, links that lead somewhere, nothing run or fetched; on paper, in the dark, on a phone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.errors import KgError
from kg.exports import export
from kg.graph.store import Store
from kg.graph.views import dossier
from kg.types import Extraction
from tests.graph.sample import article, claim, extraction, pile, stored

HOSTILE = "<script>document.title='broken'</script>"


class Reader(HTMLParser):
    """Ids, links, and all text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data", "poster")]

    def handle_data(self, data: str) -> None:
        if self.get_starttag_text() and not str(self.get_starttag_text()).startswith("<style"):
            self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.text = re.sub(r"[ \n]+", " ", reader.text)
    return reader


def hostile() -> list[Extraction]:
    """An article whose title, words, names and address would run a script."""
    text = f"{HOSTILE}\nLe groupe {HOSTILE} détient 5 % de Nuagis. Fin.\n"
    told = replace(article("hostile.txt", text, "fr", HOSTILE, "2016"), url="javascript:alert(1)")
    linked = replace(article("linked.txt", "Brumeo finance Nuagis.\n", "fr", "L'Écho", "2016-02-01"), url="https://echo.example/nuagis?a=1&b=2")
    return [
        extraction(told, [claim(told, "shareholding", HOSTILE, f"{HOSTILE} détient 5 % de Nuagis", "Nuagis", value="5 %")]),
        extraction(linked, [claim(linked, "funding", "Brumeo", "Brumeo finance Nuagis", "Nuagis")]),
    ]


@pytest.fixture(scope="module")
def store() -> Store:
    return stored([*pile(), *hostile()])


def written(store: Store, folder: Path, **options: object) -> str:
    export(store, folder / "dossier.html", **{"about": "Nuagis", **options})
    return (folder / "dossier.html").read_text("utf-8")


def test_every_claim_is_quoted_with_its_article_and_every_link_leads_somewhere(store: Store, tmp_path: Path) -> None:
    page = read(written(store, tmp_path))
    found = dossier(store, "Nuagis")
    claims = [claim for fact in found.facts for claim in (*fact.claims, *fact.against)]
    assert len(claims) > 15
    for one in claims:
        assert " ".join(one.evidence.split()) in page.text
        assert f"{one.source.name}:{one.start}–{one.end}" in page.text
        assert one.id in page.text
    assert {f"f{fact.id}" for fact in found.facts} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links if link.startswith("#")} <= set(page.ids)
    assert [link for link in page.links if not link.startswith("#")] == ["data:,", "https://echo.example/nuagis?a=1&b=2"]
    for part in ("Has as shareholder", "44.4\u00a0%", "disputed", "against", "The Cloud Courier", "20 March 2015", "2013", "97,485 EUR"):
        assert part in page.text, part


def test_conflicts_show_both_sides(store: Store, tmp_path: Path) -> None:
    page = read(written(store, tmp_path))
    for part in ("Side 1: 44.3\u00a0%", "Side 2: 44.4\u00a0%", "Brumeo détient 44,3 % de Nuagis", "Brumeo holds 44.4% of Nuagis"):
        assert part in page.text, part


def test_in_french(store: Store, tmp_path: Path) -> None:
    page = read(written(store, tmp_path, lang="fr"))
    wanted = ("A pour actionnaire", "44,4\u00a0%", "contesté", "20 mars 2015", "97\u202f485 euros", "achevé", "selon L'Écho")
    for part in (*wanted, "Brumeo détient une part de Nuagis", "Version 2\u00a0: 44,4\u00a0%", "article du 12 janvier 2015"):
        assert part in page.text, part
    for part in ("Side ", "asserted", "corroborated", "according to", "What is known", "Timeline", "cannot both be", "stake in"):
        assert part not in page.text, part


def test_as_of_a_date(store: Store, tmp_path: Path) -> None:
    page = read(written(store, tmp_path, as_of="2015-01-31"))
    assert "As known on 31 January 2015" in page.text
    assert "The Cloud Courier" not in page.text
    assert "rumoured" in page.text
    assert "97,485" not in page.text


def test_same_bytes_whatever_the_order_of_writing(tmp_path: Path) -> None:
    made = []
    for seed in range(2):
        mixed = pile()
        random.Random(seed).shuffle(mixed)
        made.append(written(stored(mixed, tmp_path / f"store{seed}"), tmp_path))
    assert made[0] == made[1]


def test_nothing_runs_and_nothing_is_fetched(store: Store, tmp_path: Path) -> None:
    text = written(store, tmp_path)
    page = read(text)
    assert HOSTILE not in text
    assert HOSTILE in page.text
    assert not page.tags & {"script", "iframe", "object", "embed", "img", "form", "base"}
    assert "javascript:" not in text
    assert re.search(r"content=\"default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'\"", text)
    assert not re.search(r" style=|@import|url\(", text)


def test_a_thing_of_which_only_figures_are_known_has_no_picture(tmp_path: Path) -> None:
    one = pile()[1]
    lonely = replace(one, claims=tuple(claim for claim in one.claims if claim.relation == "revenue"))
    page = read(written(stored([lonely]), tmp_path))
    assert "picture" not in page.ids
    assert "No disagreement was found." in page.text


def test_several_of_one_name_or_none_is_an_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="nothing in the graph is called so"):
        written(store, tmp_path, about="Xyz")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, store: Store, tmp_path: Path) -> Iterator[Page]:
    """The dossier opened from disk, without network; at the end there must have been no complaint and no request beyond the file."""
    written(store, tmp_path)
    file = tmp_path / "dossier.html"
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith("data:")] == [file.as_uri()]


def test_from_a_line_of_the_picture_to_the_words(page: Page) -> None:
    assert page.title() == "Nuagis – Dossier"
    page.locator("#picture a[aria-label='Brumeo holds a stake in Nuagis (44.4\u00a0%)']").click()
    row = page.locator("tr:target")
    assert "44.4" in row.inner_text()
    row.locator("a.ref.against").click()
    assert "Brumeo détient 44,3 % de Nuagis" in page.locator("li:target mark").inner_text()
    ground = "getComputedStyle(document.querySelector('li:target')).backgroundColor"
    assert page.evaluate(ground) != "rgba(0, 0, 0, 0)"


def test_strokes_tell_how_sure_it_is(page: Page) -> None:
    drawn = "name => { const found = getComputedStyle(document.querySelector(name)); return [found.strokeDasharray, found.stroke]; }"
    dashes, red = page.evaluate(drawn, "#picture .edge.disputed path")
    assert dashes == "none"
    assert red == "rgb(185, 39, 53)"
    assert page.evaluate(drawn, "#picture .legend .reported path")[0] == "none"


def test_dark_theme_phone_width_and_paper(page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) == "rgb(20, 24, 29)"
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
