"""Many values in one statement, in as many statements as SQLite needs for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

_T = TypeVar("_T", bound=Any)
#: How many values go into one statement.
_MANY = 500


def batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values, sorted, in lists that fit into a statement."""
    every = sorted(values)
    for start in range(0, len(every), _MANY):
        yield every[start : start + _MANY]


def marks(values: Sequence[object]) -> str:
    """A question mark for each value."""
    return ",".join("?" * len(values))
