"""Answers on their way out: media type, coding, and the tag by which a client asks whether anything has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from kg.ids import digest
from kg.web.media import content_type
from kg.web.protocol import Refused
from kg.web.reading import Read
from kg.web.service import Service

T = TypeVar("T")
_GONE = "the client went away"
#: Answers may be kept, but are asked for again: a new build may be there.
_HEADERS = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}


def origin(request: Request) -> str:
    """Scheme and authority that the request was sent to: "https://host"."""
    return f"{request.url.scheme}://{request.url.netloc}"


def wants_gzip(request: Request) -> bool:
    """Whether the client takes gzip."""
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def tag(build: str, *asked: str | None) -> str:
    """The ETag of an answer: of the build and all that was asked; weak, as an answer's order may differ from one time to the next."""
    return f'W/"{digest([build, *asked], 32)}"'


def unchanged(request: Request, service: Service, *asked: str | None) -> Response | None:
    """304 when the client has what the present build would answer, else None."""
    known = request.headers.get("if-none-match")
    if not known or request.method not in ("GET", "HEAD"):
        return None
    build = service.build()
    if build is None:
        return None
    current = tag(build, *asked)
    tags = [part.strip().removeprefix("W/") for part in known.split(",")]
    if "*" not in tags and current.removeprefix("W/") not in tags:
        return None
    return Response(status_code=304, headers=_HEADERS | {"ETag": current})


def answered(read: Read, *asked: str | None) -> Response:
    """What was read, as a response; `asked` is everything in the request on which the answer depends."""
    headers = _HEADERS | {"Content-Type": content_type(read.answer.media_type), "ETag": tag(read.build, *asked)}
    if read.coding:
        headers["Content-Encoding"] = read.coding
    return Response(read.answer.body, headers=headers)


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The value of `work`, which is given up when the client goes away meanwhile; nobody looks whether it did before half a second."""
    loop, me = asyncio.get_running_loop(), asyncio.current_task()
    assert me
    watching: list[asyncio.Task[None]] = []

    async def watch() -> None:
        while not await request.is_disconnected():
            await asyncio.sleep(0.5)
        me.cancel(_GONE)

    later = loop.call_later(0.5, lambda: watching.append(loop.create_task(watch())))
    try:
        return await work
    except asyncio.CancelledError as error:
        if error.args != (_GONE,):
            raise
        me.uncancel()
        raise Refused(499, _GONE) from None
    finally:
        later.cancel()
        for task in watching:
            task.cancel()
