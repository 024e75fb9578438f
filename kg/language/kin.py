"""Parents and parts: whose unit a company is, in words that can mean nothing else, and who stands beside a stake or an older name."""

from __future__ import annotations

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.complements import GENITIVE, of_topic, of_topic_always
from kg.language.fillers import Filler, named
from kg.language.mergers import marked_pair
from kg.language.owning import marked_behind, seen_from
from kg.language.pieces import is_finite
from kg.language.series import plain_case
from kg.language.site import SUBJECTS, Site
from kg.language.stakes import stake_in_any

#: Marks of what a unit is a part of.
PART = frozenset({"de", "du", "d'", "d’", "des", "of", "chez"})
#: Word classes of what narrows a noun from before.
NARROWING = frozenset({"ADJ", "NOUN", "NUM", "ADV", "PROPN"})
ASIDE = frozenset({",", "(", "–", "—"})


def parent(site: Site) -> list[Filler]:
    """What a unit is a part of: a possessive, "X's" or "X" before it, "de X", "of X" right behind it."""
    found = owner_before(site)
    if found:
        return found
    last = site.hit.tokens[-1]
    for position in range(last + 1, min(site.sentence.end, last + 12)):
        ref = site.piece.at.get(position)
        if ref is not None and site.doc[position].pos_ != "DET":
            if ref.types[0] not in ("Organisation", "Person", "Programme") and ref.names[0] not in site.piece.weak:
                return []
            return marked_behind(site, PART)
        if site.doc[position].pos_ in ("VERB", "AUX", "SCONJ") or site.doc[position].text in (",", ";", ":", "("):
            return []
        if plain_case(site.doc[position].text.casefold()) in ("à", "in", "with", "avec", "en", "dans", "by", "par") and position > last + 1:
            return []
    return []


def owner_before(site: Site) -> list[Filler]:
    """The possessive before a noun, or the name with "'s" there; in English also a bare name: "its unit", "X's small unit", "X unit"."""
    doc = site.doc
    position = site.hit.tokens[0] - 1
    while position > site.sentence.start and (
        (
            position not in site.piece.at
            and (doc[position].pos_ in NARROWING or doc[position].text == "-" or doc[position].text.endswith("ing"))
        )
        or (position in site.piece.at and site.piece.at[position].types[0] in ("Technology", "Place"))
    ):
        position -= 1
    genitive = doc[position].text in GENITIVE
    ref = site.piece.at.get(position - 1 if genitive else position)
    if ref is None or position < site.sentence.start:
        return []
    if genitive or (ref.how == "pronoun" and doc[position].text.casefold() in cues.load(site.lang).possessives):
        return fillers_of(ref)
    bare = site.lang == "en" and ref.how == "name" and position == site.hit.tokens[0] - 1
    return fillers_of(ref) if bare else []


def doc_text(site: Site, position: int) -> str:
    """The word at a token in small letters, "" outside the sentence."""
    return str(site.doc[position].text.casefold()) if site.sentence.start <= position < site.sentence.end else ""


def partners(site: Site) -> list[Filler]:
    """Whose joint venture a company is: "coentreprise de A et B", "joint venture between A (60%) and B"."""
    found = marked_pair(site)
    return found if len({f.name for f in found}) > 1 else []


def with_stake(site: Site) -> list[Filler]:
    """The name before "with a stake of", "avec 12 % du capital", "(12 % du capital)"."""
    doc, position = site.doc, site.hit.tokens[0] - 1
    while position > site.sentence.start and (
        (position not in site.piece.at and doc[position].pos_ in ("DET", "ADJ", "ADP", "NUM", "SYM"))
        or site.piece.value_at(position) is not None
    ):
        if doc[position].text.casefold() in ("with", "avec"):
            break
        position -= 1
    if doc[position].text.casefold() not in ("with", "avec"):
        return []
    left = position - 1
    if left > site.sentence.start and doc[left].text in ASIDE:
        left -= 1
    ref = site.piece.at.get(left)
    return fillers_of(ref) if ref is not None and ref.how == "name" else []


