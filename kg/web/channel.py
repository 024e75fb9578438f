"""Messages between the service and its worker processes: a length and a pickle, over a socket pair of one machine and one user."""

from __future__ import annotations

import asyncio
import pickle
import socket
import struct
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError

_HEAD = struct.Struct("!Q")


class DiedError(KgError):
    """A worker died over a job, by its own hand or another's, or met with a mistake of ours."""


class NestedError(KgError):
    """A job went deeper than the stack of a worker is high."""

    def __init__(self, reason: str = "the request is nested too deeply") -> None:
        """The request is at fault."""
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A function of one of the modules that workers may run, by name, and its arguments."""

    do: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
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
    return pickle.loads(_exactly(source, _HEAD.unpack(_exactly(source, _HEAD.size))[0]))  # from our own parent process


def _exactly(source: socket.socket, size: int) -> bytes:
    body = bytearray(size)
    view, have = memoryview(body), 0
    while have < size:
        got = source.recv_into(view[have:])
        if not got:
            raise EOFError
        have += got
    return bytes(body)


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: object) -> Any:
    """Send a message to a worker and await its answer; IncompleteReadError or ConnectionError when it died."""
    writer.write(pack(message))
    await writer.drain()
    size = _HEAD.unpack(await reader.readexactly(_HEAD.size))[0]
    return pickle.loads(await reader.readexactly(size))  # from our own child process
