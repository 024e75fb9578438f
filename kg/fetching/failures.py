"""The failure: why a page cannot be had, and whether asking again could help."""

from __future__ import annotations


class FetchError(Exception):
    """A page that cannot be had; `kind` is a slug, the message the reason for people.

    One that is `lasting` is remembered with the pages and not asked for again; `after` are the seconds that the host wants to be
    left alone.
    """

    def __init__(self, kind: str, reason: str, *, lasting: bool = False, again: bool = False, after: float | None = None) -> None:
        """`again`: it is worth another try in this run."""
        super().__init__(reason)
        self.kind, self.reason, self.lasting, self.again, self.after = kind, reason, lasting, again, after
