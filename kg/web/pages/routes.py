"""The explorer's addresses: which page a request asks for, in which language and form."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.folder import INDEX
from kg.web.failures import failure, told
from kg.web.negotiation import choose
from kg.web.pages import words
from kg.web.pages.making import IN_TURTLE, OF_MANY
from kg.web.pages.manner import STATIC, THEMES, dress, language, scripted, theme
from kg.web.pages.rendering import render
from kg.web.protocol import Refused, body
from kg.web.reading import Read
from kg.web.replies import answered, unchanged, wants_gzip, while_there
from kg.web.service import Service

_YEAR = 365 * 24 * 3600
#: Seconds that the whole graph may take, once a build; how many forms of it are kept: two languages, as a page and drawn.
_WHOLE, _KEPT = 300.0, 8


class Pages:
    """The explorer over a service."""

    def __init__(self, service: Service) -> None:
        """The pages read what the service publishes."""
        self.service = service
        self.index = service.store.with_name(INDEX)
        self._whole: dict[tuple[str, ...], Read] = {}
        self._making = asyncio.Lock()

    async def show(self, request: Request, kind: str, id_: str, form: str) -> Response:
        """A page as "html", "json" or "ttl"."""
        parameters = dict(request.query_params)
        lang, look = language(request), theme(request)
        path = request.url.path.removesuffix(".json").removesuffix(".ttl").removesuffix("/index") or "/"
        compress = wants_gzip(request)
        parts = (kind, id_, form, lang, look, path, str(sorted(parameters.items())), str(compress))
        try:
            same = unchanged(request, self.service, *parts)
            if same:
                return same
            work = partial(
                self.service.read, "page", kind=kind, id=id_, form=form, lang=lang, theme=look, path=path, parameters=parameters,
                index=self.index, scripted=scripted(), writable=self.service.writable, compress=compress,
            )  # fmt: skip
            whole = kind == "graph" and not parameters.get("about")
            read = await while_there(request, self._once(parts, work) if whole else work())
        except KgError as error:
            return told(error) if form != "html" else self.failed(request, error)
        response = answered(read, *parts)
        if form == "html":
            dress(response)
        return response

    async def _once(self, parts: tuple[str, ...], work: Callable[..., Awaitable[Read]]) -> Read:
        """What `work` reads of the whole graph, made once a build: to place many things takes its time."""
        async with self._making:
            known = self._whole.get(parts)
            if known is None or known.build != self.service.build():
                known = await work(seconds=max(_WHOLE, self.service.limits.seconds))
                self._whole = {asked: read for asked, read in [*self._whole.items()][1 - _KEPT :] if read.build == known.build}
                self._whole[parts] = known
            return known

    def failed(self, request: Request, error: KgError | Refused) -> Response:
        """What went wrong, as a page."""
        number, reason, headers = failure(error)
        lang = language(request)
        text = render(
            "gone.html.j2", lang, request.url.path, {}, heading=str(number), theme=theme(request), twins=[], scripted=False, number=number,
            reason=reason if number != 404 else words.word("page_gone", lang),
        )  # fmt: skip
        return dress(HTMLResponse(text, number, headers=headers))

    async def many(self, request: Request) -> Response:
        """A page that lists things."""
        name = request.url.path.strip("/")
        wanted = choose(request.headers.get("accept"), ("text/html", "application/json"))
        form = "json" if wanted != "text/html" else "html"
        for suffix in ("json", "ttl"):
            if name.endswith(f".{suffix}"):
                form, name = suffix, name.removesuffix(f".{suffix}")
        return await self.show(request, "" if name == "index" else name, "", form)

    async def suggest(self, request: Request) -> Response:
        """Names for somebody who is typing."""
        try:
            found = await self.service.read("suggest", text=request.query_params.get("q", ""), limit=10)
        except KgError as error:
            return told(error)
        return JSONResponse(found, headers={"Cache-Control": "no-cache"})


    async def review(self, request: Request) -> Response:
        """Accept or reject a claim, by a form with the token in it; then the claim's page, as the next build has it."""
        try:
            given = dict(parse_qsl((await body(request, 10_000, self.service.limits.seconds)).decode("utf-8", "replace")))
            if not self.service.writable:
                raise Refused(403, "claims are not reviewed here: this service was started without a token")
            if not self.service.may_write(given.get("token", "")):
                wanted = "reviewing needs the token with which this service was started"
                raise Refused(401, wanted, {"WWW-Authenticate": 'Bearer realm="kg"'})
            verdict, reason = given.get("verdict"), given.get("reason", "").strip() or None
            if verdict not in ("accept", "reject"):
                raise Refused(400, "a claim is accepted or rejected")
            if verdict == "reject" and reason is None:
                raise Refused(400, "a claim is rejected for a reason")
            await self.service.write("review", seconds=3600, claim=request.path_params["id"], verdict=verdict, reason=reason)
        except (Refused, KgError) as error:
            return self.failed(request, error)
        return RedirectResponse(request.url.path, 303)


async def gap(request: Request) -> Response:
    """A sentence that makes no claim has no page of its own: it stands in its article."""
    document, _, rest = request.path_params["id"].partition("-")
    return RedirectResponse(f"/document/{quote(document, safe='')}#gap-{quote(rest.partition('-')[0], safe='')}", 303)


async def choose_manner(request: Request) -> Response:
    """Remember a language or a theme, and go back to where that was chosen."""
    to = request.query_params.get("to", "/")
    response = RedirectResponse(to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/", 303)
    for name, allowed in (("lang", words.LANGUAGES), ("theme", THEMES)):
        given = request.query_params.get(name)
        if given in allowed:
            response.set_cookie(name, str(given), max_age=_YEAR, samesite="lax", httponly=True)
    return response


def pages(service: Service) -> list[Route | Mount]:
    """The explorer's routes, but for the pages of single things, which kg.web.linked leads to."""
    made = Pages(service)
    many = [Route(f"/{name}", made.many, methods=["GET"]) for name in OF_MANY]
    twins = [Route(f"/{name or 'index'}.json", made.many, methods=["GET"]) for name in OF_MANY]
    twins += [Route(f"/{name}.ttl", made.many, methods=["GET"]) for name in IN_TURTLE]
    rest = [Route("/gap/{id}", gap, methods=["GET"]), Route("/suggest", made.suggest, methods=["GET"])]
    rest += [Route("/choose", choose_manner, methods=["GET"])]
    review = Route("/claim/{id}", made.review, methods=["POST"])
    return [*many, *twins, *rest, review, Mount("/static", StaticFiles(directory=STATIC))]
