"""Lists of addresses: each page an article with the id of its address, each that cannot be had an issue, nothing fetched twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import ids
from kg.documents import read_sources
from kg.fetching import fetcher
from kg.fetching.manners import Manners
from kg.types import Document, Issue
from tests.fetching.conftest import Site

LEAD = "L’hébergeur nantais Nubia annonce le rachat de son concurrent Ciello pour 12 millions d’euros."
SECOND = "Le nouvel ensemble emploierait 120 personnes à Nantes, selon les premières estimations de la direction."
PAGE = (
    "<html><head><title>x</title><link rel='canonical' href='https://elsewhere.example/'></head><body><article>"
    f"<h1>Nubia rachète Ciello</h1><p>{LEAD}</p><p>{SECOND}</p></article></body></html>"
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetcher, "Manners", lambda: Manners(delay=0.0, backoff=0.01, tries=2))
    one = Site()
    yield one
    one.close()


def test_a_list_gives_articles_and_issues_in_its_order(site: Site, tmp_path: Path) -> None:
    latin = PAGE.replace("12 millions d’euros", "12 M€").replace("’", "'")
    site.pages |= {
        "/a": (200, {}, PAGE.encode()),
        "/latin": (200, {"Content-Type": "text/html; charset=iso-8859-15"}, latin.encode("iso-8859-15")),
        "/plain": (200, {"Content-Type": "text/plain"}, f"{LEAD}\n\n{SECOND}\n".encode()),
        "/menu": (200, {}, b"<html><body><p>menu</p></body></html>"),
        "/wrong": (200, {"Content-Type": "text/html; charset=utf-7000"}, PAGE.encode()),
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /no\n"),
    }  # fmt: skip
    host = site.address
    listed = [
        "# ours", "", f"{host}/a#top", f"{host}/no", "ftp://x.example/", f"  {host}/latin ", f"{host}/a", f"{host}/plain",
        f"{host}/gone", f"{host}/menu", f"{host}/wrong", "http://me:secret@127.0.0.1/x",
    ]  # fmt: skip
    path = tmp_path / "press.urls"
    path.write_text("\n".join(listed), "utf-8")

    def read() -> list[Document | Issue]:
        return list(read_sources([path], pages=tmp_path / "pages", allow_private=True))

    found = read()
    assert [(one.doc, one.kind) if isinstance(one, Issue) else one.name for one in found] == [
        f"{host}/a", (f"{host}/no", "robots"), ("press.urls:5", "bad-url"), f"{host}/latin", f"{host}/plain",
        (f"{host}/gone", "http-error"), (f"{host}/menu", "no-article"), f"{host}/wrong", ("press.urls:12", "bad-url"),
    ]  # fmt: skip
    documents = {one.name.rsplit("/", 1)[1]: one for one in found if isinstance(one, Document)}
    assert all(one.id == ids.document_id(one.name) and one.url == one.name for one in documents.values())
    assert documents["a"].title == "Nubia rachète Ciello"
    assert "12 M€" in documents["latin"].text
    assert documents["plain"].text == f"{LEAD}\n\n{SECOND}\n"
    assert LEAD in documents["wrong"].text
    assert "secret" not in "".join(one.message + one.doc for one in found if isinstance(one, Issue))
    asked = len(site.asked)
    assert read() == found
    assert len(site.asked) == asked, "building again fetches nothing"


def test_an_address_and_a_file_of_any_name(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/a": (200, {}, PAGE.encode()), "/b": (200, {}, PAGE.encode())}
    path = tmp_path / "list.txt"
    path.write_text(f"{site.address}/b\n", "utf-8")
    (tmp_path / "meta.csv").write_text(f"name,publisher\n{site.address}/a,La Gazette d'Orval\n", "utf-8")
    found = list(read_sources([f"{site.address}/a"], urls=[path], meta=tmp_path / "meta.csv", allow_private=True))
    assert [one.name for one in found if isinstance(one, Document)] == [f"{site.address}/a", f"{site.address}/b"]
    assert isinstance(found[0], Document)
    assert found[0].publisher == "La Gazette d'Orval"
    assert {path.name for path in tmp_path.iterdir()} == {"list.txt", "meta.csv"}, "without a folder for pages nothing stays"


def test_private_addresses_need_a_word(site: Site, tmp_path: Path) -> None:
    (issue,) = read_sources([f"{site.address}/a"], pages=tmp_path / "pages")
    assert isinstance(issue, Issue)
    assert issue.kind == "private-address"
    assert site.asked == []


def test_a_list_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "bytes.urls").write_bytes(b"\0\1\2" * 50)
    sources = [tmp_path / "bytes.urls", tmp_path / "gone.urls", "https://user:word@nowhere.invalid/"]
    found = list(read_sources(sources, urls=[tmp_path / "no.txt"]))
    assert [(one.doc, one.kind) for one in found if isinstance(one, Issue)] == [
        ("bytes.urls", "not-text"), (str(tmp_path / "gone.urls"), "unreadable"), ("https://nowhere.invalid/", "bad-url"),
        ("no.txt", "unreadable"),
    ]  # fmt: skip


def test_the_limit_stops_the_fetching(site: Site, tmp_path: Path) -> None:
    site.pages |= {f"/{n}": (200, {}, PAGE.encode()) for n in range(60)}
    path = tmp_path / "a.urls"
    path.write_text("".join(f"{site.address}/{n}\n" for n in range(60)), "utf-8")
    assert len(list(read_sources([path], pages=tmp_path / "p", limit=2, allow_private=True))) == 2
    assert len(site.paths()) < 30, "a few are fetched ahead"
