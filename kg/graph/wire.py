"""HTTP to a SPARQL server: credentials from the environment, patience with a server that is busy or away, one line for what fails."""

from __future__ import annotations

import html
import json
import os
import re
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import httpx

from kg import __version__
from kg.errors import StoreError

#: Seconds between tries when a connection breaks or the server is busy; after the last one it is an error.
PAUSES: tuple[float, ...] = (0.5, 1, 2, 4, 8, 15)
#: What a server answers that may be well a moment later.
_BUSY = frozenset({429, 502, 503, 504})
#: The longest Retry-After, in seconds, that is waited for.
_PATIENCE = 120.0
#: Bodies above this size, in bytes, are not sent only to be answered with a question for credentials.
_HEAVY = 32_768
_TIMEOUT = httpx.Timeout(600.0, connect=10.0)


def silent(line: str) -> None:
    """A remark that nobody reads."""


class Credentials(httpx.Auth):
    """KG_STORE_TOKEN as Bearer, or KG_STORE_USER and KG_STORE_PASSWORD as the server asks for them: Digest, else Basic.

    A password is sent only to who asks for it.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """StoreError when a user stands there without a password, or the other way round."""
        self._token = environment.get("KG_STORE_TOKEN", "")
        self._user, self._password = environment.get("KG_STORE_USER", ""), environment.get("KG_STORE_PASSWORD", "")
        if bool(self._user) != bool(self._password):
            raise StoreError("KG_STORE_USER and KG_STORE_PASSWORD go together: one of them is not set")
        if not all(word.isprintable() for word in (self._token, self._user, self._password)) or not self._token.isascii():
            raise StoreError("KG_STORE_TOKEN, KG_STORE_USER or KG_STORE_PASSWORD holds a character that cannot be sent")
        self._digests: dict[str, httpx.DigestAuth] = {}
        self._schemes: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._token or self._user)

    def asked(self, url: str) -> bool:
        """Whether the server at this address need not ask any more."""
        return not self._user or bool(self._token) or _place(httpx.URL(url)) in self._schemes

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """What httpx calls for each request."""
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        place = _place(request.url)
        if self._token or not self._user:
            yield request
        elif self._schemes.get(place) == "basic":
            yield from httpx.BasicAuth(self._user, self._password).auth_flow(request)
        else:
            flow = self._digests.setdefault(place, httpx.DigestAuth(self._user, self._password)).auth_flow(request)
            response = yield next(flow)  # with what the last challenge here asked for, if there was one
            if response.status_code != 401:
                return
            if any(offer.lower().startswith("digest ") for offer in response.headers.get_list("www-authenticate")):
                self._schemes[place] = "digest"
                yield flow.send(response)
            else:
                self._schemes[place] = "basic"
                yield from httpx.BasicAuth(self._user, self._password).auth_flow(request)


def _place(url: httpx.URL) -> str:
    return str(url.copy_with(query=None, fragment=None))


class Wire:
    """Requests to one server, each tried again after faults of connections and while the server is busy.

    So a request may reach the server twice: send only what says the same when it is said twice.
    """

    def __init__(self, *, pauses: Sequence[float] = PAUSES, remark: Callable[[str], None] = silent) -> None:
        """`pauses` are the seconds before each further try; `remark` hears of them. StoreError for credentials that cannot be."""
        self.credentials = Credentials()
        self._pauses, self._remark = tuple(pauses), remark
        self._client = httpx.Client(timeout=_TIMEOUT, headers={"User-Agent": f"kg/{__version__}"}, auth=self.credentials)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | None] | None = None,
        body: str | bytes | None = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        may_fail: bool = False,
        pauses: Sequence[float] | None = None,
    ) -> httpx.Response:
        """The answer to one request: with `may_fail` whatever its status, else StoreError when it is none of the good ones.

        `params` are added to the address; None stands for a name without a value.
        """
        address = _with(url, params or {})
        if body is not None and len(body) > _HEAVY and not self.credentials.asked(url):
            self._try("HEAD", address)  # the question for credentials comes now, and not when all is sent
        for pause in (*(self._pauses if pauses is None else pauses), None):
            answer, fault, wait = self._try(method, address, content=body, data=form, headers=headers)
            if answer is not None and not fault:
                break
            if pause is None or wait > _PATIENCE:
                raise StoreError(f"{url}: {fault}" + (f"; it asks to be left alone for {wait:.0f} s" if wait > _PATIENCE else ""))
            pause = max(pause, wait)
            self._remark(f"{url}: {fault}; once more in {pause:g} s")
            time.sleep(pause)
        assert answer is not None
        if not may_fail and not answer.is_success:
            raise StoreError(f"{url}: {told(answer)}")
        return answer

    def _try(self, method: str, address: str, **parts: Any) -> tuple[httpx.Response | None, str, float]:
        """One try: the answer, or the fault that may pass and how many seconds the server wants to be left alone."""
        try:
            answer = self._client.request(method, address, **parts)
        except httpx.TransportError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error) or isinstance(error, httpx.UnsupportedProtocol):
                raise StoreError(f"{_place(httpx.URL(address))}: {_line(str(error))}") from None
            return None, _line(str(error)) or type(error).__name__, 0.0
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{address}: {_line(str(error)) or type(error).__name__}") from None
        if answer.status_code in _BUSY:
            return answer, told(answer), retry_after(answer.headers.get("retry-after", ""))
        return answer, "", 0.0


def _with(url: str, params: Mapping[str, str | None]) -> str:
    """The address with parameters after those that it has."""
    more = "&".join(quote(name, safe="") + ("" if value is None else "=" + quote(value, safe="")) for name, value in params.items())
    return url + ("&" if "?" in url else "?") + more if more else url


def retry_after(header: str) -> float:
    """Seconds that a Retry-After header asks for, given as a number or a date; 0 for none or one that cannot be read."""
    if re.fullmatch(r"\s*\d{1,9}\s*", header):
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())


def told(answer: httpx.Response) -> str:
    """What went wrong in one line: the status, and the reason in the server's own words."""
    status = f"{answer.status_code} {answer.reason_phrase}".strip()
    if answer.is_redirect:
        return f"{status}: it is elsewhere, at {answer.headers.get('location', 'an unknown address')}"
    if answer.status_code == 401:
        return f"{status}: set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, to what the server accepts"
    reason = _reason(answer)
    return f"{status}: {reason}" if reason else status


def _reason(answer: httpx.Response) -> str:
    """The text of an error's body: of a page without its tags and headings, of JSON its message."""
    text, kind = answer.text[:20_000], answer.headers.get("content-type", "")
    if "json" in kind:
        try:
            said = json.loads(text)
        except ValueError:
            said = None
        if isinstance(said, dict):
            text = next((value for key in ("message", "detail", "error", "title") if isinstance(value := said.get(key), str)), text)
    elif "html" in kind:
        text = re.sub(r"(?is)<(head|style|script|h1)\b.*?</\1>|<!--.*?-->|<[^>]*>", " ", text)
        text = html.unescape(text)
    text = _line(text.split("SPARQL query:")[0])  # Virtuoso says the query again
    return text if len(text) <= 300 else text[:299] + "…"


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
