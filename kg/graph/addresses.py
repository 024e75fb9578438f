"""Where a SPARQL server takes queries, updates and whole graphs: found from one address, by how servers spell the others."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from kg.errors import StoreError
from kg.graph.wire import Wire, told

#: Media types of what is asked for and of what is sent.
JSON = "application/sparql-results+json"
UPDATE = "application/sparql-update"
#: A server that is not there at the first word is not waited for as long as one that goes away later.
_BRIEF = (0.5, 1.0)

#: Last parts of paths at which queries, updates and graphs are taken, by Virtuoso; Oxigraph and kg; Fuseki; RDF4J and GraphDB.
_QUERY = ("query", "sparql")
_UPDATE = ("sparql-auth", "update", "statements")
_GRAPHS = ("sparql-graph-crud-auth", "store", "data", "rdf-graphs/service")
_KNOWN = frozenset({*_QUERY, *_UPDATE, "sparql-graph-crud-auth", "store", "data"})
#: Answers that say that there is nothing of the kind here.
_ABSENT = frozenset({404, 405, 410, 501})
_REFUSED = frozenset({401, 403})


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where queries go, where updates (SPARQL 1.1 Update), and where graphs (Graph Store Protocol); None where there is no such place."""

    query: str
    update: str | None = None
    graphs: str | None = None


def checked(url: str) -> str:
    """The address, if it is one of HTTP and holds no password; StoreError otherwise."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or any(char.isspace() for char in url):
        raise StoreError(f"{url!r} is no address of a SPARQL server, such as http://localhost:8890/sparql")
    if "@" in parts.netloc:
        host = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        raise StoreError(f"{host}: give the password in KG_STORE_USER and KG_STORE_PASSWORD, not in the address")
    return urlunsplit(parts._replace(fragment=""))


def chosen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment says where updates or graphs go."""
    return bool(environment.get("KG_STORE_UPDATE") or environment.get("KG_STORE_GRAPHS"))


def find(url: str, wire: Wire, *, writing: bool = True, environment: Mapping[str, str] = os.environ) -> Addresses:
    """The addresses of the server of which `url` is one, or the common beginning of all.

    KG_STORE_UPDATE and KG_STORE_GRAPHS, where they are set, are believed; the others are tried one after the other with requests that
    change nothing: `ASK {}`, an empty update, HEAD of the default graph. StoreError when no queries are answered there, or with
    `writing` when there is neither a place for updates nor one for graphs; with the server's reason when it refuses.
    """
    url = checked(url)
    if not writing:
        return Addresses(query=url if _last(url) in _QUERY else _first_query(url, wire))
    query = _first_query(url, wire)
    update_set, graphs_set = environment.get("KG_STORE_UPDATE"), environment.get("KG_STORE_GRAPHS")
    update = checked(update_set) if update_set else _first_update(query, wire)
    graphs = checked(graphs_set) if graphs_set else _first_graphs(query, wire)
    if not update and not graphs:
        raise StoreError(f"{url}: answers queries, but no place for updates is found beside it; set KG_STORE_UPDATE or KG_STORE_GRAPHS")
    return Addresses(query=query, update=update, graphs=graphs)


def _first_query(url: str, wire: Wire) -> str:
    """Where queries are answered: at `url` itself, or near it."""
    others = [] if _last(url) in _QUERY else [*([url.rstrip("/")] if url.endswith("/") else []), *_near(url, _QUERY)]
    reason = f"{url}: no SPARQL is answered here"
    for place in (url, *others):
        answer = wire.send("GET", place, params={"query": "ASK {}"}, headers={"Accept": JSON}, may_fail=True, pauses=_BRIEF)
        if answer.is_success and _is_result(answer.content):
            return place
        if place == url and not answer.is_success:
            reason = f"{url}: {told(answer)}"
        if answer.status_code in _REFUSED:
            raise StoreError(f"{place}: {told(answer)}")
    raise StoreError(reason)


def _is_result(body: bytes) -> bool:
    """Whether a body is a SPARQL result in JSON, and not a page's data."""
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and not {"boolean", "results"}.isdisjoint(said)


def _first_update(query: str, wire: Wire) -> str | None:
    """Where updates are taken; StoreError with the server's reason when there is such a place and it refuses."""
    for place in (*_near(query, _UPDATE), query):
        answer = wire.send("POST", place, body=b"", headers={"Content-Type": UPDATE}, may_fail=True)
        if answer.status_code in _REFUSED:
            raise StoreError(f"{place}: {told(answer)}")
        if answer.is_success or (place != query and answer.status_code not in _ABSENT and not answer.is_redirect):
            return place
    return None


def _first_graphs(query: str, wire: Wire) -> str | None:
    """Where graphs are put; an error that is not about the place is a sign that it is there."""
    for place in _near(query, _GRAPHS):
        answer = wire.send("HEAD", place, params={"default": None}, may_fail=True)
        if answer.status_code not in _ABSENT | _REFUSED and not answer.is_redirect:
            return place
    return None


def _near(url: str, names: Iterable[str]) -> list[str]:
    """The addresses beside `url`, or below it where its last part is none of those that servers give to one of their places."""
    parts = urlsplit(url)
    base = parts.path.rpartition("/")[0] if _last(url) in _KNOWN else parts.path.rstrip("/")
    return [urlunsplit((parts.scheme, parts.netloc, f"{base}/{name}", "", "")) for name in names]


def _last(url: str) -> str:
    return str(urlsplit(url).path.rpartition("/")[2])
