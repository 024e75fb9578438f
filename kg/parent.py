"""The parent of a child process, from the side of the child: when it ends, however it ended, so does the child."""

from __future__ import annotations

import os
import threading
import time

#: Seconds between two looks at whether it is still there.
_LOOK = 0.5


def end_with_parent() -> None:
    """From now on end with the process that started this one, also in the middle of some work. For the first lines of a program."""
    parent = os.getppid()

    def wait() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
