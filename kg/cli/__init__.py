"""The command line: thin verbs over the rooms below. Data on stdout, everything said about it on stderr."""

from __future__ import annotations

# The verbs hang themselves on the app, in this order.
from kg.cli import articles, asking, comparing, conflicts, dossier, explaining, exporting, graph, judging, reviewing, searching, timeline
from kg.cli.app import app

__all__ = [
    "app", "articles", "asking", "comparing", "conflicts", "dossier", "explaining", "exporting", "graph",
    "judging", "main", "reviewing", "searching", "timeline",
]  # fmt: skip


def main() -> None:
    """Run the command `kg`; exits with 0, 1 (something could not be done), 2 (wrong usage) or 130 (interrupted)."""
    app(prog_name="kg")
