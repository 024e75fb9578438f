"""The HTTP parser of the server, with limits on what comes before a request's body."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Bytes of request line and headers together.
HEAD_LIMIT = 1 << 17


class Bounded(HttpToolsProtocol):
    """uvicorn's fast protocol, which has no bound of its own for headers."""

    _head = 0

    def data_received(self, data: bytes) -> None:
        """Bytes from the client; too many without an end of the headers close the connection."""
        self._head += len(data)
        if self._head > HEAD_LIMIT and not self._in_body():
            if not self.transport.is_closing():
                self.transport.write(b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
                self.transport.close()
            return
        super().data_received(data)

    def _in_body(self) -> bool:
        """Whether the headers of the request that comes in are complete."""
        return self._complete

    _complete = False

    def on_message_begin(self) -> None:
        """A request begins."""
        self._complete = False
        super().on_message_begin()

    def on_headers_complete(self) -> Any:
        """Its headers are all there."""
        self._complete, self._head = True, 0
        return super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is all there."""
        self._complete, self._head = False, 0
        super().on_message_complete()
