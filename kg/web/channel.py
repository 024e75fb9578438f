"""Messages between the service and its worker processes: a length and a pickle, over a socket pair of one machine and one user."""

from __future__ import annotations

import asyncio
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from kg.errors import KgError

_HEAD = struct.Struct("!Q")
#: Bytes taken from the line in one go.
_AT_ONCE = 1 << 16


class DiedError(KgError):
    """A worker died over a job, by its own hand or another's, or met with a mistake of ours."""


class NestedError(KgError):
    """A job went deeper than the stack of a worker is high."""

    def __init__(self, reason: str = "the request is nested too deeply") -> None:
        """The request is at fault."""
        super().__init__(reason)


@dataclass(frozen=True, kw_only=True)
class Job:
    """A function of one of the modules that workers may run, by name, and its arguments."""

    do: str
    arguments: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What became of a job: a value, or the error that a user caused; `resident` are the bytes of memory that the worker holds."""

    value: Any = None
    error: KgError | None = None
    resident: int = 0


def pack(message: object) -> bytes:
    """A message as bytes, its length first."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _HEAD.pack(len(body)) + body


def send(to: socket.socket, message: object) -> None:
    """Send a message, in a worker."""
    to.sendall(pack(message))


def receive(source: socket.socket) -> Any:
    """The next message, in a worker; EOFError when the service is gone."""
    come = bytearray()
    while len(come) < _HEAD.size:
        come += _some(source, _AT_ONCE)
    size = _HEAD.unpack_from(come)[0]
    while len(come) < _HEAD.size + size:  # a message only follows the answer to the one before it: nothing else comes
        come += _some(source, _HEAD.size + size - len(come))
    return pickle.loads(memoryview(come)[_HEAD.size :])  # from our own parent process


def _some(source: socket.socket, most: int) -> bytes:
    if got := source.recv(min(most, _AT_ONCE)):
        return got
    raise EOFError


class Line(asyncio.Protocol):
    """The service's end: a message goes, one comes back. A protocol, as asyncio's streams take a quarter of a short query's time."""

    def __init__(self) -> None:
        """Give it to `create_connection`; the first message is the worker's, which says that it has started.

        `lost` is called when the worker ends while nobody waits for it.
        """
        self._transport: asyncio.Transport | None = None
        self._come = bytearray()
        self._answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.lost: Callable[[], None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line is there."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop has a class of its own

    def data_received(self, data: bytes) -> None:
        """Bytes of the answer, or all of it."""
        self._come += data
        if len(self._come) >= _HEAD.size and len(self._come) >= (end := _HEAD.size + _HEAD.unpack_from(self._come)[0]):
            body = bytes(memoryview(self._come)[_HEAD.size : end])
            self._come = bytearray()
            if not self._answer.done():
                self._answer.set_result(body)

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker died, or was let go."""
        self._transport = None
        if not self._answer.done():
            self._answer.set_exception(ConnectionResetError())
            self._answer.exception()  # nobody need be waiting
        elif self.lost:
            self.lost()

    async def receive(self) -> Any:
        """The next message; ConnectionError when the worker died."""
        return pickle.loads(await self._answer)  # from our own child process

    async def ask(self, message: object) -> Any:
        """Send a message and await its answer, one at a time; ConnectionError when the worker died."""
        if self._transport is None:
            raise ConnectionResetError
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(pack(message))
        return await self.receive()

    def close(self) -> None:
        """Let the worker go, which then ends."""
        if self._transport:
            self._transport.close()
