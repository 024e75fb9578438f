"""The web application: SPARQL queries at /sparql and /query, the graph page at /, and nothing that writes."""

from __future__ import annotations

import logging
import tempfile
from functools import lru_cache, partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError, QueryError, StoreError
from kg.exports.page import policy_of, write_page
from kg.graph.store import Store
from kg.web import form, protocol
from kg.web.description import describe
from kg.web.negotiation import choose
from kg.web.sparql import GRAPHS, RESULTS, SHORT, Answer, NotAcceptableError, Query, execute, identity, opened

_log = logging.getLogger("kg.web")
_HTML = "text/html"
_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
_VARY = {"Vary": "Accept"}


def create_app(store: Path, *, page: Path | None = None, allow_service: bool = False) -> Starlette:
    """The application over the published store in folder `store`, which it only reads.

    `page` is the graph page to show at /; without it, graph.html beside the store, and where there is none the page is made from the store.
    SERVICE, with which a query makes this machine open connections, is refused unless `allow_service`.
    """

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
        accept = request.headers.get("accept")
        human = choose(accept, (*RESULTS, *GRAPHS, _HTML)) == _HTML
        query: Query | None = None
        try:
            query, short = await protocol.read(request)
            if short is not None:
                if short not in SHORT:
                    raise protocol.Refused(400, f"there is no format {short!r}; there are {', '.join(SHORT)}")
                accept, human = SHORT[short], False
            if query is None:
                return HTMLResponse(form.render(), headers=_VARY | _page_headers(form.POLICY)) if human else _description(request, accept)
            wanted = "application/sparql-results+json, text/turtle" if human else accept
            answer = await run_in_threadpool(partial(execute, store, query, wanted, allow_service=allow_service))
        except (protocol.Refused, KgError) as error:
            status, reason = _failure(error)
            if human:
                text = form.render(query.text if query else "", error=reason)
                return HTMLResponse(text, status, headers=_VARY | _page_headers(form.POLICY))
            return PlainTextResponse(reason + "\n", status, headers=_VARY)
        if human and query is not None:
            return HTMLResponse(form.render(query.text, answer=answer), headers=_VARY | _page_headers(form.POLICY))
        return _answer(answer)

    async def home(request: Request) -> Response:
        try:
            text = await run_in_threadpool(_graph_page, store, page)
        except KgError as error:
            status, reason = _failure(error)
            return PlainTextResponse(reason + "\n", status)
        return HTMLResponse(text, headers=_page_headers(policy_of(text) + "; frame-ancestors 'none'"))

    async def health(request: Request) -> Response:
        try:
            await run_in_threadpool(opened, store)
        except StoreError as error:
            return JSONResponse({"status": _failure(error)[1]}, 503)
        return JSONResponse({"status": "ok"})

    async def update(request: Request) -> Response:
        return PlainTextResponse(protocol.READ_ONLY + "\n", 403)

    return Starlette(
        routes=[
            Route("/", home, methods=["GET"]),
            Route("/sparql", sparql, methods=_METHODS),
            Route("/query", sparql, methods=_METHODS),
            Route("/update", update, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
            Route("/health", health, methods=["GET"]),
        ],
        middleware=[
            Middleware(_Headers),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=_METHODS, allow_headers=["Accept", "Content-Type"]),
        ],
    )


def _answer(answer: Answer) -> Response:
    text = answer.media_type.startswith("text/")
    return Response(answer.body, headers=_VARY | {"Content-Type": answer.media_type + ("; charset=utf-8" if text else "")})


def _description(request: Request, accept: str | None) -> Response:
    media = choose(accept, tuple(GRAPHS))
    if media is None:
        return PlainTextResponse(f"the service description can be had as {', '.join(GRAPHS)}\n", 406, headers=_VARY)
    body = describe(str(request.url.replace(query="", fragment="")), media)
    return _answer(Answer(kind="graph", media_type=media, body=body))


def _failure(error: Exception) -> tuple[int, str]:
    """HTTP status and text of what went wrong."""
    if isinstance(error, protocol.Refused):
        return error.status, error.reason
    if isinstance(error, NotAcceptableError):
        return 406, str(error)
    if isinstance(error, QueryError):
        return 400, str(error)
    _log.error("%s", error)  # it names a folder of this machine, which is nobody's business outside
    return 503, "the graph cannot be read at the moment"


def _page_headers(policy: str) -> dict[str, str]:
    return {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}


def _graph_page(store: Path, page: Path | None) -> str:
    """The text of the page at /: the file if there is one, else made from the store, once for each build."""
    chosen = page or store.parent / "graph.html"
    if not chosen.is_file():
        return _made(store, _build(store))
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


class _Headers:
    """Tells browsers with every answer to take its media type as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-content-type-options", b"nosniff")]
            await send(message)

        await self.app(scope, receive, strict if scope["type"] == "http" else send)


def _build(store: Path) -> tuple[int, int, int]:
    try:
        return identity(store)
    except OSError as error:
        raise StoreError(f"{store}: there is no graph store that can be read ({error.strerror})") from None
