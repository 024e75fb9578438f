"""Sentences to spaCy examples: several to a text, as in an article, with line breaks here and there."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.training.corpora import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example


def to_doc(nlp: Language, sentences: Sequence[Sentence], *, breaks: Sequence[str] = ()) -> Doc:
    """One gold Doc of consecutive sentences; `breaks[i]` is what follows sentence i besides a space ("\\n", "\\n\\n" or "")."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    pos: list[str] = []
    morphs: list[str] = []
    lemmas: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool] = []
    ents: list[str] = []
    for number, sentence in enumerate(sentences):
        offset = len(words)
        n = len(sentence.words)
        words += sentence.words
        gap = breaks[number] if number < len(breaks) else ""
        last = number == len(sentences) - 1
        spaces += [*sentence.spaces[:-1], not gap and not last]
        pos += sentence.pos or [""] * n
        morphs += sentence.feats or [""] * n
        lemmas += sentence.lemmas or [""] * n
        heads += [h + offset for h in sentence.heads] or [offset] * n
        deps += ["ROOT" if d == "root" else d for d in sentence.deps] or [""] * n
        ents += sentence.ents or [""] * n
        starts += [True] + [False] * (n - 1)
        if gap and not last:
            words.append(gap)
            spaces.append(False)
            pos.append("SPACE")
            morphs.append("")
            lemmas.append(gap)
            heads.append(len(words) - 2)
            deps.append("dep")
            ents.append("O" if sentence.ents else "")
            starts.append(False)
    tags = list(pos)
    full = bool(sentences) and all(s.heads for s in sentences)
    kwargs: dict[str, object] = {"words": words, "spaces": spaces}
    if all(s.pos for s in sentences):
        kwargs |= {"tags": tags, "pos": pos, "morphs": morphs, "lemmas": lemmas}
    if full:
        kwargs |= {"heads": heads, "deps": deps}
    else:
        kwargs |= {"sent_starts": starts}
    if all(s.ents for s in sentences):
        kwargs |= {"ents": ents}
    return Doc(nlp.vocab, **kwargs)


def to_example(nlp: Language, sentences: Sequence[Sentence], *, breaks: Sequence[str] = ()) -> Example:
    """The gold Doc beside what the tokenizer makes of its text."""
    from spacy.training import Example

    gold = to_doc(nlp, sentences, breaks=breaks)
    return Example(nlp.make_doc(gold.text), gold)


def grouped(sentences: Iterable[Sentence], rng: random.Random, *, most: int = 6) -> Iterator[tuple[list[Sentence], list[str]]]:
    """Runs of 1 to `most` consecutive sentences, with line breaks between some of them."""
    run: list[Sentence] = []
    wanted = rng.randint(1, most)
    for sentence in sentences:
        run.append(sentence)
        if len(run) >= wanted:
            yield run, [rng.choice(["", "", "", "", "\n", "\n\n"]) for _ in run]
            run, wanted = [], rng.randint(1, most)
    if run:
        yield run, [""] * len(run)
