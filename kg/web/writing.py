"""What the writer process does: jobs on the working store, each published as a copy before it is answered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.complaints import explain, one_line
from kg.graph.namespaces import PREFIXES
from kg.web.guard import may_call_out, may_load
from kg.web.ownership import OwnedError, check, owned
from kg.web.updates import with_using
from kg.web.uploads import triples
from kg.web.working import Working


@cache
def _working(store: Path) -> Working:
    working = Working(store)
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
    with nullcontext() if sure else working.doubted():
        try:
            working.store.update(with_using(text, using, using_named), base_iri=base, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryError(explain(str(error))) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the update cannot run: {one_line(error)}") from None
        if not sure and (graph := working.trespassed()) is not None:
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
