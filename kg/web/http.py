"""The HTTP parser of the server, with limits on what comes before a request's body and on clients that stop listening."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Bytes of request line and headers together, and seconds in which they have to come.
HEAD_LIMIT, HEAD_SECONDS = 1 << 17, 20.0
_REFUSAL = b"HTTP/1.1 %s\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Bounded(HttpToolsProtocol):
    """uvicorn's fast protocol, which has no bound of its own for headers, nor for clients that wait or do not read."""

    _head = 0
    _complete = False  # whether the headers of the request that comes in are there
    _waiting: asyncio.TimerHandle | None = None
    _unread = -1

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there, and has some seconds to say what it wants."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._expected()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes from the client; too many without an end of the headers close the connection."""
        size = HEAD_LIMIT // 2  # a body that came with its headers must not count as headers
        for start in range(0, len(data), size):
            piece = data if len(data) <= size else data[start : start + size]
            self._head += len(piece)
            if self._head > HEAD_LIMIT and not self._complete:
                self._refuse(b"431 Request Header Fields Too Large")
            if self.transport.is_closing():
                return
            super().data_received(piece)
        if self._head and not self._complete and self._waiting is None:
            self._expect()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._complete, self._unread = False, -1
        super().on_message_begin()

    def on_headers_complete(self) -> Any:
        """Its headers are all there."""
        self._complete, self._head = True, 0
        self._expected()
        return super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is all there."""
        self._complete, self._head = False, 0
        super().on_message_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing was asked for a while: an end, unless an answer is still on its way to a client that takes it, if slowly."""
        left = self.transport.get_write_buffer_size()
        if not left or self.transport.is_closing():
            super().timeout_keep_alive_handler()
        elif left == self._unread:
            self.transport.abort()
        else:
            self._unread = left
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def _expect(self) -> None:
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._late)

    def _late(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self._refuse(b"408 Request Timeout")
        else:  # the answer to what was asked before goes first
            self._expect()

    def _expected(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _refuse(self, status: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(_REFUSAL % status)
            self.transport.close()
