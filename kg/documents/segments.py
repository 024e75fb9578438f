"""The segment: which stretch of an article's text is title, dateline, standfirst, body, caption, comment or boilerplate."""

from __future__ import annotations

from kg.documents import comments, patterns
from kg.documents.header import FULL_STOP, TITLE, header
from kg.documents.lines import Line, lines, plain, same
from kg.types import Segment, SegmentKind


def segments(text: str, title: str | None = None, standfirst: str | None = None) -> tuple[Segment, ...]:
    """The segments of `text`, in order, covering it from 0 to len(text) without gap or overlap.

    `title` is the title where it is known from elsewhere (front matter, HTML), `standfirst` the line that leads in, likewise. Blank
    lines belong to the line before them.
    Only title, standfirst and body are the article speaking. Neighbours of one kind are one segment, but every comment is its own.
    """
    found = lines(text)
    if not found:
        return (Segment(start=0, end=len(text), kind="boilerplate"),) if text else ()
    kinds = _kinds(found, title, standfirst)
    spans: list[tuple[int, int, SegmentKind, bool]] = []
    seen_body = False
    for line, kind in zip(found, kinds, strict=True):
        apart = kind == "comment" and bool(comments.STAMP.match(line.text) or comments.SAYS.match(line.text))
        first = not seen_body and kind in ("body", "standfirst") and line.prose
        seen_body = seen_body or first
        spans.extend(_split(text, line, kind, first, apart))
    merged: list[Segment] = []
    for start, end, kind, apart in spans:
        if merged and merged[-1].kind == kind and not apart:
            merged[-1] = Segment(start=merged[-1].start, end=end, kind=kind)
        else:
            merged.append(Segment(start=start, end=end, kind=kind))
    return tuple(merged)


def _split(text: str, line: Line, kind: SegmentKind, first: bool, apart: bool) -> list[tuple[int, int, SegmentKind, bool]]:
    """One line as spans: the date at the head of the first paragraph and a credit at the end of one stand by themselves."""
    start, end = line.start, line.end
    spans: list[tuple[int, int, SegmentKind, bool]] = []
    if kind in ("body", "standfirst"):
        match = patterns.LEAD_IN.match(text[start:end]) if first or text[start:end].lstrip().startswith("[") else None
        if match and match.end() < end - start:
            spans.append((start, start + match.end(), "dateline", False))
            start += match.end()
        if line.prose and (match := patterns.TRAILING_CREDIT.search(text[start:end])):
            # the space before the credit stays with the sentence it follows
            cut = start + match.start() + 1
            spans.append((start, cut, kind, False))
            return [*spans, (cut, end, "caption", False)]
    return [*spans, (start, end, kind, apart)]


def _kinds(found: list[Line], title: str | None, standfirst: str | None) -> list[SegmentKind]:
    """The kind of every line."""
    kinds: list[SegmentKind] = ["body"] * len(found)
    stop = comments.begin(found)
    _comments(found, kinds, stop)
    _page(found, kinds, stop)
    body = header(found, kinds, stop, title)
    for index in range(min(stop, 2) if standfirst else 0):  # right below the title, or the first line
        if same(found[index].text, standfirst or ""):
            kinds[index] = "standfirst"
            body = max(body, index + 1)
    _contents(found, kinds, body, stop)
    _tail(found, kinds, body, stop)
    return kinds


def _comments(found: list[Line], kinds: list[SegmentKind], begin: int) -> None:
    """The heading and the appeals under it are the page; from the first thing a reader says, all is comment."""
    index = begin
    while index < len(found):
        text = found[index].text
        heading = bool(comments.HEADING.match(text) or comments.PERHAPS.match(text)) and not comments.STAMP.match(text)
        if not (heading or patterns.is_boilerplate(text)):
            break
        kinds[index] = "boilerplate"
        index += 1
    for rest in range(index, len(found)):
        kinds[rest] = "comment"


