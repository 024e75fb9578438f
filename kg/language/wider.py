"""Places within wider ones: "X (Rhône)", "X, en Espagne", "X, dans le nord du Gard", "X (banlieue de Tokyo)"."""

from __future__ import annotations

import re

from kg import lexicon, names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import inside, name_before, name_behind
from kg.language.fillers import Filler
from kg.language.site import Site

_NUMBER = re.compile(r"(?:\d{1,2}|[IVXL]+)([a-zè]+)")


def _area_end(site: Site, position: int) -> int:
    """Behind the words for a part of a place, "[le nord du département de] l'Isère", "[la banlieue de] Tokyo"; else `position`."""
    doc, here, end = site.doc, position, position
    while here < min(site.sentence.end - 1, position + 9) and here not in site.piece.at:
        word = doc[here].text.casefold()
        if word in ("de", "d'", "d’", "du", "des", "of") and here > position:
            end = here + 1
        elif word not in cues.load(site.lang).areas and doc[here].pos_ not in ("DET", "ADJ") and doc[here].text != "-":
            return position
        here += 1
    told = any(t.text.casefold() in cues.load(site.lang).areas for t in doc[position:end])
    return end if told else position


def _is_numbered(name: str, lang: str) -> bool:
    """Whether a place is one of the numbered parts of a town: "XVe", "3e arrondissement"."""
    number = _NUMBER.fullmatch(name.split()[0])
    return number is not None and number[1] in lexicon.load(lang).words("dates.ordinal_suffixes")


def inside_one(site: Site) -> list[Filler]:
    """As `inside`, where the bracket holds one name alone: "Saint-Aubin (Rhône)", or an area of it: "(sud de l'Espagne)"."""
    found = inside(site)
    if len(found) == 1:
        whole = name_before(site, site.hit.tokens[0])
        known = whole is not None and names.gazetteer().lookup(whole.names[0], "Place") is not None
        return [] if known and _is_numbered(found[0].name, site.lang) else found  # "Paris (XVe)": the town is no part of its district
    opening = _area_end(site, site.hit.tokens[-1] + 1)
    ref = name_behind(site, opening) if opening > site.hit.tokens[-1] + 1 else None
    closed = ref is not None and ref.end < site.sentence.end and site.doc[ref.end].text in (")", ",", "]")
    return fillers_of(ref) if ref is not None and closed else []


def region(site: Site) -> list[Filler]:
    """The wider place behind "en", "au", ", in": not one member of a list of places ("à Lyon, en Italie et à Londres")."""
    first, last = site.hit.tokens[0], site.hit.tokens[-1]
    doc = site.doc
    opening = _area_end(site, last + 1) if doc[last].text.casefold() in ("dans", "en", "in") else last + 1
    ref = name_behind(site, opening)
    small = name_before(site, first - 1 if doc[first - 1].text == "," and first == last else first)
    if ref is None or small is None or ref.start > opening + (0 if doc[last].text == "," else 2) or doc[first - 1].text in (")", "]"):
        return []
    bare = doc[small.start - 1].pos_ != "DET" or small.start == site.sentence.start
    if (doc[last].text.casefold() == "in" and doc[first - 1].text != ",") or (opening > last + 1 and not bare):
        return []  # "la Chine, dans la province de Jiangsu"
    if ref.end < site.sentence.end:
        after = doc[ref.end].text.casefold()
        further = site.piece.at.get(ref.end + 1) or site.piece.at.get(ref.end + 2)
        listed = further is not None and further.how == "name" and further.types[0] == "Place"
        if after in ("et", "and", "ou", "or") or (after == "," and listed) or after in ("-", "/"):
            return []
    if small.start > site.sentence.start and doc[small.start - 1].pos_ == "DET" and doc[first - 1].text != ",":
        return []  # "la Turquie en Libye": a country is no town
    left = doc[small.start - 1].text.casefold() if small.start > site.sentence.start else ""
    if left in ("en", "au", "aux", ",", "et", "and", "ou", "or", "entre", "between") or (doc[first].text == "," and left == "from"):
        return []
    if doc[first - 1].text != "," and doc[first].text != ",":
        # "l'hôpital de Cayenne en Guyane", but "de Paris en Italie", "l'intervention de Moscou en Afghanistan"
        house = small.start > site.sentence.start + 1 and doc[small.start - 2].lemma_.casefold() in cues.load(site.lang).houses
        if left not in ("à", "a", "près", "vers", "(", "in", "at") and not (left in ("de", "d'", "d’", "du") and house):
            return []
    return fillers_of(ref)


def town(site: Site) -> list[Filler]:
    """The place before "en", "au", ", in", a comma between them aside."""
    first = site.hit.tokens[0]
    ref = name_before(site, first - 1 if first and site.doc[first - 1].text == "," else first)
    if ref is None or ref.types[0] == "Place" or site.lang != "fr":
        return fillers_of(ref) if ref is not None else []
    last, led = site.doc[ref.end - 1], site.doc[ref.end - 2].text.casefold()
    if ref.end - ref.start > 2 and led in ("de", "d'", "d’") and last.text[:1].isupper():
        return [Filler(last.text, "Place", ref.end - 1, ref.end, "arc")]  # "le tribunal d'Alès, dans le Gard"
    return fillers_of(ref)
