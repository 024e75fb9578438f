"""What claims amount to together: facts with the voices for and against them, and where those disagree."""

from __future__ import annotations

from kg.facts.grouping import group

__all__ = ["group"]
