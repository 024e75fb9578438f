"""The publisher: who brings the article, where its own lines say so."""

from __future__ import annotations

import re

from kg.documents import dates, patterns

_BY = re.compile(r"^(?:article\s+)?(?:par|by|de|written by|auteurs?\s*:|authors?\s*:|rédaction\s*:|source\s*:)\s+", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:source|rédaction)\s*:", re.IGNORECASE)
_NEWSROOM = re.compile(r"^(?:la\s+)?rédaction\s+(?:de|du|d[’'])\s*(?P<of>.+)$|^the\s+(?P<by>.+?)\s+(?:editors|newsroom|staff)$", re.IGNORECASE)
_ANYONE = re.compile(r"^(?:la\s+)?rédaction$|^the\s+(?:editors|newsroom|staff)$|^(?:notre|our|de)\b|^(?:un\s+)?(?:correspondante?|journaliste)\b|^staff\b", re.IGNORECASE)
_PERSON = re.compile(r"^(?:[A-ZÀ-Þ][\w’'-]*\.?|d[eu]|van|von|le|la|et|and|&)(?:\s+(?:[A-ZÀ-Þ][\w’'.-]*|d[eu]|van|von|le|la|et|and|&)){1,6}$")
_DID = re.compile(
    r"\b(?:publi[ée]e?|parue?|post[ée]e?|mise?s? (?:à jour|en ligne)|màj|maj|published|posted|updated|modifi[ée]e?|le|on|à|at|du)\s*:?\s*$",
    re.IGNORECASE,
)
_EDGE = " \t\u00a0\u202f,;:|·•–—-()[]."


def publisher(datelines: list[str]) -> str | None:
    """The publisher that the dateline and byline lines name; None if they name none.

    "Le Quotidien — 12 mars 2015" and "par Jeanne Martin, Le Quotidien" name one; a byline alone gives its name only
    where it is not a person's, for want of another.
    """
    from_byline: str | None = None
    for line in datelines:
        text = line.strip()
        said = _BY.match(text)
        if said is None:
            if found := _beside_date(text):
                return found
            continue
        who = dates.strip(text[said.end() :]).strip(_EDGE)
        if not who:
            continue
        if match := _NEWSROOM.match(who):
            return (match["of"] or match["by"]).strip(_EDGE)
        head, _, tail = who.partition(",")
        tail = tail.strip(_EDGE) or (re.split(r"\s+[-–—|•·]\s+", who)[1].strip(_EDGE) if re.search(r"\s[-–—|•·]\s", who) else "")
        tail = _DID.sub("", tail).strip(_EDGE)
        if tail and not _ANYONE.match(tail) and tail[:1].isupper():
            return tail
        head = _DID.sub("", head).strip(_EDGE)
        if _SOURCE.match(text) and head:
            return head
        if from_byline is None and head and not _ANYONE.match(head) and not _PERSON.match(head):
            from_byline = head
    return from_byline


def _beside_date(text: str) -> str | None:
    """The name beside a date: "Name — 12 mars 2015", "12 mars 2015 | Name"; towns ("Paris, le 12 mars") and sentences are none."""
    match = patterns.DATED.match(text)
    if match is None:
        return None
    name = (match["before"] or match["after"] or "").strip(_EDGE)
    if re.search(r",\s+(?:le|the)\s+\d|,\s+le\s+\w+di\b", text, re.IGNORECASE):
        return None
    name = _DID.sub("", name).strip(_EDGE)
    parts = [part.strip(_EDGE) for part in re.split(r"\s+[-–—|•·]\s+|,\s+", name) if part.strip(_EDGE)]
    # "Jeanne Martin, Le Quotidien — 12 mars": the medium stands last, nearest to the date.
    name = parts[-1] if parts else ""
    name = _BY.sub("", name)
    if not name or patterns.is_boilerplate(name) or patterns.READING_TIME.match(name) or not any(c.isalpha() for c in name):
        return None
    return name if name[0].isupper() or name[0].isdigit() or "-" in name or len(name.split()) == 1 else None
