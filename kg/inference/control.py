"""Control: the parent, or more than half of the capital, alone, through arms, or together with those that one controls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kg.inference.pool import Key, Pool, conclusion
from kg.inference.reading import Rules
from kg.inference.stakes import Stake, beyond, stakes
from kg.types import Inference


def control(pool: Pool, rules: Rules) -> Iterator[Inference]:
    """Who controls what. In rounds: what is controlled counts with its stakes in the next one, so that circles prove nothing."""
    found = _Control(pool, rules)
    for holder in found.holders():
        yield from found.of(holder)


class _Control:
    def __init__(self, pool: Pool, rules: Rules) -> None:
        self._pool, self._rules = pool, rules
        self._held: dict[str, list[Stake]] = defaultdict(list)
        self._shares: dict[str, list[Stake]] = defaultdict(list)
        for stake in stakes(pool, rules, rules.control):
            self._held[stake.holder].append(stake)
            self._shares[stake.held].append(stake)

    def holders(self) -> list[str]:
        """All that can control something: holders, parents, those for whom others act."""
        rules = self._rules.control
        above = {key[2] for name in (rules.parent, rules.through) for key in self._pool.near(name, None, None)}
        return sorted({*self._held, *(one for one in above if one)})

    def of(self, holder: str) -> Iterator[Inference]:
        """All that one holder controls."""
        pool, rules = self._pool, self._rules.control
        arms = {key[1]: pool.conclusions[key] for key in pool.near(rules.through, None, holder) if key in pool.conclusions}
        arms.pop(holder, None)
        controlled: dict[str, Inference] = {}
        newest = {holder, *arms}
        while newest:
            mine = {holder, *arms, *controlled}
            fresh: dict[str, Inference] = {}
            for held in sorted({stake.held for one in newest for stake in self._held.get(one, ())} - {holder, *controlled}):
                found = self._by_majority(holder, held, mine, {**arms, **controlled})
                if found is not None:
                    fresh[held] = found
            for key in pool.near(rules.parent, None, holder):
                if key[1] not in {holder, *controlled} and key in pool.conclusions and not self._shared(key):
                    why = "a parent controls its subsidiary"
                    fresh[key[1]] = conclusion((rules.then, holder, key[1]), "control.parent", why, [pool.conclusions[key]])
            steps = {**arms, **controlled}
            for above in sorted(newest - {holder}):
                for key in sorted(pool.near(rules.parent, None, above), key=str):
                    if key[1] not in {holder, *controlled, *fresh} and key in pool.conclusions and not self._shared(key):
                        fresh[key[1]] = self._by_subsidiary(holder, key, steps[above])
            controlled |= fresh
            newest = set(fresh)
        yield from controlled.values()

    def _shared(self, key: Key) -> bool:
        """Whether a thing has another parent that is neither above nor below this one: a joint venture is controlled by neither alone."""
        relation, child, parent = key
        others = {one[2] for one in self._pool.near(relation, child, None)} - {parent, child}
        return any(
            not self._pool.near(relation, one, parent) and not self._pool.near(relation, parent or "", one) for one in others if one
        )

    def _by_majority(self, holder: str, held: str, mine: set[str], steps: dict[str, Inference]) -> Inference | None:
        """Control by stakes; of the stakes only those that are needed, the greatest first."""
        rules, names = self._rules.control, self._pool.names
        parts = [stake for one in mine for stake in self._held.get(one, ()) if stake.held == held]
        parts.sort(key=lambda stake: (-stake.share, stake.holder != holder, stake.holder))
        total, strict, used = Decimal(0), False, list[Stake]()
        for stake in parts:
            used.append(stake)
            total, strict = total + stake.share, strict or stake.strict
            if total > rules.more_than or (total == rules.more_than and strict):
                break
        else:
            return None
        own = {stake.holder: stake for stake in parts}
        if beyond(self._shares[held], [*used, *(stake for stake in own.values() if stake not in used)]) is not None:
            return None  # held together with somebody, or the figures are of different times
        shares = " + ".join(f"{stake.premise.value}{'' if stake.holder == holder else f' of {names.get(stake.holder)}'}" for stake in used)
        premises = [one for stake in used for one in (steps.get(stake.holder), stake.premise) if one is not None]
        notes = [note for stake in used for note in stake.notes]
        why = f"more than {rules.more_than} % of the capital: {shares}"
        return conclusion((rules.then, holder, held), "control.majority", why, premises, notes=notes)

    def _by_subsidiary(self, holder: str, key: Key, above: Inference) -> Inference:
        why = "it controls the parent, or the parent acts for it"
        return conclusion((self._rules.control.then, holder, key[1]), "control.chain", why, [above, self._pool.conclusions[key]])
