"""Likeness of names: what a person may have meant, and the one slip of the pen that is taken for what it is.

Likeness alone joins nothing: two firms with similar names are two firms. RapidFuzz stays in this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kg.entities.forms import key

#: From so many letters on, a name that differs from a well-known one only by two neighbours that changed places is a slip for it.
_LONG = 9
#: How like a name must be (0..100) to be worth a question.
_WORTH = 75.0


def nearest(name: str, candidates: Iterable[str], limit: int = 5) -> list[str]:
    """Up to `limit` of `candidates` that `name` may be a slip for or a part of, the likest first; never a ground to join them."""
    wanted = key(name)
    forms = {form: key(form) for form in sorted(set(candidates))}
    holding = [form for form, text in forms.items() if wanted and wanted in text]
    like = process.extract(wanted, forms, scorer=fuzz.ratio, processor=None, limit=limit, score_cutoff=_WORTH)
    return list(dict.fromkeys([*(form for _, _, form in like), *holding]))[:limit]


@lru_cache(maxsize=1 << 12)
def letters(words: str) -> str | None:
    """What a long name shares with its slips, its letters in order; None for one too short to be told from another name."""
    plain = re.sub(r"\W", "", words)
    return "".join(sorted(plain)) if len(plain) >= _LONG else None


def swapped(one: str, other: str) -> bool:
    """Whether two names differ only by two neighbouring letters that changed places ("Rueil", "Reuil")."""
    if len(one) != len(other):
        return False
    differing = "".join(a + b for a, b in zip(one, other, strict=True) if a != b)
    return len(differing) == 4 and differing.isalpha() and OSA.distance(one, other, score_cutoff=1) == 1
