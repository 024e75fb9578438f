"""Stakes: which of several counts, and what comes to somebody through a chain of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kg.facts.values import days, quantity
from kg.inference.pool import Pool, conclusion, disputes, earlier
from kg.inference.reading import Reckoning, Rules
from kg.types import Fact, Inference

_WHOLE = Decimal(100)
#: How a value begins that is more than the number in it.
_MORE = re.compile(r">(?!=)|more than\b|over\b|above\b", re.IGNORECASE)
#: What rounding may add to a whole.
_SLACK = Decimal("0.5")
#: Per cent of a whole below which a chain is followed no further.
_LITTLE = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What one holds of another: at least `share` per cent, exactly so if `exact`, more than that if `strict`.

    `premise` says so: a fact or, where an arm holds for whom it acts for, what everybody knows. `notes` say why this value.
    """

    holder: str
    held: str
    share: Decimal
    exact: bool
    strict: bool
    premise: Fact | Inference
    notes: tuple[str, ...] = ()


def stakes(pool: Pool, rules: Rules, reckoning: Reckoning) -> list[Stake]:
    """The stake that counts between any two things of which one is said to hold a share of the other, sorted by ends."""
    found: list[Stake] = []
    for key in sorted(pool.near(reckoning.stake, None, None), key=str):
        holder, held = key[1], key[2]
        facts = pool.facts(key, rules.statuses)
        if held is None or held == holder or not facts:
            continue
        if any(pool.holds(pattern, {"A": holder, "B": held}, rules.statuses) for pattern in reckoning.unless):
            continue
        stake = _stake(facts, pool)
        if stake is not None:
            found.append(stake)
    return found


def _stake(facts: Sequence[Fact], pool: Pool) -> Stake | None:
    """Of several facts on one stake the latest, those without date last; None when none has a figure."""
    figures = []
    for fact in facts:
        number = quantity(fact.value)
        if number is not None and number.unit == "%":
            low = number.number if number.number is not None else number.low
            if low is not None and 0 < low <= _WHOLE:
                figures.append((fact, low, number))
    if not figures:
        return None
    fact, low, number = max(figures, key=lambda one: (_when(one[0]), one[0].status == "corroborated", one[0].confidence, one[0].id))
    what = f"{pool.names.get(fact.subject)} holds {fact.value} of {pool.names.get(fact.object or '')}"
    notes = disputes([fact], lambda _: what)
    others = sorted({_dated(other) for other, _, _ in figures if other is not fact and other.value != fact.value})
    if others:
        notes.append(f"{what} ({fact.since or 'no date'}): the latest of {len(others) + 1} figures, not {', '.join(others)}")
    return Stake(
        holder=fact.subject,
        held=fact.object or "",
        share=low,
        exact=number.number is not None,
        strict=number.number is None and _MORE.match(fact.value or "") is not None,
        premise=fact,
        notes=tuple(notes),
    )


def beyond(pool: Sequence[Stake], used: Sequence[Stake]) -> Decimal | None:
    """What all stakes in one thing, those of a time before the used ones left out, add up to, when that is more than the whole."""
    own = {stake.holder for stake in used}
    dated = [stake.premise for stake in used if isinstance(stake.premise, Fact)]
    total = sum((stake.share for stake in used), Decimal(0))
    for stake in pool:
        old = isinstance(stake.premise, Fact) and all(earlier(stake.premise, fact) for fact in dated)
        if stake.holder not in own and not old:
            total += stake.share
    return total if total > _WHOLE + _SLACK else None


def _when(fact: Fact) -> str:
    found = days(fact.since)
    return found[0].isoformat() if found else ""


def _dated(fact: Fact) -> str:
    return f"{fact.value} ({fact.since or 'no date'})"


