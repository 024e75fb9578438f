"""One service at a time writes beside a store."""

from __future__ import annotations

import os
import time
from pathlib import Path

from kg.errors import StoreError


def lock(folder: Path) -> int | None:
    """The descriptor of an open file that keeps a second service off the folder, which is made if absent; None on a system without such.

    It holds until it is closed in this process and in all that inherited it. StoreError when another service has it.
    """
    try:
        import fcntl
    except ImportError:  # not a POSIX system
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written to ({error.strerror})") from None
    for attempt in range(50):  # the writer of a service that was killed a moment ago may still be about to end
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        except OSError:
            if attempt < 49:
                time.sleep(0.1)
    os.close(file)
    raise StoreError(f"{folder}: another service writes here")
