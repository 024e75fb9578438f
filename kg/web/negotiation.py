"""Content negotiation: what a client accepts against what we can give, with q-values, as RFC 9110 section 12.5.1 has it."""

from __future__ import annotations

import re
from functools import lru_cache

#: Characters beyond which a header is not kept in memory.
_USUAL = 500
_RANGE = re.compile(r"^([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)$")
_QUALITY = re.compile(r"^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$")


def choose(accept: str | None, offers: tuple[str, ...]) -> str | None:
    """The offer that `accept` likes best, the earlier one where it likes two alike; None when it likes none.

    No header, or an empty one, accepts everything. Parts that are no media ranges are passed over, parameters other than q too.
    """
    return _chosen(accept, offers) if accept is None or len(accept) <= _USUAL else _chosen.__wrapped__(accept, offers)


@lru_cache(maxsize=512)  # programs send the same header with every request
def _chosen(accept: str | None, offers: tuple[str, ...]) -> str | None:
    ranges = _ranges(accept) if accept and accept.strip() else [("*", "*", 1.0)]
    best: str | None = None
    highest = 0.0
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > highest:
            best, highest = offer, quality
    return best


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    """(type, subtype, quality) of every well-formed part."""
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        media = _RANGE.match(name.lower())
        if not media or (media[1] == "*" and media[2] != "*"):
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = float(value) if _QUALITY.match(value.strip()) else 0.0
                break
        found.append((media[1], media[2], quality))
    return found


def _quality(offer: str, ranges: list[tuple[str, str, float]]) -> float:
    """The quality that the most specific matching range gives to `offer`; 0 when none matches."""
    kind, _, subtype = offer.partition("/")
    matching = [
        ((wanted != "*") + (wanted_subtype != "*"), quality)
        for wanted, wanted_subtype, quality in ranges
        if wanted in ("*", kind) and wanted_subtype in ("*", subtype)
    ]
    return max(matching, default=(0, 0.0))[1]
