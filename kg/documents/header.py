"""The header of an article: title, datelines, rubrics and standfirst above the body."""

from __future__ import annotations

from kg.documents.lines import Line, same
from kg.documents.patterns import is_dated
from kg.types import SegmentKind

#: Longest title and longest standfirst, in characters.
TITLE, STANDFIRST = 220, 600
#: How many lines down a title is looked for.
HEAD = 60

#: Ends no title.
FULL_STOP = (".", ",", ";", ":")


def header(found: list[Line], kinds: list[SegmentKind], stop: int, title: str | None) -> int:
    """Title, datelines, captions and standfirst above the body; returns the index of the body's first line."""
    at = _title(found, kinds, stop, title)
    if at is not None:
        kinds[at] = "title"
        for index in range(at):
            if kinds[index] == "body":
                kinds[index] = "dateline" if is_dated(found[index].text) else "boilerplate"
    index = 0 if at is None else at + 1
    furniture = False
    while index < stop and not (found[index].prose and kinds[index] == "body"):
        line = found[index]
        if kinds[index] == "body":
            if at is not None and same(line.text, found[at].text):
                kinds[index] = "caption"
            elif is_dated(line.text):
                kinds[index] = "dateline"
            elif at is not None and _rubric(found, kinds, index, stop):
                kinds[index] = "boilerplate"
            elif at is not None and not line.bullet:
                kinds[index] = "standfirst"
        furniture = furniture or kinds[index] in ("boilerplate", "caption")
        index += 1
    late = _late_header(found, kinds, index, stop)
    if at is not None and late > index:
        kinds[index] = "standfirst"
        for other in range(index + 1, late):
            if kinds[other] == "body":
                kinds[other] = "dateline"
        return late
    if at is not None and index < stop and _standfirst(found, kinds, index, stop, furniture):
        kinds[index] = "standfirst"
        return index + 1
    return index


def _late_header(found: list[Line], kinds: list[SegmentKind], index: int, stop: int) -> int:
    """Where the header ends if author and date stand below a paragraph that leads in; `index` itself if they do not."""
    other = index + 1
    signed = False
    while other < min(stop, index + 6) and (kinds[other] in ("dateline", "caption", "boilerplate") or is_dated(found[other].text)):
        text = found[other].text
        signed = signed or is_dated(found[other].text) or (kinds[other] == "dateline" and not text[0].isdigit())
        other += 1
    follows = other < stop and found[other].prose and kinds[other] == "body"
    return other if signed and follows and len(found[index].text) <= STANDFIRST else index


def _title(found: list[Line], kinds: list[SegmentKind], stop: int, title: str | None) -> int | None:
    """Index of the title: the known one where it stands, else the first line that can be one with running text below it."""
    if title is not None:
        for index in range(min(stop, HEAD)):
            if same(found[index].text, title):
                return index
    candidates: list[int] = []
    for index in range(min(stop, HEAD)):
        if kinds[index] != "body":
            continue
        line = found[index]
        text = line.text
        titular = (len(text) <= TITLE and not text.endswith(FULL_STOP)) or text.endswith(("...", "…"))
        if not titular or is_dated(line.text) or line.bullet:
            if line.prose or text.endswith("."):
                break
            continue
        longer = any(other.prose and len(other.text) >= len(text) for other in found[index + 1 : stop])
        # A long line is a title only by its place: alone above a blank line, or above something longer.
        if longer and (not line.prose or line.gap or len(found[index + 1].text) > len(text) or kinds[index + 1] != "body"):
            candidates.append(index)
        if line.prose:
            break
    if not candidates:
        return None
    # Above the title there may be a menu, a run of short entries, or a rubric of a word or two.
    longer_one = next((index for index in candidates if not found[index].entry), None)
    if longer_one is None or longer_one == candidates[0] or _alone(found, kinds, candidates[0]):
        return candidates[0]
    above = sum(1 for index in range(longer_one) if found[index].entry)
    return longer_one if above >= 3 or found[candidates[0]].words <= 2 else candidates[0]


def _alone(found: list[Line], kinds: list[SegmentKind], index: int) -> bool:
    """Whether a short line stands alone above a blank line at the very head, as a short title does."""
    return index == 0 and found[0].gap and found[0].words >= 2 and len(found) > 1 and (found[1].prose or kinds[1] != "body")


def _rubric(found: list[Line], kinds: list[SegmentKind], index: int, stop: int) -> bool:
    """Whether a short line under the title is a category or a tag: one or two words beside other things of the page."""
    line = found[index]
    if line.words > 2 or line.text[-1:] in ".!?»" or len(line.text) > 30:
        return False
    around = [other for other in (index - 1, index + 1) if 0 <= other < stop]
    return any(kinds[other] in ("boilerplate", "dateline") or same(found[other].text, line.text) for other in around)


def _standfirst(found: list[Line], kinds: list[SegmentKind], index: int, stop: int, furniture: bool) -> bool:
    """Whether the first paragraph is a standfirst: set apart by things of the page above it, or far shorter than the text below."""
    line = found[index]
    if len(line.text) > STANDFIRST or index + 1 >= stop or kinds[index + 1] != "body":
        return False
    below = next((other.text for other in found[index + 1 : stop] if other.prose), "")
    return bool(below) and ((furniture and len(below) > len(line.text)) or (line.gap and len(below) >= 2.5 * len(line.text)))
