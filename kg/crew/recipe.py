"""What a process needs to know to make an extractor of its own: small, and the same for every process of a build."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from kg.errors import CrewError, RuleError
from kg.types import Document, Extraction


class Extracts(Protocol):
    """What a build needs of an extractor (`kg.claims.Extractor` is one)."""

    def extract(self, document: Document) -> Extraction:
        """What one document says."""

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        """What many documents say, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to make the extractor of a build in any process.

    `models` are pairs of language and pipeline, `rules` pairs of path and content of the rule files beside the shipped ones (the other
    process may be on another machine), `mark` a hash of all that makes extractions, "" if unknown. `pickled` is an extractor of the
    caller's own, which then is used instead.
    """

    models: tuple[tuple[str, str], ...] = ()
    rules: tuple[tuple[str, bytes], ...] = ()
    mark: str = ""
    pickled: bytes | None = None

    @contextmanager
    def files(self) -> Iterator[list[Path]]:
        """The rule files, in their order, for as long as the context lasts; a RuleError of theirs names them as they are called at home."""
        with TemporaryDirectory(prefix="kg-rules-") as folder:
            paths = []
            for number, (name, content) in enumerate(self.rules):
                path = Path(folder, f"{number:04}", Path(name).name)
                path.parent.mkdir()
                path.write_bytes(content)
                paths.append(path)
            try:
                yield paths
            except RuleError as error:
                told = str(error)
                for path, (name, _) in zip(paths, self.rules, strict=True):
                    told = told.replace(str(path), name)
                raise RuleError(told) from None

    def make(self) -> Extracts:
        """The extractor; RuleError or ModelError when what it is made of has a mistake."""
        if self.pickled is not None:
            extractor: Extracts = pickle.loads(self.pickled)
            return extractor
        from kg.claims import Extractor

        with self.files() as paths:
            return Extractor(dict(self.models), paths)


def recipe(models: Mapping[str, str], rules: Sequence[Path], mark: Callable[[], str] = str, extractor: Extracts | None = None) -> Recipe:
    """The recipe of a build; CrewError for an `extractor` that cannot be sent to another process."""
    where = {lang: str(Path(model).resolve()) if Path(model).is_dir() else model for lang, model in models.items()}
    held = tuple((str(path), path.read_bytes()) for path in rules)
    made = Recipe(models=tuple(sorted(where.items())), rules=held, mark=mark())
    if extractor is None:
        return made
    try:
        return replace(made, pickled=pickle.dumps(extractor))
    except Exception as error:  # pickle raises nearly anything
        raise CrewError(f"this extractor cannot be sent to another process ({' '.join(str(error).split())})") from None
