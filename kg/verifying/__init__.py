"""Whether what a build left is whole: hashes, offsets, counts, and that all of its files say the same."""

from __future__ import annotations

from kg.verifying.faults import Fault
from kg.verifying.verifying import Verification, verify

__all__ = ["Fault", "Verification", "verify"]
