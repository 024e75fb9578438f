"""The crew: the one place that runs extraction, in this process or in child processes, same bytes from each."""

from __future__ import annotations

from kg.crew.crew import SECONDS, Crew
from kg.crew.recipe import Extracts

__all__ = ["SECONDS", "Crew", "Extracts"]
