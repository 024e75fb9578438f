"""Confidence of a claim, from what supported it: the way its roles were found, and how often claims of its relation are right.

The tables are measured on gold claims by tests/language/measure_confidence.py, smoothed towards the share of all; the README says on which
articles, and how well the result fits.
"""

from __future__ import annotations

from kg.language.matches import Match

#: Share of all claims that were right.
RIGHT = 0.84
#: The same by the weakest way in which a role was found: by arcs of the parse, as what the paragraph is about, by its place beside the
#: trigger, by a common noun or a pronoun resolved; "two" when two roles were found in different weak ways.
BY_WAY = {"arc": 0.88, "near": 0.85, "topic": 0.85, "noun": 0.80, "two": 0.78, "pronoun": 0.76}
#: The same by relation.
BY_RELATION = {
    "acquisition": 0.84, "capacity": 0.74, "competitor": 0.86, "customer": 0.86, "customers_count": 0.86, "dissolved": 0.85,
    "employment": 0.82, "founded": 0.85, "funding": 0.84, "government_role": 0.89, "headcount": 0.88, "headquartered_in": 0.89,
    "hosted_by": 0.80, "hosted_in": 0.77, "investment_total": 0.67, "leadership": 0.85, "located_in": 0.85, "merger": 0.86,
    "net_income": 0.82, "offers": 0.75, "part_of_programme": 0.89, "partner": 0.89, "price": 0.81, "rename": 0.79, "revenue": 0.88,
    "seller": 0.80, "shareholding": 0.82, "subsidiary": 0.82, "successor": 0.89, "target": 0.80, "uses_technology": 0.88,
    "valuation": 0.87,
}
#: The ways from weak to sure.
_ORDER = ("pronoun", "noun", "near", "topic", "arc")


def weakest(match: Match) -> str:
    """The weakest way in which a role of a match was found, "two" when there were two weak ways."""
    ways = {f.how for f in (match.subject, match.object) if f is not None}
    if len(ways - {"arc"}) > 1:
        return "two"
    return min(ways, key=_ORDER.index, default="arc")


def confidence(match: Match) -> float:
    """A number in 0..1: the odds of the way and of the relation together, as if each told something of its own."""
    chances = (BY_WAY[weakest(match)], BY_RELATION.get(match.rule.relation, RIGHT))
    odds = (1 - RIGHT) / RIGHT
    for chance in chances:
        odds *= chance / (1 - chance)
    return round(odds / (1 + odds), 2)
