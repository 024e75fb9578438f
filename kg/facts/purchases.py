"""Purchases: what one buyer does with one thing, told apart where the texts tell of more than one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from kg.facts.values import days
from kg.facts.voices import Said, order

#: Closings that lie further apart are of two purchases; nearer ones are one, dated by the signature here and by the last paper there.
_APART = timedelta(days=400)


def purchases(voices: Sequence[Said], done: Callable[[Said], bool]) -> list[list[Said]]:
    """The claims on one buyer and one thing, a list a purchase, the oldest first; claims keep their order.

    `done` says whether by a claim the purchase is made. Two purchases are known by the dates that claims give them, well over a year
    apart, the first of them told before the second was made: what is only told afterwards can be a wrong date. What is told without
    a date is of the last purchase before the article; a rumour or a plan is of the first one after it.
    """
    spans: list[tuple[date, date]] = []
    news: list[date] = []  # when each was first told
    dated = [(span, said) for said in voices if done(said) and (span := days(said.claim.date)) is not None]
    for (first, last), said in sorted(dated, key=lambda one: (one[0], order(one[1]))):
        out = days(said.document.published)
        told = out[1] if out else date.max
        if spans and (first - spans[-1][1] <= _APART or news[-1] >= first):
            spans[-1], news[-1] = (spans[-1][0], max(spans[-1][1], last)), min(news[-1], told)
        else:
            spans.append((first, last))
            news.append(told)
    if len(spans) < 2:
        return [list(voices)]
    found: list[list[Said]] = [[] for _ in spans]
    for said in voices:
        found[_which(said, done(said), spans)].append(said)
    return found


def _which(said: Said, done: bool, spans: Sequence[tuple[date, date]]) -> int:
    """The number of the purchase that a claim speaks of."""
    told, published = days(said.claim.date), days(said.document.published)
    if done and told is not None:
        return next(number for number, (first, last) in enumerate(spans) if first <= told[0] and told[1] <= last)
    when = published or told
    if when is None:
        return len(spans) - 1
    if done:
        return max((number for number, (first, _) in enumerate(spans) if first <= when[1]), default=0)
    return next((number for number, (_, last) in enumerate(spans) if when[0] <= last), len(spans) - 1)
