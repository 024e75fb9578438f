"""Wording: what in a printed form is the name and what only says what kind of thing it is ("the carmaker X", "the company")."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg import names

#: The languages whose words are looked at.
LANGUAGES = ("fr", "en")
#: An article or a possessive with the space behind it.
DETERMINER = r"(?:(?:les?|la|une?|des|the|an?|ce|cet|cette|ces|this|that|son|sa|ses|leurs?|its|their|notre|nos|our)\s+|l['’]\s*)"
_DETERMINED = re.compile(DETERMINER, re.IGNORECASE)
#: Nouns that belong to the name behind them though they give its type: the radio X is not the group X.
_PARTS = frozenset(
    {
        *("administration", "radio", "télévision", "clinique", "fonds", "équipe", "studio", "holding", "consortium"),
        *("coentreprise", "joint-venture", "co-entreprise", "collectivité", "institution", "établissement", "établissement public"),
        *("maison mère", "maison-mère", "écurie", "boutique", "bank", "fund", "team", "hospital", "museum", "court", "council"),
        *("army", "university", "college", "institute", "foundation", "club", "league", "union", "party", "federation"),
        *("association", "ministry", "department", "authority", "agency", "chain", "label", "holding company", "joint venture"),
        *("alliance", "venture", "arm", "unit", "offshoot", "pension fund", "investment fund", "hedge fund", "family office"),
        *("modèle", "model", "série", "film", "album", "chanson", "roman", "gamme", "range", "bouquet", "suite", "box"),
    }
)
#: Small words that make what stands behind them something else: "the subsidiary of X".
_SMALL = frozenset(
    {
        *("de", "du", "des", "d", "à", "au", "aux", "en", "dans", "sur", "pour", "par", "avec", "et", "ou"),
        *("of", "at", "in", "on", "for", "by", "with", "and", "or", "from", "to"),
    }
)
#: A name that can stand behind its kind.
_CORE = re.compile(r"[^\W\d_a-zà-öø-ÿ].{2,}", re.DOTALL)


@cache
def _kinds() -> frozenset[str]:
    """Nouns in small letters that stand before a name and are no part of it; what names begin with is."""
    opening = {word.casefold() for lang in LANGUAGES for type_ in names.TYPES for word in names.openers(lang, type_)}
    every = {word for lang in LANGUAGES for type_ in ("Organisation", "Product") for word in names.heads(lang, type_)}
    return frozenset({word.casefold() for word in every} - opening - _PARTS) | {"groupe"}


@cache
def _common() -> frozenset[str]:
    """Nouns in small letters that alone say nothing of who is meant."""
    types = ("Organisation", "Person", "Place", "DataCentre", "Product")
    return frozenset(
        word.casefold() for lang in LANGUAGES for type_ in types for word in (*names.heads(lang, type_), *names.bodies(lang, type_))
    )


@lru_cache(maxsize=1 << 12)
def core(name: str) -> str:
    """The name in a form that says what kind of thing it is too: "Brumeo" of "l'hébergeur lyonnais Brumeo"; else the form itself.

    Small words set things apart: "la filiale de Brumeo", "l'usine Brumeo de Sarnes" stay what they are.
    """
    found = _DETERMINED.match(name)
    words = name[found.end() if found else 0 :].split()
    first = 0
    while first < len(words) and (words[first].islower() or (first == 0 and words[0].casefold() in names.demonyms())):
        first += 1
    before = words[:first]
    if not before or first == len(words) or any(word.casefold() in _SMALL or "'" in word or "’" in word for word in before):
        return name
    kinds = _kinds()
    spans = {" ".join(before[start:end]).casefold() for start in range(first) for end in range(start + 1, first + 1)}
    alone = found is not None and first == 1 and before[0].casefold() in names.demonyms()  # "l'américain X"
    rest = " ".join(words[first:])
    return rest if (alone or spans & kinds) and not spans & _PARTS and _CORE.fullmatch(rest) else name


@lru_cache(maxsize=1 << 12)
def is_common(name: str) -> bool:
    """Whether a form is a common noun and nothing else ("the company", "syndicat"): in each text it means what that text speaks of."""
    found = _DETERMINED.match(name)
    words = name[found.end() if found else 0 :].split()
    if len(words) != 1 or not words[0].islower():
        return False
    return found is not None or words[0] in _common() or (words[0].endswith("s") and words[0][:-1] in _common())
