"""Names typed by hand for this project: in sentences of the treebanks, by position; in corpus articles, by name.

`data/annotations/treebank_LANG.tsv` has a line a sentence: its number in `syntax.treebank(lang, "train")`, how many words it has, then
`start-end:TYPE` for each name (words, end exclusive; `?` for what is in doubt). `data/annotations/articles_fr.txt` has a block an
article: its id in the corpus and the names it holds by type (P, O, L; N for capitalised names of no such type). Neither file holds a
sentence of the corpora.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.training.corpora import Sentence
from kg.training.vectors import articles

if TYPE_CHECKING:
    from spacy.language import Language

DATA = Path(__file__).parent / "data" / "annotations"
_SPLIT = re.compile(r"(?<=[.!?…»\"])\s+(?=[A-ZÉÈÀ«\"“])")
_GLUED = re.compile(r"(?<=[a-zé»\")\]0-9][.!?])(?=[A-ZÉÈÀ«\"])")
_TYPES = {"P": "PER", "O": "ORG", "L": "LOC", "N": ""}


def annotated_treebank(lang: str, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences of `syntax.treebank(lang, "train")` that were annotated, with BIO tags; what is in doubt has the empty tag.

    Sentences without a proper noun are no part of the file, but of what is yielded: they hold no name. Treebanks that no line names
    are left out. Raises ModelError when file and treebank do not fit.
    """
    path = DATA / f"treebank_{lang}.tsv"
    lines: dict[int, list[str]] = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        number, length, *spans = row.split("\t")
        if int(number) >= len(sentences) or len(sentences[int(number)].words) != int(length):
            raise ModelError(f"{path.name}: sentence {number} is not the one that was annotated: another version of the treebank?")
        lines[int(number)] = spans
    known = {sentences[number].source for number in lines}
    for place, sentence in enumerate(sentences):
        if sentence.source not in known or (place not in lines and "PROPN" in sentence.pos):
            continue
        tags = ["O"] * len(sentence.words)
        for span in lines.get(place, []):
            where, _, kind = span.partition(":")
            start, _, end = where.partition("-")
            size = int(end) - int(start)
            tags[int(start) : int(end)] = [""] * size if kind == "?" else [f"B-{kind}", *[f"I-{kind}"] * (size - 1)]
        yield Sentence(list(sentence.words), list(sentence.spaces), ents=tags, source=f"{sentence.source}-names")


@lru_cache(maxsize=1)
def listed() -> dict[int, dict[str, str]]:
    """Corpus article → name → type ("PER", "ORG", "LOC"; "" for a capitalised name of none)."""
    found: dict[int, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in (DATA / "articles_fr.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            current = found.setdefault(int(line[4:]), {})
        elif line.strip():
            key, _, names = line.partition(": ")
            for name in names.split(";"):
                if name.strip():
                    current.setdefault(name.strip(), _TYPES[key])
    return found


def real_names() -> dict[str, list[str]]:
    """Family names ("last") and one-word places ("city") of the listed articles, sorted."""
    last, city = set(), set()
    for names in listed().values():
        for name, kind in names.items():
            words = name.split()
            if kind == "PER" and len(words) > 1 and words[-1][:1].isupper() and not words[-1].isupper():
                last.add(words[-1])
            elif kind == "LOC" and len(words) == 1 and name[:1].isupper() and len(name) > 3 and not name.isupper():
                city.add(name)
    return {"last": sorted(last), "city": sorted(city)}


def _sentences(text: str) -> list[str]:
    """Sentences of an article, by full stops and line breaks; glued ones ("prix.Le groupe") part."""
    return [p for line in _GLUED.sub(" ", text).splitlines() for p in _SPLIT.split(line.strip()) if 3 < len(p) < 600]


def annotated_articles(nlp: Language, shared: Path) -> Iterator[Sentence]:
    """Sentences of the corpus articles whose names were listed, cut by the tokenizer of `nlp`, with BIO tags.

    A listed name is tagged wherever it stands, the longest first; a capitalised word inside a sentence that nobody listed stays open.
    """
    for number, parts in articles(shared):
        here = listed().get(number)
        if here is None:
            continue
        wanted = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(here, key=len, reverse=True))) if here else None
        for part in parts:
            for text in _sentences(part):
                yield _tagged(nlp, text, here, wanted)


def _tagged(nlp: Language, text: str, names: dict[str, str], wanted: re.Pattern[str] | None) -> Sentence:
    """One sentence of an article with its listed names."""
    doc = nlp.make_doc(text)
    out = Sentence([t.text for t in doc], [bool(t.whitespace_) for t in doc], source="articles-names")
    tags = ["O"] * len(doc)
    settled: set[int] = set()
    for match in wanted.finditer(text) if wanted else ():
        span = doc.char_span(match.start(), match.end())
        if span is None:  # a name whose edge falls inside a word: taught neither way
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            kind = "?"
        else:
            kind = names[match.group()]
        if span is None:
            continue
        settled.update(range(span.start, span.end))
        if kind:
            tags[span.start : span.end] = [""] * len(span) if kind == "?" else [f"B-{kind}", *[f"I-{kind}"] * (len(span) - 1)]
    for before, token in pairwise(doc):
        if token.i not in settled and token.text[:1].isupper() and before.text not in {".", "!", "?", "«", '"', ":", "“", "-", "–", "—"}:
            tags[token.i] = ""
    out.ents = tags
    return out
