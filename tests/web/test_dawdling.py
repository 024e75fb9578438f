"""Clients that are slow to speak or to listen, and those that say much at once."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.web.http import Bounded
from tests.web.serving import fill, running


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr("kg.web.http.HEAD_SECONDS", 0.5)
    with running(fill(tmp_path / "store")) as address:
        yield int(address.rsplit(":", 1)[1])


@pytest.mark.parametrize("said", [b"", b"GET /health HTTP/1.1\r\n", b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /health HT"])
def test_who_does_not_say_what_it_wants_is_sent_away(port: int, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=40) as line:
        line.sendall(said)
        if said.endswith(b"HT"):  # the first answer is there, and more of the second request does not come
            assert line.recv(9) == b"HTTP/1.1 "
            line.sendall(b"TP")
        got = b""
        while part := line.recv(1 << 16):
            got += part
        assert b" 408 Request Timeout\r\n" in got


def test_a_head_in_drops_is_no_way_to_stay(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=40) as line, pytest.raises(ConnectionError):
        drip(line)


def drip(line: socket.socket) -> None:
    for _ in range(100):
        line.sendall(b"X")
        time.sleep(0.1)


def test_a_long_body_that_comes_with_its_head(port: int) -> None:
    """Some 400 KB in one go are no long head."""
    query = b"ASK {} #" + b"x" * 400_000
    head = "POST /query HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    head += f"Content-Type: application/sparql-query\r\nContent-Length: {len(query)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=40) as line:
        line.sendall(head.encode() + query)
        assert line.recv(15) == b"HTTP/1.1 200 OK"


def test_who_stops_reading_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that nobody takes does not stay in memory."""
    known = Bounded.connection_made

    def impatient(self: Bounded, transport: asyncio.Transport) -> None:
        self.timeout_keep_alive = 0.2  # type: ignore[assignment]
        known(self, transport)

    monkeypatch.setattr(Bounded, "connection_made", impatient)
    with running(fill(tmp_path / "store")) as address, socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(40)
        line.connect(("127.0.0.1", int(address.rsplit(":", 1)[1])))
        query = quote(f"SELECT * {{ VALUES ?a {{ {'1 ' * 300} }} VALUES ?b {{ {'1 ' * 300} }} }}")
        line.sendall(f"GET /query?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        got = line.recv(1 << 12)
        size = int(got.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        assert size > 10_000_000
        time.sleep(2)
        count = len(got)
        with suppress(ConnectionError):
            while part := line.recv(1 << 16):
                count += len(part)
        assert count < size
