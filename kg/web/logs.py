"""What the service has to say, on a stream: one JSON object a line, whoever says it."""

from __future__ import annotations

import json
import logging
import time
from typing import TextIO

#: Gets a line for every request, which is a JSON object already.
ACCESS = logging.getLogger("kg.web.access")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """A record as a line: {"time", "level", "message"}, and "trace" where something unforeseen happened."""
        if record.name == ACCESS.name:
            return record.getMessage()
        said = {"time": now(), "level": record.levelname.lower(), "message": " ".join(record.getMessage().split())}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said)


def now() -> str:
    """The time, in UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def log_to(stream: TextIO, *, access: bool) -> None:
    """Send what this service and the server below it say to `stream`; with `access`, a line for every request too."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines())
    for name, level in (("kg.web", logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [handler], False
        logger.setLevel(level)
    ACCESS.setLevel(logging.INFO if access else logging.WARNING)