def effective(pool: Pool, rules: Rules) -> Iterator[Inference]:
    """What comes to each holder through at least one chain of two stakes or more, its direct stake included.

    An arm's stakes are those of whom it acts for. Nothing is passed twice on one chain, so that circles end; chains that lead to
    less than 0.01 % are followed no further. Where a stake on the way has no exact figure, the sum is a lower bound.
    """
    reckoning = rules.effective_stake
    edges: dict[str, list[Stake]] = defaultdict(list)
    shares: dict[str, list[Stake]] = defaultdict(list)
    for stake in stakes(pool, rules, reckoning):
        edges[stake.holder].append(stake)
        shares[stake.held].append(stake)
    for key in sorted(pool.near(reckoning.through, None, None), key=str):
        arm = pool.conclusions.get(key)
        if arm is not None and not arm.premises and arm.object is not None:  # what everybody knows, not the chains of it
            edges[arm.object].append(Stake(holder=arm.object, held=arm.subject, share=_WHOLE, exact=True, strict=False, premise=arm))
    for holder in sorted(edges):
        chains: dict[str, list[tuple[Stake, ...]]] = defaultdict(list)
        for chain in _chains(holder, edges):
            if isinstance(chain[-1].premise, Fact):
                chains[chain[-1].held].append(chain)
        for held, found in sorted(chains.items()):
            if any(len(chain) > 1 for chain in found):
                yield _sum((holder, held), found, pool, reckoning, shares)


def _chains(holder: str, edges: dict[str, list[Stake]]) -> Iterator[tuple[Stake, ...]]:
    """Every chain of stakes that begins with a holder and passes nothing twice."""
    ahead: list[tuple[tuple[Stake, ...], Decimal]] = [((stake,), stake.share) for stake in edges[holder]]
    while ahead:
        chain, share = ahead.pop()
        yield chain
        passed = {holder, *(stake.held for stake in chain)}
        for stake in edges.get(chain[-1].held, ()):
            further = share * stake.share / _WHOLE
            if stake.held not in passed and further >= _LITTLE:
                ahead.append(((*chain, stake), further))


def _sum(
    ends: tuple[str, str], chains: list[tuple[Stake, ...]], pool: Pool, reckoning: Reckoning, shares: Mapping[str, Sequence[Stake]]
) -> Inference:
    chains.sort(key=lambda chain: (len(chain), [stake.held for stake in chain]))
    total, terms = Decimal(0), []
    figures = [stake for chain in chains for stake in chain if isinstance(stake.premise, Fact)]
    places = max(_places(stake.share) for stake in figures)
    for chain in chains:
        product = _WHOLE
        for stake in chain:
            product = product * stake.share / _WHOLE
        total += product
        terms.append(_term(chain, product, places, pool))
    exact = all(stake.exact for stake in figures)
    value = f"{'' if exact else 'at least '}{rounded(total, places)} %"
    why = "; ".join(terms) + (f"; together {value}" if len(terms) > 1 else "")
    premises = [stake.premise for chain in chains for stake in chain]
    notes = [note for chain in chains for stake in chain for note in stake.notes]
    for stake in sorted({stake.held: stake for stake in figures}.values(), key=lambda stake: stake.held):
        said = beyond(shares.get(stake.held, ()), [stake])
        if said is not None:
            what = f"the stakes in {pool.names.get(stake.held)} add up to {rounded(said, places)} %"
            notes.append(f"{what}: held together, or of different times")
    return conclusion((reckoning.then, *ends), "effective_stake", why, premises, value=value, notes=notes)


def _term(chain: tuple[Stake, ...], product: Decimal, places: int, pool: Pool) -> str:
    """A chain in words: "60 % × 50 % = 30 % through Nuagis"."""
    factors = " × ".join(stake.premise.value or "" for stake in chain if isinstance(stake.premise, Fact))
    through = ", ".join(pool.names.get(stake.held, stake.held) for stake in chain[:-1])
    if " × " in factors:
        factors += f" = {rounded(product, places)} %"
    return f"{factors} through {through}" if through else f"{factors} directly"


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(number: Decimal, places: int) -> str:
    """A number with so many decimals, or as many as two significant digits need; halves go up, zeros at the end are left out."""
    places = max(places, 1 - number.adjusted()) if number else places
    text = format(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
