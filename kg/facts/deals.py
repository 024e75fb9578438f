"""The life of a deal: what all articles tell of one purchase or merger, as one thread from the first rumour to the end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from kg import lexicon
from kg.facts.pool import Heard, Pool
from kg.facts.purchases import purchases
from kg.facts.values import days, earliest
from kg.facts.voices import Said, order
from kg.ids import digest
from kg.types import Deal, DealKind, DealStage, Step

#: The way of a deal; it can be dropped at any point before the end of it.
STAGES: tuple[DealStage, ...] = ("rumoured", "planned", "signed", "closed", "dropped")
#: Relations that say something of a deal.
RELATIONS = frozenset({"acquisition", "merger", "seller", "price", "shareholding"})


class Thread(NamedTuple):
    """Where deals are looked for: all purchases of the one thing `target`, or the merger of two, the smaller id first."""

    kind: DealKind
    target: str
    other: str = ""


def threads_of(relation: str, subject: str, obj: str | None) -> Iterator[Thread]:
    """The threads that a claim can be part of."""
    if relation == "price":
        yield Thread("acquisition", subject)
    elif relation == "merger" and obj is not None:
        yield Thread("merger", min(subject, obj), max(subject, obj))
    elif relation in RELATIONS and obj is not None:
        yield Thread("acquisition", obj)


def deals(voices: Iterable[Said]) -> list[Deal]:
    """Every deal among `voices`, sorted by id; the same ones in whatever order the voices come."""
    every = list(voices)
    pool = Heard(every)
    threads = {thread for said in every for thread in threads_of(said.claim.relation, said.subject, said.object)}
    return sorted((deal for thread in threads for deal in deals_at(thread, pool)), key=lambda deal: deal.id)


def deals_at(thread: Thread, pool: Pool) -> Iterator[Deal]:
    """The deals in one thread: one for each buyer of a thing, more where it bought more than once, or at most one merger of two."""
    if thread.kind == "merger":
        one, other = thread.target, thread.other
        ways = [pool.told("merger", subject=one, object=other), pool.told("merger", subject=other, object=one)]
        told = {said.claim.id: said for way in ways for said in way}
        if told:
            voices = sorted(told.values(), key=order)
            yield _deal("merger", voices[0].object or "", voices[0].subject, digest(["deal", *thread]), voices)
        return
    by_buyer: dict[str, list[Said]] = defaultdict(list)
    for said in pool.told("acquisition", object=thread.target):
        by_buyer[said.subject].append(said)
    if not by_buyer:  # a stake alone is no deal
        return
    for said in pool.told("shareholding", object=thread.target):
        if said.subject in by_buyer and _whole(said) and not said.against and not said.claim.ended:
            by_buyer[said.subject].append(said)
    made = [
        (buyer, number, every)
        for buyer, voices in sorted(by_buyer.items())
        for number, every in enumerate(purchases(sorted(voices, key=order), lambda said: stage(said) == "closed"))
    ]
    for buyer, number, voices in made:
        documents = None if len(made) == 1 else {_told_in(said) for said in voices}
        selling = [said for said in pool.told("seller", object=thread.target) if said.subject != buyer]
        sellers = _beside(selling, documents, lambda said: said.subject)
        sums = [*pool.told("price", subject=thread.target), *voices]
        prices = _beside(sums, documents, _sum)
        id_ = digest(["deal", "acquisition", buyer, thread.target, *([str(number)] if number else [])])
        yield _deal("acquisition", buyer, thread.target, id_, voices, sellers, prices)


_Listed = tuple[tuple[str, tuple[str, ...]], ...]


def _told_in(said: Said) -> tuple[str, bool]:
    """The article, and whether it tells of what is done: one may tell of an old purchase and of a sale to come."""
    return said.claim.doc, stage(said) == "closed"


def _beside(voices: Iterable[Said], documents: set[tuple[str, bool]] | None, name: Callable[[Said], str | None]) -> _Listed:
    """Who sells, or what it costs, by those articles that tell of this buyer; by all of them where there is no other buyer."""
    found: dict[str, list[str]] = defaultdict(list)
    for said in sorted(voices, key=order):
        called = name(said)
        if called is not None and not said.against and (documents is None or _told_in(said) in documents):
            found[called].append(said.claim.id)
    return tuple((called, tuple(found[called])) for called in sorted(found))


def _whole(said: Said) -> bool:
    """Whether it speaks of all the shares."""
    return said.quantity is not None and said.quantity.number == 100 and said.quantity.unit == "%"


def _sum(said: Said) -> str | None:
    """The value if it is money."""
    return said.claim.value if said.quantity is not None and said.quantity.unit != "%" else None


def _deal(
    kind: DealKind, buyer: str, target: str, id_: str, voices: Sequence[Said], sellers: _Listed = (), prices: _Listed = ()
) -> Deal:
    by_stage: dict[DealStage, list[Said]] = defaultdict(list)
    for said in voices:
        by_stage[stage(said)].append(said)
    steps: list[Step] = []
    for name in STAGES:
        if name in by_stage:
            steps.append(_step(name, by_stage[name], earliest(step.date for step in steps if step.date)))
    return Deal(id=id_, kind=kind, buyer=buyer, target=target, stage=_last(steps), steps=tuple(steps), sellers=sellers, prices=prices)


def stage(said: Said) -> DealStage:
    """How far the deal has come by one claim.

    What an article states for a day that lies ahead of it is a plan still; what it has from another source is only done if the words do
    not say that it is under way; a plan that was signed is a contract.
    """
    if said.against or (said.claim.ended and said.claim.modality in {"planned", "rumoured"}):
        return "dropped"
    if said.claim.modality == "rumoured":
        return "rumoured"
    ahead = _ahead(said)
    if said.claim.modality == "planned" or ahead:
        return "signed" if _tells("signed", said) else "planned"
    return "planned" if said.claim.modality == "reported" and _tells("under_way", said) else "closed"


def _ahead(said: Said) -> bool:
    """Whether the date of a claim lies after its article."""
    told, published = days(said.claim.date), days(said.document.published)
    return told is not None and published is not None and told[0] > published[1]


@cache
def _words(key: str, lang: str) -> re.Pattern[str]:
    words = sorted(lexicon.load(lang).words(f"deals.{key}"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


def _tells(key: Literal["signed", "under_way"], said: Said) -> bool:
    """Whether the claim's words have one of a list in ontology/lang."""
    return said.document.lang in lexicon.languages() and bool(_words(key, said.document.lang).search(said.claim.evidence.casefold()))


