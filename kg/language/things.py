"""What a class noun is called, is built on or stands in; what is hosted, launched, free; between whom an agreement is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_before, name_behind
from kg.language.complements import of_topic, of_topic_always
from kg.language.fillers import Filler, named
from kg.language.owning import intends, seen_from, subject_of, whose
from kg.language.pieces import Ref, is_finite
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.sites import within_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token


#: What stands before a thing that the reader knows.
DEFINITE = frozenset({"le", "la", "l'", "l’", "les", "du", "des", "the"})


def seat(site: Site) -> list[Filler]:
    """Where a seat is said to be: the place marked by "à", "in" behind "le siège de X est …", "le siège de X à …"."""
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 14):
        ref = site.piece.at.get(position)
        if ref is not None and ref.types[0] == "Place" and ref.how == "name":
            left = position - 1
            while left > site.hit.anchor and doc[left].pos_ in ("DET", "ADJ", "NOUN"):
                left -= 1
            return fillers_of(ref) if doc[left].text.casefold() in ("à", "en", "au", "aux", "in", "at", "near", "dans") else []
        if doc[position].text in (";", ":", "(", ","):
            return []
        position += 1
    return []


def place_of(site: Site) -> list[Filler]:
    """Where a plant or an office is: the place behind "de", "à", "in" in its noun phrase."""
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    limit = min(site.sentence.end, position + 10)
    while position < limit:
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name" and ref.types[0] == "Place":
            return named(doc[ref.root], site.piece, site.lang) if is_marked(site, ref.start) else []
        if ref is None and (doc[position].pos_ in ("VERB", "AUX", "SCONJ", "PRON") or doc[position].text in (";", ":", "(", ",")):
            return []
        position = ref.end if ref is not None else position + 1
    return []


def called(site: Site) -> list[Filler]:
    """What a class noun is the class of: the name right behind it, or the one it stands in apposition to ("X, le service de Y")."""
    ref = name_behind(site, site.hit.tokens[-1] + 1)
    if ref is not None and not is_marked(site, ref.start, frozenset({"DET"})):
        return named(site.doc[ref.root], site.piece, site.lang)
    start = site.hit.tokens[0] - 1
    while start > site.sentence.start and start not in site.piece.at and site.doc[start].pos_ in ("DET", "ADJ", "NUM", "NOUN"):
        start -= 1
    if site.doc[start].text in ("'s", "’s"):
        start -= 2
    if start > site.sentence.start and site.doc[start].text == ",":
        before_comma = name_before(site, start)
        return fillers_of(before_comma) if before_comma is not None else []
    return []


def built_on(site: Site) -> list[Filler]:
    """The technology right behind a platform or said to be its base: "sa plateforme X", "son offre, fondée sur X"; "its X platform"."""
    doc = site.doc
    inner = within_phrase(site)
    if inner is not None and inner.types[0] == "Technology":
        left = inner.start - 1
        while left > site.sentence.start and doc[left].pos_ in ("ADJ", "NOUN", "VERB", "ADV") and left not in site.piece.at:
            left -= 1
        own = doc[left].text.casefold() in cues.load(site.lang).possessives | {"a", "an", "'s", "’s"}
        return fillers_of(inner) if own else []  # not "the X platform", which may be anybody's
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 9):
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name":
            if ref.types[0] != "Technology":
                return []
            return (
                fillers_of(ref)
                if not is_marked(site, ref.start) or doc[position - 1].text.casefold() in ("sur", "on", "de", "d'", "d’")
                else []
            )
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
        position += 1
    return []


def hosted(site: Site) -> list[Filler]:
    """What is hosted: the subject or object itself, or whose "données", "serveurs", "site" are hosted."""
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS | {"obj"} and (child.dep_ == "obj") != site.passive:
            found = [f for f in named(child, site.piece, site.lang) if child.dep_ != "obj" or not is_marked(site, f.start)]
            if not found and child.lemma_.casefold() in cues.load(site.lang).hosted_things:
                found = whose(site, child.i) or (of_topic(seen_from(site, child.i)) if is_definite(site, child.i) else [])
                found = found or _of_nameless(site, child)
            return found
    return subject_of(site) if site.passive else []


def _of_nameless(site: Site, noun: Token) -> list[Filler]:
    """What the text is about, for "les serveurs du service", "the platform's data", "les données du « cloud souverain »"."""
    for child in noun.children:
        nameless = child.i not in site.piece.at and child.lemma_.casefold() in cues.load(site.lang).hosted_things
        if nameless and child.dep_ in ("nmod", "nmod:poss"):
            words = {t.text.casefold() for t in site.doc[max(child.i - 3, 0) : child.i]}
            definite = words & (DEFINITE | cues.load(site.lang).demonstratives)
            below = any(t.i in site.piece.at for t in child.subtree)
            return of_topic_always(site, set()) if definite and not below else []
    return []


def is_definite(site: Site, position: int) -> bool:
    """Whether a noun has a definite article right before it and no complement of its own."""
    return site.doc[position - 1].text.casefold() in ("les", "the", "le", "la", "l'", "l’") and not any(
        c.dep_ == "nmod" for c in site.doc[position].children
    )


def _two(site: Site) -> list[Filler]:
    """The two things behind "entre", "between" in the noun phrase of the trigger."""
    doc = site.doc
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end - 1, site.hit.tokens[-1] + 12)):
        if doc[position].text.casefold() in ("entre", "between"):
            first = name_behind(site, position + 1)
            if first is None:
                return []
            link = first.end
            while link < site.sentence.end and doc[link].text.casefold() not in ("et", "and"):
                if doc[link].pos_ in ("VERB", "AUX") or link - first.end > 5:
                    return []
                link += 1
            second = name_behind(site, link + 1)
            return [*fillers_of(first), *fillers_of(second)] if second is not None else []
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
    return []


def first_of_two(site: Site) -> list[Filler]:
    """The first of those between whom an agreement is."""
    return _two(site)[:1]


def second_of_two(site: Site) -> list[Filler]:
    """The second of those between whom an agreement is."""
    return _two(site)[1:2]


def inverted(site: Site) -> tuple[Ref | None, list[Filler]]:
    """(what is launched, who launches it) of "X que lance Y", "X que s'apprêtent à lancer Y et Z"; (None, []) elsewhere."""
    doc = site.doc
    position = site.hit.tokens[0] - 1
    while position > site.sentence.start and position not in site.piece.at and site.hit.tokens[0] - position < 7:
        if doc[position].text.casefold() in ("que", "qu'", "qu’"):
            thing = name_before(site, position - 1 if doc[position - 1].text == "," else position)
            doer = name_behind(site, site.hit.tokens[-1] + 1)
            if thing is None or doer is None or is_marked(site, doer.start):
                return None, []
            return thing, named(doc[doer.root], site.piece, site.lang)
        if doc[position].pos_ in ("NOUN", "PROPN") or doc[position].text in (",", ";", ":"):
            break
        position -= 1
    return None, []


def inverted_agent(site: Site) -> list[Filler]:
    """Who stands behind the verb of a relative clause with "que"."""
    return inverted(site)[1]


def inverted_patient(site: Site) -> list[Filler]:
    """What stands before such a "que"."""
    thing = inverted(site)[0]
    return fillers_of(thing) if thing is not None else []


#: What begins the names of things that stay where they are.
FIXED = frozenset({
    "centre", "musée", "théâtre", "université", "hôpital", "clinique", "école", "institut", "opéra", "usine", "palais", "stade",
    "campus", "tribunal", "cour", "hôtel", "museum", "center", "theatre", "university", "hospital", "clinic", "school",
    "institute", "plant", "stadium", "court"
})  # fmt: skip


def institution(site: Site) -> list[Filler]:
    """The name of a house right before "à", "in": "le Centre de la danse à Lyon", a data centre."""
    ref = name_before(site, site.hit.tokens[0])
    if ref is None:
        return []
    words = {site.doc[i].text.casefold() for i in (ref.start, ref.end - 1)}
    return fillers_of(ref) if words & FIXED or ref.types[0] == "DataCentre" else []


#: Verbs by which a subject is something: "reste déficitaire".
STAYING = frozenset({"être", "rester", "devenir", "redevenir", "demeurer", "be", "remain", "become", "stay"})


def _set_off(site: Site) -> bool:
    """Whether a comma and the end of a clause set off a phrase with a preposition: ", sans rentabilité."."""
    first, end = site.hit.tokens[0], site.hit.tokens[-1] + 1
    before = site.doc[first - 1].text if first > site.sentence.start else ""
    return site.doc[first].pos_ == "ADP" and before == "," and (end >= site.sentence.end or site.doc[end].text in (",", ".", ";", ")"))


def described(site: Site) -> list[Filler]:
    """What an adjective or a phrase says something of: "X est gratuit", "X reste dans le rouge", "X, sans rentabilité"."""
    deeds = [c for c in site.anchor.children if c.dep_ in ("xcomp", "advcl", "csubj", "ccomp") and "Inf" in c.morph.get("VerbForm")]
    if site.anchor.pos_ == "ADJ" and deeds:
        return []  # "X is free to sell"
    for token in (site.doc[i] for i in site.hit.tokens):
        for child in token.children:
            if child.dep_ in SUBJECTS and child.i not in site.hit.tokens:
                return named(child, site.piece, site.lang)
    head = next((t.head for t in (site.doc[i] for i in site.hit.tokens) if t.head.i not in site.hit.tokens), None)
    if head is not None and site.anchor.pos_ == "ADJ" and site.anchor.dep_ in ("amod", "appos", "acl"):
        # "loss-making X", "le logiciel gratuit X", "X, déficitaire depuis 2013, …"
        return [f for f in named(head, site.piece, site.lang) if not f.through]
    if head is not None and head.pos_ not in ("VERB", "AUX") and _set_off(site):
        # "les résultats se comptent en millions, sans rentabilité"
        head = next((t for t in head.ancestors if is_finite(t)), head)
    plain = head is not None and (site.doc[site.hit.tokens[0]].pos_ == "ADP" or head.lemma_.casefold() in STAYING)
    return subject_of(site.at(head)) if head is not None and plain and head.pos_ in ("VERB", "AUX") else []


#: Verbs by which somebody pictures what will be: "se voit rentable", "sees itself as profitable".
PICTURING = frozenset({"voir", "imaginer", "projeter", "see", "envision", "picture"})
AHEAD = frozenset({"will", "should", "must", "to", "could", "may", "might", "shall"})


def _lies_ahead(site: Site) -> bool:
    """Whether an adjective says what somebody is to be: "espère être X", "sera X", "se voyait X", "expects to be X"."""
    anchor = site.anchor
    helpers = [c for c in anchor.children if c.dep_.startswith(("cop", "aux", "mark"))]
    if any("Fut" in c.morph.get("Tense") or (c.text.casefold() in AHEAD and c.lang_ == "en") for c in helpers):
        return True
    return intends(site) or (anchor.dep_ in ("xcomp", "obj", "obl", "advcl") and anchor.head.lemma_.casefold() in PICTURING)


def aspirant(site: Site) -> list[Filler]:
    """Who is to be what an adjective says, and is not yet."""
    if not _lies_ahead(site):
        return []
    found = described(site)
    head = next((t for t in site.anchor.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return found or (subject_of(site.at(head)) if head is not None else [])


def thriving(site: Site) -> list[Filler]:
    """Who is what an adjective says, of today or once, not in somebody's hopes."""
    return [] if _lies_ahead(site) else described(site)
