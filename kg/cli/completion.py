"""What the shell offers on TAB: names of things, of documents, of questions, out of the graph in the output folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.errors import KgError

#: So many at most: more than fit on a screen help nobody.
MOST = 20


def _output(ctx: Any) -> Path:
    """The folder that the line typed so far names, or the usual one."""
    return Path(ctx.params.get("output") or "output")


def names(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str]]:
    """Names of things that begin as what is typed, with their types; none where there is no graph."""
    from kg.folder import store_folder
    from kg.search import suggest

    try:
        found = suggest(store_folder(_output(ctx)), incomplete, limit=MOST)
    except (KgError, OSError):
        return []
    start = incomplete.casefold()
    return [(hit.text, hit.detail) for hit in found if hit.text.casefold().startswith(start)]


def documents(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Names of documents of the graph that begin as what is typed."""
    import json

    try:
        sources = json.loads((_output(ctx) / "manifest.json").read_text("utf-8"))["sources"]
    except (OSError, ValueError, KeyError):
        return []
    return sorted(name for name in sources if name.startswith(incomplete))


def questions(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str]]:
    """Names of questions that begin as what is typed, with what they ask."""
    from kg.graph.questions import questions as every

    return [(name, one.title) for name, one in every().items() if name.startswith(incomplete)]
