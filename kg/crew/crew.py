"""Who does the extraction of a build: documents in, what they say out, in their order, whatever runs behind."""

from __future__ import annotations

import atexit
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from queue import SimpleQueue

from kg.crew.batches import AHEAD, batches
from kg.crew.child import Child
from kg.crew.cluster import Cluster, check_extra
from kg.crew.extracting import extracted
from kg.crew.hands import Hands
from kg.crew.recipe import Extracts, Recipe, recipe
from kg.errors import CrewError
from kg.types import Document, Extraction, Issue

#: Seconds that one article may take, of up to `kg.crew.batches.LONG` characters; a longer one has more, in proportion.
SECONDS = 60.0
#: What a thread tells of its batch, document by document; an exception is the last.
_Told = SimpleQueue[Extraction | Issue | BaseException]


class Crew:
    """Extraction in child processes, here or on a cluster, so that an article that crashes one, or never ends, costs only itself."""

    def __init__(
        self,
        *,
        models: Mapping[str, str] | None = None,
        rules: Sequence[Path] = (),
        mark: Callable[[], str] = str,
        jobs: int | None = None,
        dask: str | None = None,
        seconds: float = SECONDS,
        extractor: Extracts | None = None,
    ) -> None:
        """`jobs` child processes, one by default, or the workers of the cluster whose Dask scheduler is at `dask` (tcp://HOST:PORT).

        `seconds` are what one article may take.

        `models` are the chosen pipelines by language, `rules` files of rules beside the shipped ones, `mark` gives a hash of all that
        these hold. An `extractor` of the caller's own works in this process, without limit, unless `jobs` or `dask` is given; then it has
        to be one that pickle can send. CrewError for wrong usage.
        """
        if jobs is not None and jobs < 1:
            raise CrewError(f"{jobs} processes cannot do the work; say 1 or more")
        if seconds <= 0:
            raise CrewError(f"{seconds:g} s are no time for an article; say more than 0")
        if dask is not None:
            if jobs is not None:
                raise CrewError("processes of this machine or a Dask cluster; say one of the two")
            check_extra()
        self._own = extractor if jobs is None and dask is None else None
        self._jobs, self._dask, self._seconds = jobs or 1, dask, seconds
        self._recipe = partial(recipe, models or {}, rules, mark, extractor)

    def pipe(self, documents: Iterable[Document], meanwhile: Callable[[], object] | None = None) -> Iterator[Extraction | Issue]:
        """What each document says, in the order of the documents; one that cannot be worked through is an issue.

        Reads at most some batches ahead. Closed early, it ends what it began. `meanwhile` is called once, in this process, while child
        processes start, if any do. Raises the KgError that stops all extraction, such as a missing model.
        """
        if self._own is not None:
            for batch in batches(documents):
                yield from extracted(self._own, batch)
            return
        every = batches(documents)
        first = next(every, None)
        if first is None:
            return  # no process for nothing
        made = self._recipe()
        if self._dask is not None:
            with Cluster(self._dask, made, self._seconds) as cluster:
                yield from cluster.pipe(chain([first], every))
            return
        yield from self._by_children(made, chain([first], every), meanwhile)

    def _by_children(
        self, made: Recipe, every: Iterable[list[Document]], meanwhile: Callable[[], object] | None
    ) -> Iterator[Extraction | Issue]:
        hands = Hands()
        if _kept and (child := _kept.pop()).alive:
            hands.adopt(child)
        waiting: deque[tuple[int, _Told]] = deque()
        with ThreadPoolExecutor(self._jobs, "kg-crew") as threads:
            try:
                for batch in every:
                    told: _Told = SimpleQueue()
                    threads.submit(self._tell, hands, made, batch, told)
                    waiting.append((len(batch), told))
                    if meanwhile is not None:
                        meanwhile()
                        meanwhile = None
                    if len(waiting) >= AHEAD * self._jobs:
                        yield from _in_turn(*waiting.popleft())
                while waiting:
                    yield from _in_turn(*waiting.popleft())
                if made.pickled is None and (spare := hands.spare(made)):
                    _keep(spare)
            finally:
                hands.stop()
                threads.shutdown(cancel_futures=True)

    def _tell(self, hands: Hands, made: Recipe, batch: list[Document], told: _Told) -> None:
        try:
            for said in hands.work(made, batch, self._seconds):
                told.put(said)
        except BaseException as error:  # raised where the results are taken
            told.put(error)


def _in_turn(count: int, told: _Told) -> Iterator[Extraction | Issue]:
    for _ in range(count):
        said = told.get()
        if isinstance(said, BaseException):
            raise said
        yield said


#: A child of the last crew, for the next one in this process: the models need not be loaded again.
_kept: list[Child] = []


def _keep(child: Child) -> None:
    if _kept:
        child.end()
    else:
        _kept.append(child)


@atexit.register
def let_go() -> None:
    """End the child that a crew has left for the next one."""
    for child in _kept:
        if child.ours:
            child.end()
