"""Forms of names: what stays of one when spelling is set aside, and whether one is the acronym of another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DETERMINERS = frozenset({"le", "la", "les", "l", "the"})
_LEGAL_FORMS = frozenset(
    {
        *("sa", "sas", "sasu", "sarl", "eurl", "sca", "scop", "snc", "se", "gie"),
        *("inc", "incorporated", "ltd", "limited", "llc", "llp", "plc", "corp", "corporation", "co"),
        *("gmbh", "ag", "kg", "nv", "bv", "spa", "ab", "oy", "oyj"),
    }
)
#: Words that an acronym may pass over.
_SMALL = _DETERMINERS | {"d", "de", "des", "du", "et", "and", "of", "for", "pour", "en", "in", "au", "aux", "a", "sur", "on", "par", "by"}
_GROUP_WORDS = frozenset({"groupe", "group"})
#: Names in one family can be the same thing; the same name in two families means two things.
_FAMILIES = {"Person": "person", "Place": "place", "DataCentre": "site", "Law": "law"}
THING = "thing"
#: Data centres: one that is called after its region is not that region.
SITE = "site"
#: All families that there are.
FAMILIES = (THING, "person", "place", SITE, "law")
#: An acronym as it is printed.
ACRONYM = r"[A-Z][A-Z0-9&]{1,7}"


@lru_cache(maxsize=1 << 12)
def key(name: str) -> str:
    """What stays of a name when case, accents, determiners, legal forms, "groupe" and punctuation are set aside."""
    words = words_of(name)
    while len(words) > 1 and words[0] in _DETERMINERS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    if len(words) > 1 and words[0] in _GROUP_WORDS:
        words = words[1:]
    if len(words) > 1 and words[-1] in _GROUP_WORDS:
        words = words[:-1]
    return " ".join(words) or name.strip().casefold()


@lru_cache(maxsize=1 << 12)
def words_of(name: str) -> tuple[str, ...]:
    """A name's words without case, accents and punctuation; "S.A." is one word."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    text = "".join(character for character in text if not unicodedata.combining(character)).casefold()
    text = re.sub(r"\b((?:[a-z]\.){2,}[a-z]?)", lambda found: found[0].replace(".", ""), text)  # S.A. is SA
    return tuple(re.sub(r"[^\w&+#]+", " ", text).split())


def family(type_: str) -> str:
    """The family of a type: things of different families are never one, whatever they are called."""
    return _FAMILIES.get(type_, THING)


def is_acronym(short: str, long: str) -> bool:
    """Whether `short` is made of the initials of `long`, small words counted or not, the last word perhaps left out of the name."""
    letters = "".join(re.findall(r"[a-z0-9]", short.casefold()))
    words = words_of(long)
    initials = ["".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)]
    return any(len(some) > 1 and letters.startswith(some) and len(letters) - len(some) <= 1 for some in initials)
