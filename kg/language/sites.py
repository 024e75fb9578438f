"""Places of firms: whose plant or office a noun is and where it stands, who has its seat where, whose data and servers are kept where."""

from __future__ import annotations

from kg import names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_before, name_behind
from kg.language.complements import of_topic
from kg.language.fillers import Filler, named
from kg.language.owning import possessor, seen_from, subject_of, whose
from kg.language.pieces import Ref, is_finite
from kg.language.series import plain_case
from kg.language.site import SUBJECTS, Site

LOCAL = frozenset({"à", "de", "en", "dans", "près", "in", "at", "near", "of", "on", "outside"})


def _phrase_start(site: Site) -> int:
    """The first word of the trigger's noun phrase, names and a possessor within it aside."""
    start = site.hit.tokens[0]
    while start > site.sentence.start and start - 1 not in site.piece.at and site.doc[start - 1].pos_ in ("ADJ", "NOUN", "NUM"):
        start -= 1
    return start


def _within(site: Site) -> Ref | None:
    """The name that an English noun phrase has before its noun: "the Talmont plant", "its Leeds data centre"."""
    if site.lang != "en":
        return None
    ref = site.piece.at.get(_phrase_start(site) - 1)
    return ref if ref is not None and ref.how == "name" and ref.start >= site.sentence.start else None


def keeper(site: Site) -> list[Filler]:
    """Whose a plant or office is: said outright, named beside it ("l'usine X", "the X plant"), or the subject of having or opening it."""
    quoted = name_behind(site, site.hit.tokens[-1] + 1)
    if quoted is not None and quoted.types[0] == "DataCentre":
        # "le centre de données « X » du groupe": the centre has a name of its own
        return fillers_of(quoted)
    found = possessor(site)
    if found:
        return found
    inner = _within(site)
    if inner is not None:
        if inner.types[0] != "Place":
            return fillers_of(inner)
        own = _own(site, inner.start - 1)
        if own:
            return own
    right = site.piece.at.get(site.hit.tokens[-1] + 1)
    if right is not None and right.how == "name" and right.types[0] == "Organisation":
        return fillers_of(right)
    here = site.anchor
    for _ in range(3):
        head = here.head
        if head.i == here.i:
            break
        if head.pos_ in ("VERB", "AUX"):
            passive = here.dep_ in SUBJECTS
            return [] if passive or head.lemma_.casefold() not in cues.load(site.lang).keeping_verbs else subject_of(site.at(head))
        here = head
    return []


def _own(site: Site, position: int) -> list[Filler]:
    """The possessive before a token: "its [Leeds plant]", "Talmont's [Leeds plant]"."""
    doc = site.doc
    while position > site.sentence.start and position not in site.piece.at and doc[position].pos_ in ("ADJ", "NUM"):
        position -= 1
    if position > site.sentence.start and doc[position].text in ("'s", "’s", "'", "’"):
        position -= 1
    elif doc[position].text.casefold() not in cues.load(site.lang).possessives:
        return []
    ref = site.piece.at.get(position)
    return fillers_of(ref) if ref is not None else []


def ground(site: Site) -> list[Filler]:
    """Where a plant or office stands: the places behind "à", "de", "in", "near" in its noun phrase or predicate, or the one before it."""
    inner = _within(site)
    if inner is not None and inner.types[0] == "Place":
        return fillers_of(inner)
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    limit = min(site.sentence.end, position + 12)
    while position < limit:
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name":
            if ref.types[0] == "Place":
                return named(doc[ref.root], site.piece, site.lang) if is_local(site, ref.start) else []
            position = ref.end
            continue
        cop = doc[position].lemma_ in ("être", "be", "trouver", "situer", "locate") and ref is None
        stop = doc[position].pos_ in ("VERB", "SCONJ", "PRON") or is_finite(doc[position])
        if not cop and (stop or doc[position].text in (";", ":", "(")):
            return []
        position += 1
    return []


def is_local(site: Site, position: int) -> bool:
    """Whether a preposition of place stands before a name, over articles and common nouns ("dans la ville de X")."""
    left = position - 1
    while left > site.hit.tokens[-1] and site.doc[left].pos_ in ("DET", "ADJ", "NOUN") and left not in site.piece.at:
        left -= 1
    return plain_case(site.doc[left].text.casefold()) in LOCAL


def based(site: Site) -> list[Filler]:
    """Who is "X-based": the name behind, or the one that the phrase stands in apposition to ("Talmont, a Leeds-based provider")."""
    last = site.hit.tokens[-1]
    ref = name_behind(site, last + 1)
    if ref is not None and ref.types[0] != "Place":
        return fillers_of(ref)
    place = name_before(site, site.hit.tokens[0])
    if place is None:
        return []
    start = place.start - 1
    while start > site.sentence.start and site.doc[start].pos_ in ("DET", "ADJ", "NUM"):
        start -= 1
    if site.doc[start].text == ",":
        before = name_before(site, start)
        return fillers_of(before) if before is not None else []
    noun = next((r for r in (site.piece.at.get(i) for i in range(last + 1, min(last + 4, site.sentence.end))) if r is not None), None)
    return fillers_of(noun) if noun is not None and noun.how == "noun" else []


def settler(site: Site) -> list[Filler]:
    """Who settles somewhere: the subject of a reflexive verb ("s'implante à"), not of one with another object."""
    own = any(c.dep_.startswith("expl") or c.text.casefold() in ("se", "s'", "s’") for c in site.anchor.children)
    return subject_of(site) if own or site.lang == "en" or len(site.hit.tokens) > 1 else []


