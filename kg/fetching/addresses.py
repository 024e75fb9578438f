"""The address of a page: http or https, without a password and without a fragment, written one way."""

from __future__ import annotations

import httpx

from kg.fetching.failures import FetchError

#: Longest address, in characters.
LONGEST = 4000


def normal(address: str, base: str | None = None) -> str:
    """`address` (as seen from `base`) in the form in which two spellings of one address are the same.

    Raises FetchError "bad-url" for what is none, has a scheme other than http and https, no host, or a password in it.
    """
    try:
        url = httpx.URL(base).join(address) if base else httpx.URL(address)
        text = f"{url.scheme}://{url.netloc.decode('ascii')}{url.raw_path.decode('ascii')}"
        port = url.port
    except (httpx.InvalidURL, ValueError, TypeError):
        raise FetchError("bad-url", "is no address", lasting=True) from None
    if url.scheme not in ("http", "https"):
        raise FetchError("bad-url", f"only http and https are fetched, not {url.scheme or 'an address without a scheme'}", lasting=True)
    if not url.host:
        raise FetchError("bad-url", "the address has no host", lasting=True)
    if url.userinfo:
        raise FetchError("bad-url", "addresses with a user or password in them are not fetched", lasting=True)
    if (port is not None and not 0 < port < 65536) or len(text) > LONGEST:
        raise FetchError("bad-url", "is no address", lasting=True)
    return text


def origin(address: str) -> str:
    """Scheme, host and port of a normal address: what a robots.txt is for."""
    url = httpx.URL(address)
    return str(url.copy_with(raw_path=b"/"))
