"""The published store as a process that only reads it sees it: opened once, opened anew when another one is in its place."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.folder import BUILD
from kg.graph.placing import Identity, identity
from kg.ids import digest
from kg.search.tables import FILE, attach


def build_of(path: Path) -> str:
    """The hash of the build that a store holds, in hex; of the store's own identity where no build left one. OSError without a store."""
    try:
        return (path / BUILD).read_text("ascii").strip()
    except FileNotFoundError:
        return digest(map(str, identity(path)), 32)


_log = logging.getLogger("kg.web")
# Opening costs some milliseconds. Every file of an open store is held open, so that it can be read even when its folder is gone.
_lock = threading.Lock()
_open: dict[Path, tuple[Identity, ox.Store, str, sqlite3.Connection | None]] = {}


def opened(path: Path) -> tuple[ox.Store, str]:
    """The store in folder `path`, open for reading, and the hash of its build; StoreError if there is none."""
    with _lock:
        for attempt in range(5):
            known = _open.get(path)
            try:
                now = identity(path)
                if known and known[0] == now:
                    return known[1], known[2]
                build, store = build_of(path), ox.Store.read_only(str(path))
                index = _attached(path)
                if identity(path) == now:  # else another one was put in its place meanwhile
                    _open.clear()  # one store at a time: what a reader asked before is old
                    _open[path] = (now, store, build, index)
                    return store, build
                reason = "it changes too fast"
            except OSError as error:
                if isinstance(error, FileNotFoundError) and known:
                    return known[1], known[2]  # between the two renames of a publication
                reason = " ".join(str(error).split())
            if attempt < 4:
                time.sleep(0.02)
        raise StoreError(f"{path}: there is no graph store that can be read ({reason})")


def _attached(path: Path) -> sqlite3.Connection | None:
    try:
        return attach(path) if (path / FILE).is_file() else None
    except StoreError as error:  # the graph can be read all the same
        _log.error("%s", error)
        return None


def index_of(path: Path) -> sqlite3.Connection | None:
    """The search index that lay in the folder when `opened` opened the store there; None where there was none."""
    known = _open.get(path)
    return known[3] if known else None
