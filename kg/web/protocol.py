"""SPARQL 1.1 Protocol: a query or an update out of an HTTP request, by GET, by form or as the body; percent-decoded exactly once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.datastructures import URL
from starlette.requests import ClientDisconnect, Request

from kg.web.fields import fields
from kg.web.limits import Limits
from kg.web.sparql import Query

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"


class Refused(Exception):
    """A request that is not answered: HTTP status and a sentence that says why."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        """`reason` is shown to the client as it is."""
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, headers or {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update with the graphs that the request wants it to read; without any, the update says so itself. `base` is as in a query."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asks for: a query or an update, None for the service description; `format` names the form of the answer."""

    operation: Query | Update | None
    format: str | None = None


async def read(request: Request, limits: Limits, *, queries: bool = True, updates: bool = True) -> Asked:
    """What a request asks for; Refused when it is not to be had, or not in this way.

    A GET without query asks for the service description. `format` (json, csv, ttl …) is for links, which cannot set an Accept header.
    """
    found = _fields(bytes(request.scope["query_string"]))
    direct: tuple[str, str] | None = None
    if request.method == "POST":
        media, charset = content_type(request)
        wanted = [*([FORM] if queries or updates else []), *([DIRECT] if queries else []), *([UPDATE] if updates else [])]
        if media not in wanted:
            raise Refused(415, f"what is asked here is posted as {' or '.join(wanted)}, not as {media or 'nothing'}")
        if charset not in ("utf-8", "us-ascii"):
            raise Refused(415, f"what is asked here is posted in UTF-8, not in {charset}")
        text = await body(request, limits.query_bytes if media == DIRECT else limits.upload_bytes, limits.seconds)
        if media == FORM:
            found += _fields(text)
        else:
            direct = ("query" if media == DIRECT else "update", _text(text))
    named: dict[str, list[str]] = {}
    for name, value in found:
        named.setdefault(name, []).append(value)
    if direct and (named.get("query") or named.get("update")):
        raise Refused(400, "what is asked stands in the body and in the address; only one of them can be meant")
    if direct:
        named[direct[0]] = [direct[1]]
    form = named.get("format", [None])[0]
    if "update" in named and "query" in named:
        raise Refused(400, "there are a query and an update in this request; only one of them can be meant")
    if "update" in named:
        return Asked(operation=_update(request, named, updates), format=form)
    if "query" not in named:
        if request.method == "POST" or not queries:
            raise Refused(400, f"there is no {'query' if queries else 'update'} in this request")
        return Asked(operation=None, format=form)
    if not queries:
        raise Refused(400, "this is where updates are posted; queries are answered at /query")
    return Asked(operation=_query(request, named, limits), format=form)


def parameters(request: Request) -> dict[str, list[str]]:
    """The fields of the address of a request, by name; Refused when they are no text."""
    named: dict[str, list[str]] = {}
    for name, value in _fields(bytes(request.scope["query_string"])):
        named.setdefault(name, []).append(value)
    return named


def address(request: Request) -> str:
    """The address of a request without its query: what relative IRIs in it are resolved against, and what names this endpoint."""
    return str(URL(scope={**request.scope, "query_string": b""}))


def _query(request: Request, named: dict[str, list[str]], limits: Limits) -> Query:
    text = _one(named, "query")
    if len(text) > limits.query_bytes:
        raise Refused(413, f"a query may have {limits.query_bytes} bytes at most")
    if "using-graph-uri" in named or "using-named-graph-uri" in named:
        raise Refused(400, "using-graph-uri is for updates; a query takes default-graph-uri and named-graph-uri")
    return Query(
        text=text,
        default_graphs=tuple(named.get("default-graph-uri", ())),
        named_graphs=tuple(named.get("named-graph-uri", ())),
        union=any(value.lower() in ("", "1", "true") for value in named.get("union-default-graph", ())),
        base=address(request),
    )


def _update(request: Request, named: dict[str, list[str]], updates: bool) -> Update:
    if not updates:
        raise Refused(400, "queries are answered here; updates are posted to /update")
    if request.method != "POST":
        raise Refused(405, "an update changes data: it is posted", {"Allow": "POST"})
    if "default-graph-uri" in named or "named-graph-uri" in named:
        raise Refused(400, "default-graph-uri is for queries; an update takes using-graph-uri and using-named-graph-uri")
    return Update(
        text=_one(named, "update"),
        default_graphs=tuple(named.get("using-graph-uri", ())),
        named_graphs=tuple(named.get("using-named-graph-uri", ())),
        base=address(request),
    )


def _one(named: dict[str, list[str]], kind: str) -> str:
    if len(named[kind]) > 1:
        raise Refused(400, f"there is more than one {kind} in this request")
    return named[kind][0]


def _fields(raw: bytes) -> list[tuple[str, str]]:
    try:
        return fields(raw)
    except UnicodeDecodeError:
        raise Refused(400, "the percent-encoded text is not UTF-8") from None
    except ValueError:
        raise Refused(400, "there are too many fields in this request") from None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the request is not in UTF-8") from None


def content_type(request: Request) -> tuple[str, str]:
    """Media type and character set of the body, in lower case; UTF-8 unless said otherwise."""
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    named = dict(part.split("=", 1) for part in parameters if "=" in part)
    return media, named.get("charset", "utf-8").strip('" ').replace("utf8", "utf-8")


async def body(request: Request, limit: int, seconds: float) -> bytes:
    """The bytes that a request brings; Refused when they are more than `limit` or take longer than `seconds` to come."""
    parts = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                parts += part
                if len(parts) > limit:
                    raise Refused(413, f"a request may have {limit} bytes at most")
    except TimeoutError:
        raise Refused(408, f"the request did not arrive within {seconds:g} s", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise Refused(400, "the request broke off") from None
    return bytes(parts)
