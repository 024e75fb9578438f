"""One command from data to evaluated weights: syntax, entity teachers, self-labelled press, the final recogniser, the card."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.training.corpora import Sentence

if TYPE_CHECKING:
    from kg.training.syntax import SentenceSets

#: Shares of the time: syntax, two entity teachers, the final recogniser (the rest is reading, labelling and evaluation).
SHARES = {"syntax": 0.45, "teacher": 0.12, "entities": 0.3}

#: Generated sentences per pass, and corpus articles that the teachers label.
BUSINESS, TREES, ARTICLES = 10000, 2500, 700


def run(
    lang: str,
    *,
    shared: Path,
    output: Path,
    seconds: float = 3600.0,
    vectors: bool = False,
    quick: bool = False,
    log: Callable[[str], None] = print,
) -> dict[str, dict[str, float]]:
    """Train and evaluate one language; see `kg.training.train`. Parts stay in `output`.work.

    vectors: French only, floret vectors from the corpus under both halves (trained first, kept in `output`.work).
    """
    import spacy

    from kg.training.assemble import assemble
    from kg.training.business import business_sentences
    from kg.training.card import write_card
    from kg.training.entities import entity_corpus, train_entities
    from kg.training.evaluation import report
    from kg.training.pressparse import Lexicon, press_sentences
    from kg.training.silver import corpus_silver, treebank_silver
    from kg.training.swaps import swapped
    from kg.training.syntax import TREEBANKS, train_syntax, treebank
    from kg.training.vectors import articles, train_vectors

    if lang not in TREEBANKS:
        raise ModelError(f"language {lang!r}: no recipe; there are recipes for {', '.join(sorted(TREEBANKS))}")
    if not (shared / "training" / lang).is_dir():
        raise ModelError(f"no training data in {shared / 'training' / lang}: give the folder that holds training/{lang}")
    work = output.with_name(output.name + ".work")
    work.mkdir(parents=True, exist_ok=True)
    steps, count, trees = (3, 60, 40) if quick else (20000, BUSINESS, TREES)

    table: Path | None = None
    if vectors and lang == "fr":
        table = work / "vectors"
        if not (table / "vectors").is_file():
            log("vectors …")
            train_vectors(shared, table, limit=20 if quick else None)

    gold = treebank(lang, "train", shared)
    lexicon = Lexicon(gold)
    sets: SentenceSets = [(press_sentences(lang, trees, seed=1, lexicon=lexicon), 1.0)]
    log("syntax …")
    train_syntax(
        lang, shared=shared, output=work / "syntax", extra=sets, vectors=table, steps=steps, seconds=seconds * SHARES["syntax"], log=log
    )

    dev = business_sentences(lang, 20 if quick else 300, seed=99)
    silver: list[Sentence] = []
    teachers = []
    main = "sequoia" if lang == "fr" else "gum"
    others = [s for s in gold if main not in s.source][: 50 if quick else None]
    for seed in (1, 2) if lang == "fr" else (1,):
        log(f"entity teacher {seed} …")
        train_entities(
            lang,
            shared=shared,
            output=work / f"teacher{seed}",
            extra=[(business_sentences(lang, count, seed=seed), 1.0), (silver, 1.0)],
            dev_extra=dev,
            vectors=table,
            steps=steps,
            seconds=seconds * SHARES["teacher"],
            seed=seed,
            repeat=1.5,
            log=log,
        )
        teachers.append(spacy.load(work / f"teacher{seed}"))
        silver = list(treebank_silver(lang, teachers[-1], others))
    press: list[Sentence] = []
    if lang == "fr":
        log("labelling the corpus …")
        press = list(corpus_silver(teachers, itertools.islice(articles(shared), 20 if quick else ARTICLES)))
    annotated = entity_corpus(lang, "train", shared)[: 50 if quick else None]
    renamed = list(swapped(lang, teachers[-1], [*annotated, *press, *silver], seed=3))
    log(f"final recogniser: {len(silver)} treebank and {len(press)} corpus sentences labelled, {len(renamed)} with other names …")
    train_entities(
        lang,
        shared=shared,
        output=work / "entities",
        extra=[(business_sentences(lang, count, seed=3), 0.7), (silver, 1.0), (press, 1.0), (renamed, 1.0)],
        dev_extra=dev,
        vectors=table,
        steps=steps,
        seconds=seconds * SHARES["entities"],
        seed=3,
        repeat=2.5,
        start=work / f"teacher{len(teachers)}",
        log=log,
    )
    nlp = assemble(lang, syntax=work / "syntax", entities=work / "entities", shared=shared, output=output)
    scores = report(lang, nlp, shared, split="dev" if quick else "test")
    write_card(lang, output, scores)
    return scores
