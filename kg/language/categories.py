"""Things that a text describes and does not name, where a clause is about them: whom a law binds, what a firm offers the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.fillers import Filler
from kg.language.site import SUBJECTS, Site
from kg.language.spots import phrases

if TYPE_CHECKING:
    from spacy.tokens import Token

OF = frozenset({"de", "d'", "d’", "of"})


def obliged(site: Site) -> list[Filler]:
    """Whom a law binds, by class: "oblige les fournisseurs d'infrastructure américains à", "obliges providers of cloud services to"."""
    wanted = SUBJECTS if site.passive else frozenset({"obj"})
    noun = next((c for c in site.anchor.children if c.dep_ in wanted and c.pos_ == "NOUN"), None)
    if noun is None and not site.passive:
        behind = site.hit.tokens[-1] + 1
        while behind < site.sentence.end - 1 and site.doc[behind].pos_ in ("ADV", "DET", "ADJ"):
            behind += 1
        noun = site.doc[behind] if behind < site.sentence.end and site.doc[behind].pos_ == "NOUN" else None
    if noun is None or not _plural(noun) or "Organisation" not in _kinds(noun, site.lang):
        return []
    return _described(site, noun, "Organisation")


def for_the_public(site: Site) -> list[Filler]:
    """What is offered to everybody: "se lance dans des offres grand public", "no longer sells consumer services"."""
    doc, first = site.doc, site.hit.tokens[-1]
    for position in range(first + (doc[first].pos_ != "NOUN"), min(site.sentence.end, first + 6)):
        token = doc[position]
        if token.i in site.piece.at or token.text in (",", ";", ":", "("):
            return []
        if token.pos_ == "NOUN" and _plural(token) and _kinds(token, site.lang) & {"Product", "Technology"}:
            found = _described(site, token, "Product")
            public = cues.load(site.lang).public_words
            return found if any(f" {word} " in f" {found[0].name.casefold()} " for word in public) else []
    return []


def _described(site: Site, noun: Token, kind: str) -> list[Filler]:
    """A noun with what narrows it in its own phrase, named by these words; nothing where a name stands among them."""
    doc, start, end = site.doc, noun.i, noun.i + 1
    while start - 1 > site.hit.tokens[-1] and site.lang == "en" and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        start -= 1
    while end < site.sentence.end:
        token = doc[end]
        linked = token.text.casefold() in OF and end + 1 < site.sentence.end and doc[end + 1].pos_ in ("NOUN", "ADJ")
        follows = doc[end - 1].text.casefold() in OF or (site.lang == "en" and doc[end - 1].pos_ in ("NOUN", "ADJ") and end > noun.i + 1)
        narrows = token.pos_ == "ADJ" or (token.pos_ == "NOUN" and (follows or token.dep_ in ("amod", "compound", "flat")))
        if not (linked or narrows):
            break
        end += 1
    if any(i in site.piece.at for i in range(start, end)):
        return []
    return [Filler(doc[start:end].text, kind, start, end, "arc")]


def _plural(noun: Token) -> bool:
    return "Plur" in noun.morph.get("Number") or noun.text.casefold().endswith(("s", "x"))


def _kinds(noun: Token, lang: str) -> set[str]:
    """The types of things that a common noun is the class of."""
    table = phrases("heads", lang)
    return {kind for words, kind in (*table.get(noun.lemma_.casefold(), ()), *table.get(noun.text.casefold(), ())) if len(words) == 1}
