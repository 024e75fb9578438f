"""The server as a process: the service starts before the first connection is taken, and ends after the last one."""

from __future__ import annotations

import contextlib
import socket

import uvicorn

from kg.web.service import Service


class Server(uvicorn.Server):
    """uvicorn's server with a service inside, whose errors at the start come out of `run` as they are."""

    def __init__(self, config: uvicorn.Config, service: Service, greeting: str) -> None:
        """`greeting` is printed once requests are taken."""
        super().__init__(config)
        self.service, self.greeting = service, greeting
        self._stack = contextlib.AsyncExitStack()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the service, then listen."""
        await self._stack.enter_async_context(self.service.running())
        await super().startup(sockets)
        print(self.greeting, flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the open requests end, then the service."""
        await super().shutdown(sockets)
        await self._stack.aclose()
