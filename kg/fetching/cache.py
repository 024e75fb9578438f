"""The pages that were had, and the reasons why others never will be: one file each, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from kg.fetching.failures import FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came for an address: `type` and `charset` as the server named them, without times, so that reading it again is the same."""

    url: str
    final: str
    type: str | None
    charset: str | None
    data: bytes


class Cache:
    """A folder with a file a page: one line of JSON about it, then its bytes."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first page."""
        self._folder = folder

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.page"

    def has(self, url: str) -> bool:
        """Whether `url` need not be asked for."""
        return self._path(url).is_file()

    def get(self, url: str) -> Page | FetchError | None:
        """The page, or why there is none; None where it was not asked for yet (or its file is not whole)."""
        try:
            head, _, data = self._path(url).read_bytes().partition(b"\n")
            row = json.loads(head)
            if row["url"] != url or row["size"] != len(data):
                return None
            if "kind" in row:
                return FetchError(str(row["kind"]), str(row["reason"]), lasting=True)
            return Page(url=url, final=row["final"], type=row["type"], charset=row["charset"], data=data)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, page: Page) -> None:
        """Keep a page."""
        self._write(page.url, {"final": page.final, "type": page.type, "charset": page.charset}, page.data)

    def put_failure(self, url: str, error: FetchError) -> None:
        """Keep the reason why a page will not be had."""
        self._write(url, {"kind": error.kind, "reason": error.reason}, b"")

    def _write(self, url: str, about: dict[str, str | None], data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(url)
        head = json.dumps({"url": url, "size": len(data), **about}, ensure_ascii=False, sort_keys=True)
        new = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")
        new.write_bytes(head.encode() + b"\n" + data)
        os.replace(new, path)
