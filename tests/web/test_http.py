"""Requests as bytes: how much may stand before a body, and that a body is not taken for it."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from kg.web import http


def answer(server: str, *pieces: bytes) -> bytes:
    """What comes back on one connection for these pieces, until the server closes it."""
    host = urlsplit(server)
    assert host.hostname and host.port  # noqa: PT018
    with socket.create_connection((host.hostname, host.port), timeout=20) as line:
        got = b""
        try:
            for piece in pieces:
                line.sendall(piece)
            while part := line.recv(65536):
                got += part
        except OSError:  # closed while we still wrote
            pass
        return got


def post(size: int, more: bytes = b"", *, last: bool = True) -> bytes:
    """A query in a body of `size` bytes, headers and body in one piece."""
    body = b"ASK {} #" + b"x" * (size - 8)
    closing = b"Connection: close\r\n" if last else b""
    head = b"POST /query HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n" % size
    return head + closing + more + b"\r\n" + body


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "HEAD_LIMIT", 1000)  # less than what one read brings


@pytest.mark.usefixtures("small")
def test_a_body_that_comes_with_the_headers_is_not_counted_as_headers(server: str) -> None:
    assert answer(server, post(5000)).startswith(b"HTTP/1.1 200")
    three = answer(server, *[post(5000, last=False)] * 2, post(5000))
    assert three.count(b"HTTP/1.1 200") == 3
    assert answer(server, post(900, last=False) + post(900)).count(b"HTTP/1.1 200") == 2


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 2000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 2000 + b"\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 300 + b"\r\n",
        post(20, b"X: " + b"y" * 2000 + b"\r\n"),
    ],
)
def test_long_headers_are_refused_and_what_follows_is_not_heeded(head: bytes, server: str) -> None:
    got = answer(server, head, b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")
    assert got.count(b"HTTP/1.1") == 1
    assert answer(server, post(50)).startswith(b"HTTP/1.1 200"), "others are served"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("head", [b"GET /" + b"x" * 2000, b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 2000])
def test_headers_without_an_end_are_refused(head: bytes, server: str) -> None:
    assert answer(server, head).startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")


def test_a_large_upload_is_read_whole(server: str) -> None:
    assert b" 200 " in answer(server, post(600_000))[:20]
