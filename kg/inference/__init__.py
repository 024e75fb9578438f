"""What follows from facts: rules run to a fixpoint, stakes along chains, control; every conclusion with its premises."""

from __future__ import annotations

from collections.abc import Iterable

from kg.inference import control, known, stakes
from kg.inference.fixpoint import run
from kg.inference.pool import Pool
from kg.inference.reading import FILE, Rules, load
from kg.types import Entity, Fact, Inference

__all__ = ["FILE", "Rules", "infer", "joining", "load"]


def infer(facts: Iterable[Fact], entities: Iterable[Entity], rules: Rules | None = None) -> list[Inference]:
    """All that follows from `facts`, sorted by id; the same in whatever order they come. `rules` are by default the ontology folder's.

    Of several proofs of one conclusion the one with the fewest steps is kept, then the one with the fewest premises. What everybody
    knows of a country is kept where something follows from it.
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
    used = {id_ for found in pool.conclusions.values() for kind, id_ in found.premises if kind == "inference"}
    bare = {rules.countries, rules.outside}
    kept = [found for found in pool.conclusions.values() if found.premises or found.id in used or found.relation not in bare]
    return sorted(kept, key=lambda found: found.id)


def joining(rules: Rules | None = None) -> frozenset[str]:
    """The relations through which conclusions run on from thing to thing; all others matter to the two that they tie, and to nobody else.

    They are those of rules with several premises or exceptions, those that are reckoned with, and what leads to these.
    """
    rules = rules or load()
    found = {rules.arms, rules.countries, rules.outside}
    for reckoning in (rules.effective_stake, rules.control):
        found |= {reckoning.stake, reckoning.through, reckoning.parent, reckoning.then, *(one.relation for one in reckoning.unless)}
    for rule in rules.rules:
        if len(rule.premises) > 1 or rule.unless or rule.share is not None:
            found |= {one.relation for one in (*rule.premises, *rule.unless)}
    while more := {rule.premises[0].relation for rule in rules.rules if rule.conclusion.relation in found} - found:
        found |= more
    return frozenset(found - {""})
