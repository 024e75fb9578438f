"""The service behind the HTTP: which store is published, who reads and who writes it, and what is allowed."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.graph.placing import Identity, identity
from kg.web.limits import Limits
from kg.web.locking import lock
from kg.web.pool import Pool
from kg.web.published import build_of
from kg.web.reading import Read
from kg.web.sparql import Query

_log = logging.getLogger("kg.web")
#: Seconds between two looks whether there is a new build, where users have graphs of their own.
_LOOK = 0.5


class Service:
    """Queries against the store that is published, and with a token updates of the graphs that are not the build's."""

    def __init__(
        self, store: Path, *, limits: Limits | None = None, token: str | None = None, hosts: frozenset[str] = frozenset()
    ) -> None:
        """Over the store that builds publish in folder `store`. `hosts` are those that SERVICE and LOAD may call."""
        self.store, self.limits, self.hosts = store, limits or Limits(), hosts
        self._token = token
        self._published = store
        self.readers = Pool("reader", self.limits)
        self.writer = Pool("writer", self.limits, 1) if token else None
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Service]:
        """Starts the processes, and ends them afterwards. StoreError when the store cannot be written where that is wanted."""
        watch = held = None
        try:
            if self.writer:
                held = await asyncio.to_thread(lock, self.store.with_name("served"))
                self.writer.inherited = () if held is None else (held,)  # so that it holds as long as the writer lives
            await self.readers.start()
            if self.writer:
                await self.writer.start()
                self._published = await self.writer.run("refresh", seconds=3600, store=self.store)
                watch = asyncio.create_task(self._watch())
            yield self
        finally:
            if watch:
                watch.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await watch
            await self.readers.stop()
            if self.writer:
                await self.writer.stop()
            if held is not None:
                os.close(held)

    @property
    def writable(self) -> bool:
        """Whether there is a token with which clients can write."""
        return self.writer is not None

    def may_write(self, token: str) -> bool:
        """Whether this is the token; takes as long for a wrong one as for the right one."""
        return self._token is not None and hmac.compare_digest(token.encode(), self._token.encode())

    def build(self) -> str | None:
        """The hash of what is published now; None where that cannot be told."""
        try:
            return build_of(self._published)
        except OSError:
            return None

    async def query(self, query: Query, accept: str | None, *, compress: bool = False) -> Read:
        """Answer a query. QueryError, NotAcceptableError, TooLargeError, StoreError, and what the pool raises."""
        limits = self.limits
        found: Read = await self.read(
            "query", query=query, accept=accept, hosts=self.hosts, rows=limits.rows, size=limits.answer_bytes, compress=compress
        )
        return found

    async def read(self, do: str, *, seconds: float | None = None, **arguments: Any) -> Any:
        """The value of one of the jobs of kg.web.reading, on what is published; `seconds` in place of the usual limit."""
        return await self.readers.run(do, seconds=seconds, store=self._published, **arguments)

    async def update(
        self, text: str, using: tuple[str, ...] = (), using_named: tuple[str, ...] = (), base: str | None = None
    ) -> None:
        """Run an update; every request that follows sees it. QueryError, OwnedError, UsingError, and what the pool raises."""
        await self.write("update", text=text, using=using, using_named=using_named, base=base, hosts=self.hosts)

    async def write(self, do: str, **arguments: Any) -> Any:
        """What one of the jobs of kg.web.writing tells beside the copy that it publishes; readers turn to that copy first."""
        assert self.writer
        async with self._writing:
            value = await self.writer.run(do, store=self.store, **arguments)
            self._published, told = value if isinstance(value, tuple) else (value, None)
            return told

    async def _watch(self) -> None:
        """Take in new builds as they come."""
        seen: Identity | None = None
        while True:
            with contextlib.suppress(OSError):
                now = identity(self.store)
                if now != seen:  # the first time too: a build may have come since the start
                    try:
                        await self._refresh()
                        seen = now
                    except KgError as error:  # tried again at the next look
                        _log.error("%s", error)
            await asyncio.sleep(_LOOK)

    async def _refresh(self) -> None:
        assert self.writer
        async with self._writing:
            self._published = await self.writer.run("refresh", seconds=3600, store=self.store)
