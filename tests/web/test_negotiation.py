"""Accept headers as clients send them."""

from __future__ import annotations

import pytest

from kg.web.media import SHORT, named
from kg.web.negotiation import choose

OFFERS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")
JSON, XML, CSV = OFFERS


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", XML),
        ("text/csv;q=0.5,*/*;q=0.1", CSV),
        ("*/*;q=0.8, application/sparql-results+json;q=0", XML),  # the specific range speaks for its type
        ("application/*;q=0.2, text/csv;q=0.2, application/sparql-results+xml;q=0.3", XML),
        ("text/csv;charset=utf-8;q=0.4, application/sparql-results+json;q=0.3", CSV),
        ("text/csv; q=1.000", CSV),
        ("text/csv;q=high, */*;q=0.1", JSON),
        ("text/csv;q=1.5", None),
        ("nonsense, ;;, text/csv", CSV),
        ("*/csv", None),
        ("image/png", None),
        ("text/csv;q=0", None),
    ],
)
def test_choose(accept: str | None, expected: str | None) -> None:
    assert choose(accept, OFFERS) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", CSV),
        ("CSV", CSV),
        ("turtle", SHORT["ttl"]),  # as SPARQLWrapper has it, and the next ones
        ("n3", SHORT["ttl"]),
        ("rdf+xml", SHORT["rdf"]),
        ("json-ld", SHORT["jsonld"]),
        ("application/sparql-results+xml", XML),  # as for Virtuoso
        ("application/sparql-results xml", XML),
        ("xlsx", None),
        ("text/html", None),
        ("", None),
    ],
)
def test_names_of_formats(form: str, expected: str | None) -> None:
    assert named(form) == expected
