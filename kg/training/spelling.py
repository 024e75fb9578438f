"""Spellings of names and the word lists that names are made of."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"

_ARTICLE = re.compile(r"^(l['’]|le |la |les |the )", re.IGNORECASE)


@cache
def lists(name: str) -> dict[str, list[str]]:
    """One data file as key → entries."""
    import yaml

    loaded: dict[str, list[str]] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def plain(text: str) -> str:
    """Without accents, for brand-like spellings."""
    return text.translate(str.maketrans("éèêëàâîïôöûùüçÉÈÀÎ", "eeeeaaiioouuucEEAI"))


def article(text: str) -> tuple[str, str]:
    """(article with its space or "", the rest): "la Suisse" → ("la ", "Suisse"); a name without article keeps none."""
    match = _ARTICLE.match(text)
    if match and text[0].islower():
        return match[0], text[match.end() :]
    return "", text


def strip_article(text: str) -> str:
    """The text without a leading lower-case article."""
    return article(text)[1]
