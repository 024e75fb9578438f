"""Confidence of a claim, from what supported it: the way its roles were found, and how often claims of its relation are right.

The tables are measured on gold claims by tests/language/measure_confidence.py, smoothed towards the share of all; the README says on which
articles, and how well the result fits.
"""

from __future__ import annotations

from kg.language.matches import Match

#: Share of all claims that were right.
RIGHT = 0.82
#: The same by the weakest way in which a role was found: by arcs of the parse, as what the paragraph is about, by its place beside the
#: trigger, by a common noun or a pronoun resolved; "two" when two roles were found in different weak ways.
BY_WAY = {"arc": 0.86, "near": 0.85, "topic": 0.74, "noun": 0.80, "two": 0.88, "pronoun": 0.74}
#: The same by relation.
BY_RELATION = {
    "acquisition": 0.80, "capacity": 0.72, "competitor": 0.84, "customer": 0.73, "customers_count": 0.89, "dissolved": 0.77,
    "employment": 0.80, "founded": 0.86, "funding": 0.78, "government_role": 0.87, "headcount": 0.86, "headquartered_in": 0.91,
    "hosted_by": 0.62, "hosted_in": 0.64, "investment_total": 0.50, "leadership": 0.83, "located_in": 0.85, "merger": 0.82,
    "net_income": 0.81, "offers": 0.74, "part_of_programme": 0.81, "partner": 0.86, "price": 0.77, "rename": 0.83, "revenue": 0.79,
    "seller": 0.77, "shareholding": 0.88, "statement": 0.71, "subject_to": 0.84, "subsidiary": 0.83, "successor": 0.92, "supplier": 0.64,
    "target": 0.77, "uses_technology": 0.75, "valuation": 0.81,
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
