"""The working store of the writer: the build's with the graphs of users, and its published copies.

Beside the build's store lies a folder `served`: `work` is the working store, a number each is a copy that readers read. Nothing here
changes the build's store; the graphs of users live in `work` alone and are carried over when a new build has come.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.folder import BUILD, copy_store, has_store
from kg.graph.placing import publish
from kg.ids import digest
from kg.web.ownership import is_owned
from kg.web.published import build_of
from kg.web.updates import DEFAULT

#: Published copies that are kept, for readers that are about to open one.
_KEPT = 3
#: Beside the data in the working store: the hash of the build that it started from.
_SOURCE = "SOURCE"
#: Beside the working store while it may hold what it must not: an update whose graphs only showed when it ran.
_DOUBT = "DOUBT"


class Working:
    """The working store over one build's store; one in a process."""

    def __init__(self, store: Path) -> None:
        self.source, self.served = store, store.with_name("served")
        self.work = self.served / "work"
        try:
            self.served.mkdir(parents=True, exist_ok=True)
            if not has_store(self.work) and has_store(self.work.with_name("work.old")):  # cut off between two renames
                self.work.with_name("work.old").rename(self.work)
        except OSError as error:
            raise StoreError(f"{self.served}: cannot be written to ({error.strerror})") from None
        self.store = ox.Store()
        self.build: str | None = None
        self.current: Path | None = None
        if (self.served / _DOUBT).exists():  # stopped before it was clear whether the update may stay
            copies = [copy for copy in self._copies() if (copy / BUILD).is_file()]
            if copies:
                self._put_back(copies[-1])
            (self.served / _DOUBT).unlink()

    def refresh(self) -> Path:
        """The folder of a published copy that has the newest build and all graphs of users."""
        build = self._newest()
        if self.build is None and has_store(self.work) and _read(self.work / _SOURCE) == build:
            self.store, self.build = ox.Store(str(self.work)), build
        if self.build != build:
            self._carry_over(build)
        return self.current or self.publish()

    def _newest(self) -> str:
        """The hash of the build that is published; "" where none ever was."""
        for _ in range(10):
            with suppress(OSError):
                return build_of(self.source)
            if not self.build and not has_store(self.work):
                return ""
            time.sleep(0.02)  # between the two renames of a publication
        return self.build or _read(self.work / _SOURCE) or ""

    def _carry_over(self, build: str) -> None:
        """Make the working store anew: the build's graphs as they are now, the users' as they were."""
        self.store = ox.Store()  # lets go of the folder
        new = self.served / "work.new"
        for _ in range(10):
            shutil.rmtree(new, ignore_errors=True)
            try:
                if build:
                    copy_store(self.source, new)
                    if build_of(self.source) != build:  # another one came while it was copied
                        build = self._newest()
                        continue
                break
            except OSError:
                time.sleep(0.02)
        else:
            raise StoreError(f"{self.source}: the build cannot be copied")
        store = ox.Store(str(new))
        if has_store(self.work):
            old = ox.Store.read_only(str(self.work))
            for graph in old.named_graphs():
                if not is_owned(graph):
                    store.add_graph(graph)
                    store.extend(old.quads_for_pattern(None, None, None, graph))
            if not build:  # no build owns the default graph
                store.extend(old.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            del old
        store.flush()
        del store
        (new / _SOURCE).write_text(build, "ascii")
        publish(new, self.work)
        self.store, self.build, self.current = ox.Store(str(self.work)), build, None

    @property
    def guarded(self) -> bool:
        """Whether there is a build, whose graphs no client may change."""
        return bool(self.build)

    def publish(self) -> Path:
        """Make all that was written durable, and a copy of it for readers."""
        self.store.flush()
        number = str(time.time_ns())
        target = self.served / number
        self.store.backup(str(target))
        for path in self.work.glob("*.sqlite"):  # what lies beside the data
            os.link(path, target / path.name)
        own = any(not is_owned(graph) for graph in self.store.named_graphs())
        build = digest([self.build or "", number], 32) if own or not self.build else self.build
        (target / BUILD).write_text(build + "\n", "ascii")
        self.current = target
        for path in self._copies()[:-_KEPT]:
            shutil.rmtree(path, ignore_errors=True)
        return target

    def _copies(self) -> list[Path]:
        """The published copies, the newest last."""
        return sorted(path for path in self.served.iterdir() if path.name.isdecimal())

    @contextmanager
    def doubted(self) -> Iterator[None]:
        """What happens to the working store in here is undone after an error, and by the next process when this one dies in here."""
        (self.served / _DOUBT).touch()
        before = self.current
        try:
            yield
        except BaseException:
            assert before
            self.store = ox.Store()  # lets go of the folder
            self._put_back(before)
            self.store = ox.Store(str(self.work))
            raise
        finally:
            (self.served / _DOUBT).unlink()

    def _put_back(self, copy: Path) -> None:
        new = self.served / "work.new"
        shutil.rmtree(new, ignore_errors=True)
        source = _read(self.work / _SOURCE) or ""
        copy_store(copy, new)
        (new / _SOURCE).write_text(source, "ascii")
        publish(new, self.work)

    def trespassed(self) -> str | None:
        """A graph of the build that is not as published any more; None when they all are. Reads every quad of theirs."""
        assert self.current
        before = ox.Store.read_only(str(self.current))
        count = 0
        for quad in _owned_quads(before):
            count += 1
            if quad not in self.store:
                return _name(quad)
        for number, quad in enumerate(_owned_quads(self.store)):
            if number >= count or quad not in before:
                return _name(quad)
        return None


def _owned_quads(store: ox.Store) -> Iterator[ox.Quad]:
    yield from store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    for graph in store.named_graphs():
        if is_owned(graph):
            yield from store.quads_for_pattern(None, None, None, graph)


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else DEFAULT


def _read(path: Path) -> str | None:
    try:
        return path.read_text("ascii").strip()
    except OSError:
        return None
