"""Archives of articles: every form and compression, fields by many names, bad rows as issues, memory that does not grow."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import random
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from kg import ids
from kg.documents import read_sources
from kg.documents import rows as rows_module
from kg.documents.fields import parse_fields
from kg.errors import DocumentError
from kg.types import Document, Issue

LEAD = "L’hébergeur nantais Nubia annonce le rachat de son concurrent Ciello pour 12 millions d’euros."
SECOND = "Le nouvel ensemble emploierait 120 personnes à Nantes, selon les premières estimations de la direction."
TEXT = f"{LEAD}\n\n{SECOND}"

LETTERS = "abcdefghijklmnopqrstuvwxyz"

PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes, ".gz": gzip.compress, ".xz": lzma.compress, ".zst": zstandard.ZstdCompressor().compress,
}  # fmt: skip


def lines(*rows: Any) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode()) + b"\n" for row in rows)


def article(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "text": f"{TEXT} Le dossier {number} est clos.", **more}


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def split(found: Iterator[Document | Issue]) -> tuple[list[Document], list[Issue]]:
    every = list(found)
    return [one for one in every if isinstance(one, Document)], [one for one in every if isinstance(one, Issue)]


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("form", [".jsonl", ".ndjson", ".csv", ".tsv"])
def test_every_form_gives_the_same_articles(tmp_path: Path, form: str, suffix: str) -> None:
    row = {"id": "a/1", "title": "Nubia rachète Ciello", "text": TEXT, "date": "2015-03-12", "source": "Le Courrier du Nuage"}
    if form in (".csv", ".tsv"):
        out = io.StringIO()
        writer = csv.DictWriter(out, list(row), delimiter="\t" if form == ".tsv" else ";")
        writer.writeheader()
        writer.writerow(row)
        data = out.getvalue().encode()
    else:
        data = lines(row)
    (document,) = read_sources([put(tmp_path / f"corpus{form}{suffix}", PACK[suffix](data))])
    assert isinstance(document, Document)
    assert document.name == f"corpus{form}{suffix}#a/1"
    assert document.id == ids.document_id(document.name)
    assert document.text == f"Nubia rachète Ciello\n\n{TEXT}"
    assert (document.title, document.published, document.publisher) == ("Nubia rachète Ciello", "2015-03-12", "Le Courrier du Nuage")
    assert [segment.kind for segment in document.segments] == ["title", "body"]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"body": TEXT, "headline": "Nubia rachète Ciello", "published": "2015-03-12", "publisher": "G", "id": 7}, "7"),
        ({"content": TEXT, "Title": "Nubia rachète Ciello", "published_at": "2015-03-12T08:00:00Z", "outlet": "G"}, "1"),
        ({"article": TEXT, "title": "Nubia rachète\nCiello ", "date": "12 mars 2015", "source": {"name": "G"}, "junk": [{}]}, "1"),
        ({"text": TEXT.split("\n\n"), "titre": "Nubia rachète Ciello", "date": "2015-03-12", "source": "G", "url": "https://a.example/1"},
         "https://a.example/1"),
    ],
)  # fmt: skip
def test_fields_go_by_many_names(tmp_path: Path, row: dict[str, Any], name: str) -> None:
    (document,) = read_sources([put(tmp_path / "c.jsonl", lines(row))])
    assert isinstance(document, Document)
    assert (document.name, document.title, document.published) == (f"c.jsonl#{name}", "Nubia rachète Ciello", "2015-03-12")
    assert (document.publisher, document.text) == ("G", f"Nubia rachète Ciello\n\n{TEXT}")
    assert document.id == ids.document_id(row.get("url", document.name))


def test_the_user_says_where_fields_are(tmp_path: Path) -> None:
    row = {"contenu": TEXT, "text": "résumé", "manchette": "Nubia rachète Ciello"}
    path = put(tmp_path / "c.jsonl", lines(row))
    (document,) = read_sources([path], fields=parse_fields(["text=Contenu,title = manchette"]))
    assert isinstance(document, Document)
    assert document.text == f"Nubia rachète Ciello\n\n{TEXT}"
    with pytest.raises(DocumentError, match="there is no field 'colour'"):
        read_sources([path], fields={"colour": "x"})
    with pytest.raises(DocumentError, match="'text' is not FIELD=COLUMN"):
        parse_fields(["text"])


def test_title_and_standfirst_stand_above_the_text_once(tmp_path: Path) -> None:
    first = {"id": 1, "title": "Rachat", "heading": "Le secteur se concentre encore", "text": TEXT}
    second = {"id": 2, "title": "Rachat", "heading": LEAD, "text": f"Rachat\n\n{TEXT}"}
    (one, two), issues = split(read_sources([put(tmp_path / "c.jsonl", lines(first, second))]))
    assert issues == []
    assert one.text == f"Rachat\n\nLe secteur se concentre encore\n\n{TEXT}"
    assert [segment.kind for segment in one.segments] == ["title", "standfirst", "body"]
    assert one.text[one.segments[1].start : one.segments[1].end].strip() == "Le secteur se concentre encore"
    assert two.text.count("Rachat") == 1
    assert "".join(two.text[segment.start : segment.end] for segment in two.segments) == two.text


def test_metadata_are_fit_for_every_file(tmp_path: Path) -> None:
    odd = {"title": "Ra\x00chat\ud800", "publisher": {"name": "G\x01\udfff"}, "url": "https://a.example/\ud800", "id": "\ud800\x02"}
    (document,) = read_sources([put(tmp_path / "c.jsonl", json.dumps(article(1) | odd).encode())])
    assert isinstance(document, Document)
    assert (document.title, document.publisher, document.url) == ("Ra chat", "G", "https://a.example/")
    assert document.name.isprintable()
    assert document.text.startswith("Ra chat\n\n")


def test_html_where_a_row_has_no_text(tmp_path: Path) -> None:
    page = f"<html><body><article><h1>Nubia rachète Ciello</h1><p>{LEAD}</p><p>{SECOND}</p></article></body></html>"
    (document,) = read_sources([put(tmp_path / "c.jsonl", lines({"html": page, "text": "", "published": "2015"}))])
    assert isinstance(document, Document)
    assert (document.title, document.published) == ("Nubia rachète Ciello", "2015")
    assert LEAD in document.text


def test_bad_rows_are_issues_with_their_line_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MAX_BYTES", 5000)
    rows = (
        article(1), b"{not json", b"", b"[1, 2]", {"id": 5}, {"id": 6, "text": "  "}, {"text": 7}, b'{"text": "caf\xe9"}',
        {"text": "x" * 6000}, {"text": "bad \ud800 surrogate"}, {"text": "Das Haus ist sehr groß und wir haben es nicht gesehen. " * 4},
        article(1), article(13, date="soon"), {"text": TEXT, "language": "de"}, b"[" * 3000, article(16),
    )  # fmt: skip
    data = lines(*(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
    documents, issues = split(read_sources([put(tmp_path / "c.jsonl", data)]))
    assert [document.name for document in documents] == ["c.jsonl#1", "c.jsonl#13", "c.jsonl#16"]
    assert documents[1].published is None
    assert [(issue.doc, issue.kind) for issue in issues] == [
        ("c.jsonl:2", "bad-row"), ("c.jsonl:4", "bad-row"), ("c.jsonl:5", "empty"), ("c.jsonl:6", "empty"), ("c.jsonl:7", "empty"),
        ("c.jsonl:8", "not-text"), ("c.jsonl:9", "too-large"), ("c.jsonl:10", "not-text"), ("c.jsonl:11", "language"),
        ("c.jsonl:12", "duplicate-name"), ("c.jsonl:13", "bad-metadata"), ("c.jsonl:14", "language"), ("c.jsonl:15", "bad-row"),
    ]  # fmt: skip
    assert all("\n" not in issue.message and issue.message for issue in issues)


def test_bad_rows_of_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MAX_BYTES", 5000)
    text = TEXT.replace("\n\n", "\r\n\r\n")  # a cell over three lines
    table = f'id,text\r\n1,"{text}"\r\n2\r\n3,"{LEAD}",x,y\r\n4,{"z" * 6000}\r\n5,"{text}"\r\n'
    documents, issues = split(read_sources([put(tmp_path / "t.csv", table.encode("cp1252"))]))
    assert [(document.name, document.text) for document in documents] == [("t.csv#1", TEXT), ("t.csv#5", TEXT)]
    assert [(issue.doc, issue.kind) for issue in issues] == [("t.csv:5", "empty"), ("t.csv:6", "bad-row"), ("t.csv:7", "too-large")]


def test_an_archive_of_something_else_is_one_issue(tmp_path: Path) -> None:
    put(tmp_path / "claims.jsonl", lines(*({"relation": "acquisition", "n": n} for n in range(500))))
    put(tmp_path / "prices.csv", b"day,price\n2015-01-01,3\n" * 30)
    put(tmp_path / "wide.jsonl", '{"text": "é"}\n'.encode("utf-16"))
    documents, issues = split(read_sources([tmp_path]))
    assert documents == []
    kinds = {issue.doc: issue.kind for issue in issues}
    assert kinds == {"claims.jsonl": "no-text", "prices.csv": "no-text", "wide.jsonl:1": "not-text"}
    assert all("--fields" in issue.message for issue in issues[:2])


def test_an_archive_can_be_empty(tmp_path: Path) -> None:
    for suffix, pack in PACK.items():
        assert list(read_sources([put(tmp_path / f"a.jsonl{suffix}", pack(b""))])) == []


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".zst"])
@pytest.mark.parametrize("harm", ["cut off", "damaged"])
def test_a_broken_archive_keeps_the_rows_before(tmp_path: Path, suffix: str, harm: str) -> None:
    # Letters at random, so that the packed bytes are about as many as the rows and no row hides behind a repetition.
    chance = random.Random(1)
    rows = [article(n, note="".join(chance.choices(LETTERS, k=3000))) for n in range(240)]
    data = PACK[suffix](lines(*rows))
    half = len(data) // 2
    harmed = data[:half] if harm == "cut off" else data[:half] + b"\xff\x00\xff\x00" * 50 + data[half + 200 :]
    documents, issues = split(read_sources([put(tmp_path / f"c.jsonl{suffix}", harmed)]))
    *bad, last = issues
    assert last.kind == "damaged"
    line = int(last.doc.removeprefix(f"c.jsonl{suffix}:"))
    assert len(documents) + len(bad) == line - 1
    assert [document.name for document in documents][:10] == [f"c.jsonl{suffix}#{n}" for n in range(10)]
    assert harm == "damaged" or len(documents) < 130
    (nothing,) = read_sources([put(tmp_path / f"no.jsonl{suffix}", b"this is not packed at all")])
    assert isinstance(nothing, Issue)
    assert nothing.kind == "damaged"


def test_frames_of_zstd_and_members_of_gzip_follow_each_other(tmp_path: Path) -> None:
    for suffix in PACK:
        data = b"".join(PACK[suffix](lines(article(n))) for n in range(3))
        assert len(list(read_sources([put(tmp_path / f"c.jsonl{suffix}", data)]))) == 3


@pytest.mark.parametrize("suffix", PACK)
def test_memory_does_not_grow_with_the_archive(tmp_path: Path, suffix: str) -> None:
    peaks, chance = [], random.Random(1)
    list(read_sources([put(tmp_path / f"warm.jsonl{suffix}", PACK[suffix](lines(article(0))))]))
    for count in (60, 600):
        rows = (article(n, junk="".join(chance.choices(LETTERS, k=5000))) for n in range(count))
        path = put(tmp_path / f"{count}.jsonl{suffix}", PACK[suffix](lines(*rows)))
        tracemalloc.start()
        assert sum(isinstance(one, Document) for one in read_sources([path])) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0] + 200_000


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MAX_BYTES", 100_000)
    path = tmp_path / "bomb.jsonl.zst"
    path.write_bytes(zstandard.ZstdCompressor(level=3).compress(b"x" * 60_000_000 + b"\n" + lines(article(2))))
    tracemalloc.start()
    documents, issues = split(read_sources([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(issue.doc, issue.kind) for issue in issues] == [("bomb.jsonl.zst:1", "too-large")]
    assert len(documents) == 1
    assert peak < 45_000_000


def test_the_limit_counts_articles_and_reads_no_further(tmp_path: Path) -> None:
    path = put(tmp_path / "c.jsonl.gz", gzip.compress(lines(article(1), b"junk", *map(article, range(2, 50))))[:-30])
    found = list(read_sources([path, tmp_path / "nowhere"], limit=3))
    assert [type(one).__name__ for one in found] == ["Document", "Issue", "Document", "Document"]
    assert list(read_sources([path], limit=0)) == []


def test_metadata_from_beside_and_from_a_table(tmp_path: Path) -> None:
    path = put(tmp_path / "c.jsonl", lines(article(1), article(2, publisher="Own")))
    put(tmp_path / "c.jsonl.meta.json", b'{"publisher": "Beside", "published": "2015"}')
    meta = put(tmp_path / "meta.csv", b"name,published\nc.jsonl#2,2016\n")
    one, two = split(read_sources([path], meta=meta))[0]
    assert [(d.publisher, d.published) for d in (one, two)] == [("Beside", "2015"), ("Own", "2016")]
    put(tmp_path / "c.jsonl.meta.json", b"{")
    assert [(issue.doc, issue.kind) for issue in split(read_sources([path]))[1]] == [("c.jsonl", "bad-metadata")]


def test_one_address_is_one_article(tmp_path: Path) -> None:
    rows = [article(n, url="https://a.example/x") for n in (1, 2)]
    documents, issues = split(read_sources([put(tmp_path / "c.jsonl", lines(*rows))]))
    assert [document.name for document in documents] == ["c.jsonl#1"]
    assert [(issue.doc, issue.kind) for issue in issues] == [("c.jsonl#2", "duplicate-url")]


def test_an_archive_among_the_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    put(tmp_path / "a.txt", TEXT.encode())
    put(tmp_path / "in" / "c.csv", f'text\n"{TEXT}"\n'.encode())
    assert [one.name for one in read_sources([tmp_path, tmp_path]) if isinstance(one, Document)] == ["a.txt", "in/c.csv#2"]


def test_the_real_articles(shared: Path) -> None:
    found, issues = split(read_sources([shared / "corpus" / "orangesum-fr.jsonl.xz"], limit=200))
    assert issues == []
    assert {document.lang for document in found} == {"fr"}
    assert all(document.title and document.published and document.segments[0].kind == "title" for document in found)
    assert sum(document.segments[1].kind == "standfirst" for document in found) > 160  # the others begin their text with it
