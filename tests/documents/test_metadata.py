"""Metadata from outside the prose, and who overrules whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import ids
from kg.documents import read, read_sources, read_text
from kg.errors import DocumentError
from kg.types import Document

BODY = (
    "Nubia rachète Ciello\n\nLe Courrier du Nuage — 12 mars 2015\n\nL’hébergeur nantais Nubia annonce le rachat de son concurrent Ciello "
    "pour 12 millions d’euros.\n\nLe nouvel ensemble emploierait 120 personnes à Nantes, selon la direction.\n"
)
FRONT = "---\ntitle: \"Nubia : l'affaire\"\ndate: 2014-05-03\npublisher: La Gazette\ntags: [a, b]\n---\n\n"


def test_front_matter_is_read_and_is_no_text() -> None:
    document = read_text(FRONT + BODY, name="a")
    assert document.text == BODY
    assert (document.title, document.published, document.publisher) == ("Nubia : l'affaire", "2014-05-03", "La Gazette")


def test_a_rule_across_the_page_is_no_front_matter() -> None:
    text = "---\nune ligne seule\n---\n\n" + BODY
    assert read_text(text, name="a").text == text


def test_front_matter_that_is_no_yaml_names_the_line() -> None:
    with pytest.raises(DocumentError) as caught:
        read_text("---\ntitle: [a\nb: c\n---\n" + BODY, name="a")
    assert caught.value.kind == "bad-metadata"
    assert "line" in caught.value.reason


def test_precedence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    assert read(path).published == "2015-03-12"
    path.write_text(FRONT + BODY, encoding="utf-8")
    assert read(path).published == "2014-05-03"
    (tmp_path / "a.txt.meta.json").write_text(json.dumps({"published": "2013", "publisher": {"name": "Le Phare"}}), encoding="utf-8")
    document = read(path)
    assert (document.published, document.publisher, document.title) == ("2013", "Le Phare", "Nubia : l'affaire")
    assert read(path, metadata={"published": "2012-01"}).published == "2012-01"


def test_url_gives_the_id_and_lang_is_believed() -> None:
    document = read_text(BODY, name="a", metadata={"url": "https://example.org/a", "lang": "en-GB"})
    assert document.id == ids.document_id("https://example.org/a")
    assert document.url == "https://example.org/a"
    assert document.lang == "en"
    with pytest.raises(DocumentError) as caught:
        read_text(BODY, name="a", metadata={"lang": "de"})
    assert caught.value.kind == "language"


@pytest.mark.parametrize("content", ["{", "[1]", '{"published": "hier"}'])
def test_a_bad_sidecar_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    (tmp_path / "a.meta.json").write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert caught.value.kind == "bad-metadata"
    assert "a.meta.json" in caught.value.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_metadata(tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt", "c.txt"):
        (tmp_path / "in" / name).write_text(BODY, encoding="utf-8")
    table = tmp_path / "in" / "meta.csv"
    rows = [("name", "publisher", "date"), ("a.txt", '"La Gazette, du soir; tard"', "3 mai 2014"), ("b.txt", "", "2013")]
    table.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    found = {one.name: one for one in read_sources([tmp_path / "in"], meta=table)}
    assert list(found) == ["a.txt", "c.txt", "sub/b.txt"]
    assert all(isinstance(one, Document) for one in found.values())
    shown = {name: (one.publisher, one.published) for name, one in found.items() if isinstance(one, Document)}
    assert shown == {
        "a.txt": ("La Gazette, du soir; tard", "2014-05-03"),
        "c.txt": ("Le Courrier du Nuage", "2015-03-12"),
        "sub/b.txt": ("Le Courrier du Nuage", "2013"),
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [("title,date\nA,2015\n", "line 1"), ("name,date\na.txt,hier\n", ":2"), ("name,date\na.txt,2015,x\n", "line 2"), ("", "empty")],
)
def test_a_bad_table_stops_at_once(tmp_path: Path, content: str, said: str) -> None:
    table = tmp_path / "meta.csv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_sources([tmp_path], meta=table)
    assert said in str(caught.value)
    with pytest.raises(DocumentError):
        read_sources([tmp_path], meta=tmp_path / "nowhere.csv")
