"""The web application: which address is answered by what."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kg.errors import KgError, StoreError
from kg.exports.page import policy_of, write_page
from kg.graph.store import Store
from kg.web import graphs, void
from kg.web.endpoint import QUERY_METHODS, Endpoint
from kg.web.envelope import Envelope, Figures
from kg.web.failures import failure, told
from kg.web.linked import linked
from kg.web.pages.routes import pages
from kg.web.service import Service
from kg.web.statistics import Statistics

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
_ASKED = ("Accept", "Authorization", "Content-Type", "If-None-Match")
_SHOWN = ("ETag", "Location", "Retry-After", "Link")


def create_app(service: Service, *, page: Path | None = None) -> Starlette:
    """The application over a service, which it starts and stops with itself.

    `page` is the graph page to show at /; without it, graph.html beside the store, and where there is none the page is made from the store.
    """
    store = graphs.GraphStore(service)
    figures, statistics = Figures(service), Statistics(service)

    async def home(request: Request) -> Response:
        try:
            text = await run_in_threadpool(_graph_page, service.store, page)
        except KgError as error:
            return told(error)
        policy = {"Content-Security-Policy": policy_of(text) + "; frame-ancestors 'none'", "Referrer-Policy": "no-referrer"}
        return HTMLResponse(text, headers=policy)

    async def health(request: Request) -> Response:
        try:
            build = await service.read("check")
        except KgError as error:
            return JSONResponse({"status": failure(error)[1]}, 503)
        return JSONResponse({"status": "ok", "build": build})

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with service.running():
            yield
            await statistics.stop()

    routes = [
        Route("/graph.html", home, methods=["GET"]),
        Route("/sparql", Endpoint(service, statistics, updates=True).answer, methods=QUERY_METHODS),
        Route("/query", Endpoint(service, statistics).answer, methods=QUERY_METHODS),
        Route("/update", Endpoint(service, statistics, queries=False, updates=True).answer, methods=["GET", "POST", "OPTIONS"]),
        Route(graphs.PATH, store.answer, methods=graphs.METHODS),
        Route(graphs.PATH + "/{path:path}", store.answer, methods=graphs.METHODS),
        Route(void.PATH, statistics.answer, methods=["GET"]),
        Route("/health", health, methods=["GET"]),
        Route("/metrics", figures.page, methods=["GET"]),
        *linked(service),
        *pages(service),
    ]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[
            Middleware(Envelope, figures=figures, paths=frozenset("/" + route.path.split("/")[1] for route in routes)),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=_METHODS, allow_headers=_ASKED, expose_headers=_SHOWN),
        ],
    )


def _graph_page(store: Path, page: Path | None) -> str:
    """The text of the page at /: the file if there is one, else made from the store, once for each build."""
    from kg.graph.placing import identity

    chosen = page or store.parent / "graph.html"
    if not chosen.is_file():
        try:
            return _made(store, identity(store))
        except OSError as error:
            raise StoreError(f"{store}: there is no graph store that can be read ({error.strerror})") from None
    try:
        return chosen.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{chosen}: the graph page cannot be read ({' '.join(str(error).split())})") from None


@lru_cache(maxsize=1)
def _made(store: Path, build: object) -> str:
    """The graph page of a store; `build` tells one published store from the next."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder, Store(store, read_only=True) as graph:
        file = Path(folder) / "graph.html"
        write_page(graph, file)
        return file.read_text(encoding="utf-8")
