"""Servers for the tests of what goes over HTTP: a small SPARQL server in this process, and one that stands between and makes trouble."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


@dataclass(frozen=True)
class Asked:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def params(self) -> dict[str, str]:
        fields = dict(parse_qs(urlsplit(self.target).query, keep_blank_values=True))
        if self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            fields |= parse_qs(self.body.decode())
        return {name: values[0] for name, values in fields.items()}


@dataclass(frozen=True)
class Said:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


#: What a handler gives instead of an answer: the connection is closed without one.
DROP = Said(status=0)
Handler = Callable[[Asked], Said]


@contextmanager
def serving(handler: Handler) -> Iterator[str]:
    """The address of a server on a free loopback port that answers each request with what `handler` gives."""

    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = handler(Asked(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            if said.status == 0:
                self.close_connection = True
                return
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(said.body)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def between(upstream: str, faults: Callable[[int, Asked], Said | None] | None = None) -> tuple[Handler, list[Asked]]:
    """A handler that passes requests on to `upstream`, and the list of those that come.

    `faults`, asked with the number of the request (from 1), may give an answer in its stead; DROP lets the request through and loses
    the answer on the way.
    """
    seen: list[Asked] = []
    host = urlsplit(upstream).netloc

    def handler(asked: Asked) -> Said:
        seen.append(asked)
        fault = faults(len(seen), asked) if faults else None
        if fault is not None and fault != DROP:
            return fault
        connection = http.client.HTTPConnection(host, timeout=60)
        with suppress(BrokenPipeError):
            headers = {name: value for name, value in asked.headers.items() if name not in {"connection", "host", "content-length"}}
            connection.request(asked.method, asked.target, asked.body or None, headers | {"Content-Length": str(len(asked.body))})
        answer = connection.getresponse()
        kept = {
            name: value for name, value in answer.getheaders() if name.lower() not in {"connection", "content-length", "transfer-encoding"}
        }
        said = Said(answer.status, answer.read(), kept)
        connection.close()
        return fault if fault is not None else said

    return handler, seen


def sparql(store: ox.Store, *, update: bool = True, graphs: bool = True, union: bool = False) -> Handler:
    """A small SPARQL 1.1 server over `store`: /ds/query, and as chosen /ds/update and /ds/data, spelled as Fuseki does."""

    def answer(asked: Asked) -> Said:
        params = asked.params
        if asked.path == "/ds/query" and "query" in params:
            found = store.query(params["query"], use_default_graph_as_union=union)
            if isinstance(found, ox.QueryTriples):
                return Said(200, ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"", {"Content-Type": "application/n-triples"})
            results = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
            return Said(200, results, {"Content-Type": "application/sparql-results+json"})
        if asked.path == "/ds/update" and update and asked.method == "POST":
            store.update(asked.body.decode())
            return Said(204)
        if asked.path == "/ds/data" and graphs:
            graph = ox.NamedNode(params["graph"]) if "graph" in params else ox.DefaultGraph()
            if asked.method in {"PUT", "DELETE"}:
                store.clear_graph(graph)
            if asked.method in {"PUT", "POST"}:
                store.load(asked.body, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
            return Said(200)
        return Said(
            404,
            b"<html><head><title>No</title></head><body><h1>404</h1><p>Nothing is here</p></body></html>",
            {"Content-Type": "text/html"},
        )

    def handler(asked: Asked) -> Said:
        try:
            return answer(asked)
        except (SyntaxError, ValueError, OSError) as error:
            return Said(400, str(error).encode(), {"Content-Type": "text/plain; charset=utf-8"})

    return handler
