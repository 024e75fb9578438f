"""The HTTP parser of the server, with limits on what comes before a request's body."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Bytes of request line and headers together.
HEAD_LIMIT = 1 << 17
_REFUSAL = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Bounded(HttpToolsProtocol):
    """uvicorn's fast protocol, which has no bound of its own for headers.

    One read may bring the headers and much of a body, so the headers' own bytes are counted as they are parsed; what was read counts
    only while a request line or a header is not at its end.
    """

    _read = _head = 0
    _in_body = _refused = False

    def data_received(self, data: bytes) -> None:
        """Bytes from the client; too many without an end of the headers close the connection."""
        if self._refused:
            return
        self._read += len(data)
        super().data_received(data)
        if self._read > HEAD_LIMIT and not self._in_body:
            self._refuse()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_body, self._head = False, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Its address, or a part of it."""
        self._head += len(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One of its headers."""
        self._head += len(name) + len(value) + 4
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Its headers are all there."""
        self._in_body, self._read = True, 0
        if self._head > HEAD_LIMIT:
            self._refuse()
        if not self._refused:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of its body."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """It is all there."""
        self._in_body, self._read = False, 0
        if not self._refused:
            super().on_message_complete()

    def _refuse(self) -> None:
        if not self._refused and not self.transport.is_closing():
            self.transport.write(_REFUSAL)
            self.transport.close()
        self._refused = True
