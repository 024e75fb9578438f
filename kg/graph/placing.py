"""Placing: a store put in the place of another, and opened by readers who find the old one or the new one, never half of each."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from kg.durable import exchange
from kg.errors import StoreError
from kg.graph.complaints import one_line
from kg.graph.store import Store
from kg.search.tables import FILE, attach

Identity = tuple[int, int, int]
#: Beside a store while another one is put in its place, where two folders cannot change places at one stroke.
OLD = ".old"


def publish(built: Path, final: Path) -> None:
    """Put the closed store in folder `built` in the place of `final`: a reader finds the old one or the new one, never half.

    `built` must be on the same file system. Where that cannot exchange two folders, the old one is for a moment called `final` + OLD,
    and stays so if the process ends there. It is deleted last; processes that have it open keep reading it.
    """
    old = final.with_name(final.name + OLD)
    try:
        if old.exists() and not final.exists():  # an earlier publish was cut off between its two renames
            old.rename(final)
        shutil.rmtree(old, ignore_errors=True)
        if final.exists():
            if exchange(built, final):
                shutil.rmtree(built, ignore_errors=True)
                return
            final.rename(old)
        built.rename(final)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{final}: cannot be published ({one_line(error)})") from None


def identity(path: Path) -> Identity:
    """What tells the store that is published in folder `path` from the one before it; OSError if there is none."""
    current = os.stat(path / "CURRENT")  # RocksDB's pointer to what is current
    return current.st_dev, current.st_ino, current.st_mtime_ns


def open_published(path: Path) -> Store:
    """The store in folder `path` for reading, with its search index, whatever is published there meanwhile. StoreError when there is none.

    All of its files are open from then on, so that it stays what it is when another one is in its place.
    """
    reason = "it changes too fast"
    for attempt in range(10):
        time.sleep(0.02 * attempt)
        try:
            before = identity(path)
        except OSError:
            return Store(path, read_only=True)  # which says what is wrong
        try:
            store = Store(path, read_only=True)
        except StoreError as error:
            if _is(path, before):
                raise
            reason = str(error)
            continue
        if (path / FILE).is_file():
            with suppress(StoreError):  # whoever looks for words is told; the graph can be read all the same
                store.words = attach(path)
        if _is(path, before):
            return store
        store.close()
    raise StoreError(f"{path}: cannot be opened ({reason})")


def _is(path: Path, before: Identity) -> bool:
    try:
        return identity(path) == before
    except OSError:
        return False
