"""The network: connections to public addresses alone, each with an end to its time.

A name is resolved once and the connection goes to the address that was looked at, so that a name cannot mean another machine a
moment later; TLS still checks the name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any

import httpcore
import httpx

from kg.fetching.failures import FetchError

#: Addresses of IPv4 hosts as IPv6-only networks write them.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not of this machine, a private network, a cloud's metadata service."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Backend(httpcore.NetworkBackend):
    """Opens connections as httpcore does, to addresses that may be asked."""

    def __init__(self, allow_private: bool, seconds: float) -> None:
        self._private, self._seconds = allow_private, seconds
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            gone = isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME
            raise FetchError("no-host", f"there is no host {host}" if gone else f"the host {host} was not found", again=not gone) from None
        addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
        if not self._private and not all(map(is_public, addresses)):
            raise FetchError("private-address", f"{host} is in a private network, which is not asked")
        for number, address in enumerate(addresses, start=1):
            try:
                stream = self._real.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _Timed(stream, monotonic() + self._seconds)
        raise httpcore.ConnectError("no address")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> httpcore.NetworkStream:
        raise FetchError("private-address", "sockets of this machine are not asked")


class _Timed(httpcore.NetworkStream):
    """A connection that ends at a time, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream, self._end = stream, end

    def _left(self, timeout: float | None) -> float:
        left = self._end - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for one page is over")
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class Transport(httpx.BaseTransport):
    """What carries the requests of an httpx client; a connection serves one request."""

    def __init__(self, *, allow_private: bool, seconds: float) -> None:
        """`seconds` is the time that one request may take, from connecting to the last byte."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_keepalive_connections=0, network_backend=_Backend(allow_private, seconds)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """What httpx calls for each request. Raises httpcore's errors and FetchError."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()
