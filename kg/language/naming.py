"""Short forms joined to long forms within one document: "Renard" is Didier Renard, "CDC" the body that was introduced with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

#: Words that a company name may gain or lose without becoming another company.
GENERIC = frozenset(
    {
        *("group", "groupe", "sa", "sas", "sarl", "se", "sca", "plc", "inc", "inc.", "ltd", "ltd.", "limited", "corp", "corp."),
        *("corporation", "gmbh", "ag", "nv", "bv", "spa", "llc", "holding", "holdings", "company", "co", "co."),
        *("compagnie", "cie", "société", "le", "la", "les", "l", "the"),
    }
)
_ACRONYM = re.compile(r"\(\s*(?:l['’]|le |la |les |the )?([A-Z][A-Za-z0-9&]{1,9})\s*\)")


@lru_cache(maxsize=1 << 15)
def key(name: str) -> str:
    """A name without case, accents, determiners and punctuation: equal keys are the same name within one document."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"^(?:l'|d'|le |la |les |the |un |une |a |an )+", "", plain.strip())
    return re.sub(r"[^\w&+']+", " ", plain).strip()


def _core(name: str) -> tuple[str, ...]:
    words = [word for word in key(name).split() if word not in GENERIC]
    return tuple(words) or tuple(key(name).split())


def initials(name: str) -> set[str]:
    """The acronyms that a long name may be introduced with: all initials, and those of its weighty words."""
    words = [w for w in re.split(r"[\s\-'’]+", name) if w]
    weighty = [w for w in words if w[:1].isupper()] or words
    significant = [w for w in words if len(w) > 3 or w[:1].isupper()]
    return {"".join(w[0] for w in group).upper() for group in (words, weighty, significant)}


def introduced(texts: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Acronym → long name, where a text puts the acronym in brackets right behind the name and the letters fit."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _ACRONYM.finditer(text):
            before = text[: match.start()].rstrip()
            acronym = match.group(1)
            for name in sorted(names, key=len, reverse=True):
                if len(name) > len(acronym) and before.endswith(name):
                    letters = [acronym.upper()] if acronym.isupper() else [acronym.upper(), "".join(c for c in acronym if c.isupper())]
                    if any(letter in initials(name) or _subsequence(letter, name) for letter in letters):
                        found.setdefault(acronym, name)
                    break
    return found


def _subsequence(letters: str, name: str) -> bool:
    """Whether the letters run through the initials or the capitals of a name in order ("Bpifrance" does not fit by accident)."""
    starts = iter("".join(w[0] for w in re.split(r"[\s\-'’]+", name) if w).upper())
    return len(letters) >= 2 and all(letter in starts for letter in letters)


def shortened(body: Sequence[str], own: Callable[[str], bool], apart: Callable[[str], bool]) -> dict[str, str]:
    """Key of a short form → key of the long one that it takes up: "Brevent Networks" and from then on "Brevent".

    `body` are the names of the running text in order. The long form must come first, and be the only one that begins so; `own` tells which
    short forms are names of their own ("Orange"), `apart` which words make another thing of a name ("Talmont France").
    """
    keys = [key(name) for name in body]
    first: dict[str, int] = {}
    for position, name in enumerate(keys):
        first.setdefault(name, position)
    found: dict[str, str] = {}
    for short, position in first.items():
        longer = {name for name in first if name.startswith(f"{short} ")}
        if len(longer) != 1 or own(short):
            continue
        long = longer.pop()
        if first[long] < position and not any(apart(word) or word.isdigit() for word in long.removeprefix(f"{short} ").split()):
            found[short] = long
    return found


def fullest_names(
    found: Sequence[tuple[str, str]], texts: Sequence[str], joins: Mapping[str, str] | None = None
) -> dict[tuple[str, str], tuple[str, str]]:
    """(text, type) of each mention → (fullest name in this document, type); `joins` is what `shortened` found."""
    counts: dict[tuple[str, str], int] = {}
    for pair in found:
        counts[pair] = counts.get(pair, 0) + 1
    order = list(dict.fromkeys(found))
    by_key: dict[tuple[str, str], list[str]] = {}
    for text, kind in order:
        by_key.setdefault((key(text), kind), []).append(text)
    result: dict[tuple[str, str], tuple[str, str]] = {}
    for (_, kind), variants in by_key.items():
        # of the variants of one name the most frequent spelling, then the first
        best = max(variants, key=lambda v: (not v.isupper() or len(v) < 6, counts[(v, kind)], -variants.index(v)))
        for variant in variants:
            result[(variant, kind)] = (best, kind)
    acronyms = introduced(texts, [text for text, _ in order])
    persons = [name for (name, kind) in dict.fromkeys(result.values()) if kind == "Person" and len(key(name).split()) > 1]
    for pair, (name, kind) in list(result.items()):
        if name in acronyms:
            long = acronyms[name]
            kinds = [k for (t, k) in order if t == long]
            result[pair] = result.get((long, kinds[0]), (long, kinds[0])) if kinds else (long, kind)
            continue
        words = _core(name)
        if kind == "Person" and len(words) == 1:
            fits = [p for p in persons if words[0] in (key(p).split()[0], key(p).split()[-1], " ".join(key(p).split()[1:]))]
            if len({key(p) for p in fits}) == 1:
                result[pair] = (fits[0], kind)
        elif kind == "Person" and len(words) > 1:
            fits = [p for p in persons if p != name and len(key(p).split()) > len(words) and key(p).split()[-len(words) :] == list(words)]
            if len({key(p) for p in fits}) == 1:
                result[pair] = (fits[0], kind)
        elif kind == "Organisation":
            # only generic words may differ: a name is never joined to a longer one that could be another company
            fits = [n for (n, k) in dict.fromkeys(result.values()) if k == kind and n != name and _core(n) == words and len(n) > len(name)]
            full = (joins or {}).get(key(name))
            fits = fits or [n for (n, k) in dict.fromkeys(result.values()) if k == kind and key(n) == full]
            if fits:
                result[pair] = (max(fits, key=len), kind)
    return result
