"""Bringing a build to a SPARQL server: the graphs that it lacks or has otherwise, and no others.

A graph on the server (kg.graph.namespaces.DELIVERY) says which build it was sent, by which folder, and whether the sending came to its
end. Where it says what this folder's journal says, the journal holds; where it does not, the server has been wiped, restored or
given another build, and gets everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ids
from kg.delivery.state import State
from kg.errors import StoreError
from kg.folder import STORE, Progress, copy_store, has_store, open_store, silent, store_folder, workplace

if TYPE_CHECKING:
    from kg.graph.remote import Remote
    from kg.graph.store import Store, Triple

#: Where the graphs of builds are: on a server that a build is delivered to, those below are the build's.
_OURS = ids.iri("graph", "")
_IDENTIFIER = "http://purl.org/dc/terms/identifier"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"
_DEFAULT = "http://www.w3.org/ns/sparql-service-description#defaultGraph"
#: The most triples of a graph that is sent with others, and the most bytes of such graphs in one request.
_SMALL, _TOGETHER = 500, 128 << 10
_TRIPLES, _GRAPHS = "http://rdfs.org/ns/void#triples", "https://schema.org/numberOfItems"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The outcome: how many graphs were sent (and triples put in or taken out), left as they were because the server has them, dropped."""

    url: str
    sent: int
    triples: int
    same: int
    dropped: int

    @property
    def headline(self) -> str:
        """The figures in one line."""
        moved = f"sent {self.sent} {'graph' if self.sent == 1 else 'graphs'} ({self.triples} triples)"
        return f"{moved} · {self.same} unchanged · {self.dropped} withdrawn · {self.url}"


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the server says it was sent: by which folder, which build, and under which IRI its default graph."""

    folder: str
    build: str
    default: str

    def __str__(self) -> str:
        return f"{self.folder} {self.build} {self.default}"


def check_target(url: str, default_graph: str | None = None) -> str:
    """The address, if it and the name for the default graph can be such at all; StoreError otherwise. Nothing is asked of the server."""
    from kg.graph.addresses import checked
    from kg.graph.parts import checked_iri

    if default_graph is not None and checked_iri(default_graph).startswith(ids.BASE):
        raise StoreError(f"{default_graph}: the graphs under {ids.BASE} are the build's own; choose another name for its default graph")
    return checked(url)


def deliver(
    output: str | Path,
    url: str,
    *,
    default_graph: str | None = None,
    fresh: bool = False,
    progress: Progress = silent,
    remark: Callable[[str], None] | None = None,
    pauses: Sequence[float] | None = None,
) -> Delivered:
    """Make the server at `url` hold the build in `output`: what it lacks is sent, what the build no longer has is dropped.

    On the server the build owns its default graph, or the named graph `default_graph` in its stead, the ontology's graph and every graph
    under the base IRI of graphs; all others are left alone. With `fresh` everything is sent. `remark` hears of faults that are waited
    out, `pauses` are the seconds before each further try. StoreError when the server refuses or stays away; a later call goes on there.
    """
    from kg.graph.addresses import Addresses, chosen
    from kg.graph.remote import Remote
    from kg.graph.wire import PAUSES
    from kg.graph.wire import silent as unheard

    output, url = Path(output), check_target(url, default_graph)
    store_folder(output)
    with workplace(output) as work:
        state = State(output, url)
        try:
            known = Addresses(**state.addresses) if state.addresses and not (fresh or chosen()) else None
            with (
                open_store(output) as store,
                Remote(url, writing=True, addresses=known, pauses=PAUSES if pauses is None else pauses, remark=remark or unheard) as remote,
            ):
                if known is None:
                    found = remote.addresses
                    state.say({"addresses": {"query": found.query, "update": found.update, "graphs": found.graphs}})
                done = _Delivery(store, remote, state, default_graph or "", remark or unheard).run(fresh, progress)
                if done.sent or done.dropped or not has_store(state.store):
                    _keep(output, work, state)
            return Delivered(url=url, sent=done.sent, triples=done.triples, same=len(done.wanted) - done.sent, dropped=done.dropped)
        finally:
            state.close()


def _keep(output: Path, work: Path, state: State) -> None:
    """A copy of what was delivered, mostly links, so that of a graph that changes only what differs need be sent."""
    from kg.graph.placing import publish

    state.shorten()
    copy_store(output / STORE, work / "delivered")
    publish(work / "delivered", state.store)


class _Delivery:
    """One run; graphs are named as in the journal: by their IRI, the default graph by ""."""

    def __init__(self, store: Store, remote: Remote, state: State, default: str, remark: Callable[[str], None]) -> None:
        from kg.graph.parts import fingerprint, names

        self.store, self.remote, self.state, self.default, self.remark = store, remote, state, default, remark
        self.wanted = {graph or "": fingerprint(store, graph) for graph in names(store)}
        self.build = ids.digest(["build", *(f"{graph} {mark}" for graph, (mark, _) in sorted(self.wanted.items()))], 32)
        self.sent = self.triples = self.dropped = 0

    def run(self, fresh: bool, progress: Progress) -> _Delivery:
        """Find out what the server has, send what it lacks, drop what it has too much."""
        found = self._mark_there()
        holds = found is not None and found.default == self.default and self.state.knows(str(found)) and not fresh
        lost = [] if holds else self._distrust(found)
        self._check_counts()
        todo = [graph for graph, (mark, _) in self.wanted.items() if self.state.graphs.get(graph, ("", 0))[0] != mark]
        gone = sorted({*self.state.graphs, *lost} - {*self.wanted})
        if not (todo or gone or found is None or found.build != self.build):
            return self
        self._mark(f"{self.build} sending")
        sent = 0
        for batch in self._batches(todo):
            progress("send", sent, len(todo))
            self._send(batch)
            sent += len(batch)
        for graph in gone:
            self.remote.drop(self._there(graph))
            self.state.say({"gone": graph})
        self.sent, self.dropped = len(todo), len(gone)
        self._settle(todo)
        self._mark(self.build)
        return self

    def _there(self, graph: str) -> str | None:
        """What a graph is called on the server; None is its default graph."""
        return graph or self.default or None

    def _mark_there(self) -> _Mark | None:
        from kg.graph.namespaces import DELIVERY

        rows = self.remote.select(f"SELECT ?p ?o WHERE {{ GRAPH <{DELIVERY}> {{ <{DELIVERY}> ?p ?o }} }}").rows()
        said = {name: value or "" for name, value in rows if name}
        return _Mark(said.get(_IDENTIFIER, ""), said.get(_VERSION, ""), said.get(_DEFAULT, "")) if said else None

    def _mark(self, build: str) -> None:
        """Say on the server what it is being sent, or has been."""
        from kg.graph.namespaces import DELIVERY
        from kg.graph.parts import statement

        mark = _Mark(self.state.id, build, self.default)
        self.state.say({"mark": str(mark)})
        said: dict[str, str | int] = {_IDENTIFIER: mark.folder, _VERSION: mark.build, _DEFAULT: mark.default}
        said |= {_TRIPLES: sum(number for _, number in self.wanted.values()), _GRAPHS: len(self.wanted)}
        self.remote.put(DELIVERY, statement(DELIVERY, said))

    def _distrust(self, found: _Mark | None) -> list[str]:
        """The server has not what the journal says: forget it. Gives the graphs of the build that it has instead.

        StoreError when its default graph is in use and not by a build: what is there would be lost.
        """
        from kg.graph.namespaces import DELIVERY

        if not self.default and "" in self.wanted and (found is None or found.default) and self.remote.query("ASK { ?s ?p ?o }") is True:
            raise StoreError(
                f"{self.remote.addresses.query}: its default graph holds what no build of kg put there;"
                " name a graph for this build's with --default-graph IRI"
            )
        if self.state.graphs:
            self.remark(f"{self.remote.addresses.query}: has not what this folder sent it last, so it gets everything")
        for graph in self.state.graphs:
            self.state.say({"begun": graph})
        if found is None:
            return []
        if self.default and not found.default:
            self.remote.drop(None)
        return sorted({*self.remote.graphs(_OURS), found.default} - {DELIVERY, self.default, ""})

    def _check_counts(self) -> None:
        """Graphs of which the server has not as many triples as it had after they were sent are in doubt."""
        sure = {graph: number for graph, (mark, number) in self.state.graphs.items() if mark and self._there(graph)}
        counts = self.remote.counts(name for graph in sure if (name := self._there(graph)))
        for graph, number in sure.items():
            if counts.get(self._there(graph) or "", 0) != number:
                self.state.say({"begun": graph})
        if not self.default and self.state.graphs.get("", ("", 0))[0] and self.remote.query("ASK { ?s ?p ?o }") is False:
            self.state.say({"begun": ""})

    def _batches(self, graphs: list[str]) -> Iterator[list[str]]:
        """The graphs in their order, small ones that follow each other together: a request takes a server longer than a graph."""
        from kg.graph.parts import size

        batch: list[str] = []
        room = 0
        for graph in graphs:
            small = self.remote.can_take and self.wanted[graph][1] <= _SMALL
            need = size(self.store, graph or None) if small else _TOGETHER + 1
            if batch and need > room:
                yield batch
                batch = []
            room = (room if batch else _TOGETHER) - need
            batch.append(graph)
        if batch:
            yield batch

    def _send(self, batch: list[str]) -> None:
        """Bring graphs up to the build: one by what differs where that is known and little, else whole; several together."""
        from kg.graph.parts import triples

        together = len(batch) > 1
        changes = {} if together else {graph: self._changes(graph) for graph in batch}
        for graph in batch:
            self.state.say({"begun": graph})
        if together:
            self.remote.put_together({self._there(graph): triples(self.store, graph or None) for graph in batch})
            self.triples += sum(self.wanted[graph][1] for graph in batch)
        for graph, differs in changes.items():
            if differs is None:
                self.remote.put(self._there(graph), triples(self.store, graph or None))
                self.triples += self.wanted[graph][1]
            else:
                out, new = differs
                self.remote.take(self._there(graph), out)
                self.remote.add(self._there(graph), new)
                self.triples += len(out) + len(new)
        for graph in batch:
            mark, number = self.wanted[graph]
            self.state.say({"graph": graph, "hash": mark, "triples": number})

    def _changes(self, graph: str) -> tuple[list[Triple], list[Triple]] | None:
        """What goes out of a graph and what comes in; None when the server's is not known, or is mostly another."""
        from kg.graph.parts import difference, fingerprint
        from kg.graph.store import Store

        known, limit = self.state.graphs.get(graph, ("", 0)), self.wanted[graph][1] // 2
        if not known[0] or not self.remote.can_take or not has_store(self.state.store):
            return None
        with Store(self.state.store, read_only=True) as old:
            if fingerprint(old, graph or None) != known:  # not what was delivered, or a server that counts two triples as one
                return None
            out = list(islice(difference(old, self.store, graph or None), limit + 1))
            new = list(islice(difference(self.store, old, graph or None), limit + 1))
        return (out, new) if len(out) + len(new) <= limit else None

    def _settle(self, sent: list[str]) -> None:
        """Note how many triples the server has of what was sent: its own number, since some count 1.50 and 1.5 as one."""
        names = {graph: name for graph in sent if (name := self._there(graph))}
        counts = self.remote.counts(names.values())
        for graph, name in names.items():
            if not counts.get(name):
                raise StoreError(f"{self.remote.addresses.query}: took the graph {name}, and has nothing of it")
            self.state.say({"graph": graph, "hash": self.wanted[graph][0], "triples": counts[name]})
