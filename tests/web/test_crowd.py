"""The graph page with many things, which are painted otherwise than few: by pointer, by keyboard, filtered, saved."""

from __future__ import annotations

import io
import math
from functools import partial
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.web import browsing
from tests.web.browsing import browser, drawn, looking, saved, server

__all__ = ["browser", "server"]  # fixtures


def crowded(route: Route, _: Request, crowd: int = 1200) -> None:
    """The graph as it is, its things far apart, amid a ring of so many more."""
    drawn = route.fetch().json()
    nodes, edges = drawn["nodes"], drawn["edges"]
    own = len(nodes["id"])
    nodes["x"], nodes["y"] = [400 + 60 * place for place in range(own)], [500, 440, 500, 560][:own]
    for number in range(crowd):
        turn = 2 * math.pi * number / crowd
        place = {"x": 500 + 490 * math.cos(turn), "y": 500 + 490 * math.sin(turn)}
        more = {"id": f"more{number}", "label": f"More {number}", "type": 0, **place}
        for name, value in more.items():
            nodes[name].append(value)
    for number in range(crowd):
        for name in edges:
            edges[name].append(edges[name][0])
        edges["id"][-1], edges["source"][-1], edges["target"][-1] = f"ring{number}", own + number, own + (number + 1) % crowd
    route.fulfill(json=drawn)


def test_a_crowd(server: str, browser: Browser) -> None:
    """Where there are many things they are drawn otherwise, and everything is done in the same way."""
    with looking(browser, server) as page:
        page.route("**/graph.json?lang=en", crowded)
        page.goto("/graph?lang=en")
        places = drawn(page)
        assert page.locator(".stage.many").count() == 1
        assert len(places) == 1204
        (x1, y1), (x2, y2) = places["corvane"], places["nuvea"]
        page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
        expect(page.locator(".glass")).to_be_visible()  # what is pointed at stands out
        page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
        expect(page.locator(".panel mark")).to_have_text("Corvane dirige Nuvéa")
        page.locator(".panel").get_by_role("button", name="Close").click()

        x1, y1 = drawn(page)["corvane"]
        page.mouse.move(x1, y1 - 100)
        page.mouse.down()
        page.mouse.move(x1 - 60, y1 - 140, steps=4)
        page.mouse.up()
        moved = drawn(page)
        assert moved["corvane"] == pytest.approx((x1 - 60, y1 - 40), abs=1)
        assert painted(page, *moved["corvane"]) == "#d9822b"  # a person's dot is where it is said to be
        page.mouse.wheel(0, -200)
        page.wait_for_function("() => explorer.camera().ratio < 0.8")
        page.get_by_role("button", name="Fit").click()
        page.wait_for_function("() => explorer.camera().ratio === 1")
        page.locator(".stage").focus()
        page.keyboard.press("ArrowRight")
        assert page.evaluate("explorer.camera().x") > 500
        page.get_by_role("button", name="Fit").click()

        page.wait_for_function("() => explorer.camera().x === 500")
        page.locator(".choice summary", has_text="Kinds").click()
        dot = drawn(page)["corvane"]
        assert painted(page, *dot) == "#d9822b"
        page.get_by_label("person", exact=True).uncheck()
        page.wait_for_timeout(500)
        assert painted(page, *dot) == "#ffffff"
        page.get_by_label("person", exact=True).check()
        name, picture = saved(page, page.get_by_role("button", name="PNG").click)
        assert (name, picture[:8]) == ("graph.png", b"\x89PNG\r\n\x1a\n")
        _, picture = saved(page, page.get_by_role("button", name="SVG").click)
        assert len(list(ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}circle"))) == 1204

        page.mouse.click(*drawn(page)["nuvea"])
        page.wait_for_function("() => location.search.includes('about=nuvea')")
        page.wait_for_function("() => explorer.graph.order === 3")
        drawn(page)
        assert page.locator(".stage.many").count() == 0


def painted(page: Page, x: float, y: float) -> str:
    """The colour of a point of the window."""
    pixel = Image.open(io.BytesIO(page.screenshot())).convert("RGB").getpixel((round(x), round(y)))
    assert isinstance(pixel, tuple)
    return "#" + bytes(pixel).hex()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_crowd_on_a_phone_and_in_the_dark(server: str, browser: Browser, theme: str) -> None:
    source = browsing.axe()
    with looking(browser, server, color_scheme=theme, bypass_csp=True) as page:
        page.route("**/graph.json?lang=en", crowded)
        page.goto("/graph?lang=en")
        drawn(page)
        page.evaluate(source)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_timeout(600)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            violations = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
            assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []
            stage = page.locator(".stage").bounding_box()
            assert stage
            for x, y in drawn(page).values():  # all of it is in view, whatever the size
                assert stage["x"] < x < stage["x"] + stage["width"]
                assert stage["y"] < y < stage["y"] + stage["height"]
            assert painted(page, *drawn(page)["corvane"]) == "#d9822b"


def test_fewer_are_a_crowd_without_a_graphics_card(server: str, browser: Browser) -> None:
    with looking(browser, server) as page:
        page.route("**/graph.json?lang=en", partial(crowded, crowd=300))
        page.goto("/graph?lang=en")
        assert len(drawn(page)) == 304
        page.wait_for_function("() => explorer.camera().ratio === 1")
        named = """() => { const context = document.createElement("canvas").getContext("webgl");
            return context.getParameter(context.getExtension("WEBGL_debug_renderer_info").UNMASKED_RENDERER_WEBGL) }"""
        software = "SwiftShader" in page.evaluate(named)
        assert page.locator(".stage.many").count() == int(software)
