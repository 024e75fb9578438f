"""The fetcher: addresses in, pages out, in the same order; several hosts at a time, each at its own pace, nothing asked for twice."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Self

from kg.fetching.addresses import normal
from kg.fetching.asking import Asker, refusal
from kg.fetching.cache import Cache, Page
from kg.fetching.failures import FetchError
from kg.fetching.hosts import Hosts
from kg.fetching.manners import Manners

#: What can hold an article; other types are not read.
TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "application/x-pdf"})


class Fetcher:
    """Pages of the web, kept in a folder; to be closed, or used with `with`."""

    def __init__(self, folder: Path, *, allow_private: bool = False, manners: Manners | None = None) -> None:
        """`allow_private` lets it ask this machine and its own networks too. Nothing is asked for before `get` or `pages`."""
        manners = manners or Manners()
        self._cache, self._manners, self._private = Cache(folder), manners, allow_private
        self._stop = Event()
        self._asker: Asker | None = None
        self._hosts: Hosts | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all waiting and close what is open."""
        self._stop.set()
        if self._asker is not None:
            self._asker.close()

    def pages(self, addresses: Iterable[str]) -> Iterator[Page | FetchError]:
        """For each normal address its page or why there is none, in order; a few are fetched ahead, but none is held in memory."""
        ahead: deque[tuple[str, Future[FetchError | None] | None]] = deque()
        crew = ThreadPoolExecutor(self._manners.hosts, thread_name_prefix="kg-fetch")
        try:
            for address in addresses:
                ahead.append((address, None if self._cache.has(address) else crew.submit(self._kept, address, self._open())))
                if len(ahead) > 2 * self._manners.hosts:
                    yield self._taken(*ahead.popleft())
            while ahead:
                yield self._taken(*ahead.popleft())
        finally:
            if ahead:
                self._stop.set()
            crew.shutdown(cancel_futures=True)

    def get(self, address: str) -> Page:
        """The page at a normal address. Raises FetchError."""
        found = self._taken(address, None)
        if isinstance(found, FetchError):
            raise found
        return found

    def _taken(self, address: str, work: Future[FetchError | None] | None) -> Page | FetchError:
        error = work.result() if work is not None else None
        if error is not None:
            return error
        found = self._cache.get(address)
        if found is None:  # nobody asked yet, or its file was not whole
            error = self._kept(address, self._open())
            found = error or self._cache.get(address)
        return found if found is not None else FetchError("unreadable", "the page was had and is gone again")

    def _kept(self, address: str, hosts: Hosts) -> FetchError | None:
        """Fetch a page into the cache; why it could not be had."""
        try:
            self._cache.put(self._fetched(address, hosts))
        except FetchError as error:
            if error.lasting:
                self._cache.put_failure(address, error)
            return error
        except OSError as error:
            return FetchError("unwritable", f"the page cannot be kept ({error.strerror or error})")
        return None

    def _fetched(self, address: str, hosts: Hosts) -> Page:
        seen = [address]
        while True:
            answer = hosts.get(seen[-1])
            if answer.location is None:
                break
            there = normal(answer.location, seen[-1])
            if there in seen:
                raise FetchError("redirects", "the address leads back to itself", lasting=True)
            if len(seen) > self._manners.redirects:
                raise FetchError("redirects", f"the address leads on more than {self._manners.redirects} times", lasting=True)
            seen.append(there)
        if answer.status != 200:
            raise refusal(answer.status)
        if answer.type is not None and answer.type not in TYPES:
            raise FetchError("unknown-format", f"is {answer.type[:60]}, which is not read", lasting=True)
        return Page(url=address, final=seen[-1], type=answer.type, charset=answer.charset, data=answer.data)

    def _open(self) -> Hosts:
        if self._hosts is None:
            self._asker = Asker(self._manners, allow_private=self._private)
            self._hosts = Hosts(self._asker, self._manners, self._stop)
        return self._hosts
