"""What a process needs to know to make an extractor of its own: small, and the same for every process of a build."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.errors import CrewError
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

    `models` are pairs of language and pipeline, `rules` paths of rule files beside the shipped ones, `mark` a hash of what these
    hold. `pickled` is an extractor of the caller's own, which then is used instead.
    """

    models: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    mark: str = ""
    pickled: bytes | None = None

    def make(self) -> Extracts:
        """The extractor; RuleError or ModelError when what it is made of has a mistake."""
        if self.pickled is not None:
            extractor: Extracts = pickle.loads(self.pickled)
            return extractor
        from kg.claims import Extractor

        return Extractor(dict(self.models), self.rules)


def recipe(models: Mapping[str, str], rules: Sequence[Path], mark: Callable[[], str] = str, extractor: Extracts | None = None) -> Recipe:
    """The recipe of a build; CrewError for an `extractor` that cannot be sent to another process."""
    if extractor is None:
        where = {lang: str(Path(model).resolve()) if Path(model).is_dir() else model for lang, model in models.items()}
        return Recipe(models=tuple(sorted(where.items())), rules=tuple(str(path.resolve()) for path in rules), mark=mark())
    try:
        return Recipe(pickled=pickle.dumps(extractor))
    except Exception as error:  # pickle raises nearly anything
        raise CrewError(f"this extractor cannot be sent to another process ({' '.join(str(error).split())})") from None
