"""The output folder: written so that a reader of it never sees half a graph, and what it knows of the graph before.

Everything is written to a folder beside the results and moved over them at the end; what fails, or is interrupted, leaves
the last good graph where it is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import JudgementError, StoreError
from kg.records import claim_row, extraction_row, read_lines, write_lines
from kg.types import Entity, Extraction, Issue, Judgement

if TYPE_CHECKING:
    from kg.graph.store import Store

#: Called with the stage, how many documents are done in it, and how many there are.
Progress = Callable[[str, int, int], None]

#: What a build leaves in its output folder, the store aside; the manifest last, as the sign that all is there.
FILES = ("claims.jsonl", "extractions.jsonl", "issues.jsonl", "moved.jsonl", "graph.ttl", "graph.trig", "graph.html", "manifest.json")


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def store_folder(folder: str | Path) -> Path:
    """Where the store is: inside what `build` left in `folder`, or `folder` itself. Raises StoreError when there is none."""
    folder = Path(folder)
    path = folder / "store" if (folder / "store").is_dir() else folder
    if not (path / "CURRENT").is_file():  # RocksDB's pointer to what is current: without it there is no store
        raise StoreError(f"{folder}: no graph here; make one with `kg build SOURCES -o {folder}`")
    return path


def open_store(folder: str | Path = "output") -> Store:
    """The graph that `build` left in `folder` (or a store's own folder), for reading. Raises StoreError when there is none."""
    from kg.graph.store import Store

    return Store(store_folder(folder), read_only=True)


def decisions(output: Path, chosen: Path | None = None) -> tuple[Judgement, ...]:
    """The judgements in force: those in `chosen`, or in the output folder. JudgementError when the file is none, or not there."""
    from kg.judgements import FILE, in_force, read

    if chosen is not None and not chosen.is_file():
        raise JudgementError(f"{chosen}: there is no file of judgements here")
    return in_force(read(chosen or output / FILE))


def write(
    work: Path,
    output: Path,
    extractions: Sequence[Extraction],
    issues: Sequence[Issue],
    decided: Sequence[Judgement],
    progress: Progress = silent,
) -> tuple[int, int]:
    """Write every file but the manifest, and the store, into `work`; returns how many entities and facts there are.

    `output` has the graph before, whose ids may have moved.
    """
    from kg.entities import resolve
    from kg.entities.moving import moved
    from kg.exports import export
    from kg.facts import conflicts, group, hear
    from kg.graph.store import Store
    from kg.graph.triples import conflict_quads, document_quads, fact_quads
    from kg.judgements import reviews

    total = len(extractions)
    progress("resolve", 0, total)
    write_lines(work / "claims.jsonl", (claim_row(claim) for extraction in extractions for claim in extraction.claims))
    write_lines(work / "extractions.jsonl", map(extraction_row, extractions))
    write_lines(work / "issues.jsonl", ({"doc": issue.doc, "kind": issue.kind, "message": issue.message} for issue in issues))
    resolution, reviewed = resolve(extractions, judgements=decided), reviews(decided)
    ids = moved(_entities_in(output), moved_ids(output), resolution)
    write_lines(work / "moved.jsonl", ({"from": old, "to": new} for old, new in ids.items()))
    voices = hear(extractions, resolution, {claim for claim, review in reviewed.items() if review.verb == "reject"})
    facts = group(voices)
    with Store(work / "store") as store:
        for number, extraction in enumerate(extractions, start=1):
            store.load(document_quads(extraction, resolution, reviewed))
            progress("graph", number, total)
        store.load(fact_quads(facts, resolution))
        store.load(conflict_quads(conflicts(voices, resolution)))
        for name in ("graph.ttl", "graph.trig", "graph.html"):
            progress(name, total, total)
            export(store, work / name)
    return len(resolution.entities), len(facts)


def moved_ids(output: str | Path) -> dict[str, str]:
    """Ids that earlier graphs in this folder had, and what they are now."""
    path = Path(output) / "moved.jsonl"
    return {row["from"]: row["to"] for row in read_lines(path)} if path.is_file() else {}


def _entities_in(output: Path) -> list[Entity]:
    """The things of the graph that is there; none where there is no graph that can be read."""
    from kg.graph.views import entities

    try:
        with open_store(output) as store:
            return [Entity(id=one.id, type=one.type, name=one.name, aliases=one.aliases) for one in entities(store)]
    except StoreError:
        return []


@contextmanager
def workplace(output: Path) -> Iterator[Path]:
    """A fresh folder inside `output` that is gone afterwards; one build at a time."""
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
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _lock(output: Path) -> Iterator[None]:
    """Hold `output` against a second build; the system lets go of it even when the process is killed."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: no advisory locks, one build at a time is then up to the user
        yield
        return
    with (output / ".lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"{output}: another build is writing here; wait for it or choose another -o") from None
        yield


def publish(work: Path, output: Path) -> None:
    """Move what was built over what is there, the store first and the manifest last."""
    from kg.graph import store

    store.publish(work / "store", output / "store")
    for name in FILES:
        os.replace(work / name, output / name)
