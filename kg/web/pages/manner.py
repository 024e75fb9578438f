"""How a page is to be: its language, its theme, whether there are scripts, the headers under which it is sent."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.web.pages import words
from kg.web.pages.rendering import POLICY

STATIC = Path(__file__).resolve().parents[1] / "static"
THEMES = ("light", "dark", "auto")


def scripted() -> bool:
    """Whether the explorer's scripts were built with this installation."""
    return (STATIC / "ui" / "pages.js").is_file()


def language(request: Request) -> str:
    """The language of the pages: as the address says, else as was chosen, else as the browser prefers."""
    for given in (request.query_params.get("lang"), request.cookies.get("lang")):
        if given in words.LANGUAGES:
            return str(given)
    best, highest = "en", 0.0
    for part in request.headers.get("accept-language", "").split(","):
        name, _, rest = part.strip().partition(";")
        try:
            quality = float(rest.partition("=")[2]) if rest else 1.0
        except ValueError:
            continue
        if name.lower()[:2] in words.LANGUAGES and quality > highest:
            best, highest = name.lower()[:2], quality
    return best


def theme(request: Request) -> str:
    """Light, dark, or as the system has it."""
    given = request.query_params.get("theme") or request.cookies.get("theme")
    return given if given in THEMES else "auto"


def dress(response: Response) -> Response:
    """The headers of a page for people."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language, Cookie"
    return response
