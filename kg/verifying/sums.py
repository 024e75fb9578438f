"""Sums: a hash of every file in a store's folder, made with the build, by which a bit that tips later is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg.manifest import file_hash

#: The file of sums, in the store's folder: a hash and a name a line.
SUMS = "SUMS"


def _summed(store: Path) -> Iterator[Path]:
    """The files of a closed store that say something: not its lock, nor RocksDB's diary."""
    for path in sorted(store.iterdir()):
        if path.is_file() and path.name not in {SUMS, "LOCK"} and not path.name.startswith("LOG"):
            yield path


def write_sums(store: Path, before: Path | None = None) -> None:
    """Write the sums of the closed store in folder `store`; those of files that it shares with `before`, by link, are taken over."""
    known = read_sums(before) if before is not None else {}
    lines = []
    for path in _summed(store):
        shared = before is not None and path.name in known and os.path.samefile(path, before / path.name)
        lines.append(f"{known[path.name] if shared else file_hash(path)}  {path.name}\n")
    (store / SUMS).write_text("".join(lines), "utf-8")


def read_sums(store: Path) -> dict[str, str]:
    """File name → hash; empty for a store without sums. OSError and ValueError for sums that cannot be read."""
    if not (store / SUMS).is_file():
        return {}
    rows = (line.split("  ", 1) for line in (store / SUMS).read_text("utf-8").splitlines())
    return {name: hash_ for hash_, name in rows}


def sum_faults(store: Path) -> Iterator[tuple[str, str]]:
    """(file, reason) for each file of the store that is not as the build left it. OSError and ValueError as `read_sums`."""
    known = read_sums(store)
    if not known:
        yield SUMS, "is missing"
        return
    there = {path.name: path for path in _summed(store)}
    for name in sorted(known.keys() | there.keys()):
        if name not in there:
            yield name, "is missing"
        elif name not in known:
            yield name, "is not of this build"
        elif file_hash(there[name]) != known[name]:
            yield name, "has changed since the build: the hash is another one"
