"""Sums: a hash of every file in a folder that a build made (store, segments), by which a bit that tips later is found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

#: The file of sums, in the folder: a hash and a name a line.
SUMS = "SUMS"


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _summed(folder: Path) -> Iterator[Path]:
    """The files that say something: of a closed store not its lock, nor RocksDB's diary."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in {SUMS, "LOCK"} and not path.name.startswith("LOG"):
            yield path


def write_sums(folder: Path, sums: Mapping[str, str]) -> None:
    """Write file name → hash, in the order of the names."""
    (folder / SUMS).write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), "utf-8")


def sum_up(folder: Path, before: Path | None = None) -> None:
    """Write the sums of all files in `folder`, a closed store; those of files that it shares with `before`, by link, are taken over."""
    known = read_sums(before) if before is not None else {}
    sums = {}
    for path in _summed(folder):
        shared = before is not None and path.name in known and os.path.samefile(path, before / path.name)
        sums[path.name] = known[path.name] if shared else file_hash(path)
    write_sums(folder, sums)


def read_sums(folder: Path) -> dict[str, str]:
    """File name → hash; empty for a folder without sums. OSError and ValueError for sums that cannot be read."""
    if not (folder / SUMS).is_file():
        return {}
    rows = (line.split("  ", 1) for line in (folder / SUMS).read_text("utf-8").splitlines())
    return {name: hash_ for hash_, name in rows}


def sum_faults(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, reason) for each file of the folder that is not as the build left it. OSError and ValueError as `read_sums`."""
    known = read_sums(folder)
    if not known:
        yield SUMS, "is missing"
        return
    there = {path.name: path for path in _summed(folder)}
    for name in sorted(known.keys() | there.keys()):
        if name not in there:
            yield name, "is missing"
        elif name not in known:
            yield name, "is not of this build"
        elif file_hash(there[name]) != known[name]:
            yield name, "has changed since the build: the hash is another one"
