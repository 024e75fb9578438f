"""Extraction as a whole, with the bundled pipelines: constructions that must never break, evidence, ids, determinism, batches."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kg import ids
from kg.claims import Extractor
from kg.examples import document_of
from kg.records import extraction_from_row, extraction_row, to_line
from kg.types import Document, Extraction, Segment
from tests.constructions import CONSTRUCTIONS


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module")
def read(extractor: Extractor) -> dict[str, Extraction]:
    """What is read out of every construction, all in one go."""
    documents = [document_of(text, lang, name) for name, (lang, text, _) in CONSTRUCTIONS.items()]
    return dict(zip(CONSTRUCTIONS, extractor.pipe(documents), strict=True))


def bare(evidence: str) -> str:
    """Evidence without the article and common noun that may open it."""
    for opening in ("La société ", "la société ", "Le groupe ", "le groupe ", "La ", "Le ", "la ", "le "):
        evidence = evidence.removeprefix(opening)
    return evidence


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_constructions(read: dict[str, Extraction], name: str) -> None:
    found = [
        (c.relation, c.subject, c.object, c.value, c.date, c.modality, bare(c.evidence))
        for c in read[name].claims
        if c.relation not in ("headcount", "headquartered_in", "located_in")
    ]
    assert sorted(found, key=str) == sorted(CONSTRUCTIONS[name][2], key=str)


def test_evidence_and_mentions_are_the_characters_of_the_text(read: dict[str, Extraction]) -> None:
    for extraction in read.values():
        text = extraction.document.text
        for claim in extraction.claims:
            assert claim.evidence == text[claim.start : claim.end]
            assert claim.evidence.strip() == claim.evidence != ""
            assert 0 < claim.confidence <= 1
        for mention in extraction.mentions:
            assert mention.text == text[mention.start : mention.end] != ""


def test_an_id_is_the_hash_of_what_is_said_and_where(read: dict[str, Extraction]) -> None:
    every = [claim for extraction in read.values() for claim in extraction.claims]
    assert len({claim.id for claim in every}) == len(every) > 30
    for c in every:
        assert c.id == ids.claim_id(c.doc, c.relation, c.subject, c.object, c.value, c.date, c.modality, c.negated, c.start, c.end)


def article(name: str, lang: str, *parts: tuple[str, str], published: str | None = None) -> Document:
    """An article of (kind of segment, text) parts, a blank line between."""
    text, segments = "", []
    for kind, words in parts:
        segments.append(Segment(start=len(text), end=len(text) + len(words), kind=kind))  # type: ignore[arg-type]
        text += words + "\n\n"
    document = document_of(text, lang, name)
    return replace(document, segments=tuple(segments), published=published)


BOUGHT = "La société Talmont a racheté la société Brévent."


@pytest.mark.parametrize("kind", ["comment", "boilerplate", "caption", "dateline"])
def test_what_does_not_speak_says_nothing(extractor: Extractor, kind: str) -> None:
    found = extractor.extract(article("a.txt", "fr", ("body", "La société Corvaux recrute."), (kind, BOUGHT)))
    assert found.claims == ()
    assert {mention.name for mention in found.mentions} == {"Corvaux"}


@pytest.mark.parametrize("kind", ["title", "standfirst", "body"])
def test_what_speaks(extractor: Extractor, kind: str) -> None:
    found = extractor.extract(article("a.txt", "fr", (kind, BOUGHT), ("comment", "La société Talmont a racheté la société Sélune.")))
    assert [(c.relation, c.subject, c.object) for c in found.claims] == [("acquisition", "Talmont", "Brévent")]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n   La société Talmont a racheté la société Brévent.\n",
        "🙂 Bref.\nLa société Talmont a racheté la société Brévent.",
        "La société Talmont a racheté la\u00a0société Brévent.",
        "L’été fut bref.\n\n\n  La société Talmont a racheté la société Brévent.  ",
    ],
)
def test_offsets_are_code_points_of_the_text_as_it_is(extractor: Extractor, text: str) -> None:
    (claim,) = extractor.extract(document_of(text, "fr")).claims
    assert claim.evidence == text[claim.start : claim.end]
    assert bare(claim.evidence).replace("\u00a0", " ") == "Talmont a racheté la société Brévent"


@pytest.mark.parametrize("text", ["", "\n", " ", "…", "12 %", "🙂"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_texts_without_words(extractor: Extractor, lang: str, text: str) -> None:
    assert extractor.extract(document_of(text, lang)).claims == ()


def test_said_twice_is_claimed_once(extractor: Extractor) -> None:
    (claim,) = extractor.extract(document_of(f"{BOUGHT}\n{BOUGHT}", "fr")).claims
    assert claim.start < len(BOUGHT)


def test_ids_hold_when_the_article_goes_on_and_differ_between_articles(extractor: Extractor) -> None:
    (first,) = extractor.extract(document_of(BOUGHT, "fr", "a.txt")).claims
    longer = extractor.extract(document_of(f"{BOUGHT}\nAnne Dubreuil est contente.", "fr", "a.txt")).claims
    (other,) = extractor.extract(document_of(BOUGHT, "fr", "b.txt")).claims
    assert [claim.id for claim in longer] == [first.id]
    assert other.id != first.id
    assert replace(other, id=first.id, doc="a.txt") == first


@pytest.fixture(scope="module")
def pile() -> list[Document]:
    """Articles of several lines in both languages, one after the other."""
    texts: dict[str, list[str]] = {"fr": [], "en": []}
    for lang, text, _ in CONSTRUCTIONS.values():
        texts[lang].append(text)
    documents = []
    for k in range(6):
        for lang, said in texts.items():
            part = said[k::6]
            documents.append(article(f"{k}.{lang}", lang, ("title", part[0]), ("body", "\n".join(part)), published="2014-05-06"))
    return documents


def as_bytes(extractions: list[Extraction]) -> bytes:
    return "".join(to_line(extraction_row(extraction)) for extraction in extractions).encode("utf-8")


def test_two_runs_give_the_same_bytes_whatever_the_batch(extractor: Extractor, pile: list[Document]) -> None:
    first = as_bytes(list(extractor.pipe(pile)))
    assert len(first) > 10_000
    assert as_bytes(list(Extractor().pipe(pile, batch_size=32))) == first
    assert as_bytes(list(extractor.pipe(pile, batch_size=1))) == first
    assert as_bytes(list(extractor.pipe(pile, batch_size=5))) == first
    assert as_bytes(list(extractor.pipe(reversed(pile)))[::-1]) == first


def test_extractions_come_in_the_order_of_their_documents(extractor: Extractor, pile: list[Document]) -> None:
    assert [extraction.document.name for extraction in extractor.pipe(iter(pile), batch_size=3)] == [document.name for document in pile]
    assert list(extractor.pipe([])) == []


def test_an_extraction_survives_its_line(read: dict[str, Extraction]) -> None:
    for extraction in read.values():
        assert extraction_from_row(json.loads(to_line(extraction_row(extraction)))) == extraction


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Talmont was founded in 2011. Talmont sells software. For 2014, Les Échos mentions a turnover of a few million."),
        (
            "fr",
            "Talmont a été fondée en 2011. Talmont vend des logiciels. Les Échos évoquent un chiffre d'affaires de 3 millions d'euros.",
        ),
    ],
)
def test_a_medium_that_tells_of_a_figure_is_its_source_and_not_its_subject(extractor: Extractor, lang: str, text: str) -> None:
    (extraction,) = extractor.pipe([document_of(text, lang, "medium.txt")])
    (revenue,) = [c for c in extraction.claims if c.relation == "revenue"]
    assert (revenue.subject, revenue.modality, revenue.attributed_to) == ("Talmont", "reported", "Les Échos")
