"""A web of our own for tests: hosts on this machine, each with its pages, that note what they were asked and when."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import pytest

#: Status, headers, body; a function gets the handler and answers by itself.
Reply = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A host on this machine: `pages` by path, and `asked`: (path, time) of every request, in order."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | list[Reply]] = {}
        self.asked: list[tuple[str, float]] = []
        self.agents: set[str] = set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, monotonic()))
                site.agents.add(self.headers.get("User-Agent", ""))
                reply = site.pages.get(self.path, (404, {}, b"nothing here"))
                if isinstance(reply, list):  # one after the other, the last one for ever
                    reply = reply.pop(0) if len(reply) > 1 else reply[0]
                if callable(reply):
                    reply(self)
                    return
                status, headers, body = reply
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def handle(self) -> None:
                with suppress(BrokenPipeError, ConnectionResetError):  # the other side had enough
                    super().handle()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A host without a robots.txt and without pages."""
    one = Site()
    yield one
    one.close()


@pytest.fixture
def other() -> Iterator[Site]:
    """A second host (another port of the same machine)."""
    one = Site()
    yield one
    one.close()
