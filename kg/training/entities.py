"""The entity half of a pipeline: PER, ORG, LOC, trained on entity corpora, business text and self-labelled press."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.training.corpora import Sentence, read_conllu
from kg.training.docs import to_example
from kg.training.entity_corpora import read_columns, read_cupt_entities, read_gum, read_uner, with_spacing
from kg.training.loop import quick_ops, train_loop
from kg.training.syntax import ROWS, dev_examples, epochs, tok2vec_config
from kg.training.tokenizers import blank, english, french

if TYPE_CHECKING:
    from spacy.language import Language


def entity_corpus(lang: str, split: str, shared: Path) -> list[Sentence]:
    """Sentences with entities of one split ("train", "dev", "test"): Sequoia-NE for French; GUM (free genres) and UNER for English.

    UNER has no training split: its dev part is trained on, and GUM's dev part chooses the best step.
    """
    base = shared / "training"
    if lang == "fr":
        entities = read_cupt_entities(base / f"fr/sequoia-ud.parseme.frsemcor.{split}.cupt.xz")
        return list(with_spacing(entities, read_conllu(base / f"fr/fr_sequoia-ud-{split}.conllu.xz", merge=True)))
    if split == "train":
        gum = list(read_gum(base / "en/en_gum-ud-train.conllu.xz"))
        return gum + list(read_uner(base / "en/uner-en_ewt-ud-dev.iob2.xz", base / "en/en_ewt-ud-dev.conllu.xz"))
    if split == "dev":
        return list(read_gum(base / "en/en_gum-ud-dev.conllu.xz"))
    return list(read_uner(base / "en/uner-en_ewt-ud-test.iob2.xz", base / "en/en_ewt-ud-test.conllu.xz"))


def silver_test(lang: str, shared: Path) -> list[Sentence]:
    """WikiNEuRal's test split, MISC left out: a test set only, never trained on."""
    return list(read_columns(shared / f"training/{lang}/wikineural-{lang}-test.conllu.xz", word=1, tag=2))


def entity_pipeline(lang: str, *, width: int = 96, vectors: Path | None = None) -> Language:
    """An untrained pipeline whose only component is `ner`, with its own embedding layer inside."""
    nlp = blank(lang)
    if vectors:
        from kg.training.vectors import load_vectors

        nlp.vocab.vectors = load_vectors(nlp.vocab.strings, vectors)
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec_config(width, ROWS, 4, vectors=vectors is not None),
        "nO": None,
    }
    nlp.add_pipe("ner", config={"model": model})
    return nlp


def entity_score(scores: dict[str, Any]) -> float:
    """What the best step is chosen by."""
    return float(scores["ents_f"] or 0)


def train_entities(
    lang: str,
    *,
    shared: Path,
    output: Path,
    extra: Iterable[tuple[Sequence[Sentence], float]] = (),
    dev_extra: Sequence[Sentence] = (),
    vectors: Path | None = None,
    steps: int = 6000,
    seconds: float = 1500,
    seed: int = 0,
    width: int = 96,
    repeat: float = 1.0,
    start: Path | None = None,
    log: Callable[[str], None] = print,
) -> float:
    """Train the entity recogniser of `lang` and save the best to `output`.

    extra: further sentence sets with their shares per pass (business text, self-labelled press); dev_extra: sentences added to the set
    that chooses the best step; repeat: how often a pass reads the annotated corpus; start: an earlier output to go on
    from.
    """
    quick_ops()
    if start:
        import spacy

        nlp = spacy.load(start)
        nlp = french(nlp) if lang == "fr" else english(nlp)
    else:
        nlp = entity_pipeline(lang, width=width, vectors=vectors)
    sets = [(entity_corpus(lang, "train", shared), repeat), *extra]
    make = epochs(nlp, sets)
    if not start:
        sample = [to_example(nlp, [s]) for sentences, _ in sets for s in sentences[:2000]]
        nlp.initialize(lambda: sample)
    dev = dev_examples(nlp, [*entity_corpus(lang, "dev", shared), *dev_extra])
    more: dict[str, Any] = {"learn_rate": 0.0007, "batch_words": (800, 1200)} if start else {}
    return train_loop(
        nlp, make, dev, score=entity_score, output=output, steps=steps, seconds=seconds, seed=seed, dropout=0.15, log=log, **more
    )
