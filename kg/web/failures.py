"""What went wrong, as HTTP tells it: a status and one sentence, never an empty or a cut answer."""

from __future__ import annotations

import logging

from starlette.responses import PlainTextResponse, Response

from kg.errors import KgError, QueryError, StoreError, UnknownNameError
from kg.web.channel import DiedError, NestedError
from kg.web.ownership import OwnedError
from kg.web.pool import BusyError, TimedOutError
from kg.web.protocol import Refused
from kg.web.reading import AbsentError
from kg.web.sparql import NotAcceptableError, TooLargeError
from kg.web.updates import UsingError
from kg.web.uploads import UnsupportedError

_log = logging.getLogger("kg.web")
_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (NotAcceptableError, 406),
    (TooLargeError, 422),
    (OwnedError, 403),
    (UsingError, 400),
    (UnsupportedError, 415),
    (AbsentError, 404),
    (QueryError, 400),
    (NestedError, 400),
    (UnknownNameError, 404),
    (TimedOutError, 504),
    (BusyError, 503),
    (DiedError, 500),
)


def failure(error: Exception) -> tuple[int, str, dict[str, str]]:
    """HTTP status, text and further headers for what went wrong."""
    if isinstance(error, Refused):
        return error.status, error.reason, error.headers
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status, str(error), {"Retry-After": str(error.after)} if isinstance(error, BusyError) else {}
    if not isinstance(error, StoreError):  # a parameter that cannot be read
        return 400, str(error), {}
    _log.error("%s", error)  # it names a folder of this machine, which is nobody's business outside
    return 503, "the graph cannot be read at the moment", {"Retry-After": "5"}


def told(error: Exception) -> Response:
    """The same as a response in plain text."""
    status, reason, headers = failure(error)
    return PlainTextResponse(reason + "\n", status, headers=headers | {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-store"})
