"""The figures of what is published, counted when somebody asks and kept until the data change; and VoID, which tells them."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.web import void
from kg.web.counting import Counts
from kg.web.failures import told
from kg.web.media import GRAPHS
from kg.web.negotiation import choose
from kg.web.protocol import Refused
from kg.web.reading import packed
from kg.web.replies import answered, origin, unchanged, wants_gzip
from kg.web.service import Service
from kg.web.sparql import Answer

#: Seconds that counting may take: it is done once for a build, by one worker at low priority.
_SECONDS = 600


class Statistics:
    """Figures of a service's data; however many ask at one time, they are counted once."""

    def __init__(self, service: Service) -> None:
        """Nothing is counted before the first call of `counts`."""
        self.service = service
        self._known: tuple[str, Counts] | None = None
        self._counting: asyncio.Task[tuple[str, Counts]] | None = None

    async def counts(self, seconds: float | None = None) -> tuple[str, Counts] | None:
        """Hash of what is published and its figures; None when they are not there within `seconds`, though counting goes on.

        StoreError, and what the pool raises.
        """
        if self._known and self._known[0] == self.service.build():
            return self._known
        if self._counting is None:
            self._counting = asyncio.create_task(self._count())
            self._counting.add_done_callback(self._counted)
        done, _ = await asyncio.wait([self._counting], timeout=seconds)
        return done.pop().result() if done else None

    async def _count(self) -> tuple[str, Counts]:
        found: tuple[str, Counts] = await self.service.read("count", seconds=_SECONDS)
        return found

    def _counted(self, task: asyncio.Task[tuple[str, Counts]]) -> None:
        self._counting = None
        if not task.cancelled() and task.exception() is None:
            self._known = task.result()

    async def stop(self) -> None:
        """Give up what is being counted."""
        if self._counting:
            self._counting.cancel()
            await asyncio.wait([self._counting])

    async def answer(self, request: Request) -> Response:
        """The VoID description, in the RDF syntax that the client likes best."""
        media = choose(request.headers.get("accept"), tuple(GRAPHS))
        compress = wants_gzip(request)
        parts = ("void", media, origin(request), str(compress))
        try:
            if media is None:
                raise Refused(406, f"the description of the dataset can be had as {', '.join(GRAPHS)}")
            same = unchanged(request, self.service, *parts)
            if same:
                return same
            build, counts = await self.counts() or await self._count()
            body = void.document(counts, origin(request), media)
        except (Refused, KgError) as error:
            return told(error)
        return answered(packed(Answer(kind="graph", media_type=media, body=body), build, compress=compress), *parts)
