"""A PDF to its article: lines put together to paragraphs by their place on the page, hyphens at line ends undone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from kg.errors import DocumentError

_HYPHENS = "\x02\ufffe\xad"  # what PDFium and typesetters put where a word was broken
_SENTENCE_END = re.compile(r"[.!?…»”\"):]$")
_FURNITURE = re.compile(
    r"^(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?$|^[–—-]\s*\d{1,4}\s*[–—-]$|^(?:https?|file)://\S+(?:\s+\d+/\d+)?$|"
    r"^\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.*)?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-\n([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Parts of words that keep their hyphen when a line ends there.
_KEPT_LEFT = frozenset(
    (
        "vice", "ex", "non", "sous", "contre", "semi", "demi", "sud", "nord", "est", "ouest", "haut", "bas", "mi", "quasi", "self", "well",
        "long", "short", "high", "low", "co", "e", "anti", "porte", "peut", "grand",
    )
)  # fmt: skip
_KEPT_RIGHT = frozenset(
    (
        "il", "elle", "on", "ils", "elles", "t", "ci", "là", "même", "mêmes", "nous", "vous", "je", "tu", "ce", "y", "en", "moi", "toi",
        "lui", "leur", "être", "based", "in",
    )
)  # fmt: skip


@dataclass(slots=True)
class _Row:
    """One printed line: its text, its left and right edge, its base line and its height, in points."""

    text: str
    left: float
    right: float
    base: float
    height: float


def read(data: bytes, name: str) -> tuple[str, str | None]:
    """Text of a PDF (blank line between paragraphs) and its title: the largest type on the first page, None if all is one size.

    Raises DocumentError "broken-pdf" for what PDFium cannot open and "no-article" for pages without text. PDFium is not made
    for threads: call this from one thread at a time.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "the PDF is protected by a password" if "assword" in str(error) else "the PDF is broken and cannot be opened"
        raise DocumentError(name, "broken-pdf", reason) from None
    try:
        pages = [_rows(page) for page in document]
    except pypdfium2.PdfiumError:
        raise DocumentError(name, "broken-pdf", "the PDF is broken: one of its pages cannot be read") from None
    finally:
        document.close()
    pages = _without_furniture(pages)
    if not any(any(character.isalpha() for character in row.text) for page in pages for row in page):
        raise DocumentError(name, "no-article", "the PDF holds no text (scanned pages?)")
    blocks: list[tuple[str, float, int]] = []
    for number, page in enumerate(pages):
        for block, height in _blocks(page):
            if blocks and number != blocks[-1][2] and not _SENTENCE_END.search(blocks[-1][0]) and block[:1].islower():
                blocks[-1] = (f"{blocks[-1][0]}\n{block}", blocks[-1][1], number)  # a paragraph that runs over the page
            else:
                blocks.append((block, height, number))
    texts = _joined([block for block, _, _ in blocks])
    sizes = [height for text, (_, height, _) in zip(texts, blocks, strict=True) for _ in range(len(text))]
    first = [(height, -index) for index, (_, height, number) in enumerate(blocks) if number == blocks[0][2] and len(texts[index]) <= 220]
    title = texts[-max(first)[1]] if first and max(first)[0] >= 1.15 * median(sizes) else None
    return "\n\n".join(texts), title


def _rows(page: Any) -> list[_Row]:
    """The printed lines of a page, in the order of the file."""
    content = page.get_textpage()
    text = content.get_text_range()
    placed = len(text) == content.count_chars()  # else indices do not agree, and the page is read as it comes
    rows: list[_Row] = []
    start = 0
    for index, character in enumerate(text + "\n"):
        if character not in "\n" + _HYPHENS:
            continue
        line = text[start:index]
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            last = start + len(line.rstrip()) - 1
            left, bottom, right, top = 0.0, -14.0 * len(rows), 0.0, 10.0 - 14.0 * len(rows)
            if placed:
                left, bottom, _, top = content.get_charbox(first, loose=True)
                right = content.get_charbox(last, loose=True)[2]
            shown = _letters(line.strip()) + ("-" if character in _HYPHENS else "")
            rows.append(_Row(shown, left, right, bottom, max(top - bottom, 1.0)))
        start = index + 1
    content.close()
    return rows


def _letters(text: str) -> str:
    """Composed accents, letters instead of ligatures, and no control characters."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\ufb00-\ufb06]", lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def _without_furniture(pages: list[list[_Row]]) -> list[list[_Row]]:
    """Pages without page numbers, addresses of a print-out, and what stands at the head or foot of most pages."""
    edges = Counter(
        key for page in pages for key in {_DIGITS.sub("#", row.text) for row in (*page[:2], *page[-2:])}
    )
    running = {key for key, count in edges.items() if len(pages) >= 3 and count > len(pages) / 2}
    kept = []
    for page in pages:
        last = len(page) - 1
        kept.append(
            [
                row
                for index, row in enumerate(page)
                if not (index in (0, 1, last - 1, last) and (_FURNITURE.match(row.text) or _DIGITS.sub("#", row.text) in running))
            ]
        )
    return kept


def _blocks(rows: list[_Row]) -> list[tuple[str, float]]:
    """Paragraphs of a page with the height of their type; line ends inside are kept for the hyphens."""
    steps = [(one.base - two.base) / two.height for one, two in pairwise(rows) if one.base > two.base and _alike(one, two)]
    # Lines of one paragraph are the closest there are; the gap between paragraphs is larger than that.
    pitch = sorted(steps)[len(steps) // 4] if steps else 1.2
    edge = max((row.right for row in rows), default=0.0)
    blocks: list[tuple[str, float]] = []
    previous: _Row | None = None
    for row in rows:
        if previous is not None and _goes_on(previous, row, pitch, edge):
            blocks[-1] = (f"{blocks[-1][0]}\n{row.text}", blocks[-1][1])
        else:
            blocks.append((row.text, row.height))
        previous = row
    return blocks


def _alike(one: _Row, two: _Row) -> bool:
    """Whether two lines are set in type of one size."""
    return abs(one.height - two.height) <= 0.12 * max(one.height, two.height)


def _goes_on(one: _Row, two: _Row, pitch: float, edge: float) -> bool:
    """Whether `two` continues the paragraph of `one`."""
    if not _alike(one, two):
        return False
    step = (one.base - two.base) / two.height
    if abs(step) < 0.3:
        return True  # two pieces of one printed line
    if step < 0:  # the next column
        return not _SENTENCE_END.search(one.text)
    if step > 1.3 * pitch:
        return False
    ended = bool(_SENTENCE_END.search(one.text))
    indented = two.left > one.left + 0.8 * two.height
    return not (ended and (indented or one.right < 0.85 * edge))


def _joined(blocks: list[str]) -> list[str]:
    """Blocks as single lines; a word broken at a line end is mended, a compound keeps its hyphen."""
    known = Counter(word.casefold() for block in blocks for word in _WORD.findall(_BROKEN.sub(" ", block)))

    def mend(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        whole, compound = f"{left}{right}", f"{left}-{right}"
        if known[whole.casefold()] or known[compound.casefold()]:
            return whole if known[whole.casefold()] >= known[compound.casefold()] else compound
        keeps = right[0].isupper() or "-" in left or left.casefold() in _KEPT_LEFT or right.casefold() in _KEPT_RIGHT
        return compound if keeps else whole

    return [" ".join(re.sub(r"(?<=\w)-\n(?=\w)", "-", _BROKEN.sub(mend, block)).split()) for block in blocks]
