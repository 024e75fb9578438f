"""A worker process: takes one job at a time from the service that started it, and can be killed at any moment.

    python -m kg.web.worker FD readers|writer
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

from kg.errors import KgError
from kg.web import channel
from kg.web.channel import DiedError, Job, Reply

#: Which modules hold the jobs of which kind of worker.
ROLES = {"reader": "kg.web.reading", "writer": "kg.web.writing"}


def main() -> None:
    """Serve jobs until the service closes the line."""
    line = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then lets go of us
    _watch(os.getppid())
    module = import_module(ROLES[sys.argv[2]])
    jobs: dict[str, Callable[..., Any]] = module.JOBS
    module.warm()
    _bound(int(sys.argv[3]))
    channel.send(line, Reply(resident=_resident()))
    while True:
        try:
            job: Job = channel.receive(line)
        except (EOFError, OSError):
            return
        channel.send(line, _done(jobs, job))


def _done(jobs: dict[str, Callable[..., Any]], job: Job) -> Reply:
    try:
        return Reply(value=jobs[job.do](**job.arguments), resident=_resident())
    except KgError as error:
        return Reply(error=error, resident=_resident())
    except RecursionError:
        return Reply(error=KgError("the request is nested too deeply"), resident=_resident())
    except MemoryError:
        return Reply(error=KgError("the memory that one request may take does not suffice"), resident=1 << 62)
    except Exception:  # a mistake of ours: told to whoever runs the service, and others are served on
        traceback.print_exc()
        return Reply(error=DiedError("the request met with an accident here"), resident=_resident())


def _watch(parent: int) -> None:
    """End with the service, however it ended, also in the middle of a job."""

    def wait() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _bound(size: int) -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: no such limits
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # an abort leaves no file behind


def _resident() -> int:
    try:
        with open("/proc/self/statm", "rb") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux
        return 0


if __name__ == "__main__":
    main()
