"""The store, its search index and the files made of it, against the extractions and the index."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import StoreError
from kg.exports import export
from kg.graph.holdings import holding, statements
from kg.graph.store import Store
from kg.search.kept import Kept as Words
from kg.types import Extraction
from kg.verifying.faults import Fault

#: Bytes compared at a time.
_BLOCK = 1 << 20


def document_faults(store: Store, extraction: Extraction) -> Iterator[Fault]:
    """What the store has otherwise than the extraction: the claims, their words, the hash of the text."""
    document = extraction.document
    there = holding(store, document.id)
    if there.text_hash is None:
        yield Fault("store", f"{document.name} is not in it")
        return
    if there.text_hash != document.text_hash:
        yield Fault("store", f"{document.name}: the hash of the text is not that of the extraction")
    claims = {claim.id for claim in extraction.claims}
    for id_ in sorted(claims ^ there.claims):
        yield Fault("store", f"{document.name}: claim {id_} is {'missing' if id_ in claims else 'in no extraction'}")
    quotes = {(claim.start, claim.end): claim.evidence for claim in extraction.claims}
    for start, end in sorted(quotes.keys() | there.quotes.keys()):
        if quotes.get((start, end)) != there.quotes.get((start, end)):
            yield Fault("store", f"{document.name}: the words at {start}–{end} are not those of the extraction")


def word_faults(words: Words, extraction: Extraction) -> Iterator[Fault]:
    """What the search index has otherwise than the extraction."""
    found = words.claims(extraction.document.id)
    if found != {claim.id: claim.evidence for claim in extraction.claims}:
        yield Fault(SEARCH, f"{extraction.document.name}: what is found by word is not what its claims say")


SEARCH = "store/search.sqlite"


def made_faults(store: Store, output: Path, name: str, *, same: bool) -> Iterator[Fault]:
    """What is wrong with a file made of the store. `same`: this program made it, so that it has to come out the same again."""
    if not same:
        yield from _parsed(output, name)
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        again = Path(folder) / name
        try:
            export(store, again)
        except Exception as error:  # a store that lacks this or that can fail anywhere
            yield Fault("store", f"{name} cannot be made of it ({type(error).__name__}: {error})")
            return
        differing = _first_difference(output / name, again)
    if differing is not None:
        yield Fault(name, f"not what the store gives, from byte {differing} on")


def _parsed(output: Path, name: str) -> Iterator[Fault]:
    path = output / name
    try:
        if path.suffix == ".html":
            if not path.read_bytes().rstrip().endswith(b"</html>"):
                yield Fault(name, "ends before its end")
        else:
            statements(path)
    except StoreError as error:
        yield Fault(name, str(error).removeprefix(f"{path}: "))
    except OSError as error:
        yield Fault(name, f"cannot be read ({error.strerror})")


def _first_difference(one: Path, other: Path) -> int | None:
    """Where two files differ first, in bytes; None when they are the same."""
    place = 0
    with one.open("rb") as left, other.open("rb") as right:
        while True:
            a, b = left.read(_BLOCK), right.read(_BLOCK)
            if a != b:
                return place + next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            if not a:
                return None
            place += len(a)


def count_faults(counted: Mapping[str, Mapping[str, int]]) -> Iterator[Fault]:
    """Where the figures of a file are not those of the first file that counts the same: file → what → how many."""
    first: dict[str, tuple[str, int]] = {}
    for file, figures in counted.items():
        for what, number in figures.items():
            there, right = first.setdefault(what, (file, number))
            if number != right:
                yield Fault(file, f"{number} {what}, where {there} has {right}")


def entity_faults(ids: Iterator[str], words: Words) -> Iterator[Fault]:
    """The first entity that the index has and the search index has not, or the other way round; both in order, none kept."""
    found = words.entities()
    while True:
        one, other = next(ids, None), next(found, None)
        if one != other:
            missing = other is None or (one is not None and one < other)
            yield Fault(SEARCH, f"entity {one} is missing" if missing else f"entity {other} is not in the index")
            return
        if one is None:
            return


def damage(words: Words) -> Iterator[Fault]:
    """What the search index itself says is wrong with it."""
    try:
        yield from (Fault(SEARCH, reason) for reason in words.damage())
    except sqlite3.Error as error:
        yield Fault(SEARCH, f"cannot be read ({error})")
