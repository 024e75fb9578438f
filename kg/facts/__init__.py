"""What claims amount to together: facts with the voices for and against them, where those disagree, and the deals that they tell of."""

from __future__ import annotations

from kg.facts.conflicts import conflicts
from kg.facts.deals import deals
from kg.facts.grouping import group
from kg.facts.voices import hear

__all__ = ["conflicts", "deals", "group", "hear"]
