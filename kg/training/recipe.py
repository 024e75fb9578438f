"""One command from data to evaluated weights: vectors, syntax, entities, the parts put together, the card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.training.corpora import Sentence

if TYPE_CHECKING:
    from kg.training.syntax import SentenceSets

#: Shares of the time.
SHARES = {"syntax": 0.55, "entities": 0.45}

#: Width of the layer that tagger and parser share: English has no vectors to lean on.
WIDTH = {"fr": 128, "en": 160}

#: Generated sentences: with entities, with trees.
BUSINESS, TREES = 30000, 2500


def entity_sets(
    lang: str, gold: Sequence[Sentence], shared: Path, *, business: int = BUSINESS, most: int | None = None, copies: int = 8
) -> SentenceSets:
    """What the recogniser reads beside the corpora with entities: sentences annotated by hand, real ones with other names, business text.

    `gold` are the treebank sentences of the language; `copies` says how often each real sentence returns with other names.
    """
    from kg.training.business import business_sentences
    from kg.training.entities import entity_corpus
    from kg.training.gold_names import annotated_articles, annotated_treebank
    from kg.training.swaps import swapped
    from kg.training.tokenizers import blank

    nlp = blank(lang)
    real = list(annotated_treebank(lang, gold))[:most]
    if lang == "fr":
        real += list(annotated_articles(nlp, shared))[:most]
    named = [*entity_corpus(lang, "train", shared)[:most], *real]
    renamed = [s for turn in range(copies) for s in swapped(lang, nlp, named, seed=turn)]
    return [(real, 1.0), (renamed, 0.12), (business_sentences(lang, business, seed=3), 0.1)]


def run(
    lang: str,
    *,
    shared: Path,
    output: Path,
    seconds: float = 3600.0,
    vectors: bool = True,
    quick: bool = False,
    log: Callable[[str], None] = print,
) -> dict[str, dict[str, float]]:
    """Train and evaluate one language; see `kg.training.train`. Parts stay in `output`.work.

    vectors: French only, floret vectors from the corpus under both halves (trained first, kept in `output`.work).
    """
    from kg.training.assemble import assemble
    from kg.training.business import business_sentences
    from kg.training.card import write_card
    from kg.training.entities import train_entities
    from kg.training.evaluation import report
    from kg.training.pressparse import Lexicon, press_sentences
    from kg.training.syntax import TREEBANKS, train_syntax, treebank
    from kg.training.vectors import train_vectors

    if lang not in TREEBANKS:
        raise ModelError(f"language {lang!r}: no recipe; there are recipes for {', '.join(sorted(TREEBANKS))}")
    if not (shared / "training" / lang).is_dir():
        raise ModelError(f"no training data in {shared / 'training' / lang}: give the folder that holds training/{lang}")
    work = output.with_name(output.name + ".work")
    work.mkdir(parents=True, exist_ok=True)
    steps, trees = (3, 40) if quick else (30000, TREES)

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
        lang,
        shared=shared,
        output=work / "syntax",
        extra=sets,
        vectors=table,
        steps=steps,
        seconds=seconds * SHARES["syntax"],
        width=WIDTH[lang],
        log=log,
    )

    log("entities …")
    train_entities(
        lang,
        shared=shared,
        output=work / "entities",
        extra=entity_sets(lang, gold, shared, business=60 if quick else BUSINESS, most=50 if quick else None),
        dev_extra=business_sentences(lang, 20 if quick else 300, seed=99),
        vectors=table,
        steps=steps,
        seconds=seconds * SHARES["entities"],
        seed=3,
        repeat=2.0,
        log=log,
    )
    nlp = assemble(lang, syntax=work / "syntax", entities=work / "entities", shared=shared, output=output)
    scores = report(lang, nlp, shared, split="dev" if quick else "test")
    write_card(lang, output, scores)
    return scores
