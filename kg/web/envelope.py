"""Around every request: what browsers are told, a line in the access log, and the figures that monitoring reads."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.logs import ACCESS, now
from kg.web.service import Service

_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)


class Figures:
    """Counters and gauges of one service, in Prometheus form."""

    def __init__(self, service: Service) -> None:
        """The gauges are read off `service` when they are asked for."""
        self.registry = CollectorRegistry()
        self.requests = Counter("kg_http_requests", "Requests answered.", ["path", "method", "status"], registry=self.registry)
        self.seconds = Histogram("kg_http_request_seconds", "Time to answer.", ["path"], buckets=_BUCKETS, registry=self.registry)
        self.sent = Counter("kg_http_response_bytes", "Bytes of bodies sent.", registry=self.registry)
        self.registry.register(_Workers(service))

    async def page(self, request: Request) -> Response:
        """What monitoring reads."""
        return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


class _Workers(Collector):
    def __init__(self, service: Service) -> None:
        self.service = service

    def collect(self) -> Iterator[Metric]:
        """How the worker processes are."""
        pool = self.service.readers
        for name, what, value in (
            ("kg_workers", "Worker processes.", len(pool.pids)),
            ("kg_workers_busy", "Worker processes that run a job.", pool.busy),
            ("kg_requests_queued", "Requests that wait for a worker.", pool.queued),
            ("kg_workers_stopped", "Workers stopped at the time limit since the start.", pool.killed),
            ("kg_workers_died", "Workers that died over a job since the start.", pool.died),
        ):
            yield GaugeMetricFamily(name, what, value=value)


class Envelope:
    """ASGI middleware: headers, log, figures."""

    def __init__(self, app: ASGIApp, figures: Figures, paths: frozenset[str]) -> None:
        """`paths` are counted by name; others as their first part, so that visitors cannot invent figures."""
        self.app, self.figures, self.paths = app, figures, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status, size = 500, 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-content-type-options", b"nosniff")]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - started
            path = self._path(scope["path"])
            self.figures.requests.labels(path, scope["method"], str(status)).inc()
            self.figures.seconds.labels(path).observe(seconds)
            self.figures.sent.inc(size)
            if ACCESS.isEnabledFor(logging.INFO):
                ACCESS.info("%s", _line(scope, status, size, seconds))

    def _path(self, path: str) -> str:
        if path in self.paths:
            return path
        first = "/" + path.lstrip("/").partition("/")[0]
        return first if first in self.paths else "other"


def _line(scope: Scope, status: int, size: int, seconds: float) -> str:
    """A request as one line of JSON; whatever it holds, it cannot begin another line."""
    return json.dumps(
        {
            "time": now(),
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "bytes": size,
            "ms": round(1000 * seconds, 1),
        }
    )
