"""Whom somebody works for where no role is named ("X, du cabinet Talmont", "X of Talmont", "Talmont's X"); of whom a passage tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_before, name_behind
from kg.language.complements import goes_on
from kg.language.fillers import Filler, antecedent, named
from kg.language.series import plain_case
from kg.language.site import SUBJECTS, Site
from kg.language.spots import QUOTES, match_at, phrases
from kg.language.triggers import VERBAL

if TYPE_CHECKING:
    from kg.language.pieces import Ref, Token

#: What closes "X, de la CGT," on the right.
STOPS = frozenset({",", ".", ")", ":", ";", "»", '"', "”", "!", "?"})
GENITIVE = frozenset({"'s", "’s"})
#: Words from which a paragraph speaks of more than one thing.
LONG = 200
#: Verbs whose subject holds what the passage is about.
HOLDING = frozenset({"hold", "own", "détenir", "posséder", "contrôler", "control"})
#: What puts somebody at a company, and what else may open such a sentence.
AT = frozenset({"at", "chez", "inside"})
FRONT = frozenset({"ADV", "ADP", "DET", "NOUN", "ADJ", "SCONJ", "CCONJ"})
WHERE = frozenset({"où", "where"})


def member(site: Site) -> list[Filler]:
    """The person before "de", "of" or behind "'s" who belongs to what stands on the other side, and to whom no role is given."""
    token = site.anchor
    if token.text in GENITIVE:
        ref = site.piece.at.get(token.i + 1)
        return fillers_of(ref) if ref is not None and _person(ref) else []
    comma = site.lang == "fr" and site.doc[token.i - 1].text == ","
    if not comma and site.doc[token.i - 1].text in QUOTES:
        return []
    ref = name_before(site, token.i - 1 if comma else token.i)
    if ref is None or not _person(ref) or ref.start > token.i or _has_role(site, ref):
        return []
    return fillers_of(ref)


def employed_by(site: Site) -> list[Filler]:
    """What stands on the other side: an organisation, alone and closed by a mark where a comma opens it."""
    token = site.anchor
    if token.text in GENITIVE:
        ref = name_before(site, token.i)
    else:
        ref = name_behind(site, token.i + 1)
        if ref is not None and ref.types[0] == "Place" and ref.end < site.sentence.end and site.doc[ref.end].pos_ in ("NOUN", "ADJ"):
            # "of the Brussels law firm Talmont"
            ref = name_behind(site, ref.end)
        plain = site.doc[token.i - 1].text != "," and ref is not None and any(t.pos_ in VERBAL for t in site.doc[ref.end : ref.end + 1])
        if ref is not None and site.lang == "fr" and not plain and not _closed(site, ref.end):
            return []
    if ref is None or ref.types[0] != "Organisation":
        return []
    return fillers_of(ref)


def _closed(site: Site, end: int) -> bool:
    """Whether a mark closes what ends here, or "de" or "à" go on with it."""
    if end >= site.sentence.end:
        return True
    return site.doc[end].text in STOPS or plain_case(site.doc[end].text.casefold()) in ("de", "à")


def _person(ref: Ref) -> bool:
    return ref.how == "name" and ref.types[0] == "Person" and " " in ref.names[0]


def _has_role(site: Site, ref: Ref) -> bool:
    """Whether a noun of role stands right before a name, which then says what the person is there."""
    heads = phrases("heads", site.lang)
    return any(
        (found := match_at(site.doc, begin, heads)) is not None and found[1] == "Person" and found[0] == ref.start
        for begin in range(max(site.sentence.start, ref.start - 3), ref.start)
    )


def there(site: Site) -> list[Filler]:
    """ "Talmont, où il était directeur", "from Talmont, where she was chief executive": what "where" stands for."""
    for token in reversed(site.doc[max(site.sentence.start, site.anchor.i - 8) : site.hit.tokens[0]]):
        if token.text.casefold() in WHERE:
            noun = antecedent(token, site.piece)
            found = named(noun, site.piece, site.lang) if noun is not None else []
            return found if found and found[-1].type == "Organisation" else _last_before(site, token)
        if token.text in (";", ":"):
            break
    return []


def _last_before(site: Site, token: Token) -> list[Filler]:
    ref = name_before(site, token.i - 1 if site.doc[token.i - 1].text == "," else token.i)
    return fillers_of(ref) if ref is not None and ref.types[0] == "Organisation" else []


def of_passage(site: Site) -> list[Filler]:
    """The company that the paragraph is about where a role names none: the one that acts last before it."""
    doc, first = site.doc, site.hit.tokens[0]
    if goes_on(site):
        return []
    if any(t.text.casefold() in cues.load(site.lang).possessives for t in doc[max(site.sentence.start, first - 2) : first]):
        # "its chairman": what "its" means was not found
        return []
    topic = site.piece.topic
    before = [ref for ref in site.piece.refs if ref.end <= first]
    fronted = _fronted(site, first)
    if fronted is not None:
        return [Filler(fronted.names[0], fronted.types[0], site.anchor.i, site.anchor.i + 1, "topic")]
    if topic is not None and len(doc) > LONG and any(topic[0] in ref.names for ref in before):
        # a whole article in one paragraph
        return []
    for ref in sorted(before, key=lambda ref: -ref.start):
        root = doc[ref.root]
        if ref.types[0] != "Organisation" or root.dep_ not in SUBJECTS or root.head.dep_ == "acl:relcl":
            continue
        if root.head.lemma_.casefold() in HOLDING:
            # "Sydra holds 34% of the company; X, who stepped down as chief executive": not the holder's
            continue
        known = names.gazetteer().lookup(ref.names[0], "Organisation")
        body = match_at(doc, ref.start, phrases("bodies", site.lang)) is not None
        if not body and (known is None or not (known.medium or known.public)):
            return [Filler(ref.names[0], "Organisation", site.anchor.i, site.anchor.i + 1, "topic")]
    return _at_place(site, before)


def _fronted(site: Site, first: int) -> Ref | None:
    """The company that opens the sentence of a role: "At Talmont, founder X …", "Over at the builder Talmont, X …", "Chez Talmont, …"."""
    doc, start = site.doc, site.sentence.start
    for ref in site.piece.refs:
        if not start < ref.start < first or ref.how != "name" or ref.types[0] != "Organisation" or doc[ref.end].text != ",":
            continue
        opening = doc[start : ref.start]
        if any(t.text.casefold() in AT for t in opening) and all(t.pos_ in FRONT or t.text.casefold() in AT for t in opening):
            return ref
    return None


def _at_place(site: Site, before: list[Ref]) -> list[Filler]:
    """The first company of a paragraph that tells what happens at it: "Two changes at Talmont. X becomes …", "Chez Talmont, …"."""
    heads = phrases("heads", site.lang)
    first = min((ref for ref in before if ref.how == "name" and ref.types[0] == "Organisation"), key=lambda ref: ref.start, default=None)
    if first is None:
        return []
    left = first.start - 1
    while left > 0 and site.doc[left].pos_ in ("DET", "NOUN", "ADJ"):
        left -= 1
    if left < 0 or site.doc[left].text.casefold() not in AT:
        return []
    held = match_at(site.doc, left - 1, heads) if left else None
    if held is None or held[1] != "Person":
        return [Filler(first.names[0], "Organisation", site.anchor.i, site.anchor.i + 1, "topic")]
    return []
