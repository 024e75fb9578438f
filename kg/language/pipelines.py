"""The spaCy pipelines: the bundled ones or any installed one, loaded once per process."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.language import labels

if TYPE_CHECKING:
    from spacy.language import Language

#: Languages with a bundled pipeline.
LANGUAGES: tuple[str, ...] = ("fr", "en")

MODELS = Path(__file__).resolve().parent.parent / "models"


def model_path(lang: str) -> Path:
    """Folder of the bundled pipeline for `lang`."""
    return MODELS / lang


@lru_cache(maxsize=8)
def load(lang: str, model: str | None = None) -> Language:
    """The pipeline for `lang`: `model` (a package name or a folder) or the bundled one.

    Raises ModelError, one line with what to do, when there is none or it lacks a parser or an entity recogniser.
    """
    import spacy
    from spacy.language import Language

    from kg.language import bundled

    if lang not in LANGUAGES:
        raise ModelError(f"language {lang!r}: no pipeline; known are {', '.join(LANGUAGES)}")
    where = model or str(model_path(lang))
    try:
        nlp = bundled.read(model_path(lang), lang) if model is None else spacy.load(model)
    except OSError:
        advice = f"train it with `kg train {lang}`" if model is None else f"install it (pip install {model}) or give a folder"
        raise ModelError(f"model {where!r} for {lang!r} is not installed: {advice}") from None
    for need, pipes in (("a parser", {"parser"}), ("an entity recogniser", {"ner", "beam_ner"})):
        if not pipes & set(nlp.pipe_names):
            raise ModelError(f"model {where!r} for {lang!r} has no {need.split(' ', 1)[1]}; choose one that has {need}")
    if nlp.vocab.vectors.data.dtype == "float16":  # as the bundled ones are kept on disk; the layers multiply in single precision
        nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype("float32")
    if nlp.lang != lang:
        raise ModelError(f"model {where!r} is for {nlp.lang!r}, not for {lang!r}")
    if set(nlp.get_pipe("parser").labels) & labels.FOREIGN:
        Language.component("kg_universal", func=labels.to_universal)
        nlp.add_pipe("kg_universal", last=True)
    return nlp


def choose(models: Mapping[str, str] | None) -> dict[str, str | None]:
    """The model per language: what the caller chose, else None for the bundled one; an unknown language is a ModelError."""
    chosen = dict(models or {})
    unknown = sorted(set(chosen) - set(LANGUAGES))
    if unknown:
        raise ModelError(f"language {unknown[0]!r}: no pipeline; known are {', '.join(LANGUAGES)}")
    return {lang: chosen.get(lang) for lang in LANGUAGES}


@lru_cache(maxsize=4)
def common_words(lang: str) -> frozenset[str]:
    """The words that running text of `lang` uses in small letters (kg/models/words.LANG.gz, by `kg.training.words`); ModelError without."""
    path = MODELS / f"words.{lang}.gz"
    try:
        return frozenset(gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"))
    except OSError:
        raise ModelError(f"word list for {lang!r} is missing: make it with `kg train {lang}`") from None
