"""A fault: one thing that is wrong with one file of a build."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong: `file` is its path in the output folder, with the line where there is one ("claims.jsonl:3")."""

    file: str
    reason: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.file}: {' '.join(self.reason.split())}"
