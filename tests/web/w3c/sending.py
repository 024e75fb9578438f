"""A server with a token on an empty folder, and requests sent to it byte for byte."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.web.w3c.manifests import ROOT, Request

TOKEN = "w3c-suite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get_content_type() if self.headers["Content-Type"] else ""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a `kg serve` that may be written to, in a process of its own, over the empty store `folder`."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(folder), "--token", TOKEN, "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[0].rstrip("/")
        finally:
            process.terminate()
            process.wait(20)


def send(server: str, method: str, path: str, headers: tuple[tuple[str, str], ...] = (), body: bytes | None = None) -> Answer:
    """One request exactly as given; only Host, the token and the length of the body are put to it."""
    place = urlsplit(server)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.putheader("Authorization", f"Bearer {TOKEN}")
        for name, value in headers:
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return Answer(status=answer.status, headers=answer.msg, body=answer.read())
    finally:
        connection.close()


def empty(server: str) -> None:
    """Take everything out of the store."""
    answer = send(server, "POST", "/update", (("Content-Type", "application/sparql-update"),), b"DROP ALL")
    assert answer.status in (200, 204), answer.text


def put(server: str, graph: str, file: Path) -> None:
    """Make a file (Turtle or N-Triples) a graph of the store: `graph` is `default` or `graph=…`, percent-encoded."""
    answer = send(server, "PUT", f"/store?{graph}", (("Content-Type", "text/turtle"),), file.read_bytes())
    assert answer.status in (200, 201, 204), answer.text


def checked(server: str, request: Request, path: str, variables: dict[str, str]) -> Answer:
    """Send a request of a suite to `path`, with the variables so far, and check status, content type and Location."""
    body = request.body
    for name, value in variables.items():
        path = path.replace(name, value)
        body = body.replace(name.encode(), value.encode()) if body else body
    answer = send(server, request.method, path, request.headers, body)
    told = f"{request.method} {path}: {answer.status} {answer.text[:300]}"
    assert request.expected.allows(answer.status), f"{told}, expected {' or '.join(request.expected.statuses)}"
    for name, value in request.expected.headers:
        assert _normal(answer.headers[name]) == _normal(value), told
    if request.expected.location:
        assert answer.headers["Location"], told
        variables[request.expected.location] = answer.headers["Location"]
    return answer


def _normal(content_type: str | None) -> str:
    return (content_type or "").lower().replace(" ", "")
