"""Takes the README's pictures in Chromium, of a build of the seeds: its graph page, and pages of the explorer (`make screenshot`).

Usage: screenshot.py OUTPUT FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.web.browsing import browser_path, chromium_at, drawn
from tests.web.serving import running

#: Width and height in CSS pixels.
SIZE = {"width": 1280, "height": 760}


def main(output: Path, folder: Path) -> None:
    path = browser_path()
    if path is None:
        sys.exit("screenshot: no Chromium on this machine")
    with chromium_at(path) as browser, running(output / "store", workers=1) as server:
        graph_page(browser.new_page(viewport=SIZE), output / "graph.html", folder / "graph.png")  # type: ignore[arg-type]  # its own typed dict
        explorer(browser, server, "/graph?about=cloudwatt", folder / "explorer.png", SIZE, "light")
        explorer(browser, server, "/entity/cloudwatt", folder / "explorer-phone.png", {"width": 390, "height": 760}, "dark")


def graph_page(page: Page, file: Path, picture: Path) -> None:
    """The page that a build leaves behind, with one disputed relation opened."""
    page.goto(file.resolve().as_uri())
    page.fill("#search", "Orange")
    page.keyboard.press("Enter")
    page.locator("#panel .facts button", has_text="holds a stake in Cloudwatt (44").first.click()
    page.get_by_role("button", name="Show all").click()  # the whole graph in view
    page.wait_for_timeout(1500)  # until the view stands still
    page.screenshot(path=picture)


def explorer(browser: Browser, server: str, path: str, picture: Path, size: dict[str, int], theme: str) -> None:
    """A page of the explorer; in the graph the evidence of a line is open, on the others what is disputed first."""
    page = browser.new_page(base_url=server, viewport=size, color_scheme=theme, locale="en")  # type: ignore[arg-type]  # as above
    page.goto(path)
    if path.startswith("/graph"):
        drawn(page)
        page.locator(".twin > summary").click()
        page.locator("#table tr", has_text="disputed").locator("a[href^='/fact/']").first.click()
        page.wait_for_selector(".panel mark")
        page.evaluate("scrollTo(0, 0)")
    else:
        page.locator(".line.disputed summary").first.click()
    page.wait_for_timeout(500)
    page.screenshot(path=picture)
    Image.open(picture).convert("RGB").quantize(128).save(picture, optimize=True)  # half the bytes, and looks the same


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