def _page(found: list[Line], kinds: list[SegmentKind], stop: int) -> None:
    """Lines whose words tell that they belong to the page: anywhere above the comments."""
    links = False
    for index in range(stop):
        line = found[index]
        caption = patterns.is_caption(line.text)
        if links and not caption and not line.prose and _link(line) and not (line.first and _subhead(found, index, stop)):
            kinds[index] = "boilerplate"
            continue
        links = bool(patterns.LINKS.match(line.text))
        if caption:
            kinds[index] = "caption"
        elif patterns.is_dateline(line.text):
            kinds[index] = "dateline"
        elif links or patterns.is_boilerplate(line.text) or comments.HEADING.match(line.text):
            kinds[index] = "boilerplate"


def _link(line: Line) -> bool:
    """Whether a line below "Read also" can be a link: short, and no sentence with a full stop."""
    return len(line.text) <= 140 and (line.bullet or not line.text.endswith((".", "»", "”")))


def _subhead(found: list[Line], index: int, stop: int) -> bool:
    """Whether the line stands alone between blank lines right above running text, so that it may head what follows."""
    line = found[index]
    return line.gap and not line.bullet and not line.text.startswith((">", "»", "→")) and index + 1 < stop and found[index + 1].prose


def _contents(found: list[Line], kinds: list[SegmentKind], body: int, stop: int) -> None:
    """A table of contents repeats the headings side by side: above the body as well as below it."""
    headings: dict[str, list[int]] = {}
    for index in range(stop):
        if _heading(found[index]) or kinds[index] == "title":
            headings.setdefault(plain(found[index].text), []).append(index)
    titles = {plain(found[index].text) for index in range(stop) if kinds[index] == "title"}
    repeated = {index for plain, indices in headings.items() if plain and len(indices) > 1 for index in indices}
    for index in range(stop):
        if kinds[index] != "body" or index not in repeated:
            continue
        of_title = index >= body and plain(found[index].text) in titles
        beside = any(
            other in repeated and kinds[other] in ("body", "boilerplate")
            for other in _neighbours(found, index, stop)
        )
        # The one that running text follows is the heading itself.
        heads = index + 1 < stop and found[index + 1].prose and index + 1 not in repeated
        if of_title or (beside and not heads):
            kinds[index] = "boilerplate"


def _heading(line: Line) -> bool:
    """Whether a line may be a heading: short, and not a sentence with its full stop."""
    return len(line.text) <= TITLE and not line.text.endswith(FULL_STOP)


def _neighbours(found: list[Line], index: int, stop: int) -> list[int]:
    """The lines before and after that say something: lone bullets between entries are passed over."""
    around: list[int] = []
    for step in (-1, 1):
        other = index + step
        while 0 <= other < stop and not plain(found[other].text):
            other += step
        if 0 <= other < stop:
            around.append(other)
    return around


def _tail(found: list[Line], kinds: list[SegmentKind], body: int, stop: int) -> None:
    """Below the last sentence of the article: menus of the page's foot, signatures, publisher and date."""
    start = stop
    while start > body and _no_sentence(found[start - 1], kinds[start - 1]):
        start -= 1
    rest = [index for index in range(start, stop) if kinds[index] == "body"]
    furniture = sum(1 for index in range(start, stop) if kinds[index] == "boilerplate")
    for index in rest:
        line = found[index]
        if patterns.is_dated(line.text) or (start > body and index <= start + 1 and patterns.SIGNATURE.match(line.text)):
            kinds[index] = "dateline"
        elif (furniture and (furniture >= 2 or len(rest) <= 2)) or (len(rest) >= 4 and all(found[other].entry for other in rest)):
            kinds[index] = "boilerplate"


def _no_sentence(line: Line, kind: SegmentKind) -> bool:
    """Whether a line below the body is no sentence of the article; items of lists and figures may be."""
    if kind not in ("body", "standfirst"):
        return kind != "title"
    if patterns.is_dated(line.text):
        return True
    return not (line.prose or line.bullet or line.text.endswith((".", "…", "»", "”", '"', ")", ";")) or any(c.isdigit() for c in line.text))