def once_named(site: Site) -> list[Filler]:
    """The name before a word for "formerly", over a comma or bracket: "X, anciennement Y", "X (ex-Y)"."""
    left = site.hit.tokens[0] - 1
    while left > site.sentence.start and (site.doc[left].text in ASIDE or site.doc[left].pos_ in ("ADV", "DET")):
        left -= 1
    ref = site.piece.at.get(left)
    if ref is None or ref.how != "name" or left == site.hit.tokens[0] - 1:
        return []
    return fillers_of(ref)


def in_state(site: Site) -> list[Filler]:
    """Who is "en liquidation", "in administration": the name before, over a comma, or the subject of "être"."""
    doc, left = site.doc, site.hit.tokens[0] - 1
    if doc_text(site, left) not in ("en", "in", "into", "under"):
        return []
    left -= 1
    if left >= site.sentence.start and doc[left].text in (",", "("):
        left -= 1
    ref = site.piece.at.get(left)
    if ref is not None and ref.how == "name":
        return fillers_of(ref)
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS and any(c.dep_ == "cop" for c in site.anchor.children):
            return named(child, site.piece, site.lang)
    return []


def left_with(site: Site) -> list[Filler]:
    """What the stake is in that somebody is left with."""
    behind = site.doc[site.hit.tokens[-1] + 1 : site.sentence.end]
    stop = next((t.i for t in behind if is_finite(t)), site.sentence.end)
    mark = next((t.i for t in site.doc[site.hit.tokens[-1] + 1 : stop] if t.text.casefold() in ("with", "avec")), None)
    return stake_in_any(seen_from(site, mark)) or of_topic(site) if mark is not None else []


def right_after(site: Site) -> list[Filler]:
    """The name that an adjective narrows, nouns and adjectives between: "the defunct hosting group X", "la défunte société X"."""
    doc, position = site.doc, site.hit.tokens[-1] + 1
    limit = min(site.sentence.end, position + 5)
    while position < limit and position not in site.piece.at and doc[position].pos_ in ("NOUN", "ADJ", "PROPN"):
        position += 1
    ref = site.piece.at.get(position) if position < limit else None
    return fillers_of(ref) if ref is not None and ref.how == "name" else []


def undergoing(site: Site) -> list[Filler]:
    """What a noun befalls: "la faillite de X", "sa liquidation", "X's bankruptcy"; not "la liquidation des filiales de X"."""
    found = owner_before(site)
    if found:
        return found
    doc, last = site.doc, site.hit.tokens[-1]
    marks = 0
    for position in range(last + 1, min(site.sentence.end, last + 8)):
        ref = site.piece.at.get(position)
        if ref is not None and doc[position].pos_ != "DET":
            return named(doc[ref.root], site.piece, site.lang) if marks == 1 else []
        if plain_case(doc[position].text.casefold()) in ("de", "of"):
            marks += 1
        elif doc[position].pos_ not in ("DET", "NOUN", "ADJ") or ref is not None:
            return []
    return []


#: Nouns by which a text calls the firm that it is about while that is being set up.
VENTURES = frozenset({"projet", "project", "initiative", "venture", "entreprise", "startup", "start-up", "société", "company", "firm"})


def venture(site: Site) -> list[Filler]:
    """The firm that the article is about, called a project right before the participle: "this cloud project, initiated by X"."""
    doc, position = site.doc, site.hit.tokens[0] - 1
    while position > site.sentence.start and (doc[position].text == "," or doc[position].pos_ == "ADJ"):
        position -= 1
    noun = doc[position]
    if noun.lemma_.casefold() not in VENTURES or any(c.dep_ == "nmod" and noun.i < c.i < site.hit.anchor for c in noun.children):
        return []
    if position in site.piece.at:
        return fillers_of(site.piece.at[position])
    pointed = any(c.text.casefold() in cues.load(site.lang).demonstratives for c in noun.children)
    return of_topic_always(site, set()) if pointed else []
