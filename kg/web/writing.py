"""What the writer process does: the working store, which is the build's with the graphs of users, and its published copies.

Beside the build's store lies a folder `served`: `work` is the working store, a number each is a copy that readers read. Nothing here
changes the build's store; the graphs of users live in `work` alone and are carried over when a new build has come.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.folder import BUILD, copy_store, has_store
from kg.graph.namespaces import PREFIXES
from kg.graph.store import publish
from kg.ids import digest
from kg.web.guard import may_call_out, may_load
from kg.web.ownership import OwnedError, check, is_owned, owned
from kg.web.published import build_of
from kg.web.sparql import explain
from kg.web.updates import DEFAULT, with_using
from kg.web.uploads import triples

#: Published copies that are kept, for readers that are about to open one.
_KEPT = 3
#: Beside the data in the working store: the hash of the build that it started from.
_SOURCE = "SOURCE"


class _Working:
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
        earlier = sorted(path for path in self.served.iterdir() if path.name.isdecimal())
        for path in earlier[:-_KEPT]:
            shutil.rmtree(path, ignore_errors=True)
        return target

    def restore(self) -> None:
        """Put the working store back to what is published."""
        assert self.current
        self.store = ox.Store()
        new = self.served / "work.new"
        shutil.rmtree(new, ignore_errors=True)
        copy_store(self.current, new)
        (new / _SOURCE).write_text(self.build or "", "ascii")
        publish(new, self.work)
        self.store = ox.Store(str(self.work))

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


@cache
def _working(store: Path) -> _Working:
    working = _Working(store)
    working.refresh()
    return working


def refresh(store: Path) -> Path:
    """The published copy that has the newest build in `store` and the graphs of users."""
    return _working(store).refresh()


def update(
    store: Path,
    *,
    text: str,
    using: tuple[str, ...] = (),
    using_named: tuple[str, ...] = (),
    base: str | None = None,
    hosts: frozenset[str] = frozenset(),
) -> Path:
    """Run a SPARQL update, all of it or nothing; the published copy that has it. QueryError, OwnedError, UsingError."""
    if may_call_out(text, hosts):
        raise QueryError("SERVICE is not allowed on this endpoint (nor a bare word SERVICE that might be one)")
    if may_load(text, hosts):
        raise QueryError("LOAD is not allowed on this endpoint (nor a bare word LOAD that might be one)")
    working = _working(store)
    sure = not working.guarded or check(text)
    working.refresh()
    try:
        working.store.update(with_using(text, using, using_named), base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(explain(str(error))) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the update cannot run: {' '.join(str(error).split())}") from None
    if not sure:
        graph = working.trespassed()
        if graph is not None:
            working.restore()
            raise OwnedError(graph)
    return working.publish()


def put(store: Path, *, graph: str, body: bytes, content_type: str, base: str, replace: bool) -> tuple[Path, bool]:
    """Make a graph consist of the triples of what a client sent, or add them to it; `graph` is its IRI or DEFAULT.

    The published copy that has it, and whether the graph is new, or was empty where it is the default graph. OwnedError, and what
    uploads.triples raises.
    """
    working = _working(store)
    working.refresh()
    if working.guarded and owned(graph):
        raise OwnedError(graph)
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    quads = [ox.Quad(one.subject, one.predicate, one.object, name) for one in triples(body, content_type, base)]
    if isinstance(name, ox.NamedNode):
        new = not working.store.contains_named_graph(name)
    else:
        new = next(working.store.quads_for_pattern(None, None, None, name), None) is None
    old = [] if not replace else list(working.store.quads_for_pattern(None, None, None, name))
    working.store.add_graph(name)
    working.store.extend(quads)
    kept = set(quads)
    for quad in old:
        if quad not in kept:
            working.store.remove(quad)
    return working.publish(), new


def delete(store: Path, *, graph: str) -> tuple[Path, bool]:
    """Drop a graph; the published copy without it, and whether it was there. OwnedError."""
    working = _working(store)
    current = working.refresh()
    if working.guarded and owned(graph):
        raise OwnedError(graph)
    if not graph:
        working.store.clear_graph(ox.DefaultGraph())
        return working.publish(), True
    name = ox.NamedNode(graph)
    if not working.store.contains_named_graph(name):
        return current, False
    working.store.remove_graph(name)
    return working.publish(), True


def review(store: Path, *, claim: str, verdict: str, reason: str | None) -> Path:
    """Accept or reject a claim by its id, in the build beside whose store we are, and take in the build that this makes.

    JudgementError for a claim that there is not, StoreError where there is no build or another build is writing.
    """
    from kg.review import accept, reject

    if verdict == "accept":
        accept(store.parent, claim, reason=reason)
    else:
        reject(store.parent, claim, reason=reason or "")
    return _working(store).refresh()


def warm() -> None:
    """Nothing has to be loaded beforehand."""


JOBS: dict[str, Callable[..., Any]] = {"refresh": refresh, "update": update, "put": put, "delete": delete, "review": review}
