"""What claims amount to together: facts with the voices for and against them, and where those disagree."""

from __future__ import annotations

from kg.facts.conflicts import conflicts
from kg.facts.grouping import group
from kg.facts.voices import hear

__all__ = ["conflicts", "group", "hear"]
