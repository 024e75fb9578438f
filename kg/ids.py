"""Hashes and IRIs. The only place that knows the base IRI and how long a hash is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import quote

BASE = "https://w3id.org/sovereign-cloud/"
ONTOLOGY = BASE + "ontology#"


def digest(parts: Iterable[str | None], length: int = 16) -> str:
    """The first `length` hex digits of the SHA-256 of `parts`; None and "" stay apart."""
    text = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:length]


def document_id(name_or_url: str) -> str:
    """Id of a document, from its path relative to the given source, or from its URL."""
    return digest(["document", name_or_url])


def text_hash(text: str) -> str:
    """Full SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def claim_id(
    doc: str,
    relation: str,
    subject: str,
    obj: str | None,
    value: str | None,
    date: str | None,
    modality: str,
    negated: bool,
    start: int,
    end: int,
) -> str:
    """Id of a claim: a hash of what it says and where it says it."""
    return digest(["claim", doc, relation, subject, obj, value, date, modality, str(negated), str(start), str(end)])


def iri(kind: str, local: str) -> str:
    """IRI of an individual: `kind` is "entity", "document", "claim", "fact", "graph", "selector" and so on."""
    return f"{BASE}{kind}/{quote(local, safe='')}"


def term(name: str) -> str:
    """IRI of a class or relation of the ontology."""
    return ONTOLOGY + name
