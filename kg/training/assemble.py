"""The halves and the tables put together as one pipeline on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.training.lemmas import french_tables, lemma_tables
from kg.training.syntax import treebank
from kg.training.tokenizers import english, french

if TYPE_CHECKING:
    from spacy.language import Language


def assemble(lang: str, *, syntax: Path, entities: Path, shared: Path, output: Path, meta: dict[str, Any] | None = None) -> Language:
    """One pipeline from a trained syntax half, a trained entity half and tables made from the treebanks; saved to `output`.

    Both halves must share their vectors, or have none.
    """
    import spacy

    from kg.language import components, pipelines

    nlp = spacy.load(syntax)
    nlp = french(nlp) if lang == "fr" else english(nlp)
    nlp.add_pipe("kg_sentences", first=True, config={"lang": lang})
    sentences = treebank(lang, "train", shared)
    if lang == "fr":
        stems, other, forms, endings = french_tables(sentences)
        verbs = nlp.add_pipe("kg_verbs")
        assert isinstance(verbs, components.Verbs)
        verbs.stems, verbs.other = stems, other
    else:
        forms, endings = lemma_tables(sentences)
    lemmas = nlp.add_pipe("kg_lemmas")
    assert isinstance(lemmas, components.Lemmas)
    lemmas.forms, lemmas.endings = forms, endings
    nlp.add_pipe("ner", source=spacy.load(entities))
    nlp.meta.update({"name": "press", "version": "0.1.0", "license": "CC BY-SA 4.0", **(meta or {})})
    vectors = nlp.vocab.vectors
    if vectors.size:
        vectors.data = vectors.data.astype("float16")  # half the size on disk; `kg.language.pipelines.load` widens them again
    output.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(output)
    # the words of the training text, which nothing looks up: every part brings its labels and tables along
    (output / "vocab" / "strings.json").write_text("[]\n", encoding="utf-8")
    return pipelines.load(lang, str(output))
