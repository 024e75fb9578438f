"""Reach: how far a change in the facts can matter, read off the rules, so that little is concluded anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.inference.reading import Pattern, Rule, Rules, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Three sets of relations, those that articles state and those that are concluded.

    `ties`: conclusions run on through them from thing to thing, either way: who holds, controls or belongs to whom.
    `upward`: they matter to their subject and to what has it above itself, not to their object: what lies in a town can be concluded to
    lie in its country, and nothing is concluded of the country. Firms in one town do not matter to one another, of which there may be
    thousands. `alone`: those of them that matter to nobody else; a conclusion on one of them is its subject's.
    All other relations matter to the two that they tie, and to nobody else.
    """

    ties: frozenset[str]
    upward: frozenset[str]
    alone: frozenset[str]


def reach(rules: Rules | None = None) -> Reach:
    """What the rules (by default the ontology folder's) say of relations."""
    rules = rules or load()
    unary = {rules.countries, rules.outside}
    reckoned = {rules.arms}
    for reckoning in (rules.effective_stake, rules.control):
        reckoned |= {reckoning.stake, reckoning.through, reckoning.parent, reckoning.then, *(one.relation for one in reckoning.unless)}
    up, more = list(rules.rules), True  # rules that climb, and from whose conclusions only such follow
    while more:
        level = [rule for rule in rules.rules if rule not in up]
        climbing = {one.relation for rule in rules.rules for one in (*rule.premises, *rule.unless)} - unary
        climbing -= {rules.arms, rules.effective_stake.then, rules.control.then, *(rule.conclusion.relation for rule in level)}
        hanging = {rule.id: _hanging(rule, climbing, unary) for rule in level}
        ties, sides = set(reckoned), set(reckoned)
        for rule in level:
            rest = [one for one in rule.premises if one not in hanging[rule.id]]
            found = {one.relation for one in (*rest, *rule.unless)}
            sides |= found
            if len(rest) > 1 or rule.unless or rule.share is not None:
                ties |= found
        ties, sides = _behind(ties, rules) - {*unary, ""}, _behind(sides, rules) - {*unary, ""}
        fewer = [rule for rule in up if _climbs(rule, climbing, unary) and rule.conclusion.relation not in sides]
        up, more = fewer, len(fewer) < len(up)
    upward = {one.relation for patterns in hanging.values() for one in patterns}
    upward |= {one.relation for rule in up for one in (rule.conclusion, *rule.premises, *rule.unless)} - unary
    return Reach(ties=frozenset(ties), upward=frozenset(upward), alone=frozenset(upward - sides))


def _behind(relations: Iterable[str], rules: Rules) -> set[str]:
    """These relations, and all from which they are concluded."""
    found, ahead = set(relations), True
    while ahead:
        leading = [rule for rule in rules.rules if rule.conclusion.relation in found]
        more = {one.relation for rule in leading for one in (*rule.premises, *rule.unless)}
        ahead, found = not more <= found, found | more
    return found


def _climbs(rule: Rule, climbing: set[str], unary: set[str]) -> bool:
    """Whether all that a rule asks is said of the conclusion's subject, or of what is reached from there, object by object."""
    if rule.share is not None or rule.conclusion.object is None:
        return False
    reached = {rule.conclusion.subject}
    while more := {one.object for one in rule.premises if one.subject in reached and one.object is not None} - reached:
        reached |= more
    asked = (*rule.premises, *rule.unless)
    return rule.conclusion.object in reached and all(
        one.subject in reached and (one.relation in climbing or one.relation in unary) for one in asked
    )


def _hanging(rule: Rule, climbing: set[str], unary: set[str]) -> list[Pattern]:
    """Premises that only say of what sort a thing is that others tie to the rest: the country where it is, that is outside Europe."""
    found: list[Pattern] = []
    for pattern in rule.premises:
        others = [one for one in (*rule.premises, *rule.unless) if one is not pattern and one.relation not in unary]
        bound = {letter for one in (rule.conclusion, *others) for letter in one.letters}
        if pattern.relation in climbing and pattern.object is not None and pattern.subject in bound and pattern.object not in bound:
            found.append(pattern)
    return found
