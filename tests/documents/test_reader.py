"""Files in, documents out; and every kind of bad input gives its one clear line."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import ids
from kg.documents import MAX_BYTES, read, read_bytes, read_sources, read_text
from kg.errors import DocumentError
from kg.types import Document, Issue

TITLE = "Nubia rachète Ciello"
LEAD = "L’hébergeur nantais Nubia annonce le rachat de son concurrent Ciello pour 12 millions d’euros."
SECOND = "Le nouvel ensemble emploierait 120 personnes à Nantes, selon les premières estimations de la direction."
ARTICLE = f"{TITLE}\n\nLe Courrier du Nuage — 12 mars 2015\n\n{LEAD}\n\n{SECOND}\n"
GERMAN = (
    "Das Unternehmen verkauft seine Rechenzentren\n\nDas Unternehmen hat gestern angekündigt, dass es seine Rechenzentren verkaufen will. "
    "Der Käufer ist noch nicht bekannt, aber die Verhandlungen sollen im März beendet werden.\n"
)


def failure(path: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path.name}: ")
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "un article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    document = read(path)
    assert document.name == "un article.txt"
    assert (document.id, document.text_hash) == (ids.document_id("un article.txt"), ids.text_hash(ARTICLE))
    assert document.text == ARTICLE
    assert (document.lang, document.title, document.published, document.publisher) == ("fr", TITLE, "2015-03-12", "Le Courrier du Nuage")
    assert read_text(ARTICLE, name="un article.txt") == document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_give_one_text(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.replace("\n", end).encode(encoding))
    assert read(path).text == ARTICLE


def test_every_code_point_of_plain_text_is_kept(tmp_path: Path) -> None:
    text = ARTICLE.replace("12 millions", "12\u00a0millions").replace("selon", "se\u0301lon").replace("estimations", "e\ufb01cacite\u2028")
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).text == text


def test_utf8_cut_in_the_middle_of_a_letter_is_still_utf8() -> None:
    document = read_bytes((ARTICLE + "é").encode()[:-1], name="a.txt", suffix=".txt")
    assert LEAD in document.text


def test_empty(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b" \n\t ", b"\xef\xbb\xbf", b"---\ntitle: A\n---\n")):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(data)
        assert failure(path).kind == "empty"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(1, 256)) * 4, b"%PDF-1.4\n1 0 obj", b"\x01\x02\x03\x04" * 9]
)
def test_binary_named_txt(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert failure(path).kind == "not-text"


def test_broken_pdf(tmp_path: Path, make_pdf: Callable[..., bytes]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nrubbish")
    assert failure(path).kind == "broken-pdf"
    path.write_text(ARTICLE, encoding="utf-8")
    assert failure(path).kind == "broken-pdf"
    path.write_bytes(make_pdf([]))
    error = failure(path)
    assert error.kind == "no-article"
    assert "no text" in error.reason


def test_german_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GERMAN, encoding="utf-8")
    error = failure(path)
    assert error.kind == "language"
    assert "German" in error.reason


def test_page_without_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for body in ("", "<ul>" + "".join(f"<li><a href='/{n}'>Rubrique {n}</a></li>" for n in range(30)) + "</ul>", "<p>Bonjour.</p>"):
        path.write_text(f"<html><head><title>Nubia</title></head><body>{body}</body></html>", encoding="utf-8")
        assert failure(path).kind == "no-article"


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * (2 * MAX_BYTES))
    error = failure(path)
    assert error.kind == "too-large"
    assert "20.0 MB" in error.reason
    assert "10 MB" in error.reason


def test_missing_folder_and_unknown_format(tmp_path: Path) -> None:
    assert failure(tmp_path / "nowhere.txt").kind == "missing"
    assert failure(tmp_path).kind == "unreadable"
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    assert failure(path).kind == "unknown-format"


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    error = failure(path)
    assert error.kind == "unreadable"
    assert "Permission denied" in error.reason


def test_no_words() -> None:
    with pytest.raises(DocumentError) as caught:
        read_text("12 % — 2015\n", name="a")
    assert caught.value.kind == "no-article"


def test_the_rest_is_read_when_one_file_is_bad(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.txt", "a b.md"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "german.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "in" / "table.csv").write_text("a,b\n", encoding="utf-8")
    for silent in (".hidden.txt", "README.md", "LICENSE", "LICENSE-texts.txt", "b.txt.meta.json", ".git/x.txt"):
        path = tmp_path / "in" / silent
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    found = list(read_sources([tmp_path / "in", str(tmp_path / "nowhere")]))
    assert [one.name for one in found if isinstance(one, Document)] == ["a b.md", "b.txt", "sub/a.txt"]
    issues = [one for one in found if isinstance(one, Issue)]
    assert [(one.doc, one.kind) for one in issues] == [
        ("german.txt", "language"),
        ("table.csv", "no-text"),
        (str(tmp_path / "nowhere"), "missing"),
    ]
    assert all("\n" not in one.message for one in issues)


def test_an_empty_folder_is_an_issue(tmp_path: Path) -> None:
    (issue,) = read_sources([tmp_path])
    assert isinstance(issue, Issue)
    assert issue.kind == "empty"


def test_a_file_given_twice_is_read_once_and_names_do_not_collide(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    found = list(read_sources([tmp_path / "one", tmp_path / "one" / "a.txt", tmp_path / "two"]))
    assert [type(one).__name__ for one in found] == ["Document", "Issue"]
    assert isinstance(found[1], Issue)
    assert found[1].kind == "duplicate-name"


@pytest.mark.parametrize("form", ["text", "html", "pdf"])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, make_pdf: Callable[..., bytes], form: str) -> None:
    page = f"<!DOCTYPE html><html><body><article><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p></article></body></html>"
    data = {"text": ARTICLE.encode(), "html": page.encode(), "pdf": make_pdf([(12, 50, 700, LEAD), (12, 50, 650, SECOND)])}[form]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (document,) = read_sources(["-"])
    assert isinstance(document, Document)
    assert document.name == "stdin"
    assert LEAD in document.text


def test_a_name_that_is_no_text_can_be_hashed_and_printed(tmp_path: Path) -> None:
    path = tmp_path / "a\nb.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert read(path).name == "a\ufffdb.txt"
    assert read(path, name="caf\udce9.txt").name == "caf\ufffd.txt"
