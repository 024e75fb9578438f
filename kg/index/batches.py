"""Many values in one statement, in as many statements as SQLite needs for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from typing import Any, TypeVar

_T = TypeVar("_T", bound=Any)
#: How many values go into one statement.
_MANY = 500


def batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values, those of a set sorted, in lists that fit into a statement."""
    ahead = iter(sorted(values) if isinstance(values, Set) else values)
    while some := list(islice(ahead, _MANY)):
        yield some


def marks(values: Sequence[object]) -> str:
    """A question mark for each value."""
    return ",".join("?" * len(values))
