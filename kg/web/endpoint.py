"""SPARQL over HTTP: queries, updates, the service description, and a form for people."""

from __future__ import annotations

import binascii
from base64 import b64decode
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import KgError
from kg.web import form, protocol
from kg.web.description import Speaks, describe
from kg.web.failures import failure, told
from kg.web.media import GRAPHS, RESULTS, SHORT, named
from kg.web.negotiation import choose
from kg.web.pages.manner import dress, language, scripted, theme
from kg.web.pages.rendering import POLICY
from kg.web.protocol import Refused, Update
from kg.web.reading import Read, packed
from kg.web.replies import answered, origin, unchanged, wants_gzip, while_there
from kg.web.service import Service
from kg.web.sparql import Answer, Query
from kg.web.statistics import Statistics

_HTML = "text/html"
READ_ONLY = "this endpoint is read-only: SPARQL Update is not accepted here"
#: Seconds that the service description waits for the figures of the data, which it can do without.
_PATIENCE = 1.0
QUERY_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]


class Endpoint:
    """One address of the service: for queries, for updates, or for both."""

    def __init__(self, service: Service, statistics: Statistics, *, queries: bool = True, updates: bool = False) -> None:
        """`updates` only where the service is writable; else they are told that it is not."""
        self.service, self.statistics, self.queries, self.updates = service, statistics, queries, updates

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(QUERY_METHODS)})
        accept = request.headers.get("accept")
        human = self.queries and choose(accept, (*RESULTS, *GRAPHS, _HTML)) == _HTML
        text = ""
        try:
            asked = await protocol.read(request, self.service.limits, queries=self.queries, updates=self.updates)
            if asked.format is not None:
                accept, human = named(asked.format), False
                if accept is None:
                    raise Refused(400, f"there is no format {asked.format!r}; there are {', '.join(SHORT)}")
            if isinstance(asked.operation, Update):
                return await self._update(request, asked.operation)
            if asked.operation is None:
                return _page(request, "") if human else await self._description(request, accept)
            text = asked.operation.text
            if human:
                read = await self._read(request, asked.operation, "application/sparql-results+json, text/turtle")
                return _page(request, text, answer=read.answer)
            return await self._query(request, asked.operation, accept)
        except (Refused, KgError) as error:
            if not human:
                return told(error)
            status, reason, headers = failure(error)
            return _page(request, text, status=status, headers=headers, error=reason)

    async def _query(self, request: Request, query: Query, accept: str | None) -> Response:
        compress = wants_gzip(request)
        parts = (query.base, query.text, *query.default_graphs, None, *query.named_graphs, None, str(query.union), accept, str(compress))
        same = unchanged(request, self.service, *parts)
        return same or answered(await self._read(request, query, accept, compress=compress), *parts)

    async def _read(self, request: Request, query: Query, accept: str | None, *, compress: bool = False) -> Read:
        return await while_there(request, self.service.query(query, accept, compress=compress))

    async def _update(self, request: Request, update: Update) -> Response:
        authorise(request, self.service)
        await self.service.update(update.text, update.default_graphs, update.named_graphs, update.base)
        return Response(status_code=204)

    async def _description(self, request: Request, accept: str | None) -> Response:
        media = choose(accept, tuple(GRAPHS))
        if media is None:
            return told(Refused(406, f"the service description can be had as {', '.join(GRAPHS)}"))
        found = None
        with suppress(KgError):  # it says what the service speaks even where there are no figures
            found = await self.statistics.counts(_PATIENCE)
        build, counts = found or (self.service.build() or "", None)
        endpoint, place, compress = protocol.address(request), origin(request), wants_gzip(request)
        speaks = Speaks(updates=self.updates and self.service.writable, federated=bool(self.service.hosts))
        answer = Answer(kind="graph", media_type=media, body=describe(endpoint, place, media, speaks, counts))
        parts = ("description", endpoint, media, str(counts is None), str(compress))
        return answered(packed(answer, build, compress=compress), *parts)


def authorise(request: Request, service: Service) -> None:
    """Refused unless the request has the token, as Bearer or as the password of Basic."""
    if not service.writable:
        raise Refused(403, READ_ONLY)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = b64decode(given, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            given = ""
    elif scheme.lower() != "bearer":
        given = ""
    if not service.may_write(given.strip()):
        # Basic is taken but not asked for: a browser that had learnt it would send it with other people's forms.
        wanted = "writing needs the token with which this service was started, as `Authorization: Bearer …`"
        raise Refused(401, wanted, {"WWW-Authenticate": 'Bearer realm="kg"'})


def _page(
    request: Request, query: str, *, answer: Answer | None = None, error: str | None = None, status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    text = form.render(query, lang=language(request), theme=theme(request), scripted=scripted(), answer=answer, error=error)
    response = dress(HTMLResponse(text, status, headers=headers))
    if scripted():  # the editor writes styles of its own into its elements
        response.headers["Content-Security-Policy"] = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    return response
