"""A new project folder: places for articles, rules and judgements, and the commands to begin with. Never overwrites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError

TEMPLATES = Path(__file__).resolve().parent / "project"
#: Files whose names would mean something where they are kept, and what they are called in a project.
_NAMES = {"gitignore": ".gitignore"}


class StartError(KgError):
    """A folder in which no project can be begun; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What `start` did: names of files relative to `folder`, sorted; `kept` were there already and are as they were."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]


def start(folder: str | Path) -> Started:
    """Put the files of a new project into `folder`, which is made if absent; what is there already stays as it is.

    StartError when `folder` is a file, or cannot be written to.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise StartError(f"{folder}: is a file; give the name of a folder")
    made: list[str] = []
    kept: list[str] = []
    for name, text in _files():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as stream:  # fails where something is there, whatever happens at the same time
                stream.write(text)
        except FileExistsError:
            if not path.exists():  # a file where a folder has to be
                raise StartError(f"{path.parent}: is in the way: there must be a folder of this name") from None
            kept.append(name)
        except OSError as error:
            raise StartError(f"{path}: cannot be written ({error.strerror})") from None
        else:
            made.append(name)
    return Started(folder=folder, made=tuple(made), kept=tuple(kept))


def _files() -> Iterator[tuple[str, bytes]]:
    """Name in the project and bytes of each file, sorted by name."""
    found = {}
    for path in TEMPLATES.rglob("*"):
        if path.is_file():
            place = path.relative_to(TEMPLATES)
            found[place.with_name(_NAMES.get(place.name, place.name)).as_posix()] = path.read_bytes()
    yield from sorted(found.items())
