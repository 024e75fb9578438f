"""The manners: how long a host is left alone between two pages, how often and how long one is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Times in seconds, sizes in bytes."""

    #: Between the starts of two requests to one host, where its robots.txt does not ask for more.
    delay: float = 1.0
    #: Longest pause that is kept; a host that asks for more is not asked at all.
    longest: float = 60.0
    #: How often a page is asked for while its host is busy or cannot be reached, and the pause before the second time (then doubled).
    tries: int = 3
    backoff: float = 1.0
    #: For one page, from the first byte sent to the last received; for a connection; and between two packets.
    whole: float = 60.0
    connect: float = 10.0
    silence: float = 20.0
    #: Largest page, unpacked.
    size: int = 10_000_000
    #: Redirects that are followed.
    redirects: int = 10
    #: Hosts that are asked at the same time; each one is asked for one page after the other.
    hosts: int = 8
