"""Entity labels without annotators: types from teachers, edges from the treebank or from agreement; what is unsure stays unlabelled.

An empty tag in `Sentence.ents` means "not known" and costs the recogniser nothing, whatever it says there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.training.corpora import Sentence
from kg.training.spelling import lists, strip_article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Small words that may open the name of a body.
_HEADS = frozenset(
    {"ministère", "tribunal", "mairie", "gouvernement", "conseil", "parquet", "université", "préfecture", "chambre", "cour", "région"}
)

_SPLIT = re.compile(r"(?<=[.!?…»\"])\s+(?=[A-ZÉÈÀ«\"“])")
_GLUED = re.compile(r"(?<=[a-zé»\")\]0-9][.!?])(?=[A-ZÉÈÀ«\"])")


def gazetteer(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """(first names, places) of the general lists."""
    names = [lists("names_fr"), *([lists("names_en")] if lang == "en" else [])]
    first = {f for n in names for f in (*n["first"], *n["compound"])}
    places = {strip_article(p) for n in names for key in ("city", "country", "region") for p in n.get(key, [])}
    return frozenset(first), frozenset(places)


def treebank_silver(lang: str, nlp: Language, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Treebank sentences with entity tags: names are where the treebank has proper nouns, their types where teacher and gazetteer allow.

    Words that are no proper noun and not capitalised inside the sentence are O; names whose edges or type are in doubt stay unlabelled.
    """
    first, places = gazetteer(lang)
    for sentence, doc in zip(sentences, nlp.pipe([s.text for s in sentences]), strict=True):
        out = Sentence(list(sentence.words), list(sentence.spaces), source="silver-treebank")
        ents = {(e.start_char, e.end_char): e.label_ for e in doc.ents}
        offsets, at = [], 0
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            offsets.append(at)
            at += len(word) + space
        tags: list[str] = []
        for i, (word, pos) in enumerate(zip(sentence.words, sentence.pos, strict=True)):
            tags.append(
                "" if pos in {"PROPN", "X"} or (word[:1].isupper() and i > 0 and pos not in {"PRON", "PUNCT", "DET", "ADJ"}) else "O"
            )
        i = 0
        while i < len(tags):
            if sentence.pos[i] != "PROPN":
                i += 1
                continue
            j = i
            while j + 1 < len(tags) and sentence.pos[j + 1] == "PROPN":
                j += 1
            text = out.text[offsets[i] : offsets[j] + len(sentence.words[j])]
            label = ents.get((offsets[i], offsets[j] + len(sentence.words[j])))
            known = "LOC" if text in places else "PER" if sentence.words[i] in first and j > i else None
            if label and known in {None, label}:
                tags[i : j + 1] = [f"B-{label}"] + [f"I-{label}"] * (j - i)
            elif known == "PER" and label != "ORG":
                tags[i : j + 1] = ["B-PER"] + ["I-PER"] * (j - i)
            i = j + 1
        out.ents = tags
        if any(t not in {"", "O"} for t in tags) or "" not in tags:
            yield out


def pieces(text: str) -> list[str]:
    """Sentences of an article, by full stops and line breaks; glued ones ("prix.Le groupe") part."""
    return [p for line in _GLUED.sub(" ", text).splitlines() for p in _SPLIT.split(line.strip()) if 3 < len(p) < 600]


def corpus_silver(teachers: Sequence[Language], articles: Iterable[Sequence[str]], *, share: float = 0.6) -> Iterator[Sentence]:
    """Corpus sentences labelled where all teachers agree and the article as a whole does too.

    Within an article every name is one thing: a name keeps its label when at least `share` of all teachers' readings of it there have that
    label; a name that they read differently takes the article's majority when it is clear (three quarters), else it stays unlabelled.
    Sentences without any label are left out.
    """
    from spacy.tokens import Doc

    for parts in articles:
        texts = [p for part in parts for p in pieces(part)]
        words = [teachers[0].make_doc(t) for t in texts]
        runs = [
            list(t.pipe([Doc(t.vocab, words=[w.text for w in d], spaces=[bool(w.whitespace_) for w in d]) for d in words]))
            for t in teachers
        ]
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for docs in runs:
            for doc in docs:
                for ent in doc.ents:
                    votes[ent.text][ent.label_] += 1
        for readings in zip(*runs, strict=True):
            sentence = _agreed(readings, votes, share)
            if any(t[:1] == "B" for t in sentence.ents):
                yield sentence


def _agreed(readings: Sequence[Doc], votes: dict[str, Counter[str]], share: float) -> Sentence:
    """One sentence with the labels that its readings and the article's votes support."""
    doc = readings[0]
    out = Sentence([t.text for t in doc], [bool(t.whitespace_) for t in doc], source="silver-corpus")
    tags = ["O"] * len(doc)
    spans: Counter[tuple[int, int]] = Counter()
    labels: dict[tuple[int, int], set[str]] = defaultdict(set)
    for reading in readings:
        for ent in reading.ents:
            spans[ent.start, ent.end] += 1
            labels[ent.start, ent.end].add(ent.label_)
    for (start, end), count in sorted(spans.items(), key=lambda kv: (-kv[1], kv[0][0] - kv[0][1])):
        if any(t != "O" for t in tags[start:end]):
            continue
        counts = votes[doc[start:end].text]
        label, top = counts.most_common(1)[0]
        total = sum(counts.values())
        sure = count == len(readings) and labels[start, end] == {label} and top >= share * total
        clear = total >= 2 * len(readings) and top >= 0.75 * total and count == len(readings)
        if (sure or clear) and (doc[start].text[:1].isupper() or doc[start].text[:1].isdigit() or doc[start].text in _HEADS):
            tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        else:
            tags[start:end] = [""] * (end - start)
    out.ents = tags
    return out
