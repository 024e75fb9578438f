"""Confidence of a claim, from what supported it: arcs of the parse, position only, a reference resolved."""

from __future__ import annotations

from kg.language.matches import Match

#: Share of claims that were right by the way their weakest role was found, measured on the gold articles.
BY_WAY = {"arc": 0.88, "near": 0.66, "noun": 0.68, "pronoun": 0.62}


def confidence(match: Match) -> float:
    """A number in 0..1: the weakest of the ways by which the roles were found, less where a value was only near."""
    ways = [BY_WAY[f.how] for f in (match.subject, match.object) if f is not None]
    base = min(ways) if ways else 0.5
    if len(ways) == 2 and ways[0] != ways[1]:
        base -= 0.02
    return round(base, 2)