def _step(name: DealStage, voices: list[Said], begun: str | None) -> Step:
    """The claims of one stage, and since when the deal has come so far.

    A rumour or a plan is of the day on which it was told, unless it is told as of an earlier one; a date ahead is for when it has the
    deal. What was done was done on the day that the claims give, at the latest when the first article said so; not before it had `begun`
    as a rumour or a plan: a date that says so is of another deal, or wrong, and counts only where there is no other.
    """
    own: list[str] = []
    expected: list[str] = []
    for said in voices:
        if said.claim.date is not None:
            foretold = name in {"rumoured", "planned", "signed"} and not _before(said)
            (expected if foretold else own).append(said.claim.date)
    printed = [said.document.published for said in voices if said.document.published is not None and days(said.document.published)]
    out = earliest(printed)
    later = [date for date in own if begun is None or _end(date) >= _start(begun)]
    first = earliest(later) or (None if out is not None else earliest(own))
    if name in {"rumoured", "planned"} and first is not None and out is not None and _start(out) < _start(first):
        first = None
    return Step(
        stage=name,
        date=first or out,
        basis="claim" if first else "published" if out else None,
        expected=earliest(expected),
        claims=tuple(said.claim.id for said in voices),
    )


def _before(said: Said) -> bool:
    """Whether the date of a claim lies before its article came out."""
    told, published = days(said.claim.date), days(said.document.published)
    return told is not None and published is not None and told[1] < published[0]


def _start(date: str) -> str:
    found = days(date)
    return found[0].isoformat() if found else date


def _end(date: str) -> str:
    found = days(date)
    return found[1].isoformat() if found else date


def _last(steps: Sequence[Step]) -> DealStage:
    """Where the deal stands: as far as it came, or dropped where that is the last word on it. What is closed is not dropped undated."""
    *before, last = steps
    if last.stage != "dropped" or not before:
        return last.stage
    furthest = before[-1]
    dates = [step.date for step in before if step.date]
    if last.date is None or not dates:
        return furthest.stage if furthest.stage == "closed" else "dropped"
    return "dropped" if _start(last.date) >= max(map(_start, dates)) else furthest.stage
