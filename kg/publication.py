"""Publication: what was built goes into the place of what is there, so that a reader finds the old graph or the new one, never half."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from kg import segments
from kg.durable import sync, sync_all
from kg.errors import StoreError
from kg.folder import PUBLISHING, SMALL, STORE, files_of


def publish_build(work: Path, output: Path, commit: Callable[[], object], without: Iterable[str] = ()) -> None:
    """Keep the index (by `commit`), then move what was built in `work` over what is there: the store first, the manifest last.

    Of claims and extractions either form (kg.segments) is whole at any moment: the last build's goes when this one's is there.
    `without` are the names of documents that are taken out. Whatever refuses before the index is kept, a full disk above all, leaves
    everything as it was; StoreError. Cut off anywhere after that, the next build sees that it was and makes store and files anew from
    the index, which has all that was done: nothing that a reader has seen goes back. That holds after a power cut too: all data, and
    the mark that things are changing, are on the disk before the index is kept, which SQLite does durably, and the new names are
    before the mark goes.
    """
    from kg.graph.placing import publish

    mark = output / PUBLISHING
    new = not mark.exists()
    try:
        (work / PUBLISHING).write_text(json.dumps(sorted(taken_out(output).union(without)), ensure_ascii=False), "utf-8")
        sync_all(work)
        os.replace(work / PUBLISHING, mark)
        sync(output)
        try:
            commit()
        except StoreError:  # nothing is kept, so nothing is cut off
            if new:
                mark.unlink()
            raise
        publish(work / STORE, output / STORE)
        *names, manifest = files_of(work)
        large = segments.segmented(work)
        if large:
            segments.place(work, output)
        for name in names:
            os.replace(work / name, output / name)
        sync(output)
        _withdraw(output, large)
        os.replace(work / manifest, output / manifest)
        sync(output)
        mark.unlink()
        sync(output)
    except OSError as error:
        raise StoreError(f"{error.filename or output}: cannot be published ({error.strerror or error})") from None


def _withdraw(output: Path, large: bool) -> None:
    """Take away what a build of the other form left, or somebody exported here from a graph that is no more."""
    if not large:
        segments.withdraw(output)
        return
    for name in SMALL:
        if (output / name).exists():
            os.unlink(output / name)


def taken_out(output: Path) -> frozenset[str]:
    """Names of documents that a build took out which was cut off while it put its results in place; none where none was."""
    try:
        return frozenset(map(str, json.loads((output / PUBLISHING).read_text("utf-8"))))
    except (FileNotFoundError, ValueError):  # ValueError: left by hand, or by a program before this one
        return frozenset()
