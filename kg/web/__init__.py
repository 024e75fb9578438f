"""The graph over HTTP: a SPARQL endpoint and the graph page, for reading."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

from kg.errors import KgError


def serve(store: Path, *, host: str = "127.0.0.1", port: int = 7878, page: Path | None = None) -> None:
    """Serve the published store in folder `store` until interrupted; prints the address once it listens. Port 0 takes any free one.

    `page` is the graph page for /, see kg.web.app.create_app. StoreError if there is no store, KgError if the address cannot be had.
    """
    import uvicorn

    from kg.web.app import create_app
    from kg.web.sparql import opened

    opened(store)  # so that a wrong folder is told at once and not to the first visitor
    listening = _listen(host, port)
    with listening:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}"
        print(f"{address}/ shows the graph, {address}/sparql answers queries; Ctrl-C stops", flush=True)
        config = uvicorn.Config(create_app(store, page=page), log_level="warning", ws="none", server_header=False, lifespan="off")
        with suppress(KeyboardInterrupt):  # uvicorn raises it again once the open requests are answered
            uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; KgError with the reason when it cannot."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        raise KgError(f"{host}:{port}: cannot listen there ({error.strerror})") from None
