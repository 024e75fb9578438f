"""The Graph Store Protocol: whole graphs got, put, added to and dropped, named by `?graph=`, by `?default` or by their own address."""

from __future__ import annotations

import uuid

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.web import protocol
from kg.web.endpoint import authorise
from kg.web.failures import told
from kg.web.protocol import Refused
from kg.web.reading import Read
from kg.web.replies import answered, origin, unchanged, wants_gzip, while_there
from kg.web.service import Service
from kg.web.updates import DEFAULT

PATH = "/store"
METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]


class GraphStore:
    """The graph store at /store, and the graphs whose IRIs lie below it."""

    def __init__(self, service: Service) -> None:
        """Reads are for everybody; writes need the service's token, and leave the build's graphs alone."""
        self.service = service

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        try:
            graph = _graph(request)
            if request.method in ("GET", "HEAD"):
                return await self._get(request, graph)
            authorise(request, self.service)
            if request.method == "DELETE":
                return await self._delete(graph)
            return await self._put(request, graph)
        except (Refused, KgError) as error:
            return told(error)

    async def _get(self, request: Request, graph: str | None) -> Response:
        accept, compress, limits = request.headers.get("accept"), wants_gzip(request), self.service.limits
        parts = ("graph", graph, accept, str(compress))
        same = unchanged(request, self.service, *parts)
        if same:
            return same
        work = self.service.read("graph", graph=graph, accept=accept, size=limits.answer_bytes, compress=compress)
        read: Read = await while_there(request, work)
        return answered(read, *parts)

    async def _put(self, request: Request, graph: str | None) -> Response:
        """201 for a graph that is new; else 204 for one that was replaced and 200 for one that was added to."""
        headers = {}
        coding = request.headers.get("content-encoding", "identity")
        if coding.strip().lower() != "identity":
            raise Refused(415, f"a graph is sent as it is, not as {coding}", {"Accept-Encoding": "identity"})
        if graph is None:
            if request.method == "PUT":
                raise Refused(400, "which graph is put? ?graph=IRI names it, ?default is the default graph")
            graph = f"{origin(request)}{PATH}/{uuid.uuid4()}"
            headers["Location"] = graph
        body = await protocol.body(request, self.service.limits.upload_bytes, self.service.limits.seconds)
        new = await self.service.write(
            "put", graph=graph, body=body, content_type=request.headers.get("content-type", ""),
            base=graph or _address(request), replace=request.method == "PUT",
        )  # fmt: skip
        return Response(status_code=201 if new else 204 if request.method == "PUT" else 200, headers=headers)

    async def _delete(self, graph: str | None) -> Response:
        if graph is None:
            raise Refused(400, "which graph is deleted? ?graph=IRI names it, ?default is the default graph")
        if not await self.service.write("delete", graph=graph):
            raise Refused(404, f"there is no graph <{graph}>")
        return Response(status_code=200)


def _graph(request: Request) -> str | None:
    """IRI of the graph that a request is about, DEFAULT for the default graph; None for the whole store."""
    named = protocol.parameters(request)
    graphs, default = named.get("graph", []), "default" in named
    direct = request.url.path.rstrip("/") != PATH
    if len(graphs) + default + direct > 1:
        raise Refused(400, "the request names more than one graph")
    if default:
        return DEFAULT
    if not graphs and not direct:
        return None
    graph = graphs[0] if graphs else _address(request)
    try:
        return ox.NamedNode(graph).value
    except ValueError as error:
        raise Refused(400, f"{graph!r} is no absolute IRI ({error})") from None


def _address(request: Request) -> str:
    """The address of the request, percent-encoded as it came, without its query."""
    return origin(request) + bytes(request.scope["raw_path"]).partition(b"?")[0].decode("latin-1")
