"""The command line: thin verbs over the rooms below. Data on stdout, everything said about it on stderr."""

# ruff: noqa: I001 - the verbs hang themselves on the app in this order, which is that of the help
from __future__ import annotations

from kg.cli import (
    starting,
    articles,
    dossier,
    searching,
    timeline,
    conflicts,
    asking,
    explaining,
    graph,
    exporting,
    comparing,
    reviewing,
    judging,
)
from kg.cli.app import app

__all__ = [
    "app", "articles", "asking", "comparing", "conflicts", "dossier", "explaining", "exporting", "graph",
    "judging", "main", "reviewing", "searching", "starting", "timeline",
]  # fmt: skip


def main() -> None:
    """Run the command `kg`; exits with 0, 1 (something could not be done), 2 (wrong usage) or 130 (interrupted)."""
    app(prog_name="kg")
