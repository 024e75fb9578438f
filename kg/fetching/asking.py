"""One request: asked, answered within its limits, and what an answer that is no page means."""

from __future__ import annotations

import math
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from kg import __version__
from kg.fetching.failures import FetchError
from kg.fetching.manners import Manners
from kg.fetching.network import Transport

#: What we are called, in requests and in robots.txt.
AGENT = "kg"
#: Answers after which asking again may help.
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Encodings whose unpacked size stays within sight; others were not asked for.
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host answered: `location` where it sends us elsewhere, else the body."""

    status: int
    location: str | None
    type: str | None
    charset: str | None
    data: bytes


class Asker:
    """Asks hosts, one request at a time for each call; may be used by many threads."""

    def __init__(self, manners: Manners, *, allow_private: bool) -> None:
        """Proxies of the environment are not heeded: through one, nobody could say which machine is asked in the end."""
        self._manners = manners
        self._client = httpx.Client(
            transport=Transport(allow_private=allow_private, seconds=manners.whole),
            timeout=httpx.Timeout(manners.silence, connect=manners.connect),
            headers={"User-Agent": f"{AGENT}/{__version__}", "Accept-Encoding": "gzip, deflate", "Accept": "text/html, text/*, */*;q=0.5"},
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, address: str, *, size: int) -> Answer:
        """The answer to a GET, with at most `size` bytes. Raises FetchError where there is none, it is too large, or the host is busy."""
        try:
            with self._client.stream("GET", address) as answer:
                if answer.status_code in _BUSY:
                    after = _seconds(answer.headers.get("Retry-After"))
                    raise FetchError("http-error", f"the host answers {_status(answer)}", again=True, after=after)
                location = answer.headers.get("Location") if answer.is_redirect else None
                return Answer(
                    status=answer.status_code,
                    location=location,
                    type=answer.headers.get("Content-Type", "").split(";")[0].strip().lower() or None,
                    charset=answer.charset_encoding,
                    data=b"" if location is not None else self._body(answer, size),
                )
        except (httpx.TimeoutException, httpcore.TimeoutException):
            raise FetchError("timeout", "the host does not answer in time", again=True) from None
        except httpx.DecodingError:
            raise FetchError("http-error", "the answer cannot be unpacked", again=True) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error):
                raise FetchError("no-connection", "the host's certificate is not valid") from None
            reason = " ".join(str(error).split()) or type(error).__name__
            raise FetchError("no-connection", f"no connection ({reason})", again=True) from None

    @staticmethod
    def _body(answer: httpx.Response, size: int) -> bytes:
        encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise FetchError("http-error", f"the answer is packed in a way that was not asked for ({encoding[:40]})", lasting=True)
        limit = FetchError("too-large", f"the page has more than {size / 1e6:.0f} MB", lasting=True)
        announced = answer.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) > size:
            raise limit
        whole = bytearray()
        for chunk in answer.iter_bytes():
            whole += chunk
            if len(whole) > size:
                raise limit
        return bytes(whole)


def _status(answer: httpx.Response) -> str:
    return f"{answer.status_code} {answer.reason_phrase}".strip()


def refusal(status: int) -> FetchError:
    """Why an answer with this status is no page."""
    phrase = f"{status} {httpx.codes.get_reason_phrase(status)}".strip()
    return FetchError("http-error", f"the host answers {phrase}", lasting=status in (401, 403, 404, 405, 406, 410, 451))


def _seconds(value: str | None) -> float | None:
    """A Retry-After header, in seconds from now."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            then = parsedate_to_datetime(value)
            seconds = (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None
