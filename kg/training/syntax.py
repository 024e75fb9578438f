"""The syntax half of a pipeline: morphology and parser over one shared layer, trained on the treebanks of the language."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.training.corpora import FREE_GUM_GENRES, Sentence, read_conllu
from kg.training.docs import grouped, to_example
from kg.training.loop import quick_ops, train_loop
from kg.training.tokenizers import blank, english, french

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

#: Treebank files by language: what is trained on, what chooses the best step, what is only ever tested on.
TREEBANKS: dict[str, dict[str, list[str]]] = {
    "fr": {
        "train": ["fr/fr_sequoia-ud-train", "fr/fr_gsd-ud-dev", "fr/fr_gsd-ud-test", "fr/fr_pud-ud-test"],
        "dev": ["fr/fr_sequoia-ud-dev"],
        "test": ["fr/fr_sequoia-ud-test"],
    },
    "en": {
        "train": ["en/en_ewt-ud-train", "en/en_gum-ud-train"],
        "dev": ["en/en_ewt-ud-dev"],
        "test": ["en/en_ewt-ud-test"],
    },
}


#: Sets of sentences, each with the share of it that a pass reads.
SentenceSets = list[tuple[Sequence[Sentence], float]]


def treebank(lang: str, split: str, shared: Path) -> list[Sentence]:
    """All sentences of one split, in the conventions of the language's main treebank."""
    out: list[Sentence] = []
    for name in TREEBANKS[lang][split]:
        genres = sorted(FREE_GUM_GENRES) if "gum" in name else None
        out += read_conllu(shared / "training" / f"{name}.conllu.xz", merge=lang == "fr", documents=genres)
    if lang == "fr":
        harmonise(out)
    return out


def harmonise(sentences: Sequence[Sentence]) -> None:
    """Give the smaller French treebanks the labels of Sequoia, in place.

    PUD says `obl` where Sequoia tells arguments, adjuncts and agents apart: a verb and preposition mostly with an argument elsewhere make
    an argument. The percent sign is a noun everywhere.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}

    def key(s: Sentence, i: int) -> tuple[str, str]:
        case = next((s.lemmas[k].split()[0] for k in range(len(s.words)) if s.heads[k] == i and s.deps[k] == "case"), "")
        return s.lemmas[s.heads[i]], case

    for s in sentences:
        for i, dep in enumerate(s.deps):
            if dep in {"obl:arg", "obl:mod", "obl:agent"}:
                counts.setdefault(key(s, i), Counter())[dep] += 1
    for s in sentences:
        for i, dep in enumerate(s.deps):
            if s.words[i] == "%":
                s.pos[i], s.feats[i] = "NOUN", "Gender=Masc"
            if dep == "obl":
                passive = any(s.heads[k] == s.heads[i] and s.deps[k] in {"aux:pass", "nsubj:pass"} for k in range(len(s.words)))
                head, case = key(s, i)
                if case == "par" and (passive or "Tense=Past|VerbForm=Part" in s.feats[s.heads[i]]):
                    s.deps[i] = "obl:agent"
                else:
                    seen = counts.get((head, case), Counter())
                    s.deps[i] = "obl:arg" if seen["obl:arg"] > seen["obl:mod"] else "obl:mod"
            elif dep == "expl:comp" and s.lemmas[i] in {"se", "soi"}:
                s.deps[i] = "expl:pv"


def tok2vec_config(width: int, rows: Sequence[int], depth: int, *, vectors: bool) -> dict[str, Any]:
    """The shared layer: hashed norm, prefix, suffix and shape, optional static vectors, a convolution `depth` deep."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": list(rows),
            "include_static_vectors": vectors,
        },
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "window_size": 1, "maxout_pieces": 3, "depth": depth},
    }


def listener(width: int) -> dict[str, Any]:
    """A component's view of the shared layer."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}


#: Rows of the hashed tables of norm, prefix, suffix and shape: fewer rows of norms make invented names share theirs.
ROWS = (12000, 1500, 4000, 2500)


def syntax_pipeline(lang: str, *, width: int = 128, vectors: Path | None = None) -> Language:
    """An untrained pipeline of shared layer, morphologizer and parser."""
    nlp = blank(lang)
    if vectors:
        from kg.training.vectors import load_vectors

        nlp.vocab.vectors = load_vectors(nlp.vocab.strings, vectors)
    nlp.add_pipe("tok2vec", config={"model": tok2vec_config(width, ROWS, 4, vectors=vectors is not None)})
    nlp.add_pipe("morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener(width), "nO": None}})
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 128,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener(width),
        "nO": None,
    }
    nlp.add_pipe("parser", config={"model": model, "min_action_freq": 15, "learn_tokens": False})
    return nlp


def epochs(nlp: Language, sets: Sequence[tuple[Sequence[Sentence], float]]) -> Callable[[random.Random], Iterator[Example]]:
    """A maker of training passes: of every set the given share (more than 1 repeats it), grouped into short texts, mixed."""

    def one(rng: random.Random) -> Iterator[Example]:
        groups: list[tuple[list[Sentence], list[str]]] = []
        for sentences, share in sets:
            items = list(grouped(sentences, rng))
            whole = int(share)
            groups += items * whole
            groups += rng.sample(items, int(len(items) * (share - whole)))
        rng.shuffle(groups)
        for group, breaks in groups:
            yield to_example(nlp, group, breaks=breaks)

    return one


def syntax_score(scores: dict[str, Any]) -> float:
    """What the best step is chosen by: labelled attachment and morphology."""
    return 0.7 * float(scores["dep_las"]) + 0.2 * float(scores["morph_acc"]) + 0.1 * float(scores["sents_f"] or 0)


def dev_examples(nlp: Language, sentences: Sequence[Sentence], size: int = 10) -> list[Example]:
    """Evaluation texts of `size` consecutive sentences each."""
    return [to_example(nlp, sentences[i : i + size]) for i in range(0, len(sentences), size)]


def train_syntax(
    lang: str,
    *,
    shared: Path,
    output: Path,
    extra: Iterable[tuple[Sequence[Sentence], float]] = (),
    vectors: Path | None = None,
    steps: int = 6000,
    seconds: float = 1500,
    seed: int = 0,
    width: int = 128,
    dropout: float = 0.15,
    start: Path | None = None,
    log: Callable[[str], None] = print,
) -> float:
    """Train morphology and parser of `lang` and save the best pipeline to `output`; `extra` are further sets with their shares.

    start: an earlier output to go on from, at half the learning rate and the larger batches.
    """
    quick_ops()
    if start:
        import spacy

        nlp = spacy.load(start)
        nlp = french(nlp) if lang == "fr" else english(nlp)
    else:
        nlp = syntax_pipeline(lang, width=width, vectors=vectors)
    sets = [(treebank(lang, "train", shared), 1.0), *extra]
    make = epochs(nlp, sets)
    if not start:
        sample = [to_example(nlp, [s]) for sentences, _ in sets for s in sentences[:6000]]
        nlp.initialize(lambda: sample)
    dev = dev_examples(nlp, treebank(lang, "dev", shared))
    more: dict[str, Any] = {"learn_rate": 0.0005, "batch_words": (800, 1200)} if start else {}
    return train_loop(
        nlp, make, dev, score=syntax_score, output=output, steps=steps, seconds=seconds, seed=seed, dropout=dropout, log=log, **more
    )
