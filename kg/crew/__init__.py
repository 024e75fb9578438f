"""The crew: the one place that runs extraction, in this process, in child processes, or on a cluster, same bytes from each."""

from __future__ import annotations

from kg.crew.crew import SECONDS, Crew
from kg.crew.recipe import Extracts

__all__ = ["SECONDS", "Crew", "Extracts"]
