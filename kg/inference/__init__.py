"""What follows from facts: rules run to a fixpoint, stakes along chains, control; every conclusion with its premises."""

from __future__ import annotations

from collections.abc import Iterable

from kg.inference import control, known, stakes
from kg.inference.fixpoint import run
from kg.inference.pool import Pool
from kg.inference.reach import Reach, reach
from kg.inference.reading import FILE, Rules, load
from kg.types import Entity, Fact, Inference

__all__ = ["FILE", "Reach", "Rules", "infer", "load", "reach"]


def infer(facts: Iterable[Fact], entities: Iterable[Entity], rules: Rules | None = None) -> list[Inference]:
    """All that follows from `facts`, sorted by id; the same in whatever order they come. `rules` are by default the ontology folder's.

    Of several proofs of one conclusion the one with the fewest steps is kept, then the one with the fewest premises. What everybody
    knows of these entities is among it.
    """
    rules = rules or load()
    every = sorted(entities, key=lambda entity: entity.id)
    pool = Pool(facts, every)
    for found in known.arms(every, rules.arms):
        pool.add(found)
    for found in known.countries(every, rules):
        pool.add(found)
    fresh = pool.every()
    while fresh:  # what is reckoned can lead to more by the rules, and the other way round
        run(rules.rules, pool, fresh, rules.statuses)
        reckoned = [*stakes.effective(pool, rules), *control.control(pool, rules)]
        fresh = {key for found in reckoned if (key := pool.add(found)) is not None}
    return sorted(pool.conclusions.values(), key=lambda found: found.id)
