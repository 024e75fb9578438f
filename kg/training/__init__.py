"""Training of the bundled language pipelines: corpora, business text by grammar, recipes, evaluation; `kg train LANG` calls `train`."""

from __future__ import annotations

from pathlib import Path

__all__ = ["train"]


def train(
    lang: str, *, shared: Path, output: Path, seconds: float = 3600.0, vectors: bool = True, quick: bool = False
) -> dict[str, dict[str, float]]:
    """Train the pipeline of `lang` ("fr" or "en") from `shared`/training and save it to `output`; return its scores on the test splits.

    seconds: processor time for the gradient training in all; vectors: French on floret vectors (made first); quick: a few steps
    only, to see that everything runs.
    Raises ModelError when the language has no recipe or the training data is missing.
    """
    from kg.training.recipe import run

    return run(lang, shared=shared, output=output, seconds=seconds, vectors=vectors, quick=quick)
