"""The publisher: who brings the article, where its own lines say so."""

from __future__ import annotations

import re

from kg.documents import dates, patterns

_BY = re.compile(r"^(?:article\s+)?(?:par|by|de|written by|auteurs?\s*:|authors?\s*:|rédaction\s*:|source\s*:)\s+", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:source|rédaction)\s*:", re.IGNORECASE)
_NEWSROOM = re.compile(
    r"^(?:la\s+)?rédaction\s+(?:de|du|d[’'])\s*(?P<of>.+)$|^the\s+(?P<by>.+?)\s+(?:editors|newsroom|staff)$", re.IGNORECASE,
)
_ANYONE = re.compile(
    r"^(?:la\s+)?rédaction$|^the\s+(?:editors|newsroom|staff)$|^(?:notre|our|de)\b|^(?:un\s+)?(?:correspondante?|"
    r"journaliste)\b|^staff\b", re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:[A-ZÀ-Þ][\w’'-]*\.?|d[eu]|van|von|le|la|et|and|&)(?:\s+(?:[A-ZÀ-Þ][\w’'.-]*|d[eu]|van|von|le|"
    r"la|et|and|&)){1,6}$",
)
_DID = re.compile(
    r"\b(?:publi[ée]e?|parue?|post[ée]e?|mise?s? (?:à jour|en ligne)|màj|maj|published|posted|updated|modifi[ée]e?|le|on|à|at|du)\s*:?\s*$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^(?:l[aes]|l[’']|the|der|die)\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:correspondante?|journaliste|envoyée?|writer|reporter|editor|correspondent|staff|filed under|photo|avec|with)\b", re.IGNORECASE
)
_AGENCY = re.compile(r"\((?P<agency>[A-Z][^()\d]{1,30})\)\s*[-–—]\s*$")
_EDGE = " \t\u00a0\u202f,;:|·•–—-()[]."


def publisher(datelines: list[str], lang: str | None = None) -> str | None:
    """The publisher that the lines of date and author name; None if they name none.

    "Le Quotidien — 12 mars 2015" and "par Jeanne Martin, Le Quotidien" name one, and so does "NANTES (Agency) –" at the head
    of the text; a byline alone gives its name only where it is not a person's, for want of another.
    """
    bylines: list[str] = []
    for line in datelines:
        if _BY.match(line.strip()):
            bylines.append(line.strip())
        elif found := _beside_date(line.strip(), lang):
            return found
    parted = [_parts(_BY.sub("", line)) for line in bylines]
    for line, parts in zip(bylines, parted, strict=True):
        if parts and (match := _NEWSROOM.match(parts[0])):
            return (match["of"] or match["by"]).strip(_EDGE)
        if parts and _SOURCE.match(line):
            return parts[0]
        for part in parts[1:]:
            if _medium(part, lang):
                return part
    for line in datelines:
        if match := _AGENCY.search(line):
            return match["agency"].strip()
    for parts in parted:
        if parts and not _ANYONE.match(parts[0]) and (_TITLED.match(parts[0]) or not _PERSON.match(parts[0])):
            return parts[0]
    return None


def _parts(text: str) -> list[str]:
    """What stands between the commas, bars and dashes of a line, without its dates."""
    parts = [_DID.sub("", part.strip(_EDGE)).strip(_EDGE) for part in re.split(r"\s+[-–—|•·]\s+|\s*[,|•]\s*", dates.strip(text))]
    return [part for part in parts if part]


def _medium(name: str, lang: str | None) -> bool:
    """Whether a name can be a publisher's: no town (one plain word), no function, in English with its capitals."""
    if _ANYONE.match(name) or _ROLE.search(name) or patterns.is_boilerplate(name) or not any(c.isalpha() for c in name):
        return False
    words = name.split()
    if len(words) == 1:
        return any(c.isupper() or c.isdigit() for c in name[1:]) or name[0].islower()
    if lang == "en" and not _TITLED.match(name):
        return all(word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in words)
    return name[0].isupper() or name[0].isdigit()


def _beside_date(text: str, lang: str | None) -> str | None:
    """The name beside a date: "Name — 12 mars 2015", "12 mars 2015 | Name"; towns ("Paris, le 12 mars") and sentences are none."""
    match = patterns.DATED.match(text)
    if match is None or re.search(r",\s+(?:le|the)\s+(?:\w+di\s+)?\d", text, re.IGNORECASE):
        return None
    parts = _parts(match["before"] or match["after"] or "")
    # "Jeanne Martin, Le Quotidien — 12 mars": the medium stands last, nearest to the date, but behind it comes what it filed.
    name = _BY.sub("", (parts[-1] if match["before"] else parts[0])) if parts else ""
    dashed = len(parts) == 1 and re.search(r"\w\s+[-–—|•·]\s", text) is not None
    signed = match["after"] and re.search(rf"{dates.DATE}\s+(?:par|by)\b", text, re.IGNORECASE)
    if signed and _PERSON.match(name) and not _TITLED.match(name):
        return None
    alone = dashed and not _ANYONE.match(name) and not patterns.is_boilerplate(name) and name[:1].isupper()
    return name if name and (_medium(name, lang) or alone) else None
