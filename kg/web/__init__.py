"""The graph over HTTP: a SPARQL service and the graph page."""

from __future__ import annotations

import gc
import socket
import sys
from contextlib import suppress
from pathlib import Path

from kg.errors import KgError
from kg.web.limits import Limits


def serve(
    store: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    page: Path | None = None,
    limits: Limits | None = None,
    token: str | None = None,
    hosts: frozenset[str] = frozenset(),
    log: bool = False,
) -> None:
    """Serve the published store in folder `store` until interrupted; prints the address once it listens. Port 0 takes any free one.

    `page` is the graph page for /, see kg.web.app.create_app. With a `token`, whoever has it can write to graphs of their own; then the
    store need not be there yet. `hosts` are those that SERVICE and LOAD may call. `log` writes a line of JSON to standard error for
    every request. StoreError if there is no store, KgError if the address cannot be had.
    """
    import uvicorn

    from kg.web.app import create_app
    from kg.web.http import Bounded
    from kg.web.logs import log_to
    from kg.web.published import opened
    from kg.web.running import Server
    from kg.web.service import Service

    if token is None:
        opened(store)  # so that a wrong folder is told at once and not to the first visitor
    log_to(sys.stderr, access=log)
    limits = limits or Limits()
    service = Service(store, limits=limits, token=token, hosts=hosts)
    listening = _listen(host, port)
    with listening:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            create_app(service, page=page), log_config=None, ws="none", server_header=False, lifespan="off", http=Bounded,
            access_log=False, limit_concurrency=4 * limits.queue, timeout_keep_alive=30, timeout_graceful_shutdown=int(limits.seconds) + 1,
        )  # fmt: skip
        server = Server(config, service, f"{address}/ shows the graph, {address}/sparql answers queries; Ctrl-C stops")
        with suppress(KeyboardInterrupt):  # uvicorn raises it again once the open requests are answered
            gc.freeze()  # what is there now stays; a request leaves little behind, which need not be looked for all the time
            gc.set_threshold(20_000, 20, 20)
            server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; KgError with the reason when it cannot."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=512)
    except OSError as error:
        raise KgError(f"{host}:{port}: cannot listen there ({error.strerror})") from None
