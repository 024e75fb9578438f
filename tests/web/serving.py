"""A small store of invented companies, and a real server on a free loopback port."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import uvicorn

from kg.graph.namespaces import individual, node
from kg.web.app import create_app
from kg.web.http import Bounded
from kg.web.limits import Limits
from kg.web.service import Service

NAMES = "SELECT ?name WHERE { ?entity skos:prefLabel ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT WHERE { ?s sc:owns_stake_in ?o }"
HOSTILE = "</script><script>alert(1)</script>"


def quads(extra: str = "Nimbia") -> list[ox.Quad]:
    nimbia, armor = individual("entity", "nimbia"), individual("entity", "armor")
    graph = individual("graph", "doc1")
    return [
        ox.Quad(nimbia, node("rdf:type"), node("sc:Organisation")),
        ox.Quad(nimbia, node("skos:prefLabel"), ox.Literal(extra)),
        ox.Quad(nimbia, node("skos:altLabel"), ox.Literal("Nuage & Cie, « à 100 % + 1 »")),
        ox.Quad(armor, node("rdf:type"), node("sc:Organisation")),
        ox.Quad(armor, node("skos:prefLabel"), ox.Literal("Armor Télécom", language="fr")),
        ox.Quad(armor, node("sc:owns_stake_in"), nimbia),
        ox.Quad(individual("claim", "c1"), node("sc:subject"), armor, graph),
        ox.Quad(individual("claim", "c1"), node("rdfs:comment"), ox.Literal(HOSTILE), graph),
    ]


def fill(folder: Path, extra: str = "Nimbia") -> Path:
    store = ox.Store(str(folder))
    store.extend(quads(extra))
    store.flush()
    del store
    return folder


@contextmanager
def running(
    folder: Path,
    page: Path | None = None,
    *,
    token: str | None = None,
    hosts: frozenset[str] = frozenset(),
    service: list[Service] | None = None,
    **limits: Any,
) -> Iterator[str]:
    """A server over the store in `folder`; its address. `service`, an empty list, gets the service itself."""
    inside = Service(folder, limits=Limits(**{"workers": 2} | limits), token=token, hosts=hosts)
    if service is not None:
        service.append(inside)
    config = uvicorn.Config(create_app(inside, page=page), port=0, log_level="error", ws="none", lifespan="on", http=Bounded)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < deadline, "the server does not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
    assert not thread.is_alive()


def names(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]
