"""What a request may take: time, rows, bytes, places in the queue."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one service. Whatever goes beyond one is told with an error status, never by a cut or empty answer."""

    seconds: float = 30.0  #: that a query, an update or a transfer may run
    rows: int = 1_000_000  #: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE
    answer_bytes: int = 256 << 20  #: of an answer before it is compressed
    query_bytes: int = 1 << 20  #: of a query, by form or as the body
    upload_bytes: int = 256 << 20  #: of an update or a graph that is written
    memory_bytes: int = 8 << 30  #: of address space of one worker process
    workers: int = field(default_factory=lambda: max(4, 2 * (os.cpu_count() or 1)))  #: queries that run at one time
    queue: int = 128  #: requests that wait for a worker at one time
