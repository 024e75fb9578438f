"""Counting witnesses: what is joined is one telling, and each witness needs one of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of the numbers below `count` the smallest of its group, when the two of each pair are in one group."""
    above = list(range(count))

    def first(place: int) -> int:
        while above[place] != place:
            above[place] = above[above[place]]
            place = above[place]
        return place

    for one, other in pairs:
        low, high = sorted((first(one), first(other)))
        above[high] = low
    return [first(place) for place in range(count)]


def one_each(wanted: Mapping[str, Iterable[int]]) -> int:
    """How many names can each be given a number of its own out of those that it wants: the largest matching, by augmenting paths."""
    owner: dict[int, str] = {}
    has: dict[str, int] = {}
    for name in sorted(wanted):
        asked: dict[int, str] = {}  # number → who asks for it
        ahead, free = [name], None
        while ahead and free is None:
            one = ahead.pop()
            for number in sorted(set(wanted[one]) - asked.keys()):
                asked[number] = one
                if number not in owner:
                    free = number
                    break
                ahead.append(owner[number])
        while free is not None:  # everybody on the way takes what he asked for and gives up what he had
            taker = asked[free]
            had = has.get(taker)
            owner[free], has[taker], free = taker, free, had
    return len(owner)
