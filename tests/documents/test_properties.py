"""What holds for any text at all."""

from __future__ import annotations

import gzip
import json
import lzma

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import read_bytes, read_sources, read_text
from kg.documents.segments import segments
from kg.errors import DocumentError
from kg.types import Document

LINES = st.sampled_from(
    [
        "", " ", "Nubia rachète Ciello", "Commentaires (3)", "Réactions", "Le 20/03/2015 à 10h59", "Par Jeanne Martin", "4 min", "-",
        "© Photothèque",
        "Nubia a annoncé lundi qu'il détient désormais la totalité du capital de Ciello, son concurrent de toujours.", "Lire aussi :",
        "The group said on Monday that it now holds all of the shares in Ciello, its rival, and will keep the brand.", "Le 3 mai 2014",
        "[MàJ du 12.01.2014 à 11h30] Nubia confirme.", "Accueil | Économie | Cloud", "---", "title: A", "\u00a0", "Répondre",
        "Le Courrier — 12 mars 2015",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=30).map("\n".join))


def refused(error: DocumentError) -> None:
    assert error.kind in {"empty", "not-text", "no-article", "language", "bad-metadata", "broken-pdf"}
    assert error.reason
    assert "\n" not in str(error)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_segments_cover_the_text(text: str) -> None:
    found = segments(text)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert [one.start for one in found] == [0, *(one.end for one in found)][: len(found)]
    assert all(one.start < one.end for one in found)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_document_or_a_clear_refusal(text: str) -> None:
    try:
        document = read_text(text, name="a.txt")
    except DocumentError as error:
        refused(error)
        return
    assert "".join(document.text[one.start : one.end] for one in document.segments) == document.text
    assert document.lang in ("fr", "en")
    assert read_text(text, name="a.txt") == document


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".pdf", None]))
def test_any_bytes_give_a_document_or_a_clear_refusal(data: bytes, suffix: str | None) -> None:
    try:
        document = read_bytes(data, name="a", suffix=suffix)
    except DocumentError as error:
        refused(error)
        return
    assert document.text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "a " * 200_000, "Nubia\n" * 40_000, "Commentaires (3)\n" * 5_000, "Le 20/03/2015 à 10h59\n" * 5_000, "- " * 100_000, "« " * 100_000,
        "Lire aussi\n" * 10_000, "x" * 400_000,
    ],
    ids=["words", "lines", "headings", "stamps", "bullets", "quotes", "links", "one-word"],
)  # fmt: skip
def test_long_monotonous_text_has_segments(text: str) -> None:
    found = segments("Nubia rachète Ciello\n\nNubia a annoncé lundi le rachat de Ciello pour 12 millions d'euros.\n" + text)
    assert found


PACK = {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress, ".zst": zstandard.ZstdCompressor().compress}
VALUES = st.one_of(TEXTS, st.none(), st.integers(), st.booleans(), st.lists(st.text(max_size=5), max_size=2), st.just({"name": "\ud800"}))
FIELDS = st.sampled_from(["text", "html", "title", "heading", "date", "publisher", "url", "id", "language", "x"])


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.dictionaries(FIELDS, VALUES, max_size=5), max_size=6), st.sampled_from(sorted(PACK)), st.sampled_from([".jsonl", ".csv"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=4)), max_size=3),
)  # fmt: skip
def test_whatever_is_in_an_archive_its_rows_are_articles_or_issues(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], suffix: str, form: str, harm: list[tuple[int, bytes]]
) -> None:
    head = b"text,id,title\n" if form == ".csv" else b""
    data = bytearray(PACK[suffix](head + b"".join(json.dumps(row).encode() + b"\n" for row in rows)))
    for place, junk in harm:
        at = place % (len(data) + 1)
        data[at : at + len(junk)] = junk
    path = tmp_path_factory.getbasetemp() / f"fuzz{form}{suffix}"
    path.write_bytes(data)
    for one in read_sources([path]):
        told = (one.name, one.text, one.title, one.publisher, one.url) if isinstance(one, Document) else (one.doc, one.message)
        assert all(text is None or text.encode() for text in told)
        assert isinstance(one, Document) or one.message.isprintable()
