"""Annotations: claims that people bring along, checked and made into extractions as if the articles had been read.

Two forms are taken, both JSON lines: one document a line with its list of `claims` (gold annotations), or one claim a line
(what `kg build` writes). A claim needs `relation`, `subject` and `evidence`; what else a claim has may be absent. Where the
article itself is at hand its words are found in it; otherwise the quotes, one a line, stand for the text of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from kg import ontology
from kg.errors import DocumentError
from kg.ids import claim_id, document_id, text_hash
from kg.records import read_lines
from kg.types import AttributionKind, Claim, Document, Extraction, Issue, Mention, Modality, Segment

_MODALITIES = frozenset(get_args(Modality))
_KINDS = frozenset(get_args(AttributionKind))
#: What names the rule of a claim that no rule found.
RULE = "annotation"


def read_annotations(path: Path, articles: Iterable[Document] = ()) -> Iterator[Extraction | Issue]:
    """The documents of `path` with their claims, in the order of the file; a claim that cannot stand becomes an issue.

    `articles` are the texts, as far as they are at hand, by name. Raises DocumentError with file and line when a line is no
    JSON object, or neither a document with claims nor a claim.
    """
    texts = {article.name: article for article in articles}
    piles: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(read_lines(path), start=1):
        name = row.get("doc")
        if not isinstance(name, str) or not name:
            raise DocumentError(f"{path}, row {number}", "bad-row", "has no 'doc': is this the right kind of file?")
        pile = piles.setdefault(name, {"claims": [], "entities": [], "doc": name})
        if "claims" in row:
            found = row["claims"]
            pile.update({key: value for key, value in row.items() if key not in {"claims", "entities"}})
            pile["entities"] += row.get("entities") or []
        elif "relation" in row:
            found = [row]
        else:
            raise DocumentError(f"{path}, row {number}", "bad-row", "has neither 'claims' nor 'relation': is this the right kind of file?")
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise DocumentError(f"{path}, row {number}", "bad-row", "'claims' is not a list of claims")
        pile["claims"] += found
    for pile in piles.values():
        yield from _extraction(pile, texts.get(pile["doc"]))


def _extraction(pile: Mapping[str, Any], article: Document | None) -> Iterator[Extraction | Issue]:
    document = article or _quoted(pile)
    claims: dict[str, Claim] = {}
    for number, row in enumerate(pile["claims"], start=1):
        try:
            claim = _claim(row, document)
        except ValueError as error:
            yield Issue(doc=document.name, kind="claim-refused", message=f"claim {number}: {error}")
        else:
            claims.setdefault(claim.id, claim)
    order = sorted(claims.values(), key=lambda claim: (claim.start, claim.end, claim.id))
    yield Extraction(document=document, mentions=tuple(_mentions(pile["entities"], document)), claims=tuple(order))


def _quoted(pile: Mapping[str, Any]) -> Document:
    """A document whose text is the quotes, each once, one a line."""
    name = str(pile["doc"])
    quotes = dict.fromkeys(str(row["evidence"]) for row in pile["claims"] if isinstance(row.get("evidence"), str) and row["evidence"])
    text = "\n".join(quotes) or name
    lang = str(pile.get("lang") or next((row["lang"] for row in pile["claims"] if row.get("lang")), "") or "fr")
    return Document(
        id=document_id(name),
        text_hash=text_hash(text),
        name=name,
        text=text,
        segments=(Segment(start=0, end=len(text), kind="body"),),
        lang=lang if lang in ontology.LANGUAGES else "fr",
        title=pile.get("title"),
        published=pile.get("published"),
        publisher=pile.get("publisher"),
        url=pile.get("url"),
    )


def _claim(row: Mapping[str, Any], document: Document) -> Claim:
    """One claim, or ValueError with what is wrong with it."""

    def text(key: str) -> str | None:
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{key!r} is not text")
        return value or None

    relation, subject, evidence, modality, kind = (text(key) for key in ("relation", "subject", "evidence", "modality", "attribution_kind"))
    if relation not in ontology.load().relations:
        raise ValueError(f"{relation!r} is no relation of the ontology")
    if not subject:
        raise ValueError("has no subject")
    if not evidence:
        raise ValueError("has no evidence: a claim must have the words that say it")
    modality = modality or "asserted"
    if modality not in _MODALITIES:
        raise ValueError(f"{modality!r} is no modality")
    if kind is not None and kind not in _KINDS:
        raise ValueError(f"{kind!r} is no kind of attribution")
    start, end = _place(evidence, document.text, row.get("start"))
    obj, value, date, negated = text("object"), text("value"), text("date"), bool(row.get("negated"))
    confidence = row.get("confidence", 1.0)
    return Claim(
        id=claim_id(document.name, relation, subject, obj, value, date, modality, negated, start, end),
        doc=document.name,
        relation=relation,
        subject=subject,
        object=obj,
        value=value,
        date=date,
        modality=modality,  # type: ignore[arg-type]
        attributed_to=text("attributed_to"),
        attribution_kind=kind,  # type: ignore[arg-type]
        negated=negated,
        ended=bool(row.get("ended")),
        evidence=document.text[start:end],
        start=start,
        end=end,
        rule=text("rule") or RULE,
        confidence=float(confidence) if isinstance(confidence, int | float) else 1.0,
    )


def _place(evidence: str, text: str, start: object) -> tuple[int, int]:
    """Where a quote stands: at `start` if it does, else its first place, kinds of space and line ends aside."""
    if isinstance(start, int) and text[start : start + len(evidence)] == evidence:
        return start, start + len(evidence)
    place = text.find(evidence)
    if place >= 0:
        return place, place + len(evidence)
    found = re.search(r"\s+".join(map(re.escape, evidence.split())), text)
    if found is None:
        raise ValueError(f"its evidence is not in the text: {' '.join(evidence.split())[:80]!r}")
    return found.span()


def _mentions(entities: Iterable[Any], document: Document) -> Iterator[Mention]:
    """A mention at the first place of every form of every entity that stands in the text, under the entity's name."""
    types = ontology.load().types
    found: dict[tuple[int, int], Mention] = {}
    for entity in entities:
        if not isinstance(entity, dict) or not isinstance(entity.get("name"), str) or entity.get("type") not in types:
            continue
        for form in (entity["name"], *(entity.get("aliases") or ())):
            place = document.text.find(form) if isinstance(form, str) and form else -1
            if place >= 0:
                span = (place, place + len(form))
                found.setdefault(span, Mention(start=span[0], end=span[1], text=form, type=entity["type"], name=entity["name"]))
    yield from (found[span] for span in sorted(found))
