"""A Dask cluster as it looks to a build: batches go to its workers, what they say comes back in the order of the documents."""

from __future__ import annotations

import pickle
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kg.crew.batches import AHEAD
from kg.crew.extracting import failed
from kg.crew.recipe import Recipe
from kg.crew.task import Refused, asked, makers
from kg.errors import CrewError, KgError
from kg.types import Document, Extraction, Issue

if TYPE_CHECKING:
    from distributed import Client, Future

#: Seconds that a scheduler has to answer, and that a cluster may be without any worker: a queue may have to let them in first.
CONNECT, PATIENCE = 10.0, 300.0
#: Seconds between two looks at how many workers there are.
LOOK = 5.0


def check_extra() -> None:
    """CrewError when the libraries for it are not installed."""
    if find_spec("distributed") is None:
        raise CrewError("a Dask cluster needs the extra dask: pip install 'kg[dask]'")


def _hush() -> None:
    """What goes wrong comes to us as exceptions: it need not be logged on stderr too, unless somebody has set that up."""
    import dask.config

    if "distributed" not in sys.modules and dask.config.get("logging", None) is None:
        dask.config.set({"logging": dict.fromkeys(("distributed", "distributed.client"), "critical")})


class Cluster:
    """The workers of a cluster, for as long as the context lasts; then what they have not begun is called off."""

    def __init__(self, address: str, recipe: Recipe, seconds: float) -> None:
        """`address` is that of the scheduler (tcp://HOST:PORT), `seconds` are what one article may take.

        CrewError when nobody answers there.
        """
        check_extra()
        _hush()
        from distributed import Client

        self._address, self._recipe, self._seconds = address, recipe, seconds
        self._waiting: deque[tuple[list[Document], Future[Any]]] = deque()
        self._threads, self._looked, self._seen = 0, 0.0, time.monotonic()
        try:
            self._client: Client = Client(address, timeout=CONNECT, set_as_default=False, name="kg")
        except (OSError, ValueError, TypeError) as error:
            raise CrewError(f"{address}: no Dask scheduler answers there ({' '.join(str(error).split())})") from None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):  # it may be gone, which matters no longer
            self._client.cancel([future for _, future in self._waiting])
        with suppress(Exception):
            self._client.close(timeout=CONNECT)

    def pipe(self, batches: Iterable[list[Document]]) -> Iterator[Extraction | Issue]:
        """What each document says, in order; reads some batches ahead, as many as the cluster has use for.

        Raises CrewError when the cluster, or the kg on it, cannot do the work; the KgError that stops all extraction.
        """
        for batch in batches:
            self._waiting.append((batch, self._submit(batch)))
            while len(self._waiting) >= AHEAD * max(1, self._workers()):
                yield from self._next()
        while self._waiting:
            yield from self._next()

    def _next(self) -> list[Extraction | Issue]:
        batch, future = self._waiting[0]
        said = self._answer(future)
        if said is None:
            said = self._one_by_one(batch)
        self._waiting.popleft()
        return said

    def _one_by_one(self, batch: Sequence[Document]) -> list[Extraction | Issue]:
        """What a batch says whose workers were lost, one after another: each article alone, with nothing of ours beside it to blame."""
        for _, other in list(self._waiting)[1:]:
            self._wait(other)
        said: list[Extraction | Issue] = []
        for document in batch:
            future = self._submit([document])
            said += self._answer(future) or [failed(document, "the workers of the cluster that were given it were lost, one after another")]
        return said

    def _submit(self, batch: Sequence[Document]) -> Future[Any]:
        with self._clear():
            return self._client.submit(pickle.loads, asked(self._recipe, batch, self._seconds), key=f"kg-extract-{uuid4().hex}", pure=False)

    def _answer(self, future: Future[Any]) -> list[Extraction | Issue] | None:
        """What a batch says; None when its workers were lost again and again."""
        from distributed.scheduler import KilledWorker

        self._wait(future)
        with self._clear():
            try:
                answer = future.result()
            except KilledWorker:
                return None
        if isinstance(answer, KgError):
            raise answer
        if isinstance(answer, Refused):
            raise CrewError(f"{self._address}: {self._refusal(answer)}")
        found: list[Extraction | Issue] = answer
        return found

    @contextmanager
    def _clear(self) -> Iterator[None]:
        """Whatever a cluster may raise as one clear CrewError."""
        from distributed.client import FuturesCancelledError

        try:
            yield
        except CrewError:
            raise
        except (FuturesCancelledError, OSError):  # a connection that is closed is an OSError here
            raise CrewError(f"{self._address}: the scheduler was lost, or called the work off; the next build goes on from there") from None
        except Exception as error:
            missing = isinstance(error, ModuleNotFoundError) and error.name == "kg"
            told = "kg is not installed on the workers" if missing else "the cluster failed"
            raise CrewError(f"{self._address}: {told} ({type(error).__name__}: {' '.join(str(error).split())})") from None

    def _refusal(self, answer: Refused) -> str:
        """Why a worker refuses, in words."""
        ours = makers(self._recipe)
        differing = [name for name in ours if name in answer.makers and answer.makers[name] != ours[name]]
        told = [f"{name} {answer.makers[name]}, here {ours[name]}" if len(ours[name]) < 32 else name for name in differing]
        return f"the kg on {answer.host} is not the one here (what differs: {'; '.join(told) or 'nearly all'}); install the same"

    def _wait(self, future: Future[Any]) -> None:
        """Wait until there is an answer; CrewError when the cluster is without any worker for too long, or gone."""
        from distributed import wait

        while not future.done():
            with self._clear(), self._client.as_current():
                try:
                    wait([future], timeout=LOOK)
                except TimeoutError:
                    self._workers()
                    if time.monotonic() - self._seen > PATIENCE:
                        raise CrewError(f"{self._address}: the cluster has had no workers for {PATIENCE:g} s") from None

    def _workers(self) -> int:
        """How many threads the workers have together; not asked anew each time."""
        now = time.monotonic()
        if now - self._looked > LOOK or not self._threads:
            with self._clear():
                self._threads, self._looked = sum(self._client.nthreads().values()), now
        if self._threads:
            self._seen = now
        return self._threads
