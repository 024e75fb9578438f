"""Public offices and the bodies they are held in: a state, a government, a town hall, a chamber.

The body is seldom named beside the office: "la ministre de la Culture" is of the "État français", "French culture minister" of the
"French government", "le maire de Lyon" of the "mairie de Lyon". Its name is made of the words that the text has.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.complements import complement, inside
from kg.language.fillers import Filler
from kg.language.site import Site

if TYPE_CHECKING:
    from kg.language.pieces import Piece

#: How a government's name begins or ends.
GOVERNMENT = {"fr": "gouvernement", "en": "government"}
#: The government that an article means which names no country.
DEFAULT = {"fr": "État français", "en": None}


def government(site: Site) -> list[Filler]:
    """The government that somebody is in: by a word of origin beside the office, else the one that the article speaks of."""
    own_word = next((site.doc[i] for i in site.hit.tokens if site.doc[i].lemma_.casefold() == GOVERNMENT[site.lang]), None)
    origin = _origin(site)
    if own_word is not None and origin is None and site.lang != "fr":
        # "spokesman for the government"
        return [Filler(own_word.text, "Organisation", own_word.i, own_word.i + 1, "arc")]
    known = site.piece.governments
    if origin is not None:
        own = [name for name in known if _akin(name, origin)]
        return [_filler(site, own[0] if own else _made(origin, site.lang))]
    country = [f for f in next(complement(site)) if f.type == "Place" and names.gazetteer().lookup(f.name, "Place") is not None]
    if country or len(known) == 1:
        return country or [_filler(site, known[0])]
    default = DEFAULT[site.lang]
    return [_filler(site, default)] if default is not None else []


def foreign_government(site: Site) -> list[Filler]:
    """As `government`, for an office that the home country has not: by a word of origin, or the one other government that is named."""
    found = government(site)
    return [f for f in found if f.name != DEFAULT[site.lang]]


def state(site: Site) -> list[Filler]:
    """The state of a president or chancellor: only with a word of origin or "de la République" (a company has a president too)."""
    origin = _origin(site)
    if origin is None and len(site.hit.tokens) == 1:
        return []
    state = DEFAULT[site.lang]
    return [_filler(site, state)] if origin is None and state is not None else government(site)


def local_body(site: Site) -> list[Filler]:
    """The body of a local office: "le maire de Lyon" → "mairie de Lyon", "le procureur de Vienne" → "parquet de Vienne"."""
    found = inside(site, site.hit.tokens[-1]) or inside(site, site.anchor.i)
    body = cues.load(site.lang).local_bodies.get(site.anchor.lemma_.casefold()) or cues.load(site.lang).local_bodies.get(
        site.anchor.text.casefold()
    )
    if not found or body is None or found[0].type == "Organisation":
        return [f for f in found if f.type in ("Organisation", "Place")]
    place = found[0]
    start = max(place.start, site.hit.tokens[-1] + 1)
    while start > site.hit.tokens[-1] + 1 and site.doc[start - 1].pos_ in ("ADP", "DET"):
        start -= 1
    return [Filler(f"{body} {site.doc[start : place.end].text}", "Organisation", place.start, place.end, "noun")]


def chamber(site: Site) -> list[Filler]:
    """The chamber of a member of parliament, where nothing makes it another country's."""
    if _origin(site) is not None:
        return []
    chambers = cues.load(site.lang).chambers
    words = " ".join(site.doc[i].lemma_.casefold() for i in site.hit.tokens)
    name = chambers.get(words) or chambers.get(site.anchor.lemma_.casefold()) or chambers.get(site.anchor.text.casefold())
    return [_filler(site, name)] if name is not None else []


def governments_of(pieces: Sequence[Piece], lang: str) -> tuple[str, ...]:
    """The governments that a document speaks of, in text order; if it names none, that of the country whose people it speaks of most."""
    word = GOVERNMENT[lang]
    found = [
        name
        for piece in pieces
        for ref in piece.refs
        if ref.how == "name"
        for name, kind in zip(ref.names, ref.types, strict=True)
        if kind == "Organisation" and word in name.casefold().split() and _of_country(name)
    ]
    return tuple(dict.fromkeys(found)) or _at_home(pieces, lang)


def _at_home(pieces: Sequence[Piece], lang: str) -> tuple[str, ...]:
    """The government of the nation whose adjective a document has most often, thrice at least."""
    nations = Counter(
        form
        for piece in pieces
        for token in piece.doc
        if token.pos_ in ("ADJ", "NOUN", "PROPN")
        for form in (str(token.lemma_ if lang == "fr" else token.text).casefold(),)
        if form in names.demonyms()
    )
    if lang == "fr" and (nations["français"] or any(t.text in ("France", "Paris") for piece in pieces for t in piece.doc)):
        return ()
    ranked = [(nation, count) for nation, count in nations.most_common() if names.gazetteer().lookup(_made(nation, lang)) is not None]
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ()
    return (_made(ranked[0][0], lang),)


def _of_country(name: str) -> bool:
    """Whether a government is named by its country ("gouvernement espagnol", "du Québec"), not by who leads it."""
    words = [word.casefold() for word in name.split()]
    if any(word in names.given_names() for word in name.split()):
        return False
    return any(w in names.demonyms() or w in ("de", "du", "des", "of") or w.startswith(("d'", "d’", "l'", "l’")) for w in words)


def _filler(site: Site, name: str) -> Filler:
    return Filler(name, "Organisation", site.anchor.i, site.anchor.i + 1, "noun")


def _origin(site: Site) -> str | None:
    """A word of origin in the office's noun phrase: "le Premier ministre britannique", "French culture minister"."""
    doc = site.doc
    left, right = site.hit.tokens[0], site.hit.tokens[-1]
    around = [*doc[max(site.sentence.start, left - 4) : left], *doc[right + 1 : min(site.sentence.end, right + 3)]]
    for token in around:
        form = str(token.lemma_ if site.lang == "fr" else token.text).casefold()
        if any(t.text in (",", ";", ":") for t in doc[min(token.i, left) : max(token.i, right)]):
            continue
        if form in names.demonyms() or token.text in ("US", "U.S.", "UK", "U.K.", "EU"):
            return form if site.lang == "fr" else str(token.text)
    return None


def _made(origin: str, lang: str) -> str:
    if lang == "fr" and origin == "français":
        return str(DEFAULT["fr"])
    if lang == "fr" and origin == "européen":
        return "Union européenne"
    return f"Gouvernement {origin}" if lang == "fr" else f"{origin if origin.isupper() else origin.title()} government"


def _akin(name: str, origin: str) -> bool:
    """Whether a government's name holds a word of an origin's stem: "gouvernement du Québec", "québécois"."""
    stem = _bare(origin)[:4]
    return any(_bare(word).startswith(stem) for word in name.split())


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
