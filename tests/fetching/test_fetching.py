"""Pages from a web of our own: what is allowed, how politely, how far, how long, and what is kept."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.fetching import Fetcher, Manners, Page, normal
from kg.fetching.failures import FetchError
from kg.fetching.network import is_public

QUICK = Manners(delay=0.0, backoff=0.02, whole=2.0, silence=1.0, connect=2.0, size=50_000)


def fetcher(folder: Path, **changes: Any) -> Fetcher:
    values = {name: changes.get(name, getattr(QUICK, name)) for name in Manners.__dataclass_fields__}
    return Fetcher(folder, allow_private=True, manners=Manners(**values))


def why(found: Fetcher, address: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        found.get(address)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_page_is_had_once(site: Any, tmp_path: Path) -> None:
    site.pages["/a"] = (200, {"Content-Type": "text/html; charset=ISO-8859-1"}, "été".encode("latin-1"))
    with fetcher(tmp_path) as web:
        page = web.get(f"{site.address}/a")
        assert page == Page(
            url=f"{site.address}/a", final=f"{site.address}/a", type="text/html", charset="iso-8859-1", data="été".encode("latin-1")
        )
        assert web.get(f"{site.address}/a") == page
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with fetcher(tmp_path) as web:
        assert web.get(f"{site.address}/a") == page
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept
    assert all(agent.startswith("kg/") for agent in site.agents)


def test_a_page_whose_file_is_not_whole_is_had_again(site: Any, tmp_path: Path) -> None:
    site.pages["/a"] = (200, {}, b"all of it")
    with fetcher(tmp_path) as web:
        web.get(f"{site.address}/a")
        (kept,) = tmp_path.iterdir()
        kept.write_bytes(kept.read_bytes()[:-3])
        assert web.get(f"{site.address}/a").data == b"all of it"
    assert site.paths() == ["/a", "/a"]


def test_robots_txt_is_heeded_and_remembered(site: Any, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private*/x$\nUser-agent: kg\nDisallow: /kg\n")
    site.pages |= {path: (200, {}, b"page") for path in ("/kg/1", "/private1/x", "/free")}
    for _ in range(2):
        with fetcher(tmp_path) as web:
            assert why(web, f"{site.address}/kg/1").kind == "robots"
            assert web.get(f"{site.address}/private1/x").data == b"page"  # the group of our own name is the one that counts
            assert web.get(f"{site.address}/free").data == b"page"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/private1/x", "/free"]


@pytest.mark.parametrize("reply", [(503, {}, b""), (302, {"Location": "/rules"}, b"")])
def test_without_a_robots_txt_that_can_be_read_nothing_is_asked(site: Any, tmp_path: Path, reply: Any) -> None:
    site.pages |= {"/a": (200, {}, b"page"), "/robots.txt": reply, "/rules": (500, {}, b"")}
    with fetcher(tmp_path) as web:
        assert "robots.txt" in why(web, f"{site.address}/a").reason
        assert why(web, f"{site.address}/b").kind == "robots"
    assert {"/a", "/b"}.isdisjoint(site.paths())
    assert list(tmp_path.iterdir()) == [], "it may be had tomorrow"


def test_hosts_are_left_alone_between_two_pages(site: Any, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 1\n")
    site.pages |= {f"/{n}": (200, {}, b"page") for n in range(3)}
    with fetcher(tmp_path, delay=0.1) as web:
        assert len([page for page in web.pages(f"{site.address}/{n}" for n in range(3)) if isinstance(page, Page)]) == 3
    times = [when for _, when in site.asked]
    assert times[1] - times[0] > 0.09
    assert all(after - before > 0.5 for before, after in pairwise(times[1:]))


def test_a_host_that_asks_for_too_long_a_pause_is_not_asked(site: Any, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 86400\n")
    with fetcher(tmp_path) as web:
        assert "86400 seconds" in why(web, f"{site.address}/a").reason
    assert site.paths() == []


def test_several_hosts_are_asked_at_a_time_and_pages_come_in_order(site: Any, other: Any, tmp_path: Path) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.4)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(handler.path.encode())

    addresses = []
    for n in range(3):
        for host in (site, other):
            host.pages[f"/{n}"] = slow
            addresses.append(f"{host.address}/{n}")
    started = time.monotonic()
    with fetcher(tmp_path) as web:
        found = list(web.pages(addresses))
    assert [page.url for page in found if isinstance(page, Page)] == addresses
    assert time.monotonic() - started < 6 * 0.4


def test_what_is_busy_is_asked_again(site: Any, tmp_path: Path) -> None:
    site.pages["/a"] = [(503, {}, b""), (429, {"Retry-After": "0.3"}, b""), (200, {}, b"page")]
    site.pages["/b"] = (502, {}, b"")
    site.pages["/c"] = (503, {"Retry-After": "3600"}, b"")
    with fetcher(tmp_path) as web:
        assert web.get(f"{site.address}/a").data == b"page"
        assert "502" in why(web, f"{site.address}/b").reason
        assert "503" in why(web, f"{site.address}/c").reason
    asked = [(path, when) for path, when in site.asked if path != "/robots.txt"]
    assert [path for path, _ in asked] == ["/a"] * 3 + ["/b"] * 3 + ["/c"]
    assert asked[2][1] - asked[1][1] > 0.29
    assert len(list(tmp_path.iterdir())) == 1, "what is busy today is asked again tomorrow"


def test_what_is_not_there_is_asked_once_and_never_again(site: Any, tmp_path: Path) -> None:
    for _ in range(2):
        with fetcher(tmp_path) as web:
            assert why(web, f"{site.address}/gone").reason == "the host answers 404 Not Found"
    assert site.paths() == ["/gone"]


def test_redirects_are_followed_as_far_as_they_may(site: Any, other: Any, tmp_path: Path) -> None:
    def to(address: str) -> Any:
        return (302, {"Location": address}, b"")

    site.pages |= {f"/{n}": to(f"/{n + 1}") for n in range(30)}
    site.pages |= {"/a": to(f"{other.address}/b"), "/round": to("/about"), "/about": to("/round"), "/file": to("file:///etc/hosts")}
    site.pages |= {"/secret": to("http://user:word@127.0.0.1/"), "/forbidden": to(f"{other.address}/kept")}
    other.pages |= {"/b": (200, {}, b"there"), "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /kept\n")}
    with fetcher(tmp_path) as web:
        page = web.get(f"{site.address}/a")
        assert (page.data, page.final) == (b"there", f"{other.address}/b")
        assert why(web, f"{site.address}/round").reason == "the address leads back to itself"
        assert why(web, f"{site.address}/0").reason == "the address leads on more than 10 times"
        assert "only http and https" in why(web, f"{site.address}/file").reason
        assert why(web, f"{site.address}/secret").kind == "bad-url"
        assert why(web, f"{site.address}/forbidden").kind == "robots"
    assert site.paths().count("/10") == 1
    assert site.paths().count("/11") == 0
    assert other.paths() == ["/b"]


def test_a_page_may_not_be_too_large(site: Any, tmp_path: Path) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * 10_000)

    site.pages |= {
        "/said": (200, {}, b"x" * 50_001), "/endless": endless,
        "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 900_000)),
        "/zip": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"small")), "/odd": (200, {"Content-Encoding": "zstd"}, b"?"),
        "/broken": (200, {"Content-Encoding": "gzip"}, b"no gzip at all"),
    }  # fmt: skip
    with fetcher(tmp_path) as web:
        for path in ("/said", "/endless", "/packed"):
            assert why(web, f"{site.address}{path}").kind == "too-large"
        assert web.get(f"{site.address}/zip").data == b"small"
        assert "not asked for" in why(web, f"{site.address}/odd").reason
        assert why(web, f"{site.address}/broken").reason == "the answer cannot be unpacked"


def test_a_host_that_drips_or_keeps_silent_is_left(site: Any, tmp_path: Path) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _ in range(100):
            handler.wfile.write(b"x-more: 1\r\n")
            handler.wfile.flush()
            time.sleep(0.1)

    def silent(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(3)

    site.pages |= {"/drip": drip, "/silent": silent}
    started = time.monotonic()
    with fetcher(tmp_path, tries=1, whole=0.8, silence=0.5) as web:
        assert why(web, f"{site.address}/drip").kind == "timeout"
        assert why(web, f"{site.address}/silent").kind == "timeout"
    assert time.monotonic() - started < 5
    assert list(tmp_path.iterdir()) == []


def test_what_holds_no_article_is_refused_by_its_type(site: Any, tmp_path: Path) -> None:
    site.pages["/i"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    with fetcher(tmp_path) as web:
        assert why(web, f"{site.address}/i").reason == "is image/png, which is not read"


def test_private_addresses_are_not_asked(site: Any, tmp_path: Path) -> None:
    site.pages["/a"] = (200, {}, b"page")
    port = site.address.rsplit(":", 1)[1]
    with Fetcher(tmp_path, manners=QUICK) as web:
        for host in ("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "127.1", "[::ffff:127.0.0.1]"):
            assert why(web, normal(f"http://{host}:{port}/a")).kind in ("private-address", "no-host", "no-connection")
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.20.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::", "ff02::1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_that_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_one_address_is_written_one_way() -> None:
    assert normal("HTTP://Example.ORG#top") == normal("http://example.org/") == normal("http://example.org:80/#x") == "http://example.org/"
    assert normal("../b?q=é", "https://example.org/a/c") == "https://example.org/b?q=%C3%A9"
    for wrong in ("file:///etc/passwd", "ftp://example.org/", "//example.org", "example.org", "http://", "http://a:b@example.org/", "http://[::1",
                  "http://example.org:99999/", "javascript:1", "", "http://example.org/" + "x" * 5000):  # fmt: skip
        with pytest.raises(FetchError):
            normal(wrong)


def test_a_host_that_is_not_there(tmp_path: Path) -> None:
    with fetcher(tmp_path, tries=1) as web:
        assert why(web, "http://nowhere.invalid/a").kind == "no-host"
        assert why(web, "http://127.0.0.1:9/a").kind == "no-connection"
    assert list(tmp_path.iterdir()) == []


def test_leaving_early_ends_the_waiting(site: Any, tmp_path: Path) -> None:
    site.pages |= {f"/{n}": (200, {}, b"page") for n in range(40)}
    started = time.monotonic()
    with fetcher(tmp_path, delay=30.0) as web:
        pages = web.pages(f"{site.address}/{n}" for n in range(40))
        web._stop.wait(0.3)
        web.close()
        assert isinstance(next(pages), FetchError)
    assert time.monotonic() - started < 5
