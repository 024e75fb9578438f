"""A difference between two builds: what it is about, before and after, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

What = Literal["maker", "article", "claim", "fact", "conflict"]
How = Literal["gained", "lost", "changed"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    `before` and `after` are what the thing was and is, None where it was not or is no more; `fields` are the keys in which they differ.
    `why` are all the reasons that the folders give: more than one where any of them could be it.
    """

    what: What
    how: How
    id: str
    before: Row | None
    after: Row | None
    fields: tuple[str, ...]
    why: tuple[str, ...]

    @property
    def now(self) -> Row:
        """What it is or, when it is gone, what it was."""
        return self.after or self.before or {}


def change(what: What, id_: str, before: Row | None, after: Row | None, why: Iterable[str]) -> Change:
    """A change from `before` to `after`, at least one of which is there."""
    how: How = "gained" if before is None else "lost" if after is None else "changed"
    fields = tuple(key for key in (after or {}) if (before or {}).get(key) != (after or {})[key]) if before and after else ()
    return Change(what=what, how=how, id=id_, before=before, after=after, fields=fields, why=tuple(dict.fromkeys(why)))


def paired(
    before: Mapping[str, Row], after: Mapping[str, Row], *keys: tuple[str, ...]
) -> Iterator[tuple[tuple[str, Row] | None, tuple[str, Row] | None]]:
    """Old and new things of one kind, by id, each with its like: the one with the same id, else the only one left that agrees in `keys`.

    Each tuple of `keys` is tried in turn. What has no like stands alone. Sorted by new id, the lost ones last.
    """
    pairs = {id_: id_ for id_ in before.keys() & after.keys()}
    for key in keys:
        old, new = (_by(rows, set(taken), key) for rows, taken in ((before, pairs.values()), (after, pairs.keys())))
        pairs |= {new[mark][0]: old[mark][0] for mark in new if len(new[mark]) == 1 == len(old.get(mark, ()))}
    for id_ in sorted(after):
        yield ((pairs[id_], before[pairs[id_]]) if id_ in pairs else None), (id_, after[id_])
    for id_ in sorted(before.keys() - set(pairs.values())):
        yield (id_, before[id_]), None


def _by(rows: Mapping[str, Row], taken: set[str], key: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for id_, row in rows.items():
        if id_ not in taken:
            found.setdefault(tuple(str(row.get(name)) for name in key), []).append(id_)
    return found
