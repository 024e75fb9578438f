"""Claims about the same thing, grouped into facts: what holds, how sure that is, which value to prefer and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg import ontology
from kg.entities import key as normal_form
from kg.facts.values import dates_agree, days, earliest
from kg.facts.voices import RANK, Said, independent, order, preferred
from kg.ids import digest
from kg.types import Fact

#: Values this near to each other speak of the same state of affairs even when no date says so: a slip, not a history.
_NEAR = 0.05
_STATES = frozenset({"percent", "count"})


def group(voices: Iterable[Said]) -> list[Fact]:
    """Facts, sorted by id; the same ones in whatever order the voices come."""
    piles: dict[tuple[str, str, str | None, str | None], list[Said]] = defaultdict(list)
    for said in voices:
        relation, value = ontology.load().relations[said.claim.relation], said.claim.value
        text = normal_form(value) if value is not None and relation.kind == "text" else None
        piles[said.claim.relation, said.subject, said.object, text].append(said)
    _untitled(piles)
    facts = [fact for (relation, *_, text), pile in piles.items() for fact in _facts(relation, text, sorted(pile, key=order))]
    return sorted(facts, key=lambda fact: fact.id)


def _untitled(piles: dict[tuple[str, str, str | None, str | None], list[Said]]) -> None:
    """A claim without the role joins the only role there is: "X leads Y" supports "X, president, leads Y"."""
    for place in [place for place in piles if place[3] is None and ontology.load().relations[place[0]].kind == "text"]:
        named = [other for other in piles if other[:3] == place[:3] and other[3] is not None]
        if len(named) == 1:
            piles[named[0]] += piles.pop(place)


def _facts(relation: str, text: str | None, pile: list[Said]) -> list[Fact]:
    """The facts that claims on one relation between the same two ends make up."""
    kinds = set(ontology.load().relations[relation].kinds)
    groups = _by_state(pile, lasting=bool(kinds & _STATES)) if kinds & {"percent", "amount", "count"} else [pile]
    facts: dict[str, Fact] = {}
    for members in groups:
        planned = all(said.planned for said in members)
        first = min((said.claim.date for said in members if said.claim.date), default=None)
        marks = [relation, members[0].subject, members[0].object, text]
        if len(groups) > 1:
            value = None if first and not planned else members[0].claim.value
            marks += [first, "planned" if planned else None, value]
        fact = _fact(digest(["fact", *marks]), relation, members)
        while fact.id in facts:  # two groups with the same marks: the next one says so in its id, in the order of the claims
            fact = _fact(digest(["fact", fact.id]), relation, members)
        facts[fact.id] = fact
    return list(facts.values())


def _by_state(pile: list[Said], *, lasting: bool) -> list[list[Said]]:
    """Split claims with numbers into states of affairs: one group for each time, plans apart from what is.

    A claim without date goes where its value agrees, else where a value is near, else with the other undated ones.
    A plan joins what is only when the values agree: it contradicts nothing. With `lasting` values (a stake, a headcount),
    the same value at the next date is the same state.
    """
    real = [said for said in pile if not said.planned]
    groups: list[list[Said]] = []
    for said in sorted((said for said in real if said.claim.date), key=lambda said: (_span(said), *order(said))):
        place = next((members for members in groups if _same_time(said, members)), None)
        if place is None and lasting and groups and said.quantity is not None and all(said.agrees(other) for other in groups[-1]):
            place = groups[-1]
        if place is None:
            groups.append([said])
        else:
            place.append(said)
    rest: list[Said] = []
    for said in (said for said in real if not said.claim.date):
        place = _home(said, groups) if said.quantity is not None else max(groups, key=len, default=None)
        (rest if place is None else place).append(said)
    if rest:
        numbers = [said for said in rest if said.quantity is not None]
        near = [members for members in groups if numbers and all(_near(said, members) for said in numbers)]
        if len(near) == 1:
            near[0].extend(rest)
        else:
            groups.append(rest)
    for said in (said for said in pile if said.planned):
        place = next((members for members in groups if all(said.agrees(other) for other in members) and _joins(said, members)), None)
        if place is None:
            groups.append([said])
        else:
            place.append(said)
    return [sorted(members, key=order) for members in groups]


def _span(said: Said) -> tuple[str, str]:
    found = days(said.claim.date)
    return (found[0].isoformat(), found[1].isoformat()) if found else (said.claim.date or "", "")


def _same_time(said: Said, members: Sequence[Said]) -> bool:
    return all(dates_agree(said.claim.date, other.claim.date) for other in members if other.claim.date)


def _home(said: Said, groups: list[list[Said]]) -> list[Said] | None:
    """The group where a value without date is at home: where a number agrees and none contradicts, the first of these."""
    for members in groups:
        numbers = [other for other in members if other.quantity is not None]
        if numbers and all(said.agrees(other) for other in numbers):
            return members
    return None


def _near(said: Said, members: Sequence[Said]) -> bool:
    number = said.quantity.number if said.quantity else None
    others = [other.quantity.number for other in members if other.quantity and other.quantity.number]
    return number is not None and any(abs(number - other) <= abs(other) * type(other)(str(_NEAR)) for other in others)


def _joins(said: Said, members: Sequence[Said]) -> bool:
    """A plan belongs to what came of it when its value or, without one, its time does not speak against it."""
    dated = [other for other in members if other.claim.date and not other.planned]
    if said.claim.date is None or not dated:
        return True
    return any(dates_agree(said.claim.date, other.claim.date) or _span(said) <= _span(other) for other in dated)


def _fact(id_: str, relation: str, members: list[Said]) -> Fact:
    """One fact out of the claims of one state of affairs."""
    against = [said for said in members if said.against]
    supports = [said for said in members if not said.against]
    voices = [said for said in supports if not said.planned] or supports
    best = min(supports or against, key=lambda said: (RANK[said.claim.modality], -said.claim.confidence, *order(said)))
    dates = "date" in ontology.load().relations[relation].kinds  # what happens once has one date: dates are compared as values
    winner, why, losing = preferred(supports or against, dates=dates)
    ended, until = _end(supports)
    since = winner.claim.date if winner and dates else _since([said for said in voices if said not in losing])
    disputed = bool(losing or (against and supports))
    confidence = max(said.claim.confidence for said in (supports or against) if said.claim.modality == best.claim.modality)
    return Fact(
        id=id_,
        relation=relation,
        subject=members[0].subject,
        object=members[0].object,
        value=winner.claim.value if winner else None,
        why=why,
        status=_status(supports, losing),
        disputed=disputed,
        ended=ended,
        since=since,
        until=until,
        claims=tuple(sorted(said.claim.id for said in supports if said not in losing)),
        against=tuple(sorted(said.claim.id for said in (*against, *losing))),
        confidence=confidence,
    )


def _status(supports: list[Said], losing: list[Said]) -> str:
    if not supports:
        return "denied"
    best = min((said.claim.modality for said in supports), key=lambda modality: RANK[modality])
    if best == "asserted" and independent([said for said in supports if said not in losing and said.claim.modality == "asserted"]) > 1:
        return "corroborated"
    return best


def _end(supports: list[Said]) -> tuple[bool, str | None]:
    """Whether the relation is over, by the newest word on it, and until when."""
    over = [said for said in supports if said.claim.ended]
    going_on = [said for said in supports if not said.claim.ended and not said.planned]
    if not over:
        return False, None
    last_over = max((said.document.published or "" for said in over), default="")
    last_going = max((said.document.published or "" for said in going_on), default="")
    if last_over and last_going > last_over:
        return False, None
    return True, max((said.claim.date for said in over if said.claim.date), default=None)


def _since(voices: list[Said]) -> str | None:
    """The earliest date, as precisely as a claim has it: 2012-09 rather than 2012."""
    return earliest(said.claim.date for said in voices if said.claim.date and not said.claim.ended)
