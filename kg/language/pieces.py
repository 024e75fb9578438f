"""A document cut for reading: one parsed piece per line of speaking text, with what was found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import names
from kg.language.values import Value
from kg.types import SPEAKING, Document

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    __all__ = ["Doc", "Span", "Token"]


#: Signs that print alike and that the pipelines know in one form only; each stands for one code point, so offsets stay.
PLAIN = {0x00A0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " ", 0x2019: "'", 0x02BC: "'"}


#: "LONDON, March 3 (Newswire) - ": the town, the day and the agency before the first sentence, which are no part of it.
DATELINE = re.compile(r"([^\W\d_a-z][^\W\d_a-zß-ÿ'’ ./-]+(?:[ -][^\W\d_a-zß-ÿ]+)*)((?:,[^()–—]{2,30})?(?: ?\([^()]{2,30}\))?) ?[-–—]+ ")


@dataclass(slots=True)
class Ref:
    """Tokens `start`..`end` (half open) of a piece that stand for one or more named things.

    `names` and `types` run in parallel; `how` is "name" (named here), "noun" (a common noun that points back) or
    "pronoun". `root` is the token that the rest hangs from.
    """

    start: int
    end: int
    root: int
    names: tuple[str, ...]
    types: tuple[str, ...]
    how: str


@dataclass(slots=True)
class Piece:
    """A line of the document: its parse, where it starts in Document.text, what kind of segment it is in.

    `topic` is what the document is about; `weak` are the names whose type rests on the recogniser alone,
    `governments` the governments that the document names.
    """

    doc: Doc
    offset: int
    kind: str
    values: list[tuple[int, int, Value]] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)
    at: dict[int, Ref] = field(default_factory=dict)
    topic: tuple[str, str] | None = None
    weak: frozenset[str] = frozenset()
    governments: tuple[str, ...] = ()

    def add(self, ref: Ref) -> None:
        """Take up a reference; tokens that one covers already stay with it."""
        if any(token in self.at for token in range(ref.start, ref.end)):
            return
        self.refs.append(ref)
        for token in range(ref.start, ref.end):
            self.at[token] = ref

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points in Document.text of tokens `start`..`end`."""
        return self.offset + self.doc[start].idx, self.offset + self.doc[end - 1].idx + len(self.doc[end - 1].text)

    def value_at(self, token: int) -> Value | None:
        """The value that covers a token, if any."""
        for start, end, value in self.values:
            if start <= token < end:
                return value
        return None


def lines(document: Document) -> Iterator[tuple[str, int, str]]:
    """(text, offset, segment kind) of each non-blank line of the segments in which the article itself speaks."""
    for segment in document.segments:
        if segment.kind not in SPEAKING:
            continue
        start = segment.start
        for line in document.text[segment.start : segment.end].split("\n"):
            stripped = line.strip()
            if stripped:
                skipped = dateline(stripped)
                yield stripped[skipped:], start + line.index(stripped) + skipped, segment.kind
            start += len(line) + 1


def dateline(line: str) -> int:
    """How many code points of a line are its dateline: a town in capitals, with a day or an agency or alone, before a dash."""
    found = DATELINE.match(line)
    if found is None or len(line) - found.end() < len(found.group()):
        return 0
    entry = names.gazetteer().lookup(found.group(1).title())
    town = entry is not None and entry.type == "Place"
    return found.end() if town or "(" in found.group(2) else 0


def root_of(doc: Doc, start: int, end: int) -> int:
    """The token of a span that the others hang from: the first whose head lies outside."""
    for token in doc[start:end]:
        if not start <= token.head.i < end or token.head.i == token.i:
            return int(token.i)
    return start


def anchor_of(doc: Doc, tokens: tuple[int, ...], kind: str) -> Token:
    """The token of a trigger that frames start from: its first word, but the last of "à la tête", "chief executive" or "net income"."""
    first, last = doc[tokens[0]], doc[tokens[-1]]
    if kind not in ("role", "measure") or len(tokens) < 2:
        return first
    compound = first.lang_ == "en" and not any(t.pos_ == "ADP" for t in doc[first.i : last.i])
    return last if compound or first.pos_ == "ADP" else first


def token_span(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Token indices that cover the code points `start`..`end` of the piece; None for an empty cover."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return (int(span.start), int(span.end)) if span is not None and len(span) else None


def is_finite(token: Token) -> bool:
    """Whether a verb or auxiliary is finite."""
    return (token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm")) or is_misread(token)


def is_misread(token: Token) -> bool:
    """Whether what an English tagger took for a plural is the verb of its sentence, which has no other: "Talmont rents its servers"."""
    if token.pos_ != "NOUN" or token.lang_ != "en" or not token.text.endswith("s") or not token.text.islower() or not token.i:
        return False
    before = token.nbor(-1)
    behind = token.nbor(1) if token.i + 1 < token.sent.end else None
    if before.pos_ != "PROPN" or before.text == "'s" or behind is None or behind.pos_ not in ("DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ"):
        return False
    return not any(t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm") for t in token.sent)
