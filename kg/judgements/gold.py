"""Reviewed claims as gold: what `kg eval` scores the next build against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.judgements.file import reviews
from kg.records import claim_row
from kg.types import Document, Entity, Judgement

#: What a claim's row has that a gold claim has not: who found it, and how sure that was.
_MADE = frozenset({"id", "doc", "rule", "confidence"})


def gold(
    judgements: Iterable[Judgement], documents: Mapping[str, Document], entities: Mapping[str, Mapping[str, Entity]]
) -> Iterator[dict[str, Any]]:
    """One row a document with a reviewed claim: `claims` are right, `rejected` are wrong, of all others nothing is known.

    `judgements` are those in force; `entities` has, for each document, the thing behind each of its names. What a document was
    stays unknown where it is no longer at hand.
    """
    by_doc: dict[str, list[Judgement]] = defaultdict(list)
    for review in reviews(judgements).values():
        if review.claim is not None:
            by_doc[review.claim.doc].append(review)
    for doc, found in sorted(by_doc.items()):
        document, known = documents.get(doc), entities.get(doc, {})
        sides: dict[str, list[dict[str, Any]]] = {"accept": [], "reject": []}
        named: set[str] = set()
        for review in sorted(found, key=lambda one: (one.claim.start, one.claim.id) if one.claim else (0, "")):
            if review.claim is not None:
                sides[review.verb].append({key: value for key, value in claim_row(review.claim).items() if key not in _MADE})
                named |= {name for name in (review.claim.subject, review.claim.object, review.claim.attributed_to) if name}
        yield {
            "doc": doc,
            "lang": document.lang if document else None,
            "published": document.published if document else None,
            "publisher": document.publisher if document else None,
            "claims": sides["accept"],
            "rejected": sides["reject"],
            "entities": [
                {"name": name, "type": known[name].type, "aliases": sorted({known[name].name, *known[name].aliases})}
                for name in sorted(named)
                if name in known
            ],
        }
