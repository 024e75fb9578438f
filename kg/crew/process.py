"""A child process of the crew, run as `python -m kg.crew.process FD`: batches of documents in, what they say out, one by one."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from kg.crew.extracting import extracted
from kg.crew.recipe import Extracts, Recipe
from kg.errors import KgError
from kg.parent import end_with_parent
from kg.types import Document


def main() -> None:
    """Serve the parent at the other end of the line until it closes it, or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the parent, which lets go of us
    end_with_parent()
    _offer()
    with suppress(EOFError, OSError), Connection(int(sys.argv[1])) as line:
        try:
            recipe: Recipe = line.recv()
            extractor = recipe.make()
            line.send(None)
            while True:
                batch: list[Document] = line.recv()
                load(extractor, batch)
                line.send(None)
                for said in extracted(extractor, batch):
                    line.send(said)
        except KgError as error:
            line.send(error if len(error.args) == 1 else KgError(str(error)))
    os._exit(0)  # nothing here is worth tidying up


def load(extractor: Extracts, batch: Sequence[Document]) -> None:
    """Have the models at hand before the time of an article begins to count."""
    load = getattr(extractor, "load", None)  # somebody's own need not have it
    if load is not None and load({document.lang for document in batch}):
        gc.collect()
        gc.freeze()  # what is there now stays: no need to look through it again and again


def _offer() -> None:
    """When memory runs out, the system takes this process rather than its parent; an abort leaves no file behind."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as stream:  # no such file: no Linux
        stream.write("800")


if __name__ == "__main__":
    main()
