"""Scores by spaCy's Scorer on predicted tokens and sentences: treebank test splits, entity test sets, mood and tense of French verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.training.corpora import Sentence
from kg.training.docs import to_example
from kg.training.entities import entity_corpus, silver_test
from kg.training.syntax import treebank

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

#: The arcs that rules read, reported one by one.
ARCS = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl:agent",
    "obl:arg",
    "obl:mod",
    "obl",
    "nmod",
    "appos",
    "conj",
    "acl:relcl",
    "advcl",
    "flat:name",
    "xcomp",
    "ccomp",
)


def predict(nlp: Language, sentences: Sequence[Sentence], size: int) -> list[Example]:
    """Gold texts of `size` sentences each beside what the pipeline makes of the bare text."""
    examples = [to_example(nlp, sentences[i : i + size]) for i in range(0, len(sentences), size)]
    for example, doc in zip(examples, nlp.pipe([e.reference.text for e in examples]), strict=True):
        example.predicted = doc
    return examples


def score_syntax(nlp: Language, sentences: Sequence[Sentence], *, size: int = 10) -> dict[str, float]:
    """Tokens, sentences, part of speech, features, lemmas, UAS, LAS and F of each arc the rules need, in per cent."""
    from spacy.scorer import Scorer

    examples = predict(nlp, sentences, size)
    scores: dict[str, Any] = {}
    scores |= Scorer.score_tokenization(examples)
    scores |= Scorer.score_spans(examples, "sents", has_annotation=lambda d: d.has_annotation("SENT_START"), getter=lambda d, _: d.sents)
    scores |= Scorer.score_token_attr(examples, "pos")
    scores |= Scorer.score_token_attr(examples, "morph", getter=lambda t, _: t.morph)
    scores |= Scorer.score_token_attr(examples, "lemma", getter=lambda t, _: t.lemma_)

    def dep(token: Any, attr: str) -> str:
        return str(token.dep_).lower()

    scores |= Scorer.score_deps(examples, "dep", getter=dep, ignore_labels=("p", "punct"), has_annotation=lambda d: d.has_annotation("DEP"))
    out = {
        k: 100 * float(scores[k])
        for k in ("token_f", "sents_f", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")
        if scores.get(k)
    }
    for arc in ARCS:
        if arc in scores["dep_las_per_type"]:
            out[arc] = 100 * float(scores["dep_las_per_type"][arc]["f"])
    return out


def score_entities(nlp: Language, sentences: Sequence[Sentence], *, size: int = 1) -> dict[str, float]:
    """Strict precision, recall and F of PER, ORG, LOC together and F of each, in per cent; other labels are left out."""
    hits: dict[str, list[int]] = {label: [0, 0, 0] for label in ("PER", "ORG", "LOC")}
    for example in predict(nlp, sentences, size):
        gold = {(e.start_char, e.end_char, e.label_) for e in example.reference.ents}
        found = {(e.start_char, e.end_char, e.label_) for e in example.predicted.ents}
        for label, counts in hits.items():
            g, f = {x for x in gold if x[2] == label}, {x for x in found if x[2] == label}
            counts[0] += len(g & f)
            counts[1] += len(f)
            counts[2] += len(g)
    right, found_, gold_ = (sum(c[i] for c in hits.values()) for i in range(3))
    out = {"ents_p": 100 * right / max(1, found_), "ents_r": 100 * right / max(1, gold_), "ents_f": 200 * right / max(1, found_ + gold_)}
    return out | {label: 200 * c[0] / max(1, c[1] + c[2]) for label, c in hits.items()}


def score_moods(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """F of conditional and of future verb forms, in per cent."""
    counts = {"Mood=Cnd": [0, 0, 0], "Tense=Fut": [0, 0, 0]}
    for example in predict(nlp, sentences, 10):
        for token in example.reference:
            twin = example.predicted.char_span(token.idx, token.idx + len(token))
            for feature, c in counts.items():
                gold = feature in str(token.morph).split("|")
                found = twin is not None and len(twin) == 1 and feature in str(twin[0].morph).split("|")
                c[0] += gold and found
                c[1] += found
                c[2] += gold
    return {f: 200 * c[0] / max(1, c[1] + c[2]) for f, c in counts.items()}


def held_out(lang: str, path: Path) -> list[Sentence]:
    """Sentences with invented companies in constructions of their own (tests/training/data/held_out.yaml)."""
    import yaml

    from kg.training.business import mark, to_sentence, unmark
    from kg.training.tokenizers import blank

    data = yaml.safe_load(path.read_text(encoding="utf-8"))[lang]
    names, persons, towns = data["names"], data["persons"], data["towns"]
    nlp = blank(lang)
    out = []
    for turn in range(8 if lang == "fr" else 6):
        for number, template in enumerate(data["sentences"]):
            k = turn * len(data["sentences"]) + number
            text = template.replace("{A}", mark("ORG", names[k % len(names)])).replace("{B}", mark("ORG", names[(k + 37) % len(names)]))
            text = text.replace("{P}", mark("PER", persons[k % len(persons)])).replace("{V}", mark("LOC", towns[k % len(towns)]))
            if lang == "fr":
                text = re.sub(r"\bde (?=\ue000ORG\ue001[AEIOUÉÈÊÎYaeiou])", "d'", text)
            sentence = to_sentence(nlp, *unmark(text), source="held-out")
            if sentence is None:
                raise ValueError(f"{path.name}: a name in {template!r} does not fall on words")
            out.append(sentence)
    return out


def report(lang: str, nlp: Language, shared: Path, *, split: str = "test") -> dict[str, dict[str, float]]:
    """All scores of a pipeline on the official splits, by test set."""
    sentences = treebank(lang, split, shared)
    names = {"fr": ("Sequoia", "Sequoia entities"), "en": ("EWT", "UNER EWT" if split == "test" else "GUM entities")}[lang]
    out = {
        f"{names[0]} {split}, a sentence a text": score_syntax(nlp, sentences, size=1),
        f"{names[0]} {split}, ten sentences a text": score_syntax(nlp, sentences, size=10),
        f"{names[1]} {split}": score_entities(nlp, entity_corpus(lang, split, shared)),
    }
    if split == "test":
        out[f"wikineural-{lang} test (silver, never trained on)"] = score_entities(nlp, silver_test(lang, shared))
    if lang == "fr":
        out["verbs, Sequoia dev and test"] = score_moods(nlp, [*treebank(lang, "dev", shared), *sentences])
    return out
