"""A build for people to look at (a rumour that comes true, an article with markup), and a browser that complains of everything amiss."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import kg
from kg.annotations import read_annotations
from kg.types import Document, Extraction, Gap
from tests.conftest import ROOT, lacking
from tests.web.serving import running

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
TEXTS = {
    "one.txt": f"Brisetel lorgne Nuvéa {HOSTILE}\n\n"
    f"Brisetel détient 30 % de Nuvéa, dit son patron {HOSTILE} devant la presse réunie à Paris. "
    "Corvane dirige Nuvéa depuis sa création. Brisetel rachèterait Nuvéa avant l'été. Corvane tutoie Brisetel.",
    "two.txt": "Brisetel and Nuvéa\n\nBrisetel owns 45 % of Nuvéa since 2014. Ortival is a partner of Brisetel. Ortival sells to Nuvéa.",
    "three.txt": "Brisetel a racheté Nuvéa\n\nBrisetel a racheté Nuvéa en janvier 2016, pour un prix que personne ne dit.",
}
DAYS = {"one.txt": "2014-05-02", "two.txt": "2015-06-03", "three.txt": "2016-02-01"}
_TYPES = {"Brisetel": "Organisation", "Nuvéa": "Organisation", "Ortival": "Organisation", "Corvane": "Person"}
_CLAIMS: tuple[tuple[str, str, str, str, str, dict[str, str]], ...] = (
    ("one.txt", "shareholding", "Brisetel", "Nuvéa", "Brisetel détient 30 % de Nuvéa", {"value": "30 %"}),
    ("one.txt", "leadership", "Corvane", "Nuvéa", "Corvane dirige Nuvéa", {}),
    ("one.txt", "acquisition", "Brisetel", "Nuvéa", "Brisetel rachèterait Nuvéa avant l'été", {"modality": "rumoured"}),
    ("two.txt", "shareholding", "Brisetel", "Nuvéa", "Brisetel owns 45 % of Nuvéa since 2014", {"value": "45 %", "date": "2014"}),
    ("two.txt", "partner", "Ortival", "Brisetel", "Ortival is a partner of Brisetel", {}),
    ("three.txt", "acquisition", "Brisetel", "Nuvéa", "Brisetel a racheté Nuvéa en janvier 2016", {"date": "2016-01"}),
)  # fmt: skip


#: Sentences that say nothing that a rule understands: words, rule, its trigger, what it lacked, what would have served.
GAPS: tuple[tuple[str, str | None, str | None, str, tuple[str, ...]], ...] = (
    ("Corvane tutoie Brisetel.", None, None, "trigger", ("tutoyer",)),
    ("Ortival sells to Nuvéa.", "customer.sell", "sells", "object", ("Product", "Technology")),
)


def build(work: Path) -> Path:
    """The folder of a build of the articles above, with the claims that are written out there."""
    articles = work / "articles"
    articles.mkdir()
    rows = []
    for name, text in TEXTS.items():
        (articles / name).write_text(text, "utf-8")
        meta = {"publisher": f"Gazette {name[:-4]}", "published": DAYS[name], "title": text.split("\n")[0]}
        (articles / f"{name}.meta.json").write_text(json.dumps(meta), "utf-8")
        things = [{"name": thing, "type": kind, "aliases": []} for thing, kind in _TYPES.items() if thing in text]
        rows.append({"doc": name, "entities": things, "claims": [_claim(*one) for one in _CLAIMS if one[0] == name]})
    gold = work / "gold.jsonl"
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    kg.build([articles], work / "out", extractor=Brought(gold))
    return work / "out"


class Brought:
    """An extractor that says what a file of annotations has, and that the rest was not understood."""

    def __init__(self, gold: Path) -> None:
        self.gold = gold

    def extract(self, document: Document) -> Extraction:
        found = next(
            one for one in read_annotations(self.gold, [document]) if isinstance(one, Extraction) and one.document.name == document.name
        )
        gaps = [
            Gap(start=at, end=at + len(words), rule=rule, relation=rule and rule.split(".")[0], trigger=trigger, lack=lack, wanted=wanted)
            for words, rule, trigger, lack, wanted in GAPS
            if (at := document.text.find(words)) >= 0
        ]
        return replace(found, gaps=tuple(gaps))

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        return map(self.extract, documents)


def _claim(doc: str, relation: str, subject: str, obj: str, evidence: str, slots: dict[str, str]) -> dict[str, Any]:
    start = TEXTS[doc].index(evidence)
    whole: dict[str, Any] = dict.fromkeys(("value", "date", "attributed_to", "attribution_kind"))
    whole |= {"modality": "asserted", "negated": False, "ended": False, "relation": relation, "subject": subject, "object": obj}
    return whole | {"evidence": evidence, "start": start, "end": start + len(evidence)} | slots


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over `build`'s graph; for the modules that import it."""
    require_scripts()
    with running(build(tmp_path_factory.mktemp("browsing")) / "store", workers=1) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, for the modules that import it."""
    with chromium_at(chromium) as found:
        yield found


def require_scripts() -> None:
    """Skip where the explorer's scripts are not built; in CI that is a failure."""
    if not (ROOT / "kg/web/static/ui/pages.js").is_file():
        lacking("kg/web/static/ui (Node; make ui)")


def axe() -> str:
    """The source of axe-core, as npm put it."""
    found = ROOT / "kg/web/ui/node_modules/axe-core/axe.min.js"
    if not found.is_file():
        lacking("axe-core (Node; make ui)")
    return found.read_text("utf-8")


def browser_path() -> str | None:
    """Where a Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def chromium_at(path: str) -> Iterator[Browser]:
    """A headless Chromium that renders WebGL in software and calls nobody."""
    quiet = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def looking(browser: Browser, server: str, **options: Any) -> Iterator[Page]:
    """A page of a fresh profile, in English. Afterwards nothing may have gone wrong in it, and no request have left the host."""
    context = browser.new_context(base_url=server, accept_downloads=True, **{"locale": "en", "color_scheme": "light"} | options)
    context.set_default_timeout(90_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
    page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith((server, "data:", "blob:")) else None)
    try:
        yield page
    finally:
        context.close()
    assert not complaints, "\n".join(complaints)


def drawn(page: Page) -> dict[str, tuple[float, float]]:
    """The things of the graph that is drawn, by id, and where each stands in the window, once it stands still."""
    page.wait_for_selector("#graph[data-drawn]")
    page.wait_for_timeout(300)
    found = page.evaluate("Object.fromEntries(explorer.graph.nodes().map((id) => [id, Object.values(explorer.at(id))]))")
    return {id_: (x, y) for id_, (x, y) in found.items()}


def rows_of(page: Page) -> list[list[str]]:
    """The rows of the table that says what is drawn."""
    cells = page.evaluate("[...document.querySelectorAll('#table tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))")
    return [[text.removesuffix("+").strip() for text in row] for row in cells]


def tab_to(page: Page, what: str, *, back: bool = False, most: int = 120) -> None:
    """Press Tab until the focus is on what a selector means."""
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    pytest.fail(f"the focus does not come to {what}")


def saved(page: Page, does: Callable[[], None]) -> tuple[str, bytes]:
    """The name and content of the file that is saved when `does` is done."""
    with page.expect_download() as waiting:
        does()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
