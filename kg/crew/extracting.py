"""Extraction itself, in whatever process: what each document of a batch says; one that fails costs the others nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.crew.recipe import Extracts
from kg.errors import KgError
from kg.types import Document, Extraction, Issue


def extracted(extractor: Extracts, batch: Sequence[Document]) -> Iterator[Extraction | Issue]:
    """What each document says, in order; one that cannot be worked through becomes an issue and the rest go on.

    A KgError (a missing model, a broken rule) is everybody's problem and passes through.
    """
    done = 0
    try:
        for extraction in extractor.pipe(batch, batch_size=len(batch)):
            yield extraction
            done += 1
    except KgError:
        raise
    except Exception:  # one article must not stop the others: find it by going one by one
        for document in batch[done:]:
            yield extract_one(extractor, document)


def extract_one(extractor: Extracts, document: Document) -> Extraction | Issue:
    """What one document says, or an issue when it cannot be worked through."""
    try:
        return extractor.extract(document)
    except KgError:
        raise
    except Exception as error:
        return failed(document, f"{type(error).__name__}: {' '.join(str(error).split()) or 'no reason given'}")


def failed(document: Document, reason: str) -> Issue:
    """The issue of a document that could not be worked through."""
    return Issue(doc=document.name, kind="extraction-failed", message=f"could not be worked through ({reason})")
