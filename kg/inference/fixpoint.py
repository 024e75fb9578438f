"""The fixpoint: rules applied in rounds until nothing new follows; each round looks only at what the one before brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg import ontology
from kg.facts.values import quantity
from kg.inference.pool import Key, Pool, conclusion, disputes, earlier
from kg.inference.reading import Pattern, Rule
from kg.types import Fact, Inference

_Premise = Fact | Inference


def run(rules: Sequence[Rule], pool: Pool, fresh: set[Key], statuses: frozenset[str]) -> None:
    """Enter into `pool` all that follows by `rules`; `fresh` is what they have not seen yet.

    What a fact with one of `statuses` says is not concluded. A conclusion gets its proof in the first round in which there is one.
    """
    while fresh:
        by_relation: dict[str, list[Key]] = defaultdict(list)
        for key in sorted(fresh, key=str):
            by_relation[key[0]].append(key)
        best: dict[Key, tuple[tuple[int, str, tuple[str, ...]], Inference]] = {}
        for rule in rules:
            for key, premises in _derived(rule, pool, by_relation):
                if key[1] == key[2] or key in pool.conclusions or pool.facts(key, statuses):
                    continue
                rank = (len(premises), rule.id, tuple(premise.id for premise in premises))
                if key not in best or rank < best[key][0]:
                    notes = disputes(premises, lambda fact: _said(fact, pool))
                    best[key] = (rank, conclusion(key, rule.id, rule.why, premises, notes=notes))
        fresh = set(best)
        for _, found in best.values():
            pool.add(found)


def _derived(rule: Rule, pool: Pool, fresh: dict[str, list[Key]]) -> Iterator[tuple[Key, list[_Premise]]]:
    """Conclusions of a rule with at least one premise among `fresh`."""
    for first, pattern in enumerate(rule.premises):
        for key in fresh.get(pattern.relation, ()):
            bound = _bind(pattern, key, {})
            if bound is None:
                continue
            rest = [number for number in range(len(rule.premises)) if number != first]
            for whole in _joined(rule, pool, rest, bound):
                found = _proof(rule, pool, whole)
                if found is not None:
                    then = rule.conclusion
                    yield (then.relation, whole[then.subject], whole[then.object] if then.object else None), found


def _joined(rule: Rule, pool: Pool, rest: Sequence[int], bound: dict[str, str]) -> Iterator[dict[str, str]]:
    """All ways to bind the letters of the other premises; those with bound letters first, so that little is looked at."""
    if not rest:
        yield bound
        return
    number = max(rest, key=lambda one: (len(rule.premises[one].letters & bound.keys()), -one))
    pattern = rule.premises[number]
    ends = (bound.get(pattern.subject), bound.get(pattern.object) if pattern.object else None)
    for key in pool.near(pattern.relation, *ends):
        more = _bind(pattern, key, bound)
        if more is not None:
            yield from _joined(rule, pool, [one for one in rest if one != number], more)


def _bind(pattern: Pattern, key: Key, bound: dict[str, str]) -> dict[str, str] | None:
    """The letters with those of one more premise; None when it does not fit them."""
    if (key[2] is None) != (pattern.object is None):
        return None
    found = dict(bound)
    for letter, end in ((pattern.subject, key[1]), (pattern.object, key[2])):
        if letter and end and found.setdefault(letter, end) != end:
            return None
    return found


def _proof(rule: Rule, pool: Pool, bound: dict[str, str]) -> list[_Premise] | None:
    """The premises by which a rule holds for these things; None when it does not."""
    declared = ontology.load()
    for letter, allowed in rule.where.items():
        if not declared.accepts(pool.types.get(bound[letter], ""), allowed):
            return None
    premises: list[_Premise] = []
    for pattern in rule.premises:
        key = (pattern.relation, bound[pattern.subject], bound[pattern.object] if pattern.object else None)
        counting: Iterable[Fact] = pool.facts(key, rule.statuses)
        fitting = (fact for fact in counting if _share(rule.share, fact) and not (rule.share == "whole" and _rivalled(fact, rule, pool)))
        premise: _Premise | None = next(fitting, None) or pool.conclusions.get(key)
        if premise is None:
            return None
        if rule.few is not None and pool.objects(pattern.relation, bound[pattern.subject], rule.statuses) > rule.few:
            return None
        premises.append(premise)
    if any(pool.holds(pattern, bound, rule.statuses) for pattern in rule.unless):
        return None
    return premises


def _share(wanted: str | None, fact: Fact) -> bool:
    """Whether the share that a fact gives is the one that a rule asks for."""
    found = quantity(fact.value)
    if wanted is None:
        return True
    if found is None or found.unit != "%":
        return wanted == "majority"
    if wanted == "whole":
        return found.number == 100
    return (found.number if found.number is not None else found.low or 0) > 50 or (found.number is None and found.low == 50)


def _rivalled(fact: Fact, rule: Rule, pool: Pool) -> bool:
    """Whether somebody else has the whole too, and not at an earlier time: they have it together, or the other one has it now."""
    for key in pool.near(fact.relation, None, fact.object):
        if key[1] != fact.subject:
            wholes = [other for other in pool.facts(key, rule.statuses) if _share("whole", other)]
            if any(not earlier(other, fact) for other in wholes):
                return True
    return False


def _said(fact: Fact, pool: Pool) -> str:
    """A fact in words."""
    label = ontology.load().relations[fact.relation].labels["en"]
    words = (pool.names.get(fact.subject), label, pool.names.get(fact.object or ""), fact.value)
    return " ".join(word for word in words if word)
