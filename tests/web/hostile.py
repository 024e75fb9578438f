"""How a request that nobody should send is sent, and how the answer to it is judged."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

#: Never in an answer: words of files that no request may see, and what a program says that has lost its way.
SECRET = "the-colour-of-the-crown-jewels"
NEVER = (SECRET.encode(), b"root:x:0:0", b"Traceback (most recent", b"/tmp/", b'File "')
#: Statuses that say that something is not done; a server error is none, but for what is told on purpose.
NOT_DONE = {400, 401, 403, 404, 405, 406, 408, 411, 412, 413, 414, 415, 416, 417, 421, 422, 431, 501, 503, 504, 505}
DONE = {100, 200, 201, 204, 303, 304}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Either `pieces` of bytes for a socket, or a `request` for httpx.

    `harm`: it must not be done. `cut`: the client goes away without waiting for an answer, with a reset where `reset`.
    """

    kind: str
    pieces: tuple[bytes, ...] = ()
    request: dict[str, Any] = field(default_factory=dict)
    harm: bool = False
    cut: bool = False
    reset: bool = False


def carry_out(attack: Attack, port: int) -> str | None:
    """Send it; what is wrong with the answer, or None."""
    answers = _by_httpx(attack, port) if attack.request else _by_socket(attack, port)
    if not answers and not attack.cut and attack.request:
        return "no answer"
    for status, body in answers:
        if status not in (NOT_DONE if attack.harm else NOT_DONE | DONE):
            return f"status {status}: {body[:200]!r}"
        for word in NEVER:
            if word in body:
                return f"{word!r} in the answer: {body[:300]!r}"
    return None


def _by_httpx(attack: Attack, port: int) -> list[tuple[int, bytes]]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
        try:
            answer = client.request(**attack.request)
        except httpx.RemoteProtocolError as error:  # sent away before all was said
            return [] if attack.kind == "wishes" else [(0, str(error).encode())]
        except (httpx.WriteError, httpx.ReadError):
            return [(431, b"")]
        return [(answer.status_code, answer.content)]


def _by_socket(attack: Attack, port: int) -> list[tuple[int, bytes]]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        if attack.reset:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        got = bytearray()
        try:
            for piece in attack.pieces:
                line.sendall(piece)
            line.settimeout(0.05 if attack.cut else 30)
            while part := line.recv(1 << 16):
                got += part
        except TimeoutError:
            if not attack.cut:
                return [(0, b"neither answered nor closed: " + bytes(got[:300]))]
        except OSError:  # sent away before all was said
            pass
    return list(_responses(bytes(got), attack.pieces[0].startswith(b"HEAD ")))


def _responses(got: bytes, bare: bool) -> Iterator[tuple[int, bytes]]:
    while got:
        first, mark, rest = got.partition(b"\r\n\r\n")
        words = first.split(b"\r\n")[0].split(b" ", 2)
        if not mark or not words[0].startswith(b"HTTP/1.") or len(words) < 2:
            yield 0, b"no HTTP: " + got[:300]
            return
        names = [line.split(b":", 1)[0].lower() for line in first.split(b"\r\n")[1:]]
        if b"injected" in names or b"x-injected" in names:
            yield 0, b"a header was injected: " + first
            return
        size = next((int(line.split(b":")[1]) for line in first.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
        yield int(words[1]), rest[:size]
        got = b"" if bare else rest[size:]  # an answer to HEAD says the size of a body that does not come
