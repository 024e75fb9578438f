"""The output folder: written so that a reader of it never sees half a graph, and what it knows of the graph before.

Everything is written to a folder beside the results and moved over them at the end; what fails, or is interrupted, leaves
the last good graph where it is.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg import segments
from kg.errors import JudgementError, StoreError
from kg.records import extraction_from_row, read_lines
from kg.types import Entity, Extraction, Judgement

if TYPE_CHECKING:
    from kg.graph.store import Store

#: Called with the stage, how many documents are done in it, and how many there are; 0 where that is not known.
Progress = Callable[[str, int, int], None]

#: What a build leaves in its output folder, store and index aside; the manifest last, as the sign that all is there.
FILES = ("claims.jsonl", "extractions.jsonl", "issues.jsonl", "moved.jsonl", "graph.ttl", "graph.trig", "graph.html", "manifest.json")
#: Those made of the store. A build of many documents (kg.segments) writes none of them, and of claims and extractions segments.
MADE = ("graph.ttl", "graph.trig", "graph.html")
SMALL = ("claims.jsonl", "extractions.jsonl", *MADE)

STORE = "store"
#: A file in the store's folder with the hash of the build that made it; it is published with the store.
BUILD = "BUILD"
INDEX = "index.sqlite"
#: Pages that were fetched from the web, so that a later build need not fetch them.
PAGES = "pages"
#: Ids that things had in earlier graphs of a folder; a copy is published with the store, in its folder.
MOVED = "moved.jsonl"
#: There while the index may be newer than the store and the files (`kg.publication`): a build that finds it makes them anew.
PUBLISHING = ".publishing"
#: Where the store is when a publication was cut off on a system that cannot exchange two folders (`kg.graph.placing`).
_STORE_OLD = "store.old"
_LOCK = ".lock"
#: Errors of a disk that takes no more.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def store_folder(folder: str | Path) -> Path:
    """Where the store is: inside what `build` left in `folder`, or `folder` itself. Raises StoreError when there is none."""
    folder = Path(folder)
    path = next((path for path in (folder / STORE, folder / _STORE_OLD) if path.is_dir()), folder)
    if not has_store(path):
        raise StoreError(f"{folder}: no graph here; make one with `kg build SOURCES -o {folder}`")
    return path


def has_store(path: Path) -> bool:
    """Whether a folder is a store: whether RocksDB's pointer to what is current is there."""
    return (path / "CURRENT").is_file()


def complete(output: Path) -> bool:
    """Whether all that a build leaves is there, and no build was cut off while it put its results in place."""
    from kg.search import usable

    there = has_store(output / STORE) and segments.whole(output) and all((output / name).is_file() for name in files_of(output))
    return there and usable(output / STORE) and not cut_off(output)


def files_of(output: Path) -> tuple[str, ...]:
    """What of FILES a build leaves that has the form of that in `output`."""
    return tuple(name for name in FILES if name not in SMALL) if segments.segmented(output) else FILES


def cut_off(output: Path) -> bool:
    """Whether a build was cut off while it put its results in place: the next one makes store and files anew from the index."""
    return (output / PUBLISHING).exists()


def open_store(folder: str | Path = "output") -> Store:
    """The graph that `build` left in `folder` (or a store's own folder), for reading. Raises StoreError when there is none."""
    from kg.graph.placing import open_published

    return open_published(store_folder(folder))


def decisions(output: Path, chosen: Path | None = None) -> tuple[Judgement, ...]:
    """The judgements in force: those in `chosen`, or in the output folder. JudgementError when the file is none, or not there."""
    from kg.judgements import FILE, in_force, read

    if chosen is not None and not chosen.is_file():
        raise JudgementError(f"{chosen}: there is no file of judgements here")
    return in_force(read(chosen or output / FILE))


def extractions_in(output: Path) -> Iterator[Extraction]:
    """What was read out of the documents of the graph that is there, whatever became of its index; one is held at a time."""
    yield from map(extraction_from_row, segments.rows(output, "extractions") if segments.there(output) else ())


def documents_in(output: Path) -> Iterable[str]:
    """The names of the documents of the graph that is there, whatever became of its index."""
    if not cut_off(output):  # else the manifest may be older than the extractions
        with suppress(OSError, ValueError, KeyError, TypeError):
            return [str(name) for name in json.loads((output / FILES[-1]).read_text("utf-8"))["sources"]]
    return (old.document.name for old in extractions_in(output))


def moved_ids(output: str | Path) -> dict[str, str]:
    """Ids that earlier graphs in this folder had, and what they are now in the store that is there."""
    path = moved_file(Path(output))
    return {row["from"]: row["to"] for row in read_lines(path)} if path.is_file() else {}


def moved_file(output: Path) -> Path:
    """The file of ids that moved: that in the store's folder, which is as new as the store, where there is one."""
    beside = output / STORE / MOVED
    return beside if beside.is_file() else output / MOVED


def entities_in(output: Path) -> list[Entity]:
    """The things of the graph that is there; none where there is no graph that can be read."""
    from kg.graph.views import entities

    try:
        with open_store(output) as store:
            return [Entity(id=one.id, type=one.type, name=one.name, aliases=one.aliases) for one in entities(store)]
    except StoreError:
        return []


@contextmanager
def workplace(output: Path) -> Iterator[Path]:
    """A fresh folder inside `output` that is gone afterwards; one build at a time. StoreError where nothing can be written."""
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{output}: cannot be written to ({error.strerror})") from None
    work = output / ".building"
    with _lock(output):
        shutil.rmtree(work, ignore_errors=True)  # of a build that was killed
        work.mkdir()
        try:
            yield work
        except OSError as error:
            if error.errno not in _FULL or error.filename is not None:
                raise
            raise StoreError(f"{output}: cannot be written to ({error.strerror})") from None  # one of writing names no file
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def reading(output: Path) -> Iterator[None]:
    """Keep builds from changing `output` meanwhile; several may read. StoreError when one is writing there."""
    if not (output / _LOCK).exists():  # moved here without it, perhaps to where nothing can be written
        yield
        return
    with _lock(output, shared=True):
        yield


@contextmanager
def _lock(output: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold `output` against a second build; the system lets go of it even when the process is killed."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: no advisory locks, one build at a time is then up to the user
        yield
        return
    with (output / _LOCK).open("r" if shared else "w") as stream:
        try:
            fcntl.flock(stream, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"{output}: another build is writing here; wait for it or choose another -o") from None
        yield


def copy_store(source: Path, target: Path) -> None:
    """A copy of a closed store that can be written to: its data files are never changed and are linked, the others copied.

    Its lock and RocksDB's diaries stay behind. StoreError where it cannot be written.
    """
    try:
        target.mkdir()
        for path in sorted(source.iterdir()):
            if path.suffix == ".sst":
                try:
                    os.link(path, target / path.name)
                    continue
                except OSError:  # a file system without hard links
                    pass
            if path.name != "LOCK" and not path.name.startswith("LOG") and path.is_file():
                shutil.copyfile(path, target / path.name)
    except OSError as error:  # names the file that is read
        raise StoreError(f"{target}: cannot be written ({error.strerror or error})") from None
