"""Every figure of kg/training/README.md from the weights in kg/models: `python -m kg.training.report [--shared DIR] [fr|en …]`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def speed(lang: str, nlp: Language, shared: Path, *, words: int = 20000) -> tuple[float, float]:
    """Words per second of the pipeline and of an untrained default spaCy pipeline with the same components, same text, same run.

    The default is tok2vec, morphologizer, parser, trainable lemmatizer and NER in spaCy's default sizes; both read the test split's text.
    """
    import spacy

    from kg.training.docs import to_example
    from kg.training.entities import entity_corpus
    from kg.training.syntax import treebank

    sentences = treebank(lang, "test", shared)
    texts = [" ".join(s.text for s in sentences[i : i + 10]) for i in range(0, len(sentences), 10)]
    plain = spacy.blank(lang)
    for name in ("tok2vec", "morphologizer", "parser", "trainable_lemmatizer", "ner"):
        plain.add_pipe(name)
    sample = [to_example(plain, [s]) for s in treebank(lang, "dev", shared)[:400]]
    sample += [to_example(plain, [s]) for s in entity_corpus(lang, "dev", shared)[:200]]
    plain.initialize(lambda: sample)
    out = []
    for pipeline in (nlp, plain):
        best = 0.0
        for _ in range(2):
            started, count = time.process_time(), 0
            for doc in pipeline.pipe(texts):
                count += len(doc)
                if count > words:
                    break
            best = max(best, count / (time.process_time() - started))
        out.append(best)
    return out[0], out[1]


def main(arguments: list[str] | None = None) -> None:
    """Print the scores of the bundled pipelines."""
    from kg.language import pipelines
    from kg.training.evaluation import held_out, report, score_entities
    from kg.training.goldcheck import check

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("langs", nargs="*", default=["fr", "en"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--held-out", type=Path, default=Path("tests/training/data/held_out.yaml"))
    options = parser.parse_args(arguments)
    for lang in options.langs:
        nlp = pipelines.load(lang)
        scores = report(lang, nlp, options.shared)
        scores["invented companies, held out"] = score_entities(nlp, held_out(lang, options.held_out))
        for name, values in scores.items():
            print(f"{lang}  {name}: " + "  ".join(f"{k} {v:.1f}" for k, v in values.items()))
        own, default = speed(lang, nlp, options.shared)
        print(f"{lang}  words a second of processor time: {own:.0f}; default spaCy pipeline {default:.0f}; ratio {own / default:.2f}")
    figures, misses = check(pipelines.load, options.shared)
    print("gold articles: " + "  ".join(f"{k} {v:.1f}" for k, v in figures.items()))
    print("\n".join(misses))


if __name__ == "__main__":
    main()
