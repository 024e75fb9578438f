"""Comparing two builds: which claims, facts and conflicts came, went or changed, and why."""

from __future__ import annotations

from kg.comparing.changes import Change
from kg.comparing.comparing import diff

__all__ = ["Change", "diff"]
