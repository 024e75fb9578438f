"""What everybody knows and no article need say: who acts for whom, which places are countries and where those are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import names
from kg.facts.kin import known_arms
from kg.inference.pool import conclusion
from kg.inference.reading import Rules
from kg.types import Entity, Inference


def arms(entities: Sequence[Entity], relation: str) -> Iterator[Inference]:
    """For each body that acts for another which the articles name too: that it does, by the nearest that is named."""
    above = known_arms(entities)
    for entity in entities:
        for one in above(entity.id):
            if one != entity.id:
                yield conclusion((relation, entity.id, one), "known.arm", "everybody knows whom it acts for", ())


def countries(entities: Sequence[Entity], rules: Rules) -> Iterator[Inference]:
    """Which of the places are countries, and which of those are not in Europe."""
    listed = {name.name: rules.continents[name.theme] for name in names.load() if name.type == "Place" and name.theme in rules.continents}
    for entity in entities:
        if entity.type == "Place" and entity.name in listed:
            yield conclusion((rules.countries, entity.id, None), "known.country", "everybody knows that it is a country", ())
            if not listed[entity.name]:
                yield conclusion((rules.outside, entity.id, None), "known.outside", "everybody knows that it is not in Europe", ())
