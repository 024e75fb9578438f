"""What Oxigraph complains of, worded for people."""

from __future__ import annotations

import re

_WHERE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)


def one_line(error: BaseException) -> str:
    """What went wrong, in one line."""
    return " ".join(str(error).split())


def explain(message: str) -> str:
    """A parser's complaint as one line with line and column, without its long lists of characters that could have stood there."""
    found = _WHERE.match(message)
    if not found:
        return f"bad SPARQL: {' '.join(message.split())}"
    line, column, reason = found.groups()
    reason = " ".join(reason.split())
    if "Prefix not found" in reason:
        reason = "this prefix is not declared"
    elif len(reason) > 160:
        reason = reason[:157] + "…"
    return f"bad SPARQL at line {line}, column {column}: {reason}"
