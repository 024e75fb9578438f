"""The host: what its robots.txt allows us, and how long it is left alone between two requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, Lock
from time import monotonic

from protego import Protego

from kg.fetching.addresses import normal, origin
from kg.fetching.asking import AGENT, Answer, Asker
from kg.fetching.failures import FetchError
from kg.fetching.manners import Manners

#: As much of a robots.txt as is read (RFC 9309 asks for 500 KiB at least), and the redirects that are followed to it.
_SIZE, _HOPS = 512_000, 5


@dataclass(slots=True)
class _Host:
    lock: Lock = field(default_factory=Lock)
    next: float = 0.0
    delay: float = 0.0
    robots: Protego | None = None
    closed: FetchError | None = None


class Hosts:
    """All hosts that are asked. One request at a time for each; may be used by many threads."""

    def __init__(self, asker: Asker, manners: Manners, stop: Event) -> None:
        """`stop` ends all waiting at once."""
        self._asker, self._manners, self._stop = asker, manners, stop
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, _Host] = {}
        self._lock = Lock()

    def get(self, address: str) -> Answer:
        """The answer to a request that robots.txt allows, in the host's time. Raises FetchError."""
        rules = self._rules(address)
        if rules.closed is not None:
            raise rules.closed
        if rules.robots is not None and not rules.robots.can_fetch(address, AGENT):
            raise FetchError("robots", "the site's robots.txt does not allow it", lasting=True)
        return self._tried(address, self._manners.size, rules.delay)

    def _rules(self, address: str) -> _Host:
        """What the robots.txt of the address's origin says; it is asked for once."""
        place = origin(address)
        with self._lock:
            rules = self._robots.setdefault(place, _Host())
        with rules.lock:
            if rules.robots is None and rules.closed is None:
                self._read_robots(place, rules)
        return rules

    def _read_robots(self, place: str, rules: _Host) -> None:
        """RFC 9309: none there allows all; one that cannot be had forbids all, for this time."""
        text = ""
        try:
            address = normal("/robots.txt", place)
            for _ in range(_HOPS + 1):
                answer = self._tried(address, _SIZE, 0.0)
                if answer.location is None:
                    text = answer.data.decode("utf-8", "replace") if answer.status == 200 else ""
                    break
                address = normal(answer.location, address)
        except FetchError as error:
            if error.kind == "too-large":
                rules.closed = FetchError("robots", "the site's robots.txt is too large to be heeded")
            elif error.kind in ("private-address", "no-host", "no-connection"):
                rules.closed = error
            else:
                rules.closed = FetchError("robots", f"the site's robots.txt cannot be had ({error.reason}), so nothing is asked for")
            return
        rules.robots = Protego.parse(text.removeprefix("\ufeff"))
        rate = rules.robots.request_rate(AGENT)
        asked = max(rules.robots.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        rules.delay = float(asked)
        if asked > self._manners.longest:
            rules.closed = FetchError("robots", f"the site's robots.txt asks for {asked:.0f} seconds between two pages", lasting=True)

    def _tried(self, address: str, size: int, delay: float) -> Answer:
        """Ask, and again while the host is busy or cannot be reached."""
        with self._lock:
            host = self._hosts.setdefault(address.split("/")[2], _Host())
        for number in range(1, self._manners.tries + 1):
            try:
                with host.lock:
                    self._wait(host.next - monotonic())
                    host.next = monotonic() + max(delay, self._manners.delay)
                    return self._asker.ask(address, size=size)
            except FetchError as error:
                pause = self._manners.backoff * 2 ** (number - 1)
                if error.after is not None:
                    pause = max(pause, error.after)
                if not error.again or number == self._manners.tries or pause > self._manners.longest:
                    raise
                with host.lock:
                    host.next = max(host.next, monotonic() + pause)
        raise AssertionError

    def _wait(self, seconds: float) -> None:
        if self._stop.wait(max(0.0, seconds)):
            raise FetchError("interrupted", "was not asked for: the reading ended")
