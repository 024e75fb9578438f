"""SPARQL 1.1 Protocol: a query out of an HTTP request, by GET, by form or as the body; percent-decoded exactly once."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.web.sparql import Query

#: Bytes of a request body that are read at most.
BODY_LIMIT = 1 << 20
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "this endpoint is read-only: SPARQL Update is not accepted here"


class Refused(Exception):
    """A request that is not answered: HTTP status and a sentence that says why."""

    def __init__(self, status: int, reason: str) -> None:
        """`reason` is shown to the client as it is."""
        super().__init__(reason)
        self.status, self.reason = status, reason


async def read(request: Request) -> tuple[Query | None, str | None]:
    """The query of a request, None if it has none, and the `format` it asks for by name; Refused when it cannot be one.

    A GET without query asks for the service description. `format` (json, csv, ttl …) is for links, which cannot set an Accept header.
    """
    fields = _fields(bytes(request.scope["query_string"]))
    if request.method == "POST":
        media, charset = _content_type(request)
        body = await _body(request)
        if media == UPDATE:
            raise Refused(403, READ_ONLY)
        if media not in (FORM, DIRECT):
            raise Refused(415, f"a query is posted as {FORM} or {DIRECT}, not as {media or 'nothing'}")
        if charset not in ("utf-8", "us-ascii"):
            raise Refused(415, f"a query is posted in UTF-8, not in {charset}")
        if media == FORM:
            fields += _fields(body)
        elif any(name == "query" for name, _ in fields):
            raise Refused(400, "the query stands in the body and in the address; only one of them can be meant")
        else:
            fields.append(("query", _text(body)))
    if any(name == "update" for name, _ in fields):
        raise Refused(403, READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    formats = [value for name, value in fields if name == "format"]
    if len(queries) > 1:
        raise Refused(400, "there is more than one query in this request")
    if not queries:
        if request.method == "POST":
            raise Refused(400, "there is no query in this request")
        return None, formats[0] if formats else None
    query = Query(
        text=queries[0],
        default_graphs=tuple(value for name, value in fields if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in fields if name == "named-graph-uri"),
        union=any(name == "union-default-graph" and value.lower() in ("", "1", "true") for name, value in fields),
    )
    return query, formats[0] if formats else None


def _fields(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(raw), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise Refused(400, "the percent-encoded text is not UTF-8") from None
    except ValueError:
        raise Refused(400, "there are too many fields in this request") from None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the request is not in UTF-8") from None


def _content_type(request: Request) -> tuple[str, str]:
    """Media type and character set of the body, in lower case; UTF-8 unless said otherwise."""
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    named = dict(part.split("=", 1) for part in parameters if "=" in part)
    return media, named.get("charset", "utf-8").strip('" ').replace("utf8", "utf-8")


async def _body(request: Request) -> bytes:
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > BODY_LIMIT:
            raise Refused(413, f"a request may have {BODY_LIMIT} bytes at most")
    return bytes(parts)
