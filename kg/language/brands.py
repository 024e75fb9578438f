"""Brands and alliances: what is sold under a name, a possessive with a common noun and a name, firms joined by hyphens."""

from __future__ import annotations

from kg import names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import members, name_before, name_behind
from kg.language.complements import of_topic_always
from kg.language.fillers import Filler, named
from kg.language.marked import marked_by
from kg.language.owning import possessor, subject_of
from kg.language.site import Site
from kg.language.spots import match_at, phrases
from kg.language.towns import apposed


def brand_name(site: Site) -> list[Filler]:
    """The name that goods bear: "sous la marque X", "sous les marques X et Y", "under the X name"."""
    first, last = site.hit.tokens[0], site.hit.tokens[-1]
    inner = next((site.piece.at[i] for i in range(first + 1, last) if i in site.piece.at and site.doc[i].pos_ != "DET"), None)
    if inner is not None:
        return fillers_of(inner)
    position = last + 1
    if position < site.sentence.end and site.doc[position].text.casefold() in ("de", "d'", "d’", "of"):
        position += 1
    ref = name_behind(site, position)
    return named(site.doc[ref.root], site.piece, site.lang) if ref is not None else []


def brand_owner(site: Site) -> list[Filler]:
    """Who sells under a name: a possessive before the noun, the verb's agent or its subject, else what the text is about."""
    own = [f for f in possessor(site) if f.start < site.hit.tokens[-1]]
    if own:
        return own
    verb = site.anchor.head
    for _ in range(4):
        if verb.pos_ == "VERB" or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb.pos_ != "VERB":
        return []
    by = marked_by(site, frozenset({"par", "by"}))
    found = [f for f in by or subject_of(site.at(verb)) if f.type == "Organisation"]
    return found or of_topic_always(site, set())


def possessed(site: Site) -> list[Filler]:
    """The name behind a possessive and a common noun that tells no firm, person or place: "ses céréales X", "its cereal X"."""
    doc, position = site.doc, site.hit.anchor + 1
    noun = None
    while position < min(site.sentence.end, site.hit.anchor + 6) and position not in site.piece.at:
        if doc[position].pos_ == "NOUN":
            noun = position
            head = match_at(doc, position, phrases("heads", site.lang))
            if head is not None and head[1] not in ("Product", "Technology"):
                return []
        elif doc[position].pos_ != "ADJ" and doc[position].text not in "«\"“'":
            return []
        position += 1
    ref = site.piece.at.get(position)
    if ref is None or ref.how != "name" or noun is None or doc[noun].text[:1].isupper():
        return []
    if doc[noun].lemma_.casefold() in cues.load(site.lang).relational | cues.load(site.lang).channels:
        return []
    return named(doc[ref.root], site.piece, site.lang) if ref.names[0] in site.piece.weak or ref.types[0] == "Product" else []


def possessive_owner(site: Site) -> list[Filler]:
    """Whom a possessive stands for."""
    ref = site.piece.at.get(site.hit.anchor)
    return fillers_of(ref) if ref is not None and ref.how == "pronoun" else []


def joined_by_hyphens(site: Site) -> list[Filler]:
    """The firms whose names are joined behind a noun of alliance: "l'alliance A-B-C"; each must be well known, or named, by itself."""
    position = site.hit.tokens[-1] + 1
    ref = site.piece.at.get(position)
    if ref is None or ref.how != "name":
        return []
    written = str(site.doc[ref.start : ref.end].text)
    parts = [part.strip() for part in written.split("-")]
    alone = {name for other in site.piece.refs if other.how == "name" for name in other.names}
    if len(parts) < 2 or any(part not in alone and names.gazetteer().lookup(part, "Organisation") is None for part in parts):
        return []
    return [Filler(part, "Organisation", ref.start, ref.end, "arc") for part in parts]


def seat_at(site: Site) -> list[Filler]:
    """The place that a seat is said of: "Laval, siège de X", "à Blagnac, siège du groupe", over a wider place between commas."""
    found = [f for f in apposed(site, site.hit.tokens[0]) if f.type == "Place"]
    if not found:
        return []
    doc, left = site.doc, found[0].start - 1
    if doc[left].text.casefold() in ("en", "in", "dans", "au") and doc[left - 1].text == ",":
        small = name_before(site, left - 1)
        return fillers_of(small) if small is not None and small.types[0] == "Place" else found
    return found


def mutual(site: Site) -> list[Filler]:
    """Rivals of one another: "les concurrents A et B", "rivals A and B", of nobody else."""
    right = site.piece.at.get(site.hit.tokens[-1] + 1) or site.piece.at.get(site.hit.tokens[-1] + 2)
    before = site.doc[max(site.sentence.start, site.hit.tokens[0] - 4) : site.hit.tokens[0]]
    own = possessor(site) or any(t.text.casefold() in cues.load(site.lang).possessives for t in before)
    if own or right is None or right.how != "name":
        return []
    return members(site)