def _is_wide(ref: Ref) -> bool:
    """Whether a place is a country or region, no town."""
    entry = names.gazetteer().lookup(ref.names[0], "Place")
    return entry is not None and entry.wide


def town_before(site: Site) -> list[Filler]:
    """The town that an English class noun is told by: "Leeds software maker Talmont"."""
    ref = _within(site)
    return fillers_of(ref) if ref is not None and not _is_wide(ref) else []


def region_before(site: Site) -> list[Filler]:
    """The county or region that an English class noun is told by: "the Shropshire maker"; "UK" and "US" say but a nationality."""
    ref = _within(site)
    return fillers_of(ref) if ref is not None and _is_wide(ref) and not ref.names[0].replace(".", "").isupper() else []


def townsman(site: Site) -> list[Filler]:
    """Who is told by its town: "[the Leeds host] X", "X, [the Leeds host]", or whom the noun points back at."""
    right = name_behind(site, site.hit.tokens[-1] + 1)
    if right is not None:
        return fillers_of(right)
    inner = _within(site)
    found = apposed(site, inner.start if inner is not None else site.hit.tokens[0])
    own = site.piece.at.get(site.hit.anchor)
    return found or (fillers_of(own) if own is not None and own.how == "noun" else [])


def apposed(site: Site, start: int) -> list[Filler]:
    """The name with a comma behind it to which the noun phrase that has a word at `start` stands in apposition; over "one of"."""
    doc = site.doc
    start -= 1
    while start > site.sentence.start and start not in site.piece.at:
        if doc[start].text.casefold() in ("of", "de", "des") and doc[start - 1].text.casefold() in ("one", "un", "une"):
            start -= 2
        elif doc[start].pos_ in ("DET", "ADJ", "NUM", "NOUN", "ADV") or doc[start].text == "-":
            start -= 1
        else:
            break
    ref = name_before(site, start) if doc[start].text in (",", "(", "–", "—") else None
    return fillers_of(ref) if ref is not None else []


def firm(site: Site) -> list[Filler]:
    """What a class noun with its town describes: "X, a supplier in Leeds", "X is one of the hosts in Scotland"."""
    here = site.anchor
    if any(c.dep_ == "cop" for c in here.children):
        for child in here.children:
            if child.dep_ in SUBJECTS and child.i < here.i:
                return named(child, site.piece, site.lang)
    return apposed(site, site.hit.tokens[0])


def _right_behind(site: Site) -> Ref | None:
    ref = site.piece.at.get(site.hit.tokens[-1] + 1)
    return ref if ref is not None and ref.how == "name" and ref.start == site.hit.tokens[-1] + 1 else None


def town_behind(site: Site) -> list[Filler]:
    """The town right behind "of": "Talmont of Leeds"."""
    ref = _right_behind(site)
    return fillers_of(ref) if ref is not None and not _is_wide(ref) else []


def region_behind(site: Site) -> list[Filler]:
    """The country or region right behind "of": "Talmont of Norway"."""
    ref = _right_behind(site)
    return fillers_of(ref) if ref is not None and _is_wide(ref) else []


def right_behind(site: Site) -> list[Filler]:
    """The name right behind the trigger."""
    ref = _right_behind(site)
    return fillers_of(ref) if ref is not None else []


def town_owning(site: Site) -> list[Filler]:
    """The town right before "'s": "Leeds's Talmont"."""
    ref = name_before(site, site.hit.tokens[0])
    return fillers_of(ref) if ref is not None and not _is_wide(ref) else []


def region_owning(site: Site) -> list[Filler]:
    """The country right before "'s": "Norway's Talmont"."""
    ref = name_before(site, site.hit.tokens[0])
    return fillers_of(ref) if ref is not None and _is_wide(ref) else []


def _data(site: Site, position: int) -> bool:
    return site.doc[position].lemma_.casefold() in cues.load(site.lang).data_things


def data_of(site: Site) -> list[Filler]:
    """Whose data or servers the verb says to be somewhere: "les données de X sont stockées", "X's servers are located"."""
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS and _data(site, child.i):
            definite = site.doc[child.i - 1].text.casefold() in ("les", "the") and not any(c.dep_ == "nmod" for c in child.children)
            return whose(site, child.i) or (of_topic(seen_from(site, child.i)) if definite else [])
    noun = site.anchor.head
    if site.anchor.dep_ == "acl" and _data(site, noun.i):
        return whose(site, noun.i)
    return []


def data_keeper(site: Site) -> list[Filler]:
    """Who keeps data somewhere: the subject of "stocke ses données", "keeps customer data"."""
    if any(c.dep_ == "obj" and _data(site, c.i) for c in site.anchor.children):
        return subject_of(site)
    return []


def host_owner(site: Site) -> list[Filler]:
    """In whose data centre, on whose servers: "hébergé dans le datacenter de X", "runs on X's cloud"."""
    doc = site.doc
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end, site.hit.tokens[-1] + 14)):
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
        if position in site.piece.at or doc[position].lemma_.casefold() not in cues.load(site.lang).hosting_things:
            continue
        left = position - 1
        while left > site.hit.anchor and (doc[left].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PART", "NUM") or left in site.piece.at):
            left -= 1
        if plain_case(doc[left].text.casefold()) in ("dans", "sur", "in", "on", "at", "from", "within"):
            return whose(site, position)
    return []
