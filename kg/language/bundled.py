"""The bundled pipelines read from their folders, without what spaCy's package for French has to compile first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spacy import util
from spacy.attrs import LIKE_NUM
from spacy.lang.en import English
from spacy.language import BaseDefaults, Language

from kg import lexicon
from kg.language import components as components  # registers the parts of their own


@cache
def _number_words() -> frozenset[str]:
    french = lexicon.load("fr")
    return frozenset({*french.integers("numbers"), *french.integers("ordinals"), *french.table("scales")})


def _is_number(text: str) -> bool:
    """Whether a French word is a number: digits, with a sign or separators, a fraction of digits, or a number word."""
    digits = text.lstrip("+-±~").replace(",", "").replace(".", "")
    parts = digits.split("/")
    return (len(parts) <= 2 and all(part.isdigit() for part in parts)) or digits.lower() in _number_words()


class _Defaults(BaseDefaults):  # type: ignore[misc]
    lex_attr_getters = {LIKE_NUM: _is_number}  # noqa: RUF012 - spaCy's own form


class French(Language):  # type: ignore[misc]
    """French, with a tokenizer that comes from a pipeline's folder.

    spaCy's own class compiles, while it is imported, patterns for an older tokenizer: two of the three seconds that a pipeline took to
    load, for every process.
    """

    lang = "fr"
    Defaults = _Defaults


_CLASSES: dict[str, type[Language]] = {"fr": French, "en": English}


def read(path: Path, lang: str) -> Language:
    """The pipeline that `kg train` left in folder `path`; OSError when there is none."""
    meta = util.get_model_meta(path)
    config = util.load_config(path / "config.cfg")
    return _CLASSES[lang].from_config(config, vocab=True, meta=meta).from_disk(path)
