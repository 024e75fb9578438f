"""Takes the README's picture: the graph page of the seeds in Chromium, with one disputed relation opened (`make screenshot`).

Usage: screenshot.py GRAPH.html PICTURE.png
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

#: Width and height in CSS pixels.
SIZE = {"width": 1280, "height": 760}


def main(page_file: Path, picture: Path) -> None:
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser_path is None:
        sys.exit("screenshot: no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]  # playwright's own typed dict
        page.goto(page_file.resolve().as_uri())
        page.fill("#search", "Orange")
        page.keyboard.press("Enter")
        page.locator("#panel .facts button", has_text="holds a stake in Cloudwatt (44").first.click()
        page.get_by_role("button", name="Show all").click()  # the whole graph in view
        page.wait_for_timeout(1500)  # until the view stands still
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
