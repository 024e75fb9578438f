"""The list of addresses: one a line; each becomes the article of its page, or an issue that says why not."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.documents.reader import MAX_BYTES, one_line, read_bytes
from kg.documents.text import decode
from kg.errors import DocumentError
from kg.types import Document, Issue

if TYPE_CHECKING:
    from kg.fetching import Page

#: What the name of a list ends in.
ADDRESSES = (".urls",)
_SUFFIXES = {"application/pdf": ".pdf", "application/x-pdf": ".pdf", "text/plain": ".txt", "text/markdown": ".md", None: None}
#: Character sets that browsers read as Windows-1252, which has the same letters and more.
_LATIN = frozenset({"iso8859-1", "ascii"})
_USERINFO = re.compile(r"//[^/@\s]*@")


def is_address(source: str) -> bool:
    """Whether a source as given is a web address."""
    return source.lower().startswith(("http://", "https://"))


def without_password(address: str) -> str:
    """An address as it may be shown."""
    return _USERINFO.sub("//", address)


def listed(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """The addresses in a file as (`name`:LINE, address); blank lines and those that begin with # are none.

    Raises DocumentError where the file cannot be read.
    """
    try:
        if path.stat().st_size > 10 * MAX_BYTES:
            raise DocumentError(name, "too-large", f"the list has more than {MAX_BYTES / 1e5:.0f} MB")
        text = decode(path.read_bytes(), name)
    except OSError as error:
        raise DocumentError(name, "unreadable", f"cannot be read ({error.strerror})") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield f"{name}:{number}", line.strip()


def pages_of(
    addresses: Iterable[tuple[str, str]], folder: Path | None, *, given: Callable[[str], Mapping[str, str]], allow_private: bool
) -> Iterator[Document | Issue]:
    """The articles at `addresses` (place, address), fetched into `folder` unless they are there; None for a folder that does not stay.

    A document is named by its address, and has its id from it. `given` is metadata by name. What is no address is an Issue of its
    place; a page that cannot be had, or holds no article, one of its address.
    """
    from kg.fetching import Fetcher, normal
    from kg.fetching.failures import FetchError

    if folder is None:
        with TemporaryDirectory(prefix="kg-pages-") as temporary:
            yield from pages_of(addresses, Path(temporary), given=given, allow_private=allow_private)
        return
    queue: deque[str | Issue] = deque()  # what is fetched ahead, and between it what is no address

    def good() -> Iterator[str]:
        seen: set[str] = set()
        for place, address in addresses:
            try:
                url = normal(address)
            except FetchError as error:
                shown = one_line(without_password(address))
                queue.append(Issue(doc=place, kind=error.kind, message=f"{shown}: {error.reason}" if shown != place else error.reason))
                continue
            if url not in seen:
                seen.add(url)
                queue.append(url)
                yield url

    with Fetcher(folder, allow_private=allow_private) as fetcher:
        for found in fetcher.pages(good()):
            while isinstance(url := queue.popleft(), Issue):
                yield url
            if isinstance(found, FetchError):
                yield Issue(doc=url, kind=found.kind, message=found.reason)
                continue
            try:
                yield _article(found, given(url))
            except DocumentError as error:
                yield Issue(doc=url, kind=error.kind, message=error.reason.replace("the file ", "the page "))
    yield from (one for one in queue if isinstance(one, Issue))


def _article(page: Page, given: Mapping[str, str]) -> Document:
    """The article of a page, read in the character set that its server named, else as a file would be."""
    data = page.data
    try:
        codec = codecs.lookup(page.charset).name if page.charset else None
        if codec is not None and page.type not in ("application/pdf", "application/x-pdf"):
            data = data.decode("cp1252" if codec in _LATIN else codec).encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        pass  # it named one that is none, or another one
    suffix = _SUFFIXES.get(page.type, ".html")
    return read_bytes(data, name=page.url, suffix=suffix, metadata={**given, "url": page.url})
