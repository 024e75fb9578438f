"""A worker process: takes one job at a time from the service that started it, and can be killed at any moment.

    python -m kg.web.worker FD reader|writer BYTES
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import Any

from kg.errors import KgError
from kg.parent import end_with_parent
from kg.web import channel
from kg.web.channel import DiedError, Job, NestedError, Reply

#: Which modules hold the jobs of which kind of worker.
ROLES = {"reader": "kg.web.reading", "writer": "kg.web.writing"}
#: Bytes of stack, of which only what is used takes memory: Oxigraph follows nested brackets, long sums and the like by recursion.
_STACK, _PAGE = 1 << 30, 1 << 16
#: Seconds that a job takes before the memory is looked at anew: quicker ones cannot have taken much, and looking costs time too.
_QUICK = 0.002


def main() -> None:
    """Serve jobs until the service closes the line."""
    line, role, size = socket.socket(fileno=int(sys.argv[1])), sys.argv[2], int(sys.argv[3])
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are for the service, which lets go of us when our job is done
    end_with_parent()  # before the others get their large stacks
    module = import_module(ROLES[role])
    jobs: dict[str, Callable[..., Any]] = module.JOBS
    module.warm()
    gc.freeze()  # what is there now stays: no need to look through it again and again
    stack = min(_STACK, size // 2) // _PAGE * _PAGE
    _bound(size + stack)
    threading.stack_size(stack)
    worker = threading.Thread(target=_serve, args=(line, jobs))
    worker.start()
    worker.join()


def _serve(line: socket.socket, jobs: dict[str, Callable[..., Any]]) -> None:
    with suppress(EOFError, OSError):  # the service is gone, or does not want us any more
        resident, count = _resident(), 0
        channel.send(line, Reply(resident=resident))
        while True:
            job: Job = channel.receive(line)
            started = time.monotonic()
            reply, count = _done(jobs, job), count + 1
            if count % 64 == 1 or time.monotonic() - started > _QUICK:
                resident = _resident()
            channel.send(line, replace(reply, resident=reply.resident or resident))


def _done(jobs: dict[str, Callable[..., Any]], job: Job) -> Reply:
    try:
        return Reply(value=jobs[job.do](**job.arguments))
    except KgError as error:
        return Reply(error=error)
    except RecursionError:
        return Reply(error=NestedError())
    except MemoryError:
        return Reply(error=KgError("the memory that one request may take does not suffice"), resident=1 << 62)
    except Exception:  # a mistake of ours: told to whoever runs the service, and others are served on
        traceback.print_exc()
        return Reply(error=DiedError("the request met with an accident here"))


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
