"""Real sentences with other names: the constructions of journalists and treebanks, the names of `kg.training.names`.

A recogniser that has seen every construction with invented names learns to read the construction. A name is replaced by one of the same
type that fits the elision before it; what is unlabelled stays as it is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.training.corpora import Sentence
from kg.training.names import Names

if TYPE_CHECKING:
    from spacy.language import Language

_VOWELS = "aeiouyhâàéèêëîïôöûùüAEIOUYHÂÀÉÈÊËÎÏÔ"
#: Small words after which a name that needs elision would look wrong.
_FULL = frozenset({"de", "le", "la", "que", "se", "ne", "du", "ce"})


def swapped(lang: str, nlp: Language, sentences: Sequence[Sentence], *, seed: int, share: float = 0.8) -> Iterator[Sentence]:
    """Every sentence with entities, each of them replaced with probability `share`; the same seed gives the same names."""
    rng = random.Random(f"swap-{lang}-{seed}")
    names = Names(lang, rng)
    for sentence in sentences:
        if any(t[:1] == "B" for t in sentence.ents):
            yield _swap(nlp, sentence, names, rng, share)


def _swap(nlp: Language, sentence: Sentence, names: Names, rng: random.Random, share: float) -> Sentence:
    """One sentence with new names; a name that occurs twice is replaced alike."""
    out = Sentence([], [], source=f"{sentence.source}-swapped")
    known: dict[str, list[str]] = {}
    i = 0
    while i < len(sentence.words):
        tag = sentence.ents[i]
        if tag[:1] != "B":
            out.words.append(sentence.words[i])
            out.spaces.append(sentence.spaces[i])
            out.ents.append(tag)
            i += 1
            continue
        j = i + 1
        while j < len(sentence.words) and sentence.ents[j][:1] == "I":
            j += 1
        old = sentence.words[i:j]
        key = " ".join(old)
        if key not in known:
            known[key] = _name(nlp, tag[2:], old, out.words[-1] if out.words else "", names, rng) if rng.random() < share else old
        words = known[key]
        out.words += words
        if words is old:
            out.spaces += sentence.spaces[i:j]
        else:
            doc = nlp.make_doc(" ".join(words))
            spaces = [bool(t.whitespace_) for t in doc] if len(doc) == len(words) else [True] * len(words)
            out.spaces += [*spaces[:-1], sentence.spaces[j - 1]]
        out.ents += [tag, *[f"I-{tag[2:]}"] * (len(words) - 1)]
        i = j
    return out


def _name(nlp: Language, label: str, old: list[str], before: str, names: Names, rng: random.Random) -> list[str]:
    """The words of a new name of the same type and about the same kind (an acronym for an acronym, a surname for a surname)."""
    if old[0][:1].islower():  # "ministère de …", "groupe de travail …": a described body, not a bare name
        return old
    draw = {"PER": names.person if len(old) > 1 else names.surname, "ORG": names.company, "LOC": names.place}[label]
    if label == "ORG" and len(old) == 1 and old[0].isupper() and rng.random() < 0.5:
        draw = names.acronym
    for _ in range(12):
        words = [t.text for t in nlp.make_doc(draw())]
        vowel = words[0][0] in _VOWELS
        if before.endswith(("'", "’")) and not vowel:
            continue
        if before.lower() in _FULL and vowel and names.lang == "fr":
            continue
        return words
    return old
